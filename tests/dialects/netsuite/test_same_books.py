"""Orders placed through NetSuite's language read identically natively; refusals keep their meaning; nothing breaks."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import Erp, Request, Surface
from fake_erp.dialects.native.dialect import NATIVE
from fake_erp.dialects.native.sales.orders import order_json
from golive.candidates.reference.erp.netsuite import documents
from tests.dialects.netsuite.calls import RECORD, RESTLET, SUITEQL, TOKEN, order_of, path_of, signed_in
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
ORDERS = f"{RECORD}/salesOrder"

texts = st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1, max_size=12)
addresses = st.fixed_dictionaries(
    {
        "name": texts,
        "street": texts,
        "city": texts,
        "postcode": texts,
        "country": st.sampled_from(["DE", "FR"]),
    },
    optional={"company": texts, "region": texts, "phone": texts},
)
prices = st.integers(1, 99_999).map(lambda cents: f"{cents / 100:.2f}")
lines = st.fixed_dictionaries(
    {
        "item": st.sampled_from("ABC"),
        "quantity": st.integers(1, 9),
        "unit_price": prices,
        "discount": st.just("0.01"),
    }
)
orders = st.fixed_dictionaries(
    {
        "external_reference": texts,
        "currency": st.sampled_from(["EUR", "USD"]),
        "ordered_at": st.sampled_from(["2025-11-28T04:59:01Z", "2025-11-27T23:00:00.500Z"]),
        "prices_include_tax": st.booleans(),
        "lines": st.lists(lines, min_size=1, max_size=4),
        "shipping": st.fixed_dictionaries({"amount": prices, "method": texts}),
        "payment": st.fixed_dictionaries({"method": texts, "prepaid": st.booleans(), "amount": prices}),
        "bill_to": addresses,
        "ship_to": addresses,
        "custom": st.dictionaries(st.sampled_from(["sales_channel", "gift", "note"]), texts, max_size=3),
    }
)


def natively(erp: Erp, method: str, path: str, data: Any = None) -> Any:
    """A native call of an ERP that speaks NetSuite."""
    token = erp.sessions.login("shop", "secret")
    request = Request(method, f"/api/v1{path}", "", {"authorization": f"Bearer {token}"}, data=data)
    return Surface(erp, NATIVE).handle(request)


@settings(max_examples=60)
@given(orders)
def test_an_order_reads_identically_natively(order: dict[str, Any]) -> None:
    world, twin = World(dialect="netsuite"), World()
    order = {**order, "customer": world.customer, "release": True}
    body = documents.order_body(order)
    talk = signed_in(Transport(world.erp))
    answer = talk.send("POST", ORDERS, body)
    native = natively(twin.erp, "POST", "/orders", order)
    assert (answer.status, native.status) == (204, 201), (answer, native)
    assert order_json(world.erp.orders.get("SO100001")) == order_json(twin.erp.orders.get("SO100001"))
    assert natively(world.erp, "GET", "/orders/SO100001").data == native.data
    record = talk.send("GET", f"{path_of(answer)}?expandSubResources=true").data
    shown = documents.order_of(record)
    for name in ("number", "external_reference", "status", "total", "bill_to", "ship_to", "shipping_method"):
        assert shown[name] == native.data[name], name
    again = talk.send("PUT", f"{ORDERS}/1000011", body)
    assert again.status == 405
    events = len(world.facts)
    if order["external_reference"].isalnum() and order["external_reference"].isascii():
        assert talk.send("PUT", f"{ORDERS}/eid:{order['external_reference']}", body).status == 204
        assert len(world.facts) == events


BROKEN: tuple[tuple[dict[str, Any], int], ...] = (
    ({"entity": {"id": "9"}}, 422),
    ({"currency": {"id": "99"}}, 422),
    ({"item": {"items": [{"item": {"refName": "Z"}, "quantity": 1, "rate": 1}]}}, 422),
    ({"item": {"items": [{"item": {"id": "1"}, "quantity": 0.5, "rate": 1}]}}, 422),
    ({"item": {"items": [{"item": {"id": "1"}, "quantity": 1, "rate": -1}]}}, 400),
    ({"tranDate": "yesterday"}, 400),
    ({"location": {"id": "99"}}, 422),
    ({"externalId": "x" * 100}, 400),
)


def test_refusals_keep_their_meaning_and_leave_the_books_alone() -> None:
    for changes, meaning in BROKEN:
        world = World(dialect="netsuite")
        talk = signed_in(Transport(world.erp))
        request = Request("POST", ORDERS, "", dict(talk.headers), data=order_of(talk, **changes))
        reply = talk.surface.handle(request)
        assert (reply.status, reply.meaning) == (400, meaning), (changes, reply)
        assert not world.erp.orders.by_number
        assert [kind for kind, _, _ in world.facts if kind.startswith("erp.order")] == ["erp.order.refused"]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = """entity item items quantity rate amount externalId currency id line isClosed location shippingAddress country
q action type values createdFrom payment apply doc companyName addressBook priceLevel terms creditLimit memo total units
orderStatus orderLine shipMethod custbody_x isInactive email attention"""
names = st.sampled_from(NAMES.split())
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=12,
)
paths = st.sampled_from(
    [
        ORDERS, f"{ORDERS}/1000011", f"{ORDERS}/eid:M-1", f"{ORDERS}/1000011/item/1", f"{RECORD}/customer",
        f"{RECORD}/customer/100001", f"{RECORD}/customerPayment", f"{RECORD}/creditMemo",
        f"{RECORD}/returnAuthorization",
        f"{ORDERS}/1000011/!transform/returnAuthorization", f"{RECORD}/inventoryItem", SUITEQL, TOKEN,
        RESTLET,
        "/services/rest/async/v1/job/1", f"{RECORD}/metadata-catalog/salesOrder", "/services/NetSuitePort_2023_2",
        "/rest/tokeninfo", "/services/rest", "/", f"{RECORD}/priceLevel/1",
    ]
)  # fmt: skip
headers = st.dictionaries(
    st.sampled_from(
        ["prefer", "content-type", "x-netsuite-propertynamevalidation", "x-netsuite-idempotency-key"]
    ),
    st.sampled_from(["transient", "respond-async", "Error", "application/json", "text/xml", "é"]),
)
queries = st.sampled_from(
    [
        "",
        "?limit=9",
        "?offset=7",
        "?q=externalId IS 1",
        "?q=((",
        "?expandSubResources=true",
        "?replace=item",
        "?fields=id",
    ]
)


def world_with_an_order() -> tuple[World, Transport]:
    world = World(dialect="netsuite")
    talk = signed_in(Transport(world.erp))
    assert talk.send("POST", ORDERS, order_of(talk)).status == 204
    return world, talk


def is_sound(answer: Answer) -> bool:
    """No error of the server; a SOAP fault has its status."""
    return answer.status < 500 or (answer.status == 500 and "<soapenv:Fault>" in answer.text)


@settings(max_examples=300)
@given(st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"]), paths, queries, values, headers)
def test_no_json_breaks_it(method: str, path: str, query: str, data: Any, sent: dict[str, str]) -> None:
    _, talk = world_with_an_order()
    separator = "&" if "?" in path else "?"
    target = path + query.replace("?", separator).replace(" ", "%20")
    body = json.dumps(data) if method in ("POST", "PATCH", "PUT") else ""
    assert is_sound(talk.send(method, target, body, sent))


@settings(max_examples=150)
@given(paths, st.binary(max_size=60), st.text(max_size=60))
def test_no_bytes_and_no_login_break_it(path: str, raw: bytes, login: str) -> None:
    _, talk = world_with_an_order()
    for header in (login, f"OAuth {login}", f"Bearer {login}", f"Basic {login}"):
        answer = talk.send("POST", path, raw, {"authorization": header.encode("utf-8", "replace").decode()})
        assert is_sound(answer)


@settings(max_examples=150)
@given(st.text(max_size=40), st.text("()'\"=<>,.*|%_ abSELECTFROMitemWHEREid0123", max_size=60))
def test_no_query_breaks_it(free: str, sql: str) -> None:
    _, talk = world_with_an_order()
    for text in (free, sql, f"SELECT {sql} FROM item", f"SELECT id FROM item WHERE {sql}"):
        assert talk.send("POST", SUITEQL, {"q": text}, {"Prefer": "transient"}).status < 500
        assert talk.send("GET", f"{ORDERS}?q={quote(text, errors='replace')}").status < 500


def test_deep_and_huge_bodies_are_refused() -> None:
    _, talk = world_with_an_order()
    bodies = [
        "[" * 100_000,
        '{"item":' * 5000 + "1" + "}" * 5000,
        '{"item":{"items":[{"quantity":1e999}]}}',
        "\ud800",
    ]
    bodies += ['{"entity":' + "9" * 5000 + "}", '{"externalId":"\\ud800"}', '{"a":"' + "x" * 2_000_000 + '"}']
    for body in bodies:
        raw = body.encode("utf-8", "surrogatepass")
        assert 400 <= talk.send("POST", ORDERS, raw).status < 500
