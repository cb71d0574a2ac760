"""Refunds of one invoice of several, and what a refund does to the state of an order in each version."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.version_switches import VERSIONS

from .world import Send, World, direct

V1 = "/rest/V1"


def two_invoices(world: World, send: Send) -> dict[str, Any]:
    """Order 1 of two rows: invoice 1 has the first row and all shipping, invoice 2 the second row."""
    world.order(("SKU-1", 2), ("SKU-4", 1))
    first = send("GET", f"{V1}/orders/1").data["items"][0]
    one = {"items": [{"order_item_id": first["item_id"], "qty": 2}]}
    assert send("POST", f"{V1}/order/1/invoice", one).data == "1"
    assert send("POST", f"{V1}/order/1/invoice", {"capture": True}).data == "2"
    return first


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_each_invoice_of_an_order_is_refunded_with_its_own_rows_and_shipping(
    world: World, send: Send, order: tuple[int, int]
) -> None:
    two_invoices(world, send)
    totals = {number: send("GET", f"{V1}/invoices/{number}").data["grand_total"] for number in order}
    for place, number in enumerate(order, 1):
        assert send("POST", f"{V1}/invoice/{number}/refund", {"isOnline": False}).data == str(place)
        memo = send("GET", f"{V1}/creditmemo/{place}").data
        assert (memo["invoice_id"], memo["grand_total"]) == (number, totals[number])
        assert (memo["shipping_amount"] > 0) == (number == 1)
    data = send("GET", f"{V1}/orders/1").data
    assert (data["state"], data["total_refunded"]) == ("closed", data["grand_total"])


def test_an_invoice_is_refunded_in_parts_until_nothing_of_it_is_left(world: World, send: Send) -> None:
    first = two_invoices(world, send)
    one = {"items": [{"order_item_id": first["item_id"], "qty": 1}], "arguments": {"shipping_amount": 0}}
    assert send("POST", f"{V1}/invoice/1/refund", one).data == "1"
    assert send("POST", f"{V1}/invoice/1/refund", {}).data == "2"
    memo = send("GET", f"{V1}/creditmemo/2").data
    assert [row["qty"] for row in memo["items"]] == [1]
    again = send("POST", f"{V1}/invoice/1/refund", {})
    assert again.status == 400
    assert "We can't create creditmemo for the invoice." in again.data["message"]
    assert send("POST", f"{V1}/invoice/2/refund", {}).data == "3"


def test_a_row_of_another_invoice_is_left_out_of_a_refund(world: World, send: Send) -> None:
    two_invoices(world, send)
    second = send("GET", f"{V1}/orders/1").data["items"][1]
    asked = {"items": [{"order_item_id": row, "qty": 1} for row in (1, second["item_id"])]}
    assert send("POST", f"{V1}/invoice/2/refund", asked).status == 200
    assert [row["order_item_id"] for row in send("GET", f"{V1}/creditmemo/1").data["items"]] == [
        second["item_id"]
    ]


def test_a_shop_that_shows_shipping_with_tax_gives_it_back_with_the_wrong_invoice() -> None:
    world = World(refund_shipping_of_order=True)
    send = direct(world)
    two_invoices(world, send)
    order = send("GET", f"{V1}/orders/1").data
    send("POST", f"{V1}/invoice/2/refund", {})
    assert send("GET", f"{V1}/creditmemo/1").data["shipping_amount"] == order["shipping_amount"]
    late = send(
        "POST", f"{V1}/invoice/1/refund", {"arguments": {"shipping_amount": order["shipping_amount"]}}
    )
    assert late.data["message"] == "Maximum shipping amount allowed to refund is: %1"
    assert late.data["parameters"] == ["\u20ac0.00"]
    assert send("POST", f"{V1}/invoice/1/refund", {}).status == 200
    assert order["grand_total"] == send("GET", f"{V1}/orders/1").data["total_refunded"]


def test_more_shipping_than_the_order_has_left_is_refused_by_amount(world: World, send: Send) -> None:
    two_invoices(world, send)
    most = send("GET", f"{V1}/orders/1").data["base_shipping_amount"]
    reply = send("POST", f"{V1}/order/1/refund", {"arguments": {"shipping_amount": most + 1}})
    assert (reply.status, reply.data["parameters"]) == (400, [f"\u20ac{most:.2f}"])
    assert reply.data["message"] == "Maximum shipping amount allowed to refund is: %1"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("steps", ["refund ship", "ship refund"])
def test_half_refunded_and_half_shipped_is_complete_from_2_4_4_on(version: str, steps: str) -> None:
    world = World(version=version)
    order = world.paid(("SKU-4", 10))
    send = direct(world)
    if steps == "refund ship":
        half = {"items": [{"order_item_id": 1, "qty": 5}], "arguments": {"shipping_amount": 0}}
        assert send("POST", f"{V1}/order/1/refund", half).status == 200
        assert send("POST", f"{V1}/order/1/ship", {"items": half["items"]}).status == 200
    else:
        assert send("POST", f"{V1}/order/1/ship", {}).status == 200
        assert send("POST", f"{V1}/order/1/refund", {}).status == 200
    is_old = version in ("2.3.5", "2.4.3")
    if steps == "ship refund":
        assert order.state == "closed"
    else:
        assert order.state == ("processing" if is_old else "complete")
    assert bool(world.shop.surprised) == (order.state == "processing")
