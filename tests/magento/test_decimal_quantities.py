"""Products sold by weight or length: fractions of a unit in carts, orders, documents and stock."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.quantities import DECIMAL, counted, priced, shown, total

from .world import HOME, Send, World, direct

V1 = "/rest/V1"
CLOTH = "CLOTH"


def drapery() -> tuple[World, Send]:
    """A shop with 2.75 units of an article with decimal quantities, at 13.33 a unit."""
    world = World()
    world.shop.catalog.add(CLOTH, "Cloth", 1_333, scale=DECIMAL)
    world.shop.stock.open(CLOTH, "default", 2_750)
    return world, direct(world)


def item_of(send: Send, order_id: int) -> dict[str, Any]:
    """The first row of an order as the API shows it."""
    found: dict[str, Any] = send("GET", f"{V1}/orders/{order_id}").data["items"][0]
    return found


def salable(send: Send) -> float:
    """The salable quantity as the API shows it."""
    found: float = send("GET", f"{V1}/inventory/get-product-salable-quantity/{CLOTH}/1").data
    return found


@pytest.mark.parametrize(
    ("parts", "number"), [(2_750, 2.75), (2_000, 2), (500, 0.5), (1_237, 1.237), (0, 0), (-250, -0.25)]
)
def test_thousandths_are_shown_as_numbers_and_read_back(parts: int, number: float) -> None:
    assert shown(parts, DECIMAL) == number
    assert counted(number, DECIMAL) == parts
    assert type(shown(2_000, DECIMAL)) is int


def test_whole_units_are_shown_and_read_as_before() -> None:
    assert (shown(3, 1), counted(2.9, 1), priced(199, 3, 1)) == (3, 2, 597)
    assert total([(2, 1), (2_750, DECIMAL)]) == 4.75


def test_a_row_has_the_price_of_its_quantity_and_takes_it_from_stock() -> None:
    world, send = drapery()
    order = world.paid((CLOTH, 1_250), ("SKU-2", 2))
    data = send("GET", f"{V1}/orders/{order.entity_id}").data
    item = data["items"][0]
    assert (item["qty_ordered"], item["is_qty_decimal"], item["row_total_incl_tax"]) == (1.25, 1, 16.66)
    assert (data["total_qty_ordered"], data["items"][1]["is_qty_decimal"]) == (3.25, 0)
    assert data["grand_total"] == 21.66
    assert world.last("shop.order.placed")[1]["lines"][0] == [CLOTH, 1_250, 1_333, 0]
    assert salable(send) == 1.5


def test_what_is_shipped_and_refunded_has_fractions() -> None:
    world, send = drapery()
    order = world.paid((CLOTH, 2_000))
    item_id = order.lines[0].item_id
    some = {"items": [{"order_item_id": item_id, "qty": 1.5}]}
    shipment = send("POST", f"{V1}/order/{order.entity_id}/ship", some).data
    assert send("GET", f"{V1}/shipment/{shipment}").data["items"][0]["qty"] == 1.5
    assert item_of(send, order.entity_id)["qty_shipped"] == 1.5
    back = {"items": [{"order_item_id": item_id, "qty": 0.25}]}
    assert send("POST", f"{V1}/order/{order.entity_id}/refund", back).status == 200
    assert item_of(send, order.entity_id)["qty_refunded"] == 0.25
    too_much = {"items": [{"order_item_id": item_id, "qty": 0.501}]}
    assert send("POST", f"{V1}/order/{order.entity_id}/ship", too_much).status == 400


def test_a_cart_over_rest_takes_a_fraction_and_refuses_more_than_there_is() -> None:
    _, send = drapery()
    cart = send("POST", f"{V1}/guest-carts", token=None).data
    items = f"{V1}/guest-carts/{cart}/items"
    wanted = {"cartItem": {"sku": CLOTH, "qty": 0.75, "quote_id": cart}}
    assert send("POST", items, wanted, token=None).data["qty"] == 0.75
    assert send("POST", items, wanted, token=None).data["qty"] == 1.5
    assert send("GET", f"{V1}/guest-carts/{cart}", token=None).data["items_qty"] == 1.5
    again = {"cartItem": {**wanted["cartItem"], "qty": 1.251}}
    assert send("POST", items, again, token=None).status == 400


def test_stock_is_read_and_written_with_fractions() -> None:
    _, send = drapery()
    row = {"sku": CLOTH, "source_code": "default", "quantity": 7.125, "status": 1}
    assert send("POST", f"{V1}/inventory/source-items", {"sourceItems": [row]}).status == 200
    stock = send("GET", f"{V1}/stockItems/{CLOTH}").data
    assert (stock["qty"], stock["is_qty_decimal"], salable(send)) == (7.125, True, 7.125)
    whole = {**row, "sku": "SKU-1", "quantity": 7.9}
    send("POST", f"{V1}/inventory/source-items", {"sourceItems": [whole]})
    assert send("GET", f"{V1}/stockItems/SKU-1").data["qty"] == 7


def test_a_coupon_takes_its_share_of_the_price_of_the_quantity() -> None:
    world, send = drapery()
    order = world.order((CLOTH, 1_500), coupon_percent=10, coupon_code="TEN", ship_to=HOME)
    item = item_of(send, order.entity_id)
    assert item["discount_amount"] == 2.0  # 10 % of 13.33 x 1.5 = 20.00


def test_packs_are_counted_in_pieces_and_shown_whole() -> None:
    world, send = drapery()
    world.shop.catalog.add("TEA", "Tea", 2_388, scale=12)
    world.shop.stock.open("TEA", "default", 60)
    order = world.paid(("TEA", 24))
    item = item_of(send, order.entity_id)
    assert (item["qty_ordered"], item["is_qty_decimal"], item["row_total_incl_tax"]) == (2, 0, 47.76)
    assert send("GET", f"{V1}/inventory/get-product-salable-quantity/TEA/1").data == 3
    row = {"sku": "TEA", "source_code": "default", "quantity": 4.5, "status": 1}
    send("POST", f"{V1}/inventory/source-items", {"sourceItems": [row]})
    assert send("GET", f"{V1}/stockItems/TEA").data["qty"] == 4
