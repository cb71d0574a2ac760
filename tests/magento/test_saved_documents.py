"""Documents that a client saves whole: the record is there, the order knows nothing of it, and the stock moves."""

from __future__ import annotations

from typing import Any

import pytest

from .kinds import furnished
from .world import Send, World, direct

V1 = "/rest/V1/"
PARCEL = {"entity": {"orderId": 1, "items": [{"orderItemId": 1, "qty": 2}]}}


def order_of(send: Send) -> dict[str, Any]:
    data: dict[str, Any] = send("GET", V1 + "orders/1").data
    return data


def test_a_saved_shipment_leaves_the_order_as_it_was_and_takes_the_goods(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    before = order_of(send)
    reply = send("POST", V1 + "shipment/", PARCEL)
    assert (reply.status, reply.data["entity_id"], reply.data["order_id"]) == (200, 1, 1)
    assert order_of(send) == before
    assert (before["state"], before["items"][0]["qty_shipped"]) == ("processing", 0)
    assert (world.shop.stock.quantity("SKU-1", "default"), world.shop.salable("SKU-1")) == (48, 48)
    assert [*world.shop.stock.reservations][-1][2:4] == (2, "shipment_created")
    assert "shop.order.shipped" not in world.kinds()
    assert world.last("shop.document.saved")[1] == {
        "kind": "shipment",
        "document": "000000001",
        "lines": [["SKU-1", 2]],
    }


def test_a_saved_shipment_is_read_as_it_was_sent(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    track = {"track_number": "1Z9", "title": "DHL", "carrier_code": "dhl"}
    item = {"order_item_id": 1, "qty": 1, "sku": "SKU-1", "name": "Thing 1"}
    sent = {"order_id": 1, "items": [item], "tracks": [track], "shipping_label": "QUJD", "total_qty": 1}
    made = send("POST", V1 + "shipment", {"entity": sent}).data
    data = send("GET", V1 + "shipment/1").data
    assert made == data
    assert {**data["items"][0], **item} == data["items"][0]
    assert data["tracks"][0]["track_number"] == "1Z9"
    assert send("GET", V1 + "shipment/1/label").data == "QUJD"
    listed = send("GET", V1 + "shipments", query="searchCriteria=").data
    assert [row["entity_id"] for row in listed["items"]] == [1]


def test_the_order_can_be_shipped_once_more_after_a_saved_shipment(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    send("POST", V1 + "shipment", PARCEL)
    assert send("POST", V1 + "order/1/ship", {}).data == "2"
    assert order_of(send)["state"] == "complete"
    assert (world.shop.stock.quantity("SKU-1", "default"), world.shop.salable("SKU-1")) == (46, 48)


def test_a_shipment_made_by_the_order_has_no_label(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    send("POST", V1 + "order/1/ship", {})
    assert send("GET", V1 + "shipment/1/label").data == ""


def test_a_saved_invoice_leaves_the_order_unpaid(world: World, send: Send) -> None:
    order = world.order(("SKU-1", 2))
    before = order_of(send)
    entity = {
        "order_id": 1,
        "state": 2,
        "total_qty": 2,
        "grand_total": order.ordered.total / 100,
        "base_grand_total": order.ordered.total / 100,
        "items": [{"order_item_id": 1, "sku": "SKU-1", "qty": 2, "price": 16.72, "row_total": 33.44}],
    }
    made = send("POST", V1 + "invoices/", {"entity": entity}).data
    assert (made["state"], made["grand_total"], made["increment_id"]) == (
        2,
        before["grand_total"],
        "000000001",
    )
    assert order_of(send) == before
    assert (before["status"], "total_invoiced" in before) == ("pending", False)
    assert made["items"][0]["row_total"] == 33.44
    query = "searchCriteria[filter_groups][0][filters][0][field]=order_id"
    query += "&searchCriteria[filter_groups][0][filters][0][value]=1"
    assert send("GET", V1 + "invoices", query=query).data["items"] == [made]
    assert "shop.order.paid" not in world.kinds()


def test_a_saved_invoice_takes_virtual_goods_out_of_stock() -> None:
    world = furnished()
    send = direct(world)
    world.order(("GIFT", 3))
    send("POST", V1 + "invoices", {"entity": {"order_id": 1, "items": [{"order_item_id": 1, "qty": 3}]}})
    assert (world.shop.stock.quantity("GIFT", "default"), world.shop.salable("GIFT")) == (497, 497)
    assert order_of(send)["state"] == "new"


def memo_of(order: dict[str, Any], quantity: int, **more: Any) -> dict[str, Any]:
    total = {"grand_total": order["grand_total"], "base_grand_total": order["grand_total"]}
    return {
        "order_id": 1,
        "items": [{"order_item_id": 1, "qty": quantity}],
        **total,
        "subtotal": order["subtotal"],
        "base_subtotal": order["subtotal"],
        **more,
    }


def test_a_saved_credit_memo_refunds_nothing_and_writes_off_what_has_not_left(
    world: World, send: Send
) -> None:
    world.paid(("SKU-1", 2))
    before = order_of(send)
    made = send("POST", V1 + "creditmemo", {"entity": memo_of(before, 2, state=2)}).data
    assert (made["state"], made["grand_total"]) == (2, before["grand_total"])
    assert order_of(send) == before
    assert (world.shop.stock.quantity("SKU-1", "default"), world.shop.salable("SKU-1")) == (48, 48)
    assert "shop.order.refunded" not in world.kinds()
    assert send("POST", V1 + "invoice/1/refund", {}).status == 200, "the money is still there"


@pytest.mark.parametrize("offline", [True, False, None])
def test_the_refund_of_a_credit_memo_books_what_was_sent(
    world: World, send: Send, offline: bool | None
) -> None:
    world.paid(("SKU-1", 2))
    before = order_of(send)
    body: dict[str, Any] = {"creditmemo": memo_of(before, 2)}
    if offline is not None:
        body["offlineRequested"] = offline
    made = send("POST", V1 + "creditmemo/refund", body).data
    assert made["state"] == 2
    data = order_of(send)
    assert (data["state"], data["total_refunded"]) == ("closed", before["grand_total"])
    assert (data["items"][0]["qty_refunded"], data["subtotal_refunded"]) == (2, before["subtotal"])
    assert ("total_offline_refunded" in data) is bool(offline)
    assert world.last("shop.order.refunded")[1]["full"] is True


def test_a_refund_without_amounts_refunds_units_and_no_money(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    sent = {"order_id": 1, "items": [{"order_item_id": 1, "qty": 1}]}
    assert send("POST", V1 + "creditmemo/refund", {"creditmemo": sent}).status == 200
    data = order_of(send)
    assert (data["items"][0]["qty_refunded"], data["total_refunded"], data["state"]) == (1, 0, "processing")


ROW = [{"order_item_id": 1, "qty": 1}]
REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("shipment", {}, '"%fieldName" is required. Enter and try again.'),
    ("shipment", {"entity": {"order_id": 9, "items": ROW}}, "The shipment couldn't be saved."),
    ("shipment", {"entity": {"order_id": 1, "items": []}}, "The shipment couldn't be saved."),
    ("shipment", {"entity": {"order_id": 1, "items": [{**ROW[0], "qty": 51}]}}, "The shipment couldn't be saved."),
    (
        "shipment",
        {"entity": {"order_id": 1, "items": [{"order_item_id": 7, "qty": 1, "sku": "X"}]}},
        'The shipment contains product SKU "%1" that is not part of the original order.',
    ),
    ("invoices", {"entity": {"order_id": 0}}, "The invoice couldn't be saved."),
    ("creditmemo", {"entity": {}}, "The credit memo couldn't be saved."),
    (
        "creditmemo/refund",
        {"creditmemo": {"order_id": 1, "base_grand_total": 1000}},
        "The most money available to refund is %1.",
    ),
    (
        "creditmemo/refund",
        {"creditmemo": {"order_id": 1, "items": [{"order_item_id": 1, "qty": 3}]}},
        'We found an invalid quantity to refund item "%1".',
    ),
)  # fmt: skip


@pytest.mark.parametrize(("path", "body", "message"), REFUSED)
def test_what_cannot_be_saved_changes_nothing(
    world: World, send: Send, path: str, body: dict[str, Any], message: str
) -> None:
    world.paid(("SKU-1", 2))
    before, facts = order_of(send), list(world.facts)
    reply = send("POST", V1 + path, body)
    assert (reply.status, reply.data["message"]) == (400, message)
    assert (order_of(send), world.facts) == (before, facts)
    assert (world.shop.shipments, world.shop.creditmemos, len(world.shop.invoices)) == ([], [], 1)


def test_a_credit_memo_cannot_be_cancelled(world: World, send: Send) -> None:
    world.paid()
    send("POST", V1 + "order/1/refund", {})
    assert send("PUT", V1 + "creditmemo/1", {}).data["message"] == "You can not cancel Credit Memo"


@pytest.mark.parametrize("what", ["capture", "void"])
def test_capture_and_void_ask_the_provider_and_save_nothing(world: World, send: Send, what: str) -> None:
    world.paid(method="card")
    world.paid(method="checkmo")
    before = send("GET", V1 + "invoices/1").data, order_of(send)
    assert send("POST", f"{V1}invoices/1/{what}").data is True
    assert (send("GET", V1 + "invoices/1").data, order_of(send)) == before
    refused = send("POST", f"{V1}invoices/2/{what}")
    assert (refused.status, refused.data["message"]) == (400, f"The {what} action is not available.")
    assert send("POST", f"{V1}invoices/9/{what}").status == 404


def test_goods_that_are_gone_cannot_be_written_off(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    world.shop.stock.put([("SKU-1", "default", 1, True)], "test", "admin")
    for path, name in (("creditmemo", "entity"), ("creditmemo/refund", "creditmemo")):
        reply = send("POST", V1 + path, {name: memo_of(order_of(send), 2)})
        assert (reply.status, reply.data["message"]) == (400, "The credit memo couldn't be saved.")
    assert world.shop.stock.quantity("SKU-1", "default") == 1
