"""Connectors write master data, prices, stock and carts; the same over both mounts."""

from __future__ import annotations

from typing import Any

import pytest

from .kinds import furnished
from .world import Send, World, direct, over_http

ALL = "/rest/all/V1/"
ADDRESS = {
    "firstname": "Ada",
    "lastname": "Byron",
    "street": ["Piccadilly 139", "2nd floor"],
    "city": "London",
    "postcode": "W1J",
    "country_id": "GB",
    "telephone": "020",
}


@pytest.fixture
def world() -> World:
    return furnished(price_scope="website")


@pytest.fixture(params=[direct, over_http], ids=["direct", "http"])
def send(request: pytest.FixtureRequest, world: World) -> Send:
    made: Send = request.param(world)
    return made


def test_a_product_is_made_changed_and_deleted_by_sku(world: World, send: Send) -> None:
    product = {
        "sku": "NEW/1",
        "name": "New",
        "price": 10.5,
        "attribute_set_id": 4,
        "weight": 2,
        "extension_attributes": {"stock_item": {"qty": 7, "is_in_stock": True}},
        "custom_attributes": [{"attribute_code": "colour", "value": "red"}],
    }
    made = send("POST", ALL + "products", {"product": product})
    assert (made.status, made.data["type_id"], made.data["price"]) == (200, "simple", 10.5)
    assert world.shop.salable("NEW/1") == 7
    changed = send("PUT", ALL + "products/NEW%2F1", {"product": {"price": "12"}})
    assert (changed.data["id"], changed.data["price"], changed.data["name"]) == (made.data["id"], 12, "New")
    assert {"attribute_code": "colour", "value": "red"} in changed.data["custom_attributes"]
    assert send("DELETE", ALL + "products/NEW%2F1").data is True
    assert send("GET", ALL + "products/NEW%2F1").status == 404


def test_a_store_view_has_names_and_prices_of_its_own(send: Send) -> None:
    send("PUT", "/rest/us/V1/products/SKU-1", {"product": {"name": "Thing in English", "price": 30}})
    assert send("GET", "/rest/us/V1/products/SKU-1").data["name"] == "Thing in English"
    assert send("GET", "/rest/us/V1/products/SKU-1").data["price"] == 30
    everywhere = send("GET", ALL + "products/SKU-1").data
    assert (everywhere["name"], everywhere["price"]) == ("Thing 1", 19.9)


def test_composite_products_show_what_they_are_made_of(send: Send) -> None:
    hoodie = send("GET", ALL + "products/HOODIE").data
    options = hoodie["extension_attributes"]["configurable_product_options"]
    assert (hoodie["type_id"], options[0]["attribute_id"]) == ("configurable", "93")
    assert len(hoodie["extension_attributes"]["configurable_product_links"]) == 2
    children = send("GET", ALL + "configurable-products/HOODIE/children").data
    assert [child["sku"] for child in children] == ["HOODIE-M", "HOODIE-L"]
    box = send("GET", ALL + "products/BOX").data
    assert {"attribute_code": "price_type", "value": "0"} in box["custom_attributes"]
    assert len(box["extension_attributes"]["bundle_product_options"]) == 2
    linked = send("GET", ALL + "products/SET").data["product_links"]
    assert [link["linked_product_sku"] for link in linked] == ["SKU-1", "SKU-4"]
    listed = send("GET", ALL + "products", query=_where("type_id", "bundle")).data
    assert listed["total_count"] == 3


def _where(field: str, value: str) -> str:
    group = "searchCriteria[filter_groups][0][filters][0]"
    return f"{group}[field]={field}&{group}[value]={value}"


def test_a_configurable_grows_over_the_api(world: World, send: Send) -> None:
    send("POST", ALL + "products", {"product": _bare("SHIRT", "configurable")})
    send("POST", ALL + "products", {"product": _bare("SHIRT-S", "simple", price=9)})
    option = {"attribute_id": "93", "label": "Size", "values": [{"value_index": 7}]}
    assert send("POST", ALL + "configurable-products/SHIRT/options", {"option": option}).data == "1"
    child = {"childSku": "SHIRT-S"}
    assert send("POST", ALL + "configurable-products/SHIRT/child", child).data is True
    again = send("POST", ALL + "configurable-products/SHIRT/child", child)
    assert (again.status, again.data["message"]) == (400, "The product is already attached.")
    assert send("POST", ALL + "configurable-products/SKU-1/child", child).status == 400


def _bare(sku: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"sku": sku, "name": sku, "type_id": kind, "attribute_set_id": 4, **more}


def test_price_endpoints_answer_200_with_what_was_wrong(world: World, send: Send) -> None:
    rows = [
        {"price": 5, "store_id": 0, "sku": "SKU-1"},
        {"price": 5, "store_id": 0, "sku": "UNKNOWN"},
        {"price": 5, "store_id": 99, "sku": "SKU-2"},
        {"price": -1, "store_id": 0, "sku": "SKU-3"},
    ]
    reply = send("POST", ALL + "products/base-prices", {"prices": rows})
    assert (reply.status, len(reply.data)) == (200, 3)
    assert reply.data[1]["parameters"] == ["SKU-2", "99"]
    assert world.shop.catalog.get("SKU-1").price_cents == 500
    assert send("POST", ALL + "products/base-prices", {"prices": rows[:1]}).data == []


def test_special_prices_have_windows_and_tiers_have_groups(world: World, send: Send) -> None:
    window = {"price_from": "2026-03-02 00:00:00", "price_to": "2026-03-03 00:00:00"}
    special = {"price": 15, "store_id": 0, "sku": "SKU-1", **window}
    assert send("POST", ALL + "products/special-price", {"prices": [special]}).data == []
    listed = send("POST", ALL + "products/special-price-information", {"skus": ["SKU-1"]}).data
    assert listed == [special]
    tier = {
        "price": 10,
        "price_type": "discount",
        "website_id": 0,
        "sku": "SKU-1",
        "customer_group": "Wholesale",
        "quantity": 3,
    }
    assert send("POST", ALL + "products/tier-prices", {"prices": [tier]}).data == []
    wrong = send(
        "POST", ALL + "products/tier-prices", {"prices": [{**tier, "customer_group": "Unknown"}]}
    ).data
    assert wrong[0]["parameters"] == ["Customer Group", "Unknown"]
    assert send("POST", ALL + "products/tier-prices-information", {"skus": ["SKU-1"]}).data == [tier]
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1500
    assert send("POST", ALL + "products/special-price-delete", {"prices": [special]}).data == []
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1990
    assert send("PUT", ALL + "products/tier-prices", {"prices": [{**tier, "quantity": 9}]}).data == []
    assert len(send("POST", ALL + "products/tier-prices-information", {"skus": ["SKU-1"]}).data) == 1


def test_the_legacy_stock_item_writes_the_default_source(world: World, send: Send) -> None:
    path = ALL + "products/SKU-1/stockItems/1"
    assert send("PUT", path, {"stockItem": {"qty": 5, "is_in_stock": True}}).data == "1"
    assert world.shop.stock.quantity("SKU-1", "default") == 5
    send("PUT", path, {"stockItem": {"qty": 0, "is_in_stock": True}})
    send("PUT", path, {"stockItem": {"qty": 8}})
    assert world.shop.salable("SKU-1") == 0, "out of stock stays until it is set explicitly"
    send("PUT", path, {"stockItem": {"qty": 8, "is_in_stock": True}})
    assert send("GET", ALL + "stockStatuses/SKU-1").data["qty"] == 8
    low = send("GET", ALL + "stockItems/lowStock", query="scopeId=0&qty=10&pageSize=5&currentPage=1").data
    assert (low["total_count"], low["items"][0]["qty"]) == (1, 8)


def test_what_can_be_sold(world: World, send: Send) -> None:
    world.order(("SKU-1", 10))
    asked = ALL + "inventory/is-product-salable-for-requested-qty/SKU-1/1/"
    assert send("GET", asked + "40").data == {"salable": True, "errors": []}
    assert send("GET", asked + "41").data["errors"][0]["code"].endswith("not_enough_qty")
    assert send("GET", ALL + "inventory/is-product-salable-for-requested-qty/BOX/1/1").status == 400
    rows = {"sourceItems": [{"sku": "SKU-2", "source_code": "default"}]}
    assert send("POST", ALL + "inventory/source-items-delete", rows).data == []
    assert world.shop.salable("SKU-2") == 0


def test_a_list_of_addresses_replaces_all_addresses(world: World, send: Send) -> None:
    customer = {
        "email": "ada@example.com",
        "firstname": "Ada",
        "lastname": "Byron",
        "addresses": [ADDRESS, {**ADDRESS, "city": "Kirkby"}],
    }
    made = send("POST", ALL + "customers", {"customer": customer, "password": "Secret-1"})
    assert (made.status, len(made.data["addresses"])) == (200, 2)
    assert send("POST", ALL + "customers", {"customer": customer}).status == 400
    number = made.data["id"]
    kept = {"id": number, "email": "ADA@example.com", "firstname": "Ada", "lastname": "Lovelace"}
    assert len(send("PUT", f"{ALL}customers/{number}", {"customer": kept}).data["addresses"]) == 2
    one = [{"id": made.data["addresses"][1]["id"], "telephone": "999"}]
    left = send("PUT", f"{ALL}customers/{number}", {"customer": {**kept, "addresses": one}}).data["addresses"]
    assert [(row["city"], row["telephone"]) for row in left] == [("Kirkby", "999")]
    available = {"customerEmail": "ada@example.com"}
    assert send("POST", ALL + "customers/isEmailAvailable", available).data is False
    assert send("DELETE", f"{ALL}customers/{number}").data is True
    assert send("GET", f"{ALL}customers/{number}").status == 404


def test_groups_are_made_and_the_first_ones_stay(send: Send) -> None:
    made = send("POST", ALL + "customerGroups", {"group": {"code": "Resellers", "tax_class_id": 3}}).data
    assert (made["id"], made["code"]) == (4, "Resellers")
    assert send("POST", ALL + "customerGroups", {"group": {"code": "RESELLERS"}}).status == 400
    assert send("DELETE", ALL + "customerGroups/1").status == 400
    assert send("DELETE", ALL + "customerGroups/4").data is True
    assert send("GET", ALL + "customerGroups/search", query="searchCriteria=").data["total_count"] == 4


def test_a_guest_fills_a_cart_and_orders(world: World, send: Send) -> None:
    carts = "/rest/us/V1/guest-carts"
    masked = send("POST", carts, token=None).data
    cart = f"{carts}/{masked}"
    assert len(masked) == 32
    chosen = {"configurable_item_options": [{"option_id": "93", "option_value": 52}]}
    item = {
        "sku": "HOODIE",
        "qty": 2,
        "quote_id": masked,
        "product_option": {"extension_attributes": chosen},
    }
    first = send("POST", cart + "/items", {"cartItem": item}, token=None).data
    assert (first["sku"], first["product_type"], first["price"]) == ("HOODIE-M", "configurable", 54.99)
    more = {"sku": "SKU-1", "qty": 60, "quote_id": masked}
    refused = send("POST", cart + "/items", {"cartItem": more}, token=None)
    assert (refused.status, refused.data["message"]) == (400, "The requested qty is not available")
    assert send("PUT", cart + "/coupons/tenth", token=None).data is True
    assert send("PUT", cart + "/coupons/nothing", token=None).status == 404
    information = {
        "shipping_address": {**ADDRESS, "email": "ada@example.com"},
        "billing_address": ADDRESS,
        "shipping_carrier_code": "flatrate",
        "shipping_method_code": "flatrate",
    }
    shipped = send(
        "POST", cart + "/shipping-information", {"addressInformation": information}, token=None
    ).data
    total = shipped["totals"]["grand_total"]
    paying = {"email": "ada@example.com", "paymentMethod": {"method": "checkmo"}}
    order_id = send("POST", cart + "/payment-information", paying, token=None).data
    order = send("GET", f"/rest/V1/orders/{order_id}").data
    assert (order_id, order["grand_total"], order["order_currency_code"]) == ("1", total, "USD")
    assert order["quote_id"] == int(first["quote_id"])
    assert (order["customer_is_guest"], order["coupon_code"]) == (1, "TENTH")
    gone = send("GET", cart, token=None)
    assert (gone.status, gone.data["parameters"]["fieldName"]) == (404, "cartId")


def test_a_cart_says_what_it_still_needs(send: Send) -> None:
    cart = "/rest/V1/guest-carts/" + send("POST", "/rest/V1/guest-carts", token=None).data
    information = {
        "shipping_address": ADDRESS,
        "shipping_carrier_code": "flatrate",
        "shipping_method_code": "flatrate",
    }
    empty = send("POST", cart + "/shipping-information", {"addressInformation": information}, token=None)
    assert "empty cart" in empty.data["message"]
    send("POST", cart + "/items", {"cartItem": {"sku": "SKU-1", "qty": 1}}, token=None)
    carrier = {**information, "shipping_carrier_code": "ups", "shipping_method_code": "air"}
    unknown = send("POST", cart + "/shipping-information", {"addressInformation": carrier}, token=None)
    assert (unknown.status, unknown.data["parameters"]) == (404, ["ups", "air"])
    nowhere = send("PUT", cart + "/order", None, token=None)
    assert nowhere.data["message"].startswith("The shipping address is missing")
    send("POST", cart + "/shipping-information", {"addressInformation": information}, token=None)
    unpaid = send("PUT", cart + "/order", None, token=None)
    assert unpaid.data["message"] == "Enter a valid payment method and try again."
    assert send("PUT", cart + "/order", {"paymentMethod": {"method": "checkmo"}}, token=None).data == "1"


def test_prices_written_in_bulk_are_judged_before_and_while_they_run(world: World) -> None:
    """What has the wrong shape is rejected at once; what names an unknown product fails inside its row."""
    send = direct(world)
    good = {"prices": [{"price": 7, "store_id": 0, "sku": "SKU-1"}]}
    odd = {"prices": [{"price": "seven", "store_id": 0, "sku": "SKU-1"}]}
    reply = send("POST", "/rest/all/async/bulk/V1/products/base-prices", [good, odd])
    assert reply.status == 202
    assert [row["status"] for row in reply.data["request_items"]] == ["accepted", "rejected"]
