"""Bytes on the wire: PHP's JSON, not Python's."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento.app import create_app
from fake_magento.money import number
from fake_magento.rest.framework.encoding import Undecodable, decode, encode

from .world import TOKEN, World, direct

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (
            {"additional_information": ["Check / Money order"]},
            rb'{"additional_information":["Check \/ Money order"]}',
        ),
        ({"customer_lastname": "Møller"}, rb'{"customer_lastname":"M\u00f8ller"}'),
        ({"city": "😀"}, rb'{"city":"\ud83d\ude00"}'),
        ({"store_name": "Main Website\nUS Store"}, rb'{"store_name":"Main Website\nUS Store"}'),
        ({"company": "Fjord & Co", "cc_last4": None}, b'{"company":"Fjord & Co","cc_last4":null}'),
        (
            {"discount_amount": number(-1320), "price": number(5500), "tax": number(1980)},
            b'{"discount_amount":-13.2,"price":55,"tax":19.8}',
        ),
        ({"odd": "\x7f\\\x7f\\u007f"}, b'{"odd":"\x7f\\\\\x7f\\\\u007f"}'),
        ({}, b"[]"),
        ([], b"[]"),
        ("4", b'"4"'),
        (True, b"true"),
        (7, b"7"),
    ],
)
def test_php_conventions(data: Any, body: bytes) -> None:
    assert encode(data) == body


@given(JSON)
def test_what_is_encoded_reads_back_and_is_plain_ascii(data: Any) -> None:
    body = encode(data)
    assert body.isascii()
    assert re.search(rb"(?<!\\)/", body) is None
    assert json.loads(body) == ([] if data == {} else data)


@given(st.integers(-(10**9), 10**9))
def test_a_number_is_whole_or_has_a_fraction(cents: int) -> None:
    value = number(cents)
    assert round(value * 100) == cents
    assert isinstance(value, int) == (cents % 100 == 0)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"NaN", b'"\\ud800"', b"[" * 100_000, b"{}x", b"-Infinity"])
def test_what_php_would_not_read_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(body)


def test_an_order_over_http_is_byte_true() -> None:
    world = World()
    world.paid(("SKU-1", 2), ("SKU-3", 1), method="card", coupon_percent=10, coupon_code="SPRING10")
    client = create_app(world.surface.handle).test_client()
    response = client.get("/rest/V1/orders/1", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store, no-cache, must-revalidate"
    assert b'"lastname":"M\\u00f8ller"' in response.data
    assert re.search(rb"[\[:,]-?\d+\.\d*0[,}\]]", response.data) is None, "a number ends in a zero"
    assert response.data == direct(world)("GET", "/rest/V1/orders/1").encode()
    assert response.data.startswith(
        b'{"applied_rule_ids":"1","base_currency_code":"EUR","base_discount_amount":'
    )


@pytest.mark.parametrize(
    ("headers", "body", "message"),
    [
        ({}, b'{"a":1}', "Content-Type header is empty."),
        ({"Content-Type": "json"}, b'{"a":1}', "Content-Type header is invalid."),
        (
            {"Content-Type": "application/json; charset=latin-1"},
            b"{}",
            "UTF-8 is the only supported charset.",
        ),
        ({"Content-Type": "application/json"}, b"{", "Decoding error."),
    ],
)
def test_bodies_that_are_not_read(headers: dict[str, str], body: bytes, message: str) -> None:
    world = World()
    world.order()
    client = create_app(world.surface.handle).test_client()
    headers = {"Authorization": f"Bearer {TOKEN}", **headers}
    response = client.open("/rest/V1/order/1/ship", method="POST", headers=headers, data=body)
    assert (response.status_code, response.json) == (400, {"message": message})


def test_an_accept_header_that_cannot_be_met_is_406_in_the_other_envelope() -> None:
    client = create_app(World().surface.handle).test_client()
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "image/png"}
    response = client.get("/rest/V1/store/websites", headers=headers)
    assert response.status_code == 406
    assert response.json["messages"]["error"][0]["code"] == 406
    headers["Accept"] = "text/html, application/json;q=0.9"
    assert client.get("/rest/V1/store/websites", headers=headers).status_code == 200
