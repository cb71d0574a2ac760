"""Whatever is sent, the answer is one of the product's, never an exception or an error of the server."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp.dialects.business_central.masters.customers import CUSTOMER
from fake_erp.dialects.business_central.sales.lines import SALES_ORDER_LINE
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER
from fake_erp.dialects.business_central.service import API, PAGES
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller

NAMES = sorted(
    {
        *SALES_ORDER.by_name,
        *SALES_ORDER_LINE.by_name,
        *CUSTOMER.by_name,
        "salesOrderLines",
        "web_x",
        "invoiceNumber",
    }
)
GUID = "00000000-0000-0000-0000-000000000001"
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.sampled_from(["A", "C100001", "EUR", "Item", "\ud800", GUID, "2025-11-28", "9" * 400, "Charge"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)
BODIES = st.one_of(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8), VALUES)
SETS = sorted({*API.sets, *PAGES.sets})
KEYS = st.sampled_from(
    ["", f"({GUID})", "('A')", "(", "(x=1,y='2')", "()", "%28%27A%27%29", "/$count", "(1)"]
)
ENDS = st.sampled_from(
    [
        "",
        "/salesOrderLines",
        "/Microsoft.NAV.post",
        "/Microsoft.NAV.shipAndInvoice",
        "/customer",
        "/nonsense",
        "//",
    ]
)
QUERIES = st.one_of(
    st.just(""),
    st.sampled_from(["$filter=", "$expand=", "$select=", "$orderby=", "$top=", "$skiptoken="]).flatmap(
        lambda option: st.text(max_size=30).map(lambda text: option + text)
    ),
    st.sampled_from(
        [
            "$filter=number eq 1",
            "$filter=lastModifiedDateTime ge 2025-11-28T00:00:00Z",
            "$filter=lastModifiedDateTime gt 5",
            "$filter=id eq 'x'",
            "$expand=salesOrderLines($filter=quantity gt 1)",
            "$orderby=customer/number desc",
        ]
    ),
)
METHODS = st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "MERGE", "ODD"])


def talking() -> Caller:
    world = World(dialect="business_central")
    caller = Caller(Transport(world.erp))
    caller.order()
    return caller


CALLER = talking()
TWO = [f"salesOrders({CALLER.get('salesOrders').data['value'][0]['id']})", "customers"]


@given(METHODS, st.sampled_from(SETS), KEYS, ENDS, QUERIES, BODIES, st.booleans())
@settings(max_examples=300)
def test_any_call(method: str, name: str, key: str, end: str, query: str, body: Any, is_page: bool) -> None:
    root = CALLER.pages if is_page else CALLER.company
    raw = json.dumps(body).encode("utf-8", "replace")
    answer = CALLER.talk.send(method, f"{root}/{name}{key}{end}?{query}", raw, {"if-match": "*"})
    assert answer.status < 500, answer
    if answer.status >= 400:
        assert answer.data["error"]["code"]


@given(st.sampled_from(TWO), st.sampled_from(["POST", "PATCH"]), BODIES)
@settings(max_examples=200)
def test_any_document(where: str, method: str, body: Any) -> None:
    raw = json.dumps(body).encode("utf-8", "replace")
    answer = CALLER.talk.send(method, f"{CALLER.company}/{where}", raw, {"if-match": "*"})
    assert answer.status < 500, answer


@given(st.binary(max_size=200), st.sampled_from(["application/json", "text/xml", "", "multipart/mixed"]))
@settings(max_examples=100)
def test_any_bytes(body: bytes, media: str) -> None:
    for where in (f"{CALLER.company}/salesOrders", f"{CALLER.root}/$batch", CALLER.login["token_url"]):
        answer = CALLER.talk.send("POST", where, body, {"content-type": media})
        assert 400 <= answer.status < 500, answer


@given(st.text(max_size=60), st.text(max_size=40))
@settings(max_examples=100)
def test_any_address_and_header(path: str, header: str) -> None:
    for where in (f"/{path}", f"{CALLER.company}/{path}", f"/v2.0/x/api/v2.0/{path}"):
        answer = CALLER.talk.send(
            "GET", where, None, {"prefer": header, "if-match": header, "cookie": header}
        )
        assert answer.status < 500, answer
    answer = CALLER.talk.send("GET", f"{CALLER.company}/items", None, {"authorization": header})
    assert answer.status == 401


def test_deep_nesting() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    answer = CALLER.talk.send("POST", f"{CALLER.company}/salesOrders", deep)
    assert answer.status == 400
