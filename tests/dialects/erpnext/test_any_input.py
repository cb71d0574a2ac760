"""Whatever is sent: never an exception, never a status of 500 and more, and books unchanged by a refusal."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp.dialects.erpnext.doctypes.registry import CHILDREN, DOCTYPES
from fake_erp.dialects.erpnext.methods.registry import METHODS
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import keyed, order

DIALECT = "erpnext"
VERSION = ""

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["A", "CUST-2025-100001", "SAL-ORD-2025-100001", "modified", "po_no", "1e999", "\ud800", "=", "in"]
    ),
)
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = sorted({name for doctype in DOCTYPES.values() for name in (*doctype.fields, *doctype.tables)})
ROW = st.dictionaries(
    st.sampled_from(["item_code", "qty", "rate", "uom", "warehouse", "name", "so_detail"]), SCALARS
)
DOC = st.dictionaries(st.sampled_from([*FIELDS, "doctype", "data", "run_method", "cmd"]), ANY, max_size=6)
ORDERS = st.builds(
    lambda doc, lines: {**order(), **doc, **lines},
    DOC,
    st.fixed_dictionaries({}, optional={"items": st.lists(ROW, max_size=3)}),
)
NAMES = st.sampled_from(["", "SAL-ORD-2025-100001", "CUST-2025-100001", "A", "x/y", "é", "\x00"]) | st.text(
    max_size=8
)
ARGUMENTS = (
    "doctype name filters or_filters fields fieldname order_by limit_start limit limit_page_length doc docs doclist "
    "value parent usr pwd source_name status trans_items args item_code"
)
ARGS = st.dictionaries(st.sampled_from(ARGUMENTS.split(" ")), ANY, max_size=5)


def _sent(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


def _world() -> tuple[World, Transport]:
    world = World(dialect=DIALECT)
    talk = keyed(Transport(world.erp))
    assert talk.send("POST", "/api/resource/Sales Order", order(docstatus=1)).status == 200
    return world, talk


def _state(world: World) -> tuple[Any, ...]:
    erp = world.erp
    return (
        [
            (each.number, each.status, each.changed_at_ms, len(each.lines))
            for each in erp.orders.by_number.values()
        ],
        [(each.number, each.name, each.email, each.address) for each in erp.customers.all],
        len(erp.payments.by_number),
        len(erp.returns.by_number),
        len(erp.credit_notes.by_number),
    )


def _check(
    world: World, talk: Transport, method: str, target: str, body: Any, headers: dict[str, str]
) -> None:
    before = _state(world)
    answer = talk.send(method, target, body, headers)
    assert answer.status < 500, (method, target, body, answer.text[:400])
    if answer.status >= 400:
        assert _state(world) == before
        json.dumps(answer.text)


@given(
    st.sampled_from(["POST", "PUT", "GET", "DELETE", "HEAD", "PATCH"]),
    st.sampled_from([*DOCTYPES, *CHILDREN, "Nope"]),
    NAMES,
    DOC | ANY,
)
@settings(max_examples=150, deadline=None)
def test_any_document(method: str, doctype: str, name: str, doc: Any) -> None:
    world, talk = _world()
    target = f"/api/resource/{quote(doctype)}" + (f"/{quote(name)}" if name else "")
    _check(world, talk, method, target, _sent(doc), {"content-type": "application/json"})


@given(ORDERS)
@settings(max_examples=150, deadline=None)
def test_any_order(doc: dict[str, Any]) -> None:
    world, talk = _world()
    _check(world, talk, "POST", "/api/resource/Sales Order", _sent(doc), {"content-type": "application/json"})


@given(ORDERS)
@settings(max_examples=100, deadline=None)
def test_any_change_of_an_order(doc: dict[str, Any]) -> None:
    world, talk = _world()
    _check(
        world,
        talk,
        "PUT",
        "/api/resource/Sales Order/SAL-ORD-2025-100001",
        _sent(doc),
        {"content-type": "application/json"},
    )


@given(
    st.sampled_from([*METHODS, "login", "logout", "frappe.auth.get_logged_user", "x"]), ARGS, st.booleans()
)
@settings(max_examples=200, deadline=None)
def test_any_arguments(method: str, args: dict[str, Any], as_form: bool) -> None:
    world, talk = _world()
    if as_form:
        pairs = [
            (name, value if isinstance(value, str) else json.dumps(value)) for name, value in args.items()
        ]
        body = "&".join(
            f"{name}={quote(value, errors='replace')}" for name, value in [("cmd", method), *pairs]
        )
        _check(world, talk, "POST", "/", body.encode(), {"content-type": "application/x-www-form-urlencoded"})
    else:
        _check(
            world, talk, "POST", f"/api/method/{method}", _sent(args), {"content-type": "application/json"}
        )


@given(st.sampled_from(sorted(DOCTYPES)), ARGS)
@settings(max_examples=200, deadline=None)
def test_any_list(doctype: str, args: dict[str, Any]) -> None:
    world, talk = _world()
    query = "&".join(
        f"{name}={quote(value if isinstance(value, str) else json.dumps(value), errors='replace')}"
        for name, value in args.items()
    )
    _check(world, talk, "GET", f"/api/resource/{quote(doctype)}?{query}", None, {})


@given(
    st.sampled_from(["GET", "POST", "PUT"]),
    st.text(max_size=20),
    st.binary(max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes(method: str, target: str, body: bytes, authorization: str, cookie: str) -> None:
    world = World(dialect=DIALECT)
    talk = Transport(world.erp)
    headers = {"authorization": authorization, "cookie": f"sid={cookie}", "content-type": cookie}
    _check(world, talk, method, f"/api/{quote(target)}", body, headers)


@pytest.mark.parametrize("text", ["[" * 5000, '{"a":' * 3000, "NaN", "1" * 400, '"\\ud800"', "\x00"])
def test_hostile_filters(text: str) -> None:
    world, talk = _world()
    for name in ("filters", "fields", "order_by", "limit_start"):
        _check(world, talk, "GET", f"/api/resource/Sales Order?{name}={quote(text)}", None, {})
    _check(
        world, talk, "POST", "/api/resource/Sales Order", text.encode(), {"content-type": "application/json"}
    )
    _check(world, talk, "POST", "/api/resource/Sales Order", f"data={quote(text)}".encode(), {})
