"""Filters and sorts on every column that a real shop has, with the value that the record shows."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.model.address import Address
from fake_magento.rest.search import columns, tables
from fake_magento.rest.search.attribute_columns import CUSTOMERS, products
from fake_magento.search.matching import Entity

from .kinds import furnished
from .world import Send, World, direct

ALL = "/rest/all/V1/"
ENTITIES: dict[str, Entity] = {
    "orders": columns.ORDERS,
    "orders/items": columns.ITEMS,
    "invoices": columns.INVOICES,
    "creditmemos": columns.CREDITMEMOS,
    "shipments": columns.SHIPMENTS,
    "carts/search": columns.CARTS,
    "customers/search": CUSTOMERS,
}


def query(field: str, value: object, condition: str = "eq") -> str:
    first = "searchCriteria[filter_groups][0][filters][0]"
    return f"{first}[field]={field}&{first}[value]={value}&{first}[condition_type]={condition}"


@pytest.fixture(scope="module")
def shop() -> Send:
    """A shop with an order of every kind and a document of each."""
    world = furnished()
    home = Address("Ann", "Lee", ("1 Road",), "Bonn", "53111", "DE", "1", company="Lee Ltd")
    customer = world.shop.customers.add("ann@example.com", "Ann", "Lee", home)
    customer.taxvat = "DE123456789"
    order = world.paid(("SKU-1", 2), ("SKU-2", 1), coupon_percent=10, coupon_code="TENTH", customer_id=1)
    world.shop.ship(order, {order.lines[0].item_id: 1})
    world.shop.refund(order, {order.lines[1].item_id: 1}, shipping_cents=0)
    order.ext_customer_id = "C-77"
    world.shop.edit(world.order(("SKU-3", 1)), [("SKU-3", 2)])
    world.order(("SKU-4", 1), store="ch" if "ch" in world.shop.stores else "us")
    return direct(world)


@pytest.mark.parametrize("path", ENTITIES)
def test_every_column_can_be_filtered_and_sorted_by(shop: Send, path: str) -> None:
    for field in ENTITIES[path].columns:
        found = shop("GET", ALL + path, query=query(field, 1))
        assert found.status == 200, field
        order = f"searchCriteria[sortOrders][0][field]={field}&searchCriteria[sortOrders][0][direction]=ASC"
        assert shop("GET", ALL + path, query=order).status == 200, field


@pytest.mark.parametrize("path", ["orders", "invoices", "creditmemos", "shipments", "orders/items"])
def test_a_flat_field_finds_the_records_that_show_it(shop: Send, path: str) -> None:
    """Rows are rewritten after they are read: of `row_total` the filter knows the amount before the discount."""
    listed = shop("GET", ALL + path, query="searchCriteria=").data["items"]
    known = ENTITIES[path].columns
    key = "item_id" if path == "orders/items" else "entity_id"
    for record in listed:
        for field, value in record.items():
            if field not in known or "row_total" in field or isinstance(value, (dict, list)):
                continue
            rows = shop("GET", ALL + path, query=query(field, str(value).replace("\n", "%0A"))).data["items"]
            assert record[key] in [row[key] for row in rows], (field, value)


@pytest.mark.parametrize("path", ["orders", "invoices", "creditmemos", "shipments", "orders/items"])
def test_no_flat_field_is_shown_that_cannot_be_filtered_by(shop: Send, path: str) -> None:
    for record in shop("GET", ALL + path, query="searchCriteria=").data["items"]:
        shown = {field for field, value in record.items() if not isinstance(value, (dict, list))}
        assert shown <= ENTITIES[path].columns.keys()


@pytest.mark.parametrize(
    ("field", "value"),
    [("total_invoiced", None), ("ext_customer_id", "C-77"), ("billing_address_id", 2), ("edit_increment", 1)],
)
def test_columns_that_connectors_ask_for(shop: Send, field: str, value: object) -> None:
    value = value or shop("GET", ALL + "orders/1").data[field]
    data = shop("GET", ALL + "orders", query=query(field, value, "eq")).data
    assert data["total_count"] >= 1
    assert all(str(row[field]) == str(value) for row in data["items"])


def test_amounts_that_never_happened_are_null(shop: Send) -> None:
    unpaid = shop("GET", ALL + "orders", query=query("total_invoiced", 1, "null")).data["items"]
    assert unpaid
    assert all("total_invoiced" not in row for row in unpaid)


def test_an_unknown_column_is_still_an_error_of_the_database(shop: Send) -> None:
    assert shop("GET", ALL + "orders", query=query("shoe_size", 1)).status == 500
    assert shop("GET", ALL + "products", query=query("shoe_size", 1)).status == 400
    assert shop("GET", ALL + "customers/search", query=query("shoe_size", 1)).status == 400


def test_products_are_found_by_each_of_their_attributes(world: World, send: Send) -> None:
    def change(sku: str, **attributes: Any) -> None:
        rows = [{"attribute_code": code, "value": value} for code, value in attributes.items()]
        assert send("PUT", f"{ALL}products/{sku}", {"product": {"custom_attributes": rows}}).status == 200

    made = {"attribute_code": "colour", "frontend_input": "select", "default_frontend_label": "Colour"}
    send("POST", ALL + "products/attributes", {"attribute": made})
    option = send("POST", ALL + "products/attributes/colour/options", {"option": {"label": "Red"}}).data
    change("SKU-1", special_price=5, special_to_date="2027-01-01", colour=option, description="A red thing")
    change("SKU-3", cost=3)
    for field, value, condition, skus in (
        ("special_price", 5, "eq", ["SKU-1"]),
        ("special_price", 1, "notnull", ["SKU-1"]),
        ("special_to_date", "2026-12-31", "gt", ["SKU-1"]),
        ("tax_class_id", 2, "neq", ["SKU-2"]),
        ("colour", option, "eq", ["SKU-1"]),
        ("description", "%red%", "like", ["SKU-1"]),
        ("cost", 3, "eq", ["SKU-3"]),
        ("url_key", "sku-4", "eq", ["SKU-4"]),
        ("category_ids", 2, "finset", ["SKU-1", "SKU-2", "SKU-3", "SKU-4", "SKU-5"]),
    ):
        found = send("GET", ALL + "products", query=query(field, value, condition)).data["items"]
        assert [row["sku"] for row in found] == skus, field
    assert set(products(world.shop).columns) >= {each.code for each in world.shop.attributes}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("taxvat", "DE123456789"),
        ("billing_city", "Bonn"),
        ("billing_company", "Lee Ltd"),
        ("shipping_country_id", "DE"),
    ],
)
def test_customers_are_found_by_tax_number_and_address(shop: Send, field: str, value: str) -> None:
    found = shop("GET", ALL + "customers/search", query=query(field, value)).data["items"]
    assert [row["email"] for row in found] == ["ann@example.com"]


def test_no_table_lists_a_column_twice() -> None:
    for name in ("ORDER", "ITEM", "SHIPMENT", "QUOTE"):
        both = f"{getattr(tables, name + '_NUMBERS')} {getattr(tables, name + '_TEXTS')}".split()
        assert len(both) == len(set(both))
