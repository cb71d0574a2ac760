"""Whatever comes in: a well-formed reply, never 5xx, and nothing changed unless it says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import Reply, Request
from fake_erp.app import create_app
from fake_erp.dialects.native.openapi.channel_schemas import ways_schemas
from fake_erp.dialects.native.openapi.document import DOCS
from fake_erp.dialects.native.openapi.finance_schemas import finance_schemas
from fake_erp.dialects.native.openapi.schemas import schemas
from fake_erp.dialects.native.routes import ROUTES
from tests.depth import examples

from .machine.seen import books_of
from .world import MOUNTS, Client, World

SHAPES = [*schemas().values(), *finance_schemas().values(), *ways_schemas().values()]
NAMES = sorted({name for shape in SHAPES for name in shape.get("properties", {})})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["A", "EUR", "C100001", "SO100001", "2025-11-28", "19.99", "\ud800", "9" * 5000, 10**1000]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)
METHODS = st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "", "BREW"])
SEGMENTS = st.sampled_from(
    ["A", "SO100001", "C100001", "release", "cancel", "%", "%zz", "%00", "%ff", "..", ""]
)
PATHS = (
    st.sampled_from([route.pattern.replace("{number}", "SO100001").replace("{sku}", "A") for route in ROUTES])
    | st.lists(SEGMENTS | st.text(max_size=8), max_size=5).map(lambda parts: "/api/v1/" + "/".join(parts))
    | st.text(max_size=30)
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["after", "limit", "page", "page_size", "email", "x", ""]), st.text(max_size=8)
    ),
    max_size=3,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)) | st.text(max_size=30)
HEADERS = st.dictionaries(
    st.sampled_from(["authorization", "content-type", "content-length", "accept"]),
    st.text(max_size=20),
    max_size=3,
)


def check(reply: Reply) -> None:
    assert 200 <= reply.status < 500
    data = json.loads(reply.encode())
    if reply.status >= 400:
        assert list(data) == ["error"]
        assert list(data["error"]) == ["code", "message", "field", "details"]
        assert isinstance(data["error"]["message"], str)


WORLD = World()
CLIENT = MOUNTS["in_process"](WORLD.erp).login()
CLIENT.post("/orders", WORLD.order())


def tried(request: Request) -> None:
    """A call is answered well, and changes the books only if it is not refused."""
    before = books_of(WORLD.erp)
    reply = WORLD.erp.surface.handle(request)
    check(reply)
    if reply.status >= 400:
        assert books_of(WORLD.erp) == before


@settings(max_examples=examples(400), deadline=None)
@given(METHODS, PATHS, QUERIES, HEADERS, st.booleans(), JSON)
def test_in_process(
    method: str, path: str, query: str, headers: dict[str, str], known: bool, data: Any
) -> None:
    given_headers = {**headers, **CLIENT.headers} if known else headers
    match = WORLD.erp.surface.match(Request(method, path))
    request = Request(method, path, query, given_headers, data)
    if match is not None:
        assert match.operation in DOCS
        key = match.key(request)
        assert key is None or isinstance(key, str)
    tried(request)


@settings(max_examples=examples(500), deadline=None)
@given(
    st.sampled_from([r for r in ROUTES if r.method in ("POST", "PATCH")]),
    JSON | st.dictionaries(st.sampled_from(NAMES), JSON),
)
def test_every_operation_takes_any_json(route: Any, data: Any) -> None:
    path = route.pattern.replace("{number}", "SO100001")
    tried(Request(route.method, path, headers=CLIENT.headers, data=data))


@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from(sorted(WORLD.order())),
    JSON,
    st.sampled_from(["item", "quantity", "unit_price", "discount"]),
    JSON,
)
def test_an_order_with_any_value_in_one_field_is_saved_once_or_not_at_all(
    field: str, value: Any, line_field: str, line_value: Any
) -> None:
    book = WORLD.erp.orders.by_number
    line = {"item": "A", "quantity": 1, "unit_price": 1}
    for order in (WORLD.order() | {field: value}, WORLD.order(lines=[line | {line_field: line_value}])):
        before = len(book)
        reply = WORLD.erp.surface.handle(
            Request("POST", "/api/v1/orders", headers=CLIENT.headers, data=order)
        )
        check(reply)
        assert len(book) - before == (1 if reply.status == 201 else 0)


LINE_NAMES = ("line", "item", "quantity", "unit_price", "discount", "warehouse", "unit")
CHANGE_NAMES = ("external_reference", "ship_to", "bill_to", "shipping", "custom", "customer")


@settings(max_examples=examples(400), deadline=None)
@given(
    st.dictionaries(st.sampled_from(CHANGE_NAMES), JSON, max_size=2),
    st.dictionaries(st.sampled_from(LINE_NAMES), st.integers(-1, 3) | st.sampled_from("AB") | JSON),
)
def test_any_change_of_an_order_is_made_wholly_or_not_at_all(
    change: dict[str, Any], line: dict[str, Any]
) -> None:
    world = World()
    client = MOUNTS["in_process"](world.erp).login()
    client.post("/orders", world.order())
    before = client.get("/orders/SO100001").data, client.get("/stock").data["rows"]
    told = len(world.of_kind("erp.order.changed"))
    given_lines = [{"line": 1, "quantity": 3}, line]
    request = Request(
        "PATCH", "/api/v1/orders/SO100001", headers=client.headers, data={**change, "lines": given_lines}
    )
    reply = world.erp.surface.handle(request)
    check(reply)
    after = client.get("/orders/SO100001").data, client.get("/stock").data["rows"]
    assert (after == before) == (reply.status != 200)
    assert len(world.of_kind("erp.order.changed")) - told == (reply.status == 200)


@settings(max_examples=examples(200), deadline=None)
@given(
    st.sampled_from(ROUTES),
    st.binary(max_size=40) | JSON.map(repr).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_bytes_over_http(route: Any, body: bytes) -> None:
    app = FLASK.test_client()
    response = app.open(route.pattern, method=route.method, data=body, headers=CLIENT.headers)
    assert 200 <= response.status_code < 500
    assert response.content_type == "application/json"
    json.loads(response.data)


FLASK = create_app(WORLD.erp.surface.handle)


@pytest.mark.parametrize(
    "target", ["/", "//", "/api/v1/items/%2F", "/api/v1/items/a%20b?x=%zz", "/%", "/a//b/../c"]
)
def test_odd_addresses_over_http_are_404_and_not_redirected(target: str) -> None:
    assert FLASK.test_client().get(target, headers=CLIENT.headers).status_code == 404


def test_the_raw_path_reaches_the_surface() -> None:
    seen: list[Request] = []

    def handle(request: Request) -> Reply:
        seen.append(request)
        return Reply(200, {})

    app = create_app(handle)
    app.test_client().get("/a%2Fb//c?d=%20e", headers={"X-Thing": "1"})
    app.test_client().get(
        "/", environ_overrides={"RAW_URI": "http://host/x", "PATH_INFO": "/ä b".encode().decode("latin-1")}
    )
    bare = {"RAW_URI": "", "REQUEST_URI": "", "PATH_INFO": "/a b"}
    app.test_client().get("/", environ_overrides=bare)
    assert [request.path for request in seen] == ["/a%2Fb//c", "/%C3%A4%20b", "/a%20b"]
    assert (seen[0].query, seen[0].headers["x-thing"]) == ("d=%20e", "1")


def test_a_giant_body_is_refused_unread() -> None:
    giant = {"CONTENT_LENGTH": str(10**9), "CONTENT_TYPE": "application/json"}
    response = FLASK.test_client().post("/api/v1/orders", headers=CLIENT.headers, environ_overrides=giant)
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/payments", {"order": "SO9", "amount": "1"}, "order"),
        ("/payments", {"invoice": "IN9", "amount": "1"}, "invoice"),
        ("/returns", {"order": "SO9", "lines": [{"line": 1, "quantity": 1}]}, "order"),
    ],
)
def test_an_unknown_document_in_a_body_is_refused_by_the_field_that_names_it(
    client: Client, path: str, body: dict[str, Any], field: str
) -> None:
    answer = client.post(path, body)
    assert (answer.status, answer.data["error"]["field"]) == (404, field)


def test_a_packed_body_is_refused_for_being_packed(client: Client) -> None:
    packed = {"content_type": "application/json", "content_encoding": "gzip"}
    answer = client.raw("POST", "/api/v1/orders", b"\x1f\x8b", **packed)
    assert (answer.status, answer.data["error"]["field"]) == (415, "content-encoding")


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_name_of_the_scheme_may_be_written_in_any_letters(
    client: Client, world: World, scheme: str
) -> None:
    token = client.headers["authorization"].partition(" ")[2]
    assert client.raw("GET", "/api/v1/items", authorization=f"{scheme} {token}").status == 200
    basic = client.raw("GET", "/api/v1/items", authorization="Basic Zm9v")
    assert (basic.status, "expected Authorization: Bearer" in basic.data["error"]["message"]) == (401, True)
