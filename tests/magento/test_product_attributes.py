"""Custom attributes of a product that act: prices, dates, weight, status and the like, whichever way they are sent."""

from __future__ import annotations

from typing import Any

import pytest

from .world import Send, World, direct

ALL = "/rest/all/V1/"
HARBOR = {"special_price": "5.00", "special_from_date": "2026-03-01", "special_to_date": "2026-03-09"}


def put(send: Send, sku: str = "SKU-1", scope: str = ALL, **attributes: Any) -> Any:
    rows = [{"attribute_code": code, "value": value} for code, value in attributes.items()]
    return send("PUT", f"{scope}products/{sku}", {"product": {"custom_attributes": rows}})


def shown(data: dict[str, Any], code: str) -> list[Any]:
    return [row["value"] for row in data["custom_attributes"] if row["attribute_code"] == code]


def test_a_special_price_sent_with_the_product_is_asked_for(world: World, send: Send) -> None:
    data = put(send, special_price="5.00").data
    assert shown(data, "special_price") == ["5.000000"]
    assert world.order(("SKU-1", 2)).lines[0].unit_cents == 500
    rows = send("POST", ALL + "products/special-price-information", {"skus": ["SKU-1"]}).data
    assert [row["price"] for row in rows] == [5]


@pytest.mark.parametrize("codes", [list(HARBOR), list(HARBOR)[::-1]])
def test_its_dates_are_kept_with_a_time_in_any_order(world: World, send: Send, codes: list[str]) -> None:
    data = put(send, **{code: HARBOR[code] for code in codes}).data
    assert shown(data, "special_from_date") == ["2026-03-01 00:00:00"]
    assert shown(data, "special_to_date") == ["2026-03-09 00:00:00"]
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 500
    world.now_ms += 30 * 86_400_000
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1990


def test_dates_sent_before_the_price_count_for_it(world: World, send: Send) -> None:
    assert shown(put(send, special_to_date="2026-02-01").data, "special_to_date") == ["2026-02-01 00:00:00"]
    data = put(send, special_price=5).data
    assert shown(data, "special_to_date") == ["2026-02-01 00:00:00"]
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1990, "its period is over"


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_value_takes_the_special_price_away(world: World, send: Send, nothing: Any) -> None:
    put(send, special_price="5.00")
    assert shown(put(send, special_price=nothing).data, "special_price") == []
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1990


def test_both_ways_write_one_price(send: Send) -> None:
    put(send, special_price="5.00")
    row = {"sku": "SKU-1", "price": 4, "store_id": 0}
    send("POST", ALL + "products/special-price", {"prices": [row]})
    data = send("GET", ALL + "products/SKU-1").data
    assert shown(data, "special_price") == ["4.000000"]
    assert shown(send("PUT", ALL + "products/SKU-1", {"product": data}).data, "special_price") == ["4.000000"]


def test_a_store_view_has_a_special_price_of_its_own_where_prices_are_per_website() -> None:
    world = World(price_scope="website")
    send = direct(world)
    put(send, scope="/rest/us/V1/", special_price=7)
    assert world.order(("SKU-1", 1), store="us").lines[0].unit_cents == 700
    assert world.order(("SKU-1", 1)).lines[0].unit_cents == 1990


@pytest.mark.parametrize(("code", "value"), [("special_price", -1), ("cost", "-0.01"), ("price", -5)])
def test_a_negative_amount_is_refused(send: Send, code: str, value: Any) -> None:
    reply = put(send, **{code: value})
    assert reply.status == 400
    assert reply.data["message"] == "Please enter a number 0 or greater in this field."


@pytest.mark.parametrize(
    ("code", "value", "field", "is_now"),
    [
        ("name", "Oar", "name", "Oar"),
        ("price", "12.5", "price", 12.5),
        ("weight", "2.5", "weight", 2.5),
        ("status", "2", "status", 2),
        ("visibility", "3", "visibility", 3),
    ],
)
def test_a_field_sent_as_a_custom_attribute_is_that_field(
    send: Send, code: str, value: str, field: str, is_now: Any
) -> None:
    data = put(send, **{code: value}).data
    assert data[field] == is_now
    assert shown(data, code) == []


def test_a_cost_is_shown_where_the_price_endpoint_wrote_it(send: Send) -> None:
    assert shown(put(send, cost="3.2").data, "cost") == ["3.200000"]
    row = {"sku": "SKU-1", "cost": 4, "store_id": 0}
    assert send("POST", ALL + "products/cost", {"prices": [row]}).data == []
    assert shown(send("GET", ALL + "products/SKU-1").data, "cost") == ["4.000000"]


def test_a_special_price_is_a_fact_of_the_run(world: World, send: Send) -> None:
    put(send, special_price="5.00")
    assert world.last("shop.price.changed")[1]["rows"] == [["SKU-1", "special", 0, None, [500, None, None]]]


def test_every_product_can_be_put_back_as_it_was_read(send: Send) -> None:
    rows = send("GET", ALL + "products", query="searchCriteria=").data["items"]
    for row in rows:
        data = send("GET", f"{ALL}products/{row['sku']}").data
        again = send("PUT", f"{ALL}products/{row['sku']}", {"product": data})
        assert again.status == 200
        assert (
            again.data["extension_attributes"]["category_links"]
            == data["extension_attributes"]["category_links"]
        )
        assert again.data["price"] == data["price"]
