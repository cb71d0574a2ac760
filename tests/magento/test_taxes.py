"""Tax classes, rates and rules: every rate that an order names is there, and what a client writes is what carts pay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from .kinds import furnished
from .world import HOME, Send, World, direct

ALL = "/rest/all/V1/"


def found(send: Send, path: str, field: str, value: object) -> list[dict[str, Any]]:
    first = "searchCriteria[filter_groups][0][filters][0]"
    data = send("GET", f"{ALL}{path}/search", query=f"{first}[field]={field}&{first}[value]={value}").data
    rows: list[dict[str, Any]] = data["items"]
    return rows


@pytest.mark.parametrize("country", ["DE", "US", "JP"])
def test_every_rate_that_an_order_names_is_in_the_book(country: str) -> None:
    world = furnished()
    send = direct(world)
    world.order(("SKU-1", 1), ("SKU-2", 3), ("GIFT", 1), ship_to=replace(HOME, country=country))
    order = send("GET", ALL + "orders/1").data
    taxes = order["extension_attributes"]["applied_taxes"]
    assert {tax["percent"] for tax in taxes} == {19, 7}
    for tax in taxes:
        (rate,) = found(send, "taxRates", "code", tax["code"])
        assert (rate["rate"], rate["tax_country_id"]) == (tax["percent"], country)
        assert {title["value"] for title in rate["titles"]} == {tax["title"]}
        assert found(send, "taxRules", "tax_rate_ids", rate["id"])


def test_a_product_is_in_the_class_of_its_rate(world: World, send: Send) -> None:
    def tax_class(sku: str) -> str:
        rows = send("GET", f"{ALL}products/{sku}").data["custom_attributes"]
        value: str = next(row["value"] for row in rows if row["attribute_code"] == "tax_class_id")
        return value

    assert tax_class("SKU-1") == "2"
    (reduced,) = found(send, "taxClasses", "class_id", tax_class("SKU-2"))
    assert (reduced["class_name"], reduced["class_type"]) == ("Goods at 7 %", "PRODUCT")
    (rule,) = found(send, "taxRules", "product_tax_class_ids", reduced["class_id"])
    assert rule["code"] == "Goods at 7 %"
    assert send("GET", ALL + "products/attributes/tax_class_id/options").data[-1] == {
        "label": "Goods at 7 %",
        "value": str(reduced["class_id"]),
    }


def test_the_tax_class_of_a_product_decides_its_tax(world: World, send: Send) -> None:
    for class_id, percent in (("0", 0), ("4", 7), ("2", 19)):
        sent = {"custom_attributes": [{"attribute_code": "tax_class_id", "value": class_id}]}
        assert send("PUT", ALL + "products/SKU-1", {"product": sent}).status == 200
        assert world.order(("SKU-1", 1)).lines[0].tax_hundredths == percent * 100
    sent = {"custom_attributes": [{"attribute_code": "tax_class_id", "value": "99"}]}
    assert send("PUT", ALL + "products/SKU-1", {"product": sent}).status == 400


def test_a_rate_that_is_changed_is_what_carts_to_the_country_pay(world: World, send: Send) -> None:
    (rate,) = found(send, "taxRates", "code", "DE-19")
    assert send("PUT", ALL + "taxRates", {"taxRate": {**rate, "rate": 16}}).data["rate"] == 16
    assert world.order(("SKU-1", 1)).lines[0].tax_hundredths == 1600
    abroad = replace(HOME, country="AT")
    assert world.order(("SKU-1", 1), ship_to=abroad).lines[0].tax_hundredths == 1900


def test_a_class_a_rate_and_a_rule_are_made_and_then_taxed(world: World, send: Send) -> None:
    made = send(
        "POST", ALL + "taxClasses", {"taxClass": {"class_name": "Books", "class_type": "PRODUCT"}}
    ).data
    sent = {
        "tax_country_id": "DE",
        "rate": "5.5",
        "code": "DE-BOOKS",
        "titles": [{"store_id": "1", "value": "Books"}],
    }
    rate = send("POST", ALL + "taxRates", {"taxRate": sent}).data
    assert (rate["rate"], rate["titles"]) == (5.5, sent["titles"])
    rule = {
        "code": "Books",
        "customer_tax_class_ids": [3],
        "product_tax_class_ids": [int(made)],
        "tax_rate_ids": [rate["id"]],
        "calculate_subtotal": False,
    }
    kept = send("POST", ALL + "taxRules", {"rule": rule}).data
    assert {name: kept[name] for name in rule} == rule
    product = {"custom_attributes": [{"attribute_code": "tax_class_id", "value": made}]}
    send("PUT", ALL + "products/SKU-1", {"product": product})
    assert world.order(("SKU-1", 1)).lines[0].tax_hundredths == 550
    assert send("DELETE", f"{ALL}taxRates/{rate['id']}").status == 400
    assert send("DELETE", f"{ALL}taxClasses/{made}").status == 400
    assert send("DELETE", f"{ALL}taxRules/{kept['id']}").data is True
    assert world.order(("SKU-1", 1)).lines[0].tax_hundredths == 0
    assert send("DELETE", f"{ALL}taxRates/{rate['id']}").data is True
    assert send("GET", f"{ALL}taxRates/{rate['id']}").status == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "message"),
    [
        ("taxRates", {"taxRate": {"code": "X"}}, 400, "One or more input exceptions have occurred."),
        (
            "taxRates",
            {"taxRate": {"code": "DE-19", "rate": 1, "tax_country_id": "DE"}},
            400,
            "Code already exists.",
        ),
        ("taxClasses", {"taxClass": {"class_name": "X", "class_type": "SHOP"}}, 400, "Invalid value of"),
        (
            "taxClasses",
            {"taxClass": {"class_name": "Taxable Goods", "class_type": "PRODUCT"}},
            400,
            "A class with the same name already exists",
        ),
        (
            "taxRules",
            {
                "rule": {
                    "code": "X",
                    "customer_tax_class_ids": [2],
                    "product_tax_class_ids": [2],
                    "tax_rate_ids": [1],
                }
            },
            404,
            "No such entity",
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    world: World, send: Send, path: str, body: dict[str, Any], status: int, message: str
) -> None:
    reply = send("POST", ALL + path, body)
    assert reply.status == status
    assert reply.data["message"].startswith(message)
    assert not world.shop.taxes.is_edited


def test_a_shop_where_nothing_is_written_taxes_as_before() -> None:
    plain, read = World(), World()
    found(direct(read), "taxRates", "code", "DE-19")
    one, other = (each.order(("SKU-1", 2), ("SKU-2", 1)) for each in (plain, read))
    assert one.ordered == other.ordered
