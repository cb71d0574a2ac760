"""What forms are built from: fields of addresses and categories, groups of attributes, carts before payment."""

from __future__ import annotations

from typing import Any

import pytest

from .kinds import furnished
from .world import HOME, Send, World, direct

ALL = "/rest/all/V1/"
SOMEWHERE = {
    "firstname": "Ines",
    "lastname": "Møller",
    "street": ["12 Harbor Way"],
    "city": "Hamburg",
    "postcode": "20457",
    "country_id": "DE",
    "telephone": "040",
}


def cart_with(send: Send, sku: str = "SKU-1") -> str:
    cart: str = send("POST", ALL + "guest-carts", token=None).data
    item = {"cartItem": {"sku": sku, "qty": 2, "quote_id": cart}}
    send("POST", f"{ALL}guest-carts/{cart}/items", item, token=None)
    return f"{ALL}guest-carts/{cart}"


def test_a_cart_shows_its_billing_address_and_its_method_once_they_are_set(send: Send) -> None:
    cart = cart_with(send)
    for part in ("billing-address", "selected-payment-method"):
        assert send("GET", f"{cart}/{part}", token=None).data == []
    send("POST", cart + "/billing-address", {"address": SOMEWHERE}, token=None)
    send("PUT", cart + "/selected-payment-method", {"method": {"method": "checkmo"}}, token=None)
    shown = send("GET", cart + "/billing-address", token=None).data
    assert {name: shown[name] for name in SOMEWHERE} == SOMEWHERE
    assert send("GET", cart + "/selected-payment-method", token=None).data["method"] == "checkmo"


def test_payment_information_has_the_methods_and_the_totals(send: Send) -> None:
    cart = cart_with(send)
    data = send("GET", cart + "/payment-information", token=None).data
    assert data["totals"] == send("GET", cart + "/totals", token=None).data
    assert data["payment_methods"] == send("GET", cart + "/payment-methods", token=None).data


def test_totals_for_an_address_follow_its_country_and_store_nothing(world: World, send: Send) -> None:
    rate = {"tax_country_id": "FR", "rate": 50, "code": "FR-50", "tax_region_id": 0, "tax_postcode": "*"}
    number = send("POST", ALL + "taxRates", {"taxRate": rate}).data["id"]
    goods = world.shop.taxes.class_of(1900)
    rule = {
        "code": "FR",
        "customer_tax_class_ids": [3],
        "product_tax_class_ids": [goods],
        "tax_rate_ids": [number],
    }
    send("POST", ALL + "taxRules", {"rule": {**rule, "priority": 0, "position": 0}})
    cart = cart_with(send)
    before = send("GET", cart + "/totals", token=None).data

    def taxed(country: str) -> float:
        body = {
            "addressInformation": {"address": {"country_id": country}, "shipping_carrier_code": "flatrate"}
        }
        tax: float = send("POST", cart + "/totals-information", body, token=None).data["tax_amount"]
        return tax

    assert taxed("FR") > taxed("DE")
    assert send("GET", cart + "/totals", token=None).data == before
    assert send("POST", cart + "/totals-information", {}, token=None).status == 400


def test_an_option_of_a_configurable_product_is_read_by_its_id() -> None:
    send = direct(furnished())
    (option,) = send("GET", ALL + "configurable-products/HOODIE/options/all").data
    assert send("GET", f"{ALL}configurable-products/HOODIE/options/{option['id']}").data == option
    assert send("GET", ALL + "configurable-products/HOODIE/options/99").status == 404
    assert send("GET", ALL + "configurable-products/SKU-1/options/1").status == 400


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("products/links/related/attributes", [{"code": "position", "type": "int"}]),
        (
            "products/links/associated/attributes",
            [{"code": "position", "type": "int"}, {"code": "qty", "type": "decimal"}],
        ),
        ("attributeMetadata/customer/custom", []),
        ("attributeMetadata/customerAddress/custom", []),
        ("customerGroups/0/permissions", True),
        ("customerGroups/1/permissions", True),
        ("customerGroups/2/permissions", False),
        ("customers/1/confirm", "account_confirmation_not_required"),
        ("customers/1/permissions/readonly", False),
    ],
)
def test_small_answers(world: World, send: Send, path: str, wanted: Any) -> None:
    world.shop.customers.add("i@example.com", "I", "M", HOME)
    assert send("GET", ALL + path).data == wanted


@pytest.mark.parametrize(
    "path",
    [
        "products/links/friend/attributes",
        "customerGroups/99/permissions",
        "customers/99/confirm",
        "attributeMetadata/customerAddress/attribute/shoe_size",
        "categories/attributes/shoe_size",
    ],
)
def test_what_does_not_exist_is_refused(send: Send, path: str) -> None:
    assert send("GET", ALL + path).status in (400, 404)


def test_the_fields_of_an_address_are_those_that_are_required_of_one(send: Send) -> None:
    fields = send("GET", ALL + "attributeMetadata/customerAddress").data
    needed = {field["attribute_code"] for field in fields if field["required"]}
    assert needed == {"firstname", "lastname", "street", "city", "country_id", "telephone"}
    street = send("GET", ALL + "attributeMetadata/customerAddress/attribute/street").data
    assert (street, street["multiline_count"]) == (
        next(f for f in fields if f["attribute_code"] == "street"),
        2,
    )


def test_attributes_of_categories_and_groups_of_attributes_are_lists(send: Send) -> None:
    query = "searchCriteria[filter_groups][0][filters][0][field]=attribute_code"
    query += "&searchCriteria[filter_groups][0][filters][0][value]=is_active"
    (found,) = send("GET", ALL + "categories/attributes", query=query).data["items"]
    assert found == send("GET", ALL + "categories/attributes/is_active").data
    assert [each["label"] for each in send("GET", ALL + "categories/attributes/is_active/options").data] == [
        " ",
        "Yes",
        "No",
    ]
    (group,) = send("GET", ALL + "products/attribute-sets/groups/list", query="searchCriteria=").data["items"]
    assert group["attribute_set_id"] == 4
