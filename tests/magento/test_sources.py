"""Sources, stocks and their links: what a website sells from, and how an API client changes that."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.inventory.sources import Places

from .kinds import furnished
from .world import Send, World, direct, over_http

ALL = "/rest/all/V1/"
INVENTORY = ALL + "inventory/"
LEIPZIG = {
    "source_code": "leipzig",
    "name": "Leipzig",
    "country_id": "DE",
    "postcode": "04109",
    "enabled": True,
}
Two = tuple[World, Send]


@pytest.fixture(params=[direct, over_http], ids=["direct", "http"])
def two(request: pytest.FixtureRequest) -> Two:
    """A shop with the sources main (50 of each SKU) and north (nothing)."""
    world = World(sources=("main", "north"))
    return world, request.param(world)


INVENTORY_ROUTES = """
GET sources
GET sources/{sourceCode}
POST sources
PUT sources/{sourceCode}
GET get-sources-assigned-to-stock-ordered-by-priority/{stockId}
GET stocks
GET stocks/{stockId}
POST stocks
DELETE stocks/{stockId}
PUT stocks/{stockId}
GET stock-source-links
POST stock-source-links
POST stock-source-links-delete
GET source-items
POST source-items
POST source-items-delete
POST bulk-product-source-assign
POST bulk-product-source-unassign
POST bulk-product-source-transfer
POST bulk-partial-source-transfer
GET export-stock-salable-qty/{salesChannelType}/{salesChannelCode}
GET dump-stock-index-data/{salesChannelType}/{salesChannelCode}
GET low-quantity-notification/{sourceCode}/{sku}
POST low-quantity-notification
POST low-quantity-notifications-delete
GET get-product-salable-quantity/{sku}/{stockId}
GET is-product-salable/{sku}/{stockId}
GET are-products-salable
GET is-product-salable-for-requested-qty/{sku}/{stockId}/{requestedQty}
GET are-product-salable-for-requested-qty
GET stock-resolver/{type}/{code}
GET source-selection-algorithm-list
POST source-selection-algorithm-result
"""


def codes(send: Send, path: str, field: str = "source_code") -> list[Any]:
    return [row[field] for row in send("GET", INVENTORY + path, query="searchCriteria=").data["items"]]


def test_one_source_is_the_default_source_on_stock_1(world: World, send: Send) -> None:
    assert codes(send, "sources") == ["default"]
    assert codes(send, "stock-source-links") == ["default"]
    stock = send("GET", INVENTORY + "stock-resolver/website/base").data
    assert stock["stock_id"] == 1
    assert stock["extension_attributes"] == {"sales_channels": [{"type": "website", "code": "base"}]}


def test_a_source_by_another_name_alone_is_the_default_source() -> None:
    world = World(sources=("main",))
    send = direct(world)
    assert codes(send, "sources") == ["main"]
    assert send("GET", ALL + "stockItems/SKU-1").data["qty"] == 50
    assert send("GET", INVENTORY + "get-product-salable-quantity/SKU-1/1").data == 50


def test_several_sources_are_on_a_stock_of_their_own(two: Two) -> None:
    world, send = two
    assert codes(send, "sources") == ["default", "main", "north"]
    assert codes(send, "stocks", "stock_id") == [1, 2]
    links = send("GET", INVENTORY + "stock-source-links", query="searchCriteria=").data["items"]
    assert [(row["stock_id"], row["source_code"], row["priority"]) for row in links] == [
        (1, "default", 1),
        (2, "main", 1),
        (2, "north", 2),
    ]
    assert send("GET", INVENTORY + "stock-resolver/website/base").data["stock_id"] == 2
    world.order(("SKU-1", 10))
    salable = [send("GET", f"{INVENTORY}get-product-salable-quantity/SKU-1/{stock}").data for stock in (1, 2)]
    assert salable == [0, 40]
    by_priority = send("GET", INVENTORY + "get-sources-assigned-to-stock-ordered-by-priority/2").data
    assert [row["source_code"] for row in by_priority] == ["main", "north"]


def test_the_legacy_endpoints_know_the_default_source_only(two: Two) -> None:
    world, send = two
    assert send("GET", ALL + "stockItems/SKU-1").data["qty"] == 0
    send("PUT", ALL + "products/SKU-1/stockItems/1", {"stockItem": {"qty": 7, "is_in_stock": True}})
    assert world.shop.stock.quantity("SKU-1", "default") == 7
    assert world.shop.salable("SKU-1") == 50
    assert world.last("shop.stock.changed")[1]["rows"] == [["SKU-1", "default", 7, False]]


def test_a_shipment_from_several_sources_must_name_one(two: Two) -> None:
    world, send = two
    world.paid(("SKU-1", 2))
    refused = send("POST", ALL + "order/1/ship", {})
    assert (refused.status, refused.data["message"]) == (
        400,
        "Could not save a shipment, see error log for details",
    )
    named = {"arguments": {"extension_attributes": {"source_code": "main"}}}
    assert send("POST", ALL + "order/1/ship", named).status == 200
    assert world.shop.stock.quantity("SKU-1", "main") == 48


def test_the_default_source_cannot_be_one_of_several() -> None:
    with pytest.raises(ValueError, match="belongs to stock 1 alone"):
        Places(("default", "north"))


def test_a_new_source_sells_once_it_is_linked(two: Two) -> None:
    world, send = two
    assert send("POST", INVENTORY + "sources", {"source": LEIPZIG}).data == []
    rows = {"sourceItems": [{"sku": "SKU-1", "source_code": "leipzig", "quantity": 5, "status": 1}]}
    assert send("POST", INVENTORY + "source-items", rows).data == []
    assert world.shop.salable("SKU-1") == 50
    link = {"links": [{"stock_id": 2, "source_code": "leipzig", "priority": 3}]}
    assert send("POST", INVENTORY + "stock-source-links", link).data == []
    assert world.shop.salable("SKU-1") == 55
    assert world.last("shop.stock.changed")[1]["rows"] == [["SKU-1", "leipzig", 5, True]]
    assert send("POST", INVENTORY + "stock-source-links-delete", link).data == []
    assert world.shop.salable("SKU-1") == 50


def test_a_disabled_source_does_not_sell_and_keeps_its_goods(two: Two) -> None:
    world, send = two
    off = {"source": {"source_code": "main", "enabled": False}}
    assert send("PUT", INVENTORY + "sources/main", off).data == []
    assert send("GET", INVENTORY + "sources/main").data["enabled"] is False
    assert (world.shop.salable("SKU-1"), world.shop.stock.quantity("SKU-1", "main")) == (0, 50)
    send("PUT", INVENTORY + "sources/main", {"source": {"enabled": True}})
    assert world.shop.salable("SKU-1") == 50


def test_a_source_is_shown_as_it_was_sent(send: Send) -> None:
    full = {
        **LEIPZIG,
        "city": "Leipzig",
        "street": "Markt 1",
        "latitude": 51.3,
        "phone": "1",
        "email": "a@b.de",
    }
    send("POST", INVENTORY + "sources", {"source": full})
    shown = send("GET", INVENTORY + "sources/leipzig").data
    assert {name: shown[name] for name in full} == full


def test_a_website_sells_from_one_stock(two: Two) -> None:
    world, send = two
    channel = {"sales_channels": [{"type": "website", "code": "base"}]}
    made = send(
        "POST", INVENTORY + "stocks", {"stock": {"name": "Outlet", "extension_attributes": channel}}
    ).data
    assert (made, world.shop.salable("SKU-1")) == (3, 0)
    assert send("GET", INVENTORY + "stocks/2").data["extension_attributes"] == {"sales_channels": []}
    assert send("DELETE", INVENTORY + "stocks/2").data == []
    assert send("GET", INVENTORY + "stocks/2").status == 404
    none: dict[str, Any] = {"stock": {"name": "Outlet", "extension_attributes": {"sales_channels": []}}}
    assert send("PUT", INVENTORY + "stocks/3", none).data == 3
    assert send("GET", INVENTORY + "stock-resolver/website/base").data["stock_id"] == 1


REFUSED: tuple[tuple[str, str, dict[str, Any] | None, int, str], ...] = (
    ("POST", "sources", {"source": {"source_code": "x y", "name": "X"}}, 400, '"%field" can not contain whitespaces.'),
    ("POST", "sources", {"source": {"source_code": "x"}}, 400, '"%field" can not be empty.'),
    ("PUT", "sources/default", {"source": {"enabled": False}}, 400, "Default source can not be disabled."),
    ("POST", "stocks", {"stock": {}}, 400, '"%field" can not be empty.'),
    ("POST", "stocks", {"stock": {"name": "S", "stock_id": 9}}, 404, 'Stock with id "%value" does not exist.'),
    ("DELETE", "stocks/1", None, 400, "Default Stock could not be deleted."),
    ("DELETE", "stocks/2", None, 400, "Stock has at least one sale channel and could not be deleted."),
    ("DELETE", "stocks/9", None, 404, "There is no stock with"),
    ("POST", "stock-source-links", {"links": []}, 400, "Input data is empty"),
    (
        "POST",
        "stock-source-links",
        {"links": [{"stock_id": 1, "source_code": "main", "priority": 1}]},
        400,
        "Can not save link related to Default Source or Default Stock",
    ),
    (
        "POST",
        "stock-source-links",
        {"links": [{"stock_id": 2, "source_code": "default", "priority": 1}]},
        400,
        "Can not save link related to Default Source or Default Stock",
    ),
    (
        "POST",
        "stock-source-links-delete",
        {"links": [{"stock_id": 1, "source_code": "default"}]},
        400,
        "Can not delete link related to Default Source or Default Stock",
    ),
    (
        "POST",
        "bulk-product-source-transfer",
        {"skus": ["SKU-1"], "originSource": "main", "destinationSource": "main", "unassignFromOrigin": False},
        400,
        "Cannot transfer a source on itself",
    ),
    ("POST", "bulk-product-source-assign", {"skus": ["SKU-1"], "sourceCodes": ["x"]}, 400, "Source %sourceCode"),
    ("POST", "low-quantity-notification", {"sourceItemConfigurations": []}, 400, "Input data is empty"),
    ("GET", "low-quantity-notification/x/SKU-1", None, 400, "Wrong input data"),
    (
        "POST",
        "bulk-partial-source-transfer",
        {"originSourceCode": "main", "destinationSourceCode": "north", "items": [{"sku": "SKU-1", "qty": 51}]},
        400,
        "Requested transfer amount for sku %sku is not available",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status", "message"), REFUSED)
def test_what_magento_refuses_changes_nothing(
    two: Two, method: str, path: str, body: dict[str, Any] | None, status: int, message: str
) -> None:
    world, send = two
    send("PUT", INVENTORY + "stocks/2", {"stock": {"name": "Main"}})
    before = (str(world.shop.stock.places.sources), str(world.shop.stock.places.stocks), list(world.facts))
    reply = send(method, INVENTORY + path, body)
    texts = [reply.data["message"], *(error["message"] for error in reply.data.get("errors", ()))]
    assert reply.status == status
    assert any(text.startswith(message) for text in texts), texts
    assert before[:2] == (str(world.shop.stock.places.sources), str(world.shop.stock.places.stocks))
    assert world.facts == before[2]


def test_products_are_assigned_to_sources_in_bulk(two: Two) -> None:
    world, send = two
    both = {"skus": ["SKU-1", "SKU-2", "UNKNOWN"], "sourceCodes": ["north", "main"]}
    assert send("POST", INVENTORY + "bulk-product-source-assign", both).data == 2
    rows = send("GET", INVENTORY + "source-items", query="searchCriteria=").data["items"]
    assert {"sku": "SKU-1", "source_code": "north", "quantity": 0, "status": 0} in rows
    off = {"skus": ["SKU-1"], "sourceCodes": ["main", "north"]}
    assert send("POST", INVENTORY + "bulk-product-source-unassign", off).data == 2
    assert world.shop.salable("SKU-1") == 0


@pytest.mark.parametrize("unassigns", [True, False])
def test_everything_is_moved_to_another_source(two: Two, unassigns: bool) -> None:
    world, send = two
    body = {
        "skus": ["SKU-1"],
        "originSource": "main",
        "destinationSource": "north",
        "unassignFromOrigin": unassigns,
    }
    assert send("POST", INVENTORY + "bulk-product-source-transfer", body).data is True
    assert (world.shop.stock.quantity("SKU-1", "north"), world.shop.salable("SKU-1")) == (50, 50)
    level = world.shop.stock.level("SKU-1")
    assert level is not None
    assert ("main" in level.items) is not unassigns


def test_a_part_is_moved_to_another_source(two: Two) -> None:
    world, send = two
    items = [{"sku": "sku-1", "qty": 20}, {"sku": "SKU-2", "qty": 1}]
    body = {"originSourceCode": "main", "destinationSourceCode": "north", "items": items}
    reply = send("POST", INVENTORY + "bulk-partial-source-transfer", {**body, "items": items[1:]})
    assert (reply.status, world.shop.stock.quantity("SKU-2", "north")) == (200, 1)
    assert world.shop.salable("SKU-2") == 50


def test_sources_are_selected_by_priority_from_what_is_on_sale(two: Two) -> None:
    world, send = two
    world.shop.stock.put([("SKU-1", "north", 30, True), ("SKU-2", "main", 9, False)], "test", "api")

    def chosen(sku: str, quantity: int, stock_id: int = 2) -> tuple[list[tuple[str, int]], bool]:
        request = {"stock_id": stock_id, "items": [{"sku": sku, "qty": quantity}]}
        body = {"inventoryRequest": request, "algorithmCode": "priority"}
        data = send("POST", INVENTORY + "source-selection-algorithm-result", body).data
        rows = [(row["source_code"], row["qty_to_deduct"]) for row in data["source_selection_items"]]
        return rows, data["shippable"]

    assert chosen("SKU-1", 60) == ([("main", 50), ("north", 10)], True)
    assert chosen("SKU-1", 81) == ([("main", 50), ("north", 30)], False)
    assert chosen("SKU-2", 1) == ([], False)
    assert chosen("SKU-1", 1, stock_id=1) == ([], False)
    listed = send("GET", INVENTORY + "source-selection-algorithm-list").data
    assert [row["code"] for row in listed] == ["priority", "distance"]


def test_several_skus_are_asked_at_once(two: Two) -> None:
    _, send = two
    wanted = (("SKU-1", 50), ("SKU-2", 51))
    rows = [
        f"skuRequests[{at}][sku]={sku}&skuRequests[{at}][qty]={units}"
        for at, (sku, units) in enumerate(wanted)
    ]
    query = "&".join(["stockId=2", *rows])
    rows = send("GET", INVENTORY + "are-product-salable-for-requested-qty", query=query).data
    assert [(row["sku"], row["stock_id"], row["salable"]) for row in rows] == [
        ("SKU-1", 2, True),
        ("SKU-2", 2, False),
    ]


def test_low_quantities_are_reported_from_a_number_of_ones_own(send: Send) -> None:
    path = INVENTORY + "low-quantity-notification"
    assert send("GET", path + "/default/SKU-1").data["notify_stock_qty"] == 1
    item = {"source_code": "default", "sku": "SKU-1"}
    row = {**item, "notify_stock_qty": 2.5}
    assert send("POST", path, {"sourceItemConfigurations": [row]}).data == []
    assert send("GET", path + "/default/SKU-1").data == row
    assert send("POST", path + "s-delete", {"sourceItems": [item]}).data == []
    assert send("GET", path + "/default/SKU-1").data["notify_stock_qty"] == 1


def test_the_routes_of_the_inventory_modules_are_answered_and_in_the_schema(send: Send) -> None:
    """Those of magento/inventory (etc/webapi.xml of nine modules), but distances and pickup in a shop."""
    document = send("GET", "/rest/all/schema", token=None).data
    named = {f"{method.upper()} {path}" for path, rows in document["paths"].items() for method in rows}
    wanted = [line.replace(" ", " /V1/inventory/", 1) for line in INVENTORY_ROUTES.split("\n") if line]
    assert len(wanted) == 33
    assert sorted(set(wanted) - named) == []


def test_a_composite_has_no_stock_of_its_own_in_any_stock() -> None:
    world = furnished(sources=("main", "north"))
    send = direct(world)

    def asked(path: str) -> Any:
        return send("GET", INVENTORY + path)

    assert asked("is-product-salable/BOX/2").data is True
    assert asked("is-product-salable/BOX/1").data is False
    assert asked("get-product-salable-quantity/BOX/2").status == 400
    assert asked("get-product-salable-quantity/SKU-1/9").status == 404
