"""Whatever is sent, a well-formed reply comes back, and it is a server error only where Magento's would be."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_magento.app import create_app
from fake_magento.rest.routes import ROUTES
from fake_magento.surface import Request
from tests.depth import examples

from .world import TOKEN, World

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
WORDS = [
    "items",
    "tracks",
    "comment",
    "arguments",
    "order_item_id",
    "orderItemId",
    "qty",
    "track_number",
    "carrier_code",
    "extension_attributes",
    "source_code",
    "shipping_amount",
    "adjustment_positive",
    "adjustmentNegative",
    "return_to_stock_items",
    "statusHistory",
    "status",
    "is_customer_notified",
    "sourceItems",
    "sku",
    "source_code",
    "quantity",
    "username",
    "password",
    "capture",
    "notify",
]
SHAPED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 60)
    | st.floats()
    | st.sampled_from(["1", "SKU-1", "default", "x", "-1", "1e5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=10,
)
PATHS = st.one_of(
    st.builds(
        lambda route, value: (
            "/rest/V1/"
            + route.pattern.replace("{id}", value).replace("{sku}", value).replace("{stock}", value)
        ),
        st.sampled_from(ROUTES),
        st.sampled_from(["1", "2", "0", "-1", "99", "abc", "SKU-1", "%2F", "%FF", "1" * 5000, ""]),
    ),
    st.text(max_size=30).map(lambda text: "/" + text),
    st.sampled_from(
        ["", "/", "//", "/rest", "/rest/V1", "/index.php", "/rest/all/V1//orders", "/rest/async/V1/orders"]
    ),
)
FIELDS = st.sampled_from(
    ["entity_id", "updated_at", "status", "customer_email", "sku", "grand_total", "increment_id"]
)
QUERIES = st.one_of(
    st.just(""),
    st.text(max_size=40),
    st.builds(
        lambda field, value, condition, rest: (
            urlencode(
                {
                    "searchCriteria[filter_groups][0][filters][0][field]": field,
                    "searchCriteria[filter_groups][0][filters][0][value]": value,
                    "searchCriteria[filter_groups][0][filters][0][condition_type]": condition,
                }
            )
            + rest
        ),
        FIELDS,
        st.text(max_size=12) | st.sampled_from(["1e999", "2026-02-31", "9" * 400, "%", "[", "0000-00-00"]),
        st.sampled_from(
            [
                "eq",
                "in",
                "like",
                "gt",
                "from",
                "to",
                "finset",
                "regexp",
                "ntoa",
                "null",
                "fulltext",
                "nonsense",
            ]
        ),
        st.sampled_from(
            [
                "",
                "&searchCriteria[pageSize]=0",
                "&searchCriteria[currentPage]=-4",
                "&fields=items[x",
                "&fields=a[b]",
            ]
        ),
    ),
)
HEADERS = st.dictionaries(
    st.sampled_from(["authorization", "content-type", "accept", "host", "x-odd"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)
    | st.sampled_from([f"Bearer {TOKEN}", "application/json", "*/*", "text/plain; charset=latin-1"]),
)
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"])


def prepared() -> World:
    world = World()
    world.paid(("SKU-1", 2), method="card")
    world.order(("SKU-2", 3))
    return world


WORLD = prepared()


def check(status: int, body: bytes) -> None:
    assert status in (200, 202, 400, 401, 404, 405, 406, 500)
    data = json.loads(body)
    if status not in (200, 202):
        assert isinstance(data.get("message", data.get("messages")), (str, dict))
    if status == 500:
        assert data["message"].startswith(
            "Internal Error. Details are available in Magento log file. Report ID: webapi-"
        )


@settings(max_examples=examples(300), deadline=None)
@given(METHODS, PATHS, QUERIES, HEADERS, JSON | SHAPED)
def test_any_request_gets_a_well_formed_reply(
    method: str, path: str, query: str, headers: dict[str, str], data: Any
) -> None:
    headers.setdefault("authorization", f"Bearer {TOKEN}")
    reply = WORLD.surface.handle(Request(method, path, query, headers, data))
    check(reply.status, reply.encode())


@settings(max_examples=examples(150), deadline=None)
@given(
    st.sampled_from([route for route in ROUTES if route.method == "POST"]),
    st.sampled_from(["1", "2"]),
    SHAPED,
)
def test_any_body_on_any_action(route: Any, entity_id: str, data: Any) -> None:
    path = "/rest/V1/" + route.pattern.replace("{id}", entity_id)
    match = WORLD.surface.match("POST", path)
    assert match is not None
    request = Request("POST", path, "", {"authorization": f"Bearer {TOKEN}"}, data)
    match.key(request)
    reply = WORLD.surface.handle(request)
    check(reply.status, reply.encode())


@settings(max_examples=examples(100), deadline=None)
@given(
    st.sampled_from(["POST", "PUT", "GET"]),
    PATHS,
    st.binary(max_size=40) | JSON.map(lambda d: json.dumps(d).encode()),
)
def test_any_bytes_over_http(method: str, path: str, body: bytes) -> None:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/",
        "REQUEST_URI": path,
        "CONTENT_TYPE": "application/json",
        "HTTP_AUTHORIZATION": f"Bearer {TOKEN}",
    }
    client = create_app(WORLD.surface.handle).test_client()
    response = client.open("/", method=method, data=body, environ_overrides=environ)
    check(response.status_code, response.data)
