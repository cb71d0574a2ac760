"""Every refusal, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fake_magento import Order, Shop

from .world import World, direct

V1 = "/rest/V1"
ENTITY = "The entity that was requested doesn't exist. Verify the entity and try again."
INVOICE = "Invoice Document Validation Error(s):\n"
SHIPMENT = "Shipment Document Validation Error(s):\n"
MEMO = "Creditmemo Document Validation Error(s):\n"
NO_INVOICE_ITEMS = "The invoice can't be created without products. Add products and try again."
NO_SHIP_ITEMS = "You can't create a shipment without products."
Prepare = Callable[[Shop, Order], object]


def nothing(shop: Shop, order: Order) -> None:
    """The order stays as it was placed."""


def capture(shop: Shop, order: Order) -> None:
    shop.capture(order)


def ship(shop: Shop, order: Order) -> None:
    shop.ship(order)


def complete(shop: Shop, order: Order) -> None:
    shop.capture(order)
    shop.ship(order)


def refunded(shop: Shop, order: Order) -> None:
    shop.capture(order)
    shop.refund(order)


def cancel(shop: Shop, order: Order) -> None:
    shop.cancel(order)


def hold(shop: Shop, order: Order) -> None:
    shop.hold(order)


def empty_source(shop: Shop, order: Order) -> None:
    shop.stock.put([("SKU-1", "default", 1, True)], "test", "api")


def items(quantity: float, item_id: int = 1) -> dict[str, Any]:
    return {"items": [{"order_item_id": item_id, "qty": quantity}]}


TOTAL = (2 * 1990 + 490) / 100
CASES: list[tuple[str, Prepare, str, Any, str]] = [
    ("hold", cancel, "orders/1/hold", None, "A hold action is not available."),
    ("hold held", hold, "orders/1/hold", None, "A hold action is not available."),
    ("hold complete", complete, "orders/1/hold", None, "A hold action is not available."),
    ("unhold", nothing, "orders/1/unhold", None, "You cannot remove the hold."),
    (
        "invoice held",
        hold,
        "order/1/invoice",
        None,
        INVOICE + "An invoice cannot be created when an order has a status of holded",
    ),
    (
        "invoice canceled",
        cancel,
        "order/1/invoice",
        None,
        f"{INVOICE}An invoice cannot be created when an order has a status of canceled\n{NO_INVOICE_ITEMS}",
    ),
    (
        "invoice complete",
        complete,
        "order/1/invoice",
        None,
        f"{INVOICE}An invoice cannot be created when an order has a status of complete\n{NO_INVOICE_ITEMS}",
    ),
    (
        "invoice twice",
        capture,
        "order/1/invoice",
        None,
        f"{INVOICE}The order does not allow an invoice to be created.\n{NO_INVOICE_ITEMS}",
    ),
    ("invoice foreign item", nothing, "order/1/invoice", items(1, 77), INVOICE + NO_INVOICE_ITEMS),
    (
        "invoice too many",
        nothing,
        "order/1/invoice",
        items(3),
        INVOICE
        + 'The quantity to invoice must not be greater than the uninvoiced quantity for product SKU "SKU-1".',
    ),
    (
        "ship held",
        hold,
        "order/1/ship",
        None,
        SHIPMENT + "A shipment cannot be created when an order has a status of holded",
    ),
    (
        "ship canceled",
        cancel,
        "order/1/ship",
        None,
        f"{SHIPMENT}A shipment cannot be created when an order has a status of canceled\n{NO_SHIP_ITEMS}",
    ),
    (
        "ship twice",
        ship,
        "order/1/ship",
        None,
        f"{SHIPMENT}The order does not allow a shipment to be created.\n{NO_SHIP_ITEMS}",
    ),
    (
        "ship complete",
        complete,
        "order/1/ship",
        None,
        f"{SHIPMENT}The order does not allow a shipment to be created.\n{NO_SHIP_ITEMS}",
    ),
    ("ship foreign item", nothing, "order/1/ship", items(1, 77), SHIPMENT + NO_SHIP_ITEMS),
    (
        "ship too many",
        nothing,
        "order/1/ship",
        items(3),
        f"{SHIPMENT}The quantity to ship must not be greater than the unshipped quantity for product SKU"
        f' "SKU-1".\n{NO_SHIP_ITEMS}',
    ),
    (
        "ship without number",
        nothing,
        "order/1/ship",
        {"tracks": [{"title": "DHL"}]},
        SHIPMENT + "Please enter a tracking number.",
    ),
    (
        "ship short source",
        empty_source,
        "order/1/ship",
        None,
        "Could not save a shipment, see error log for details",
    ),
    (
        "ship unknown source",
        nothing,
        "order/1/ship",
        {"arguments": {"extension_attributes": {"source_code": "mars"}}},
        "Could not save a shipment, see error log for details",
    ),
    (
        "refund unpaid",
        nothing,
        "order/1/refund",
        None,
        f"{MEMO}The order does not allow a creditmemo to be created.\nWe can't create creditmemo for the order.\n"
        "The credit memo's total must be positive.",
    ),
    (
        "refund held",
        lambda shop, order: (shop.capture(order), shop.hold(order)),
        "order/1/refund",
        None,
        MEMO + "A creditmemo can not be created when an order has a status of holded",
    ),
    (
        "refund twice",
        refunded,
        "order/1/refund",
        None,
        f"{MEMO}A creditmemo can not be created when an order has a status of closed\n"
        "We can't create creditmemo for the order.\nThe credit memo's total must be positive.",
    ),
    (
        "refund too many",
        capture,
        "order/1/refund",
        items(3),
        MEMO + "The quantity to creditmemo must not be greater than the unrefunded quantity for product SKU"
        ' "SKU-1".',
    ),
    (
        "refund too much",
        capture,
        "order/1/refund",
        {"arguments": {"adjustment_positive": 0.01}},
        f"{MEMO}The most money available to refund is {TOTAL}.",
    ),
    (
        "refund nothing",
        capture,
        "order/1/refund",
        {"arguments": {"shipping_amount": 0, "adjustment_negative": 39.8}},
        MEMO + "The credit memo's total must be positive.",
    ),
    (
        "refund foreign item",
        capture,
        "order/1/refund",
        {**items(1, 77), "arguments": {"shipping_amount": 0, "adjustment_positive": 1}},
        f"{MEMO}The creditmemo contains product item that is not part of the original order.\n"
        "You can't create a creditmemo without products.",
    ),
    (
        "refund goods that are gone",
        lambda shop, order: (shop.capture(order), empty_source(shop, order)),
        "order/1/refund",
        None,
        "Could not save a Creditmemo, see error log for details",
    ),
]


@pytest.mark.parametrize(
    ("prepare", "path", "body", "message"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_refused_in_magentos_words_and_nothing_changes(
    prepare: Prepare, path: str, body: Any, message: str
) -> None:
    world = World()
    order = world.order()
    prepare(world.shop, order)
    send = direct(world)
    before, facts = send("GET", f"{V1}/orders/1").encode(), len(world.facts)
    stock = send("GET", f"{V1}/inventory/source-items", query="searchCriteria=").encode()
    reply = send("POST", f"{V1}/{path}", body)
    assert (reply.status, reply.data) == (400, {"message": message})
    assert send("GET", f"{V1}/orders/1").encode() == before
    assert send("GET", f"{V1}/inventory/source-items", query="searchCriteria=").encode() == stock
    assert len(world.facts) == facts


PLAIN: list[tuple[str, str, Any, str, int, dict[str, Any]]] = [
    ("GET", "orders/99", None, "", 404, {"message": ENTITY}),
    ("GET", "orders/0", None, "", 400, {"message": "An ID is needed. Set the ID and try again."}),
    (
        "GET",
        "orders/abc",
        None,
        "",
        400,
        {"message": 'The "abc" value\'s type is invalid. The "int" type was expected. Verify and try again.'},
    ),
    ("POST", "order/99/ship", None, "", 404, {"message": ENTITY}),
    ("GET", "shipment/1", None, "", 404, {"message": ENTITY}),
    (
        "GET",
        "orders",
        None,
        "",
        400,
        {
            "message": '"%fieldName" is required. Enter and try again.',
            "parameters": {"fieldName": "searchCriteria"},
        },
    ),
    (
        "POST",
        "orders/1/comments",
        {},
        "",
        400,
        {
            "message": '"%fieldName" is required. Enter and try again.',
            "parameters": {"fieldName": "statusHistory"},
        },
    ),
    (
        "POST",
        "integration/admin/token",
        {},
        "",
        400,
        {
            "message": "One or more input exceptions have occurred.",
            "errors": [
                {
                    "message": '"%fieldName" is required. Enter and try again.',
                    "parameters": {"fieldName": name},
                }
                for name in ("username", "password")
            ],
        },
    ),
    ("PUT", "orders/1/hold", {}, "", 404, {"message": "Request does not match any route."}),
    ("PATCH", "orders/1", {}, "", 405, {"message": "The PATCH HTTP method is not supported."}),
    ("GET", "../nowhere/V1/orders", None, "", 400, {"message": "Specified request cannot be processed."}),
    (
        "GET",
        "products/none",
        None,
        "",
        404,
        {"message": "The product that was requested doesn't exist. Verify the product and try again."},
    ),
    (
        "GET",
        "customers/99",
        None,
        "",
        404,
        {
            "message": "No such entity with %fieldName = %fieldValue",
            "parameters": {"fieldName": "customerId", "fieldValue": 99},
        },
    ),
    ("POST", "inventory/source-items", {"sourceItems": []}, "", 400, {"message": "Input data is empty"}),
    (
        "POST",
        "inventory/source-items",
        {"sourceItems": [{"sku": "SKU-1", "source_code": "default", "quantity": 1, "status": 2}]},
        "",
        400,
        {
            "message": 'Validation Failed: "status" should a known status.',
            "errors": [{"message": '"%field" should a known status.', "parameters": {"field": "status"}}],
        },
    ),
    (
        "POST",
        "inventory/source-items",
        {"sourceItems": [{"sku": "SKU-1", "source_code": "mars", "quantity": 1, "status": 1}]},
        "",
        400,
        {"message": "Could not save Source Item"},
    ),
    (
        "POST",
        "inventory/source-items",
        {"sourceItems": [{"sku": "SKU-1", "quantity": "many"}]},
        "",
        400,
        {
            "message": 'Error occurred during "quantity" processing. The "many" value\'s type is invalid. '
            'The "float" type was expected. Verify and try again.'
        },
    ),
    (
        "GET",
        "orders",
        None,
        "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=up",
        400,
        {
            "message": "The sort order has to be specified as %1 for ascending order or %2 for descending order.",
            "parameters": ["ASC", "DESC"],
        },
    ),
    (
        "GET",
        "orders",
        None,
        "searchCriteria[sortOrders][0][field]=entity-id",
        400,
        {"message": "Sort order field %1 contains restricted symbols", "parameters": ["entity-id"]},
    ),
    (
        "GET",
        "orders",
        None,
        "searchCriteria[pageSize]=ten",
        400,
        {
            "message": 'Error occurred during "pageSize" processing. The "ten" value\'s type is invalid. '
            'The "int" type was expected. Verify and try again.'
        },
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "query", "status", "data"), PLAIN)
def test_plain_refusals(
    method: str, path: str, body: Any, query: str, status: int, data: dict[str, Any]
) -> None:
    world = World()
    world.order()
    full = "/rest/nowhere/V1/orders" if path.startswith("..") else f"{V1}/{path}"
    reply = direct(world)(method, full, body, query)
    assert (reply.status, reply.data) == (status, data)
