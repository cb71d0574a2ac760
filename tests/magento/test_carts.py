"""Carts of customers and admins: the same steps as a guest's, behind other doors."""

from __future__ import annotations

import pytest

from fake_magento.model.composites import Choice
from fake_magento.model.price_list import PriceList, TierPrice
from fake_magento.sales.payment_methods import GATEWAYS, METHODS

from .kinds import furnished
from .world import TOKEN, Send, World, direct

V1 = "/rest/V1"
MINE = f"{V1}/carts/mine"
ADDRESS = {
    "firstname": "Ann",
    "lastname": "Lee",
    "street": ["1 Road"],
    "city": "Bonn",
    "postcode": "53111",
    "country_id": "DE",
    "telephone": "1",
}
INFORMATION = {
    "shipping_address": ADDRESS,
    "billing_address": ADDRESS,
    "shipping_carrier_code": "flatrate",
    "shipping_method_code": "flatrate",
}


def _customer(group_id: int = 1) -> tuple[World, Send, str]:
    """A shop, a way to ask it, and a token of a customer."""
    world = furnished()
    customer = world.shop.customers.add("ann@example.com", "Ann", "Lee", group_id=group_id)
    customer.password = "Ann-12345"
    return world, direct(world), world.shop.tokens.issue_to_customer("ann@example.com", "Ann-12345")


def test_a_customer_has_one_cart_orders_from_it_and_then_gets_another() -> None:
    _, send, token = _customer()
    none = send("GET", MINE, token=token)
    assert (none.status, none.data["parameters"]) == (404, {"fieldName": "customerId", "fieldValue": 1})
    cart_id = send("POST", MINE, token=token).data
    assert isinstance(cart_id, int)
    assert send("POST", MINE, token=token).data == cart_id
    item = {"cartItem": {"sku": "SKU-1", "qty": 2, "quote_id": str(cart_id)}}
    assert send("POST", f"{MINE}/items", item, token=token).data["quote_id"] == str(cart_id)
    shown = send("GET", MINE, token=token).data
    assert (shown["id"], shown["customer_is_guest"], shown["customer"]["email"]) == (
        cart_id,
        False,
        "ann@example.com",
    )
    where = {"addressInformation": INFORMATION}
    assert send("POST", f"{MINE}/shipping-information", where, token=token).status == 200
    paying = {"paymentMethod": {"method": "checkmo"}}
    order_id = send("POST", f"{MINE}/payment-information", paying, token=token).data
    order = send("GET", f"{V1}/orders/{order_id}").data
    assert (order["customer_id"], order["customer_is_guest"], order["quote_id"]) == (1, 0, cart_id)
    assert (order["customer_email"], order["customer_firstname"]) == ("ann@example.com", "Ann")
    assert send("GET", MINE, token=token).status == 404
    assert send("POST", MINE, token=token).data > cart_id


def test_the_cart_of_a_customer_is_hers_alone() -> None:
    _, send, token = _customer()
    send("POST", MINE, token=token)
    for other in (TOKEN, None):
        refused = send("GET", MINE, token=other)
        assert (refused.status, refused.data["parameters"]) == (401, {"resources": "self"})


def test_prices_of_a_group_hold_in_the_cart_as_in_the_order() -> None:
    world, send, token = _customer(group_id=2)
    world.shop.catalog.get("SKU-1").prices = PriceList(tiers=[TierPrice(1, 2, cents=1000)])
    send("POST", MINE, token=token)
    item = send("POST", f"{MINE}/items", {"cartItem": {"sku": "SKU-1", "qty": 1}}, token=token).data
    send("POST", f"{MINE}/shipping-information", {"addressInformation": INFORMATION}, token=token)
    total = send("GET", f"{MINE}/totals", token=token).data["grand_total"]
    order_id = send("PUT", f"{MINE}/order", {"paymentMethod": {"method": "checkmo"}}, token=token).data
    order = send("GET", f"{V1}/orders/{order_id}").data
    assert (item["price"], order["grand_total"]) == (10, total)


def test_an_admin_fills_a_cart_for_a_customer_and_finds_it_among_all() -> None:
    world, send, _ = _customer()
    nobodys = send("POST", f"{V1}/carts/").data
    anns = send("POST", f"{V1}/customers/1/carts").data
    cart = f"{V1}/carts/{anns}"
    send("POST", f"{cart}/items", {"cartItem": {"sku": "SKU-1", "qty": 1, "quote_id": anns}})
    query = "searchCriteria[filter_groups][0][filters][0][field]=customer_id&"
    query += "searchCriteria[filter_groups][0][filters][0][value]=1"
    found = send("GET", f"{V1}/carts/search", query=query).data
    assert [row["id"] for row in found["items"]] == [anns]
    assert send("GET", f"{V1}/carts/search", query="searchCriteria=").data["total_count"] == 2
    send("POST", f"{cart}/shipping-information", {"addressInformation": INFORMATION})
    order_id = send("PUT", f"{cart}/order", {"paymentMethod": {"method": "checkmo"}}).data
    assert world.shop.orders.get(int(order_id)).customer_id == 1
    missing = send("PUT", f"{cart}/order", {"paymentMethod": {"method": "checkmo"}})
    assert (missing.status, missing.data["parameters"]) == (404, {"fieldName": "cartId", "fieldValue": anns})
    assert send("GET", f"{V1}/carts/{nobodys}").data["items"] == []
    assert send("GET", f"{V1}/carts/{nobodys}", token=None).status == 401


def test_a_cart_keeps_the_time_it_was_made() -> None:
    world, send, _ = _customer()
    masked = send("POST", f"{V1}/guest-carts", token=None).data
    before = send("GET", f"{V1}/guest-carts/{masked}", token=None).data["created_at"]
    world.now_ms += 60_000
    assert send("GET", f"{V1}/guest-carts/{masked}", token=None).data["created_at"] == before


@pytest.mark.parametrize(
    ("item", "deleted"),
    [
        ({"sku": "SKU-1"}, "products/SKU-1"),
        ({"sku": "SET"}, "products/SET"),
        ({"sku": "HOODIE-M"}, "products/HOODIE-M"),
    ],
)
def test_what_is_deleted_is_in_no_cart_any_more_and_no_call_trips_over_it(
    item: dict[str, object], deleted: str
) -> None:
    _, send, _ = _customer()
    cart_id = send("POST", f"{V1}/carts/").data
    cart = f"{V1}/carts/{cart_id}"
    for each in (item, {"sku": "SKU-2"}):
        added = {"cartItem": {**each, "qty": 1, "quote_id": str(cart_id)}}
        assert send("POST", f"{cart}/items", added).status == 200
    assert send("POST", f"{cart}/shipping-information", {"addressInformation": INFORMATION}).status == 200
    assert send("DELETE", f"{V1}/{deleted}").status == 200
    assert [each["sku"] for each in send("GET", f"{cart}/items").data] == ["SKU-2"]
    assert send("GET", f"{V1}/carts/search", None, "searchCriteria[pageSize]=5").data["total_count"] == 1
    for call in ("", "/totals", "/payment-methods"):
        assert send("GET", cart + call).status == 200
    order_id = send("PUT", f"{cart}/order", {"paymentMethod": {"method": "checkmo"}}).data
    assert [each["sku"] for each in send("GET", f"{V1}/orders/{order_id}").data["items"]] == ["SKU-2"]


def test_a_variant_that_is_deleted_takes_its_choice_out_of_the_carts() -> None:
    world, _, _ = _customer()
    cart = world.shop.carts.new_numbered(world.shop.config.stores[0])
    world.shop.carts.put(cart, Choice("HOODIE", 1, "HOODIE-M"))
    world.shop.carts.put(cart, Choice("HOODIE", 1, "HOODIE-L"))
    world.shop.catalog.remove("HOODIE-M")
    assert [item.choice.child for item in world.shop.carts.get(cart.cart_id).items] == ["HOODIE-L"]


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"free"}))
def test_every_payment_method_is_offered_and_places_an_order(world: World, send: Send, method: str) -> None:
    cart = send("POST", f"{V1}/guest-carts", token=None).data
    path = f"{V1}/guest-carts/{cart}"
    send("POST", f"{path}/items", {"cartItem": {"sku": "SKU-1", "qty": 1, "quote_id": cart}}, token=None)
    given = {"addressInformation": INFORMATION}
    offered = send("POST", f"{path}/shipping-information", given, token=None).data["payment_methods"]
    assert {"code": method, "title": METHODS[method]} in offered
    paying = {"email": "a@example.com", "paymentMethod": {"method": method}}
    order = send(
        "GET", f"{V1}/orders/" + send("POST", f"{path}/payment-information", paying, token=None).data
    ).data
    assert order["payment"]["method"] == method
    assert order["extension_attributes"]["payment_additional_info"][0]["value"] == METHODS[method]
    assert (order["state"] == "processing") is (method in GATEWAYS)
    assert ("amount_authorized" in order["payment"]) is (method in GATEWAYS)
    assert ("po_number" in order["payment"]) is (method == "purchaseorder")


def test_cash_on_delivery_is_paid_by_an_invoice_like_every_offline_method(world: World, send: Send) -> None:
    order = world.order(method="cashondelivery")
    assert (order.state, order.status) == ("new", "pending")
    assert send("POST", f"{V1}/order/1/invoice", {"capture": True}).status == 200
    assert order.state == "processing"


def test_the_cart_that_an_order_names_is_there_and_no_longer_active(world: World, send: Send) -> None:
    world.order(("SKU-1", 2), ("SKU-2", 1))
    cart = send("POST", f"{V1}/carts").data
    send("POST", f"{V1}/carts/{cart}/items", {"cartItem": {"sku": "SKU-4", "qty": 3, "quote_id": str(cart)}})
    send("POST", f"{V1}/carts/{cart}/shipping-information", {"addressInformation": INFORMATION})
    assert send("PUT", f"{V1}/carts/{cart}/order", {"paymentMethod": {"method": "checkmo"}}).data == "2"
    for number, rows in ((1, [("SKU-1", 2), ("SKU-2", 1)]), (2, [("SKU-4", 3)])):
        order = send("GET", f"{V1}/orders/{number}").data
        data = send("GET", f"{V1}/carts/{order['quote_id']}").data
        assert (data["id"], data["is_active"], data["reserved_order_id"]) == (
            order["quote_id"],
            False,
            order["increment_id"],
        )
        assert [(row["sku"], row["qty"]) for row in data["items"]] == rows
        assert data["items"] == send("GET", f"{V1}/carts/{order['quote_id']}/items").data
        assert data["billing_address"]["country_id"] == "DE"
        query = "searchCriteria[filter_groups][0][filters][0][field]=entity_id"
        query += f"&searchCriteria[filter_groups][0][filters][0][value]={order['quote_id']}"
        assert send("GET", f"{V1}/carts/search", query=query).data["items"] == [data]
    query = "searchCriteria[filter_groups][0][filters][0][field]=is_active"
    query += "&searchCriteria[filter_groups][0][filters][0][value]=0"
    assert send("GET", f"{V1}/carts/search", query=query).data["total_count"] == 2
    assert send("GET", f"{V1}/guest-carts/1", token=None).status == 404
