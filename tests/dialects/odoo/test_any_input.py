"""Whatever is sent: no exception, no status that Odoo would not give, and books that only change when it says so."""

from __future__ import annotations

import json
import xmlrpc.client
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp.dialects.odoo.methods.binding import SIGNATURES
from fake_erp.dialects.odoo.methods.generic import GENERIC
from fake_erp.dialects.odoo.registry import MODELS
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .calls import ANN, DB, PASSWORD, UID, api_key

STATUSES = {200, 400, 401, 403, 404, 409, 413, 415, 422, 500}
NAMES = sorted({name for model in MODELS.values() for name in model.fields} | {"x_studio_note", "nope", "id"})
METHODS = sorted(
    {*GENERIC, *SIGNATURES, *[name for model in MODELS.values() for name in model.methods], "_x", ""}
)
SMALL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.sampled_from([ANN, 100001, 100001000, 100001001, 10**18, 10**30, -(2**63)]),
    st.floats(),
    st.sampled_from(
        ["", "A", "R1", "SO100001", "sale", "2025-11-28 05:00:00", "\ud800", "\x00", "[", "%", "é" * 3000]
    ),
    st.text(max_size=6),
)
OPERATOR = st.sampled_from(
    ["=", "!=", "in", "not in", "ilike", "=like", ">", "<=", "child_of", "any", "=?", "~"]
)
LEAF = st.tuples(
    st.sampled_from([*NAMES, "partner_id.email", "order_line.product_id.name"]), OPERATOR, SMALL
).map(list)
DOMAIN = st.lists(st.one_of(LEAF, st.sampled_from(["|", "&", "!"]), SMALL), max_size=5)
VALUES = st.deferred(lambda: st.dictionaries(st.sampled_from(NAMES), VALUE, max_size=6))
COMMAND = st.tuples(st.integers(-1, 7), SMALL, st.one_of(SMALL, VALUES, st.lists(SMALL, max_size=3))).map(
    list
)
VALUE: st.SearchStrategy[Any] = st.one_of(
    SMALL, st.lists(st.one_of(COMMAND, SMALL), max_size=3), DOMAIN, VALUES
)
ORDER = st.fixed_dictionaries(
    {"partner_id": st.sampled_from([ANN, 1, False])},
    optional={
        "client_order_ref": SMALL,
        "order_line": st.lists(
            st.tuples(
                st.just(0),
                st.just(0),
                st.fixed_dictionaries(
                    {"product_id": st.sampled_from([1, 2, 3, 900_000_001, 7])},
                    optional={
                        "product_uom_qty": SMALL,
                        "price_unit": SMALL,
                        "discount": SMALL,
                        "tax_id": VALUE,
                    },
                ),
            ).map(list),
            max_size=3,
        ),
        "partner_shipping_id": SMALL,
        "x_studio_note": VALUE,
        "date_order": SMALL,
        "state": st.sampled_from(["draft", "sale", 3]),
    },
)
ARGS = st.lists(
    st.one_of(VALUE, ORDER, DOMAIN, st.lists(st.sampled_from([ANN, 100001, 1]), max_size=2)), max_size=3
)
CALL = st.tuples(st.sampled_from(sorted(MODELS)), st.sampled_from(METHODS), ARGS)


def world_of(version: str) -> tuple[World, Transport]:
    world = World(dialect="odoo", version=version)
    talk = Transport(world.erp)
    talk.send(
        "POST", "/jsonrpc", rpc("sale.order", "create", [{"partner_id": ANN, "client_order_ref": "R1"}])
    )
    return world, talk


def rpc(model: str, method: str, args: list[Any], **kwargs: Any) -> dict[str, Any]:
    sent = [DB, UID, PASSWORD, model, method, args, kwargs]
    return {"jsonrpc": "2.0", "params": {"service": "object", "method": "execute_kw", "args": sent}, "id": 1}


def fine(answer: Answer) -> None:
    assert answer.status in STATUSES, (answer.status, answer.text[:300])
    answer.text.encode("utf-8", "surrogatepass")


@settings(max_examples=250, deadline=None)
@given(calls=st.lists(CALL, min_size=1, max_size=4), version=st.sampled_from(["16.0", "17.0", "19.0"]))
def test_any_call_over_json(calls: list[Any], version: str) -> None:
    world, talk = world_of(version)
    for model, method, args in calls:
        before = len(world.erp.orders.by_number)
        answer = talk.send("POST", "/jsonrpc", json.dumps(rpc(model, method, args)))
        fine(answer)
        if answer.status == 200 and "error" in (answer.data or {}):
            assert len(world.erp.orders.by_number) == before
            assert answer.data["error"]["data"]["name"]


@settings(max_examples=100, deadline=None)
@given(
    call=CALL,
    named=st.dictionaries(st.sampled_from(["domain", "fields", "ids", "vals_list", "vals", "x"]), VALUE),
)
def test_any_call_over_json_2(call: Any, named: dict[str, Any]) -> None:
    _, talk = world_of("19.0")
    headers = {"authorization": f"Bearer {api_key(PASSWORD)}"}
    fine(talk.send("POST", f"/json/2/{call[0]}/{call[1] or 'x'}", json.dumps(named), headers))


PATHS = [
    "/jsonrpc",
    "/xmlrpc/2/object",
    "/xmlrpc/common",
    "/json/2/sale.order/search",
    "/web/dataset/call_kw",
    "/x",
]
HEADERS = ["application/json", "session_id=1", "bearer x", "", "text/xml; charset=x", '=;;"', "x" * 5000]


def marshalled(value: Any) -> bool:
    try:
        xmlrpc.client.dumps((value,), "x", allow_none=True).encode()
    except (OverflowError, TypeError, UnicodeError):
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(call=CALL, path=st.sampled_from(["/xmlrpc/2/object", "/xmlrpc/object"]))
def test_any_call_over_xml(call: Any, path: str) -> None:
    _, talk = world_of("17.0")
    sent = (DB, UID, PASSWORD, *call)
    if marshalled(list(sent)):
        answer = talk.send("POST", path, xmlrpc.client.dumps(sent, "execute_kw", allow_none=True))
        assert answer.status == 200
        assert answer.text.startswith("<?xml")


@settings(max_examples=150, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "DELETE"]),
    path=st.sampled_from(
        [
            "/jsonrpc",
            "/xmlrpc/2/object",
            "/xmlrpc/common",
            "/json/2/sale.order/search",
            "/web/dataset/call_kw",
            "/x",
            "/",
        ]
    ),
    body=st.one_of(
        st.binary(max_size=60),
        st.text(max_size=30).map(str.encode),
        VALUE.map(lambda v: json.dumps(v).encode()),
    ),
    headers=st.dictionaries(
        st.sampled_from(["content-type", "cookie", "authorization", "x-odoo-database"]),
        st.sampled_from(
            ["application/json", "session_id=1", "bearer x", "", "text/xml; charset=x", '=;;"', "x" * 5000]
        ),
    ),
)
def test_any_request(method: str, path: str, body: bytes, headers: dict[str, str]) -> None:
    _, talk = world_of("19.0")
    fine(talk.send(method, path, body, headers))


@pytest.mark.parametrize("path", ["/jsonrpc", "/xmlrpc/2/object"])
def test_nesting_without_end(path: str) -> None:
    _, talk = world_of("17.0")
    deep: Any = json.dumps(rpc("sale.order", "search", [])).replace("[]", "[" * 400 + "]" * 400)
    if path != "/jsonrpc":
        inner = "<value><array><data>" * 400 + "</data></array></value>" * 400
        deep = f"<methodCall><methodName>execute_kw</methodName><params><param>{inner}</param></params></methodCall>"
    fine(talk.send("POST", path, deep))
