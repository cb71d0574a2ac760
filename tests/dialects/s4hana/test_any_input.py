"""Whatever is sent, S/4 answers as S/4 does: no exception, no 5xx, nothing half done."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp.dialects.s4hana.services import SERVICES
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import ORDERS, ROOT, SOAP, V4, entry, log_in, order_body, place

DIALECT = "s4hana"
SETS = [f"{service.path}{name}" for service in SERVICES for name in (*service.sets, *service.functions)]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["100001", "A", "10", "-1", "1e9", "/Date(9999999999999999)/", "\ud800", "9" * 400])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [*order_body(), "to_Partner", "to_Text", "DeliveryBlockReason", "YY1_x_SDH", "d", "@x"]
)
ITEMS = st.sampled_from(
    ["Material", "RequestedQuantity", "to_PricingElement", "ProductionPlant", "SalesDocumentRjcnReason"]
)
TAILS = st.sampled_from(
    [
        "",
        "/",
        "('100001')",
        "('1')",
        "('100001')/to_Item",
        "('100001')/to_Item/$count",
        "(",
        "('",
        "/$count",
        "/$value",
    ]
)
METHODS = st.sampled_from(["GET", "POST", "PATCH", "MERGE", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"])
QUERIES = st.sampled_from(
    [
        "",
        "$filter=x",
        "$top=-1",
        "$expand=to_Item",
        "$select=Nope",
        "$skiptoken=x",
        "sap-client=1",
        "$format=xml",
        "%",
    ]
)


def speaker() -> tuple[World, Transport]:
    world = World(dialect="s4hana")
    talk = Transport(world.erp)
    log_in(talk)
    place(talk)
    return world, talk


@given(
    method=METHODS,
    path=st.sampled_from(SETS),
    tail=TAILS | st.text(max_size=12),
    query=QUERIES | st.text(max_size=12),
    body=JSON,
    etag=st.sampled_from(["", "*", 'W/"1"']),
)
@settings(max_examples=150)
def test_any_request(method: str, path: str, tail: str, query: str, body: Any, etag: str) -> None:
    _, talk = speaker()
    headers = {"if-match": etag} if etag else {}
    sent = json.dumps(body).encode()
    answer = talk.send(method, f"{path}{tail}?{query}", sent, {**headers, "content-type": "application/json"})
    assert answer.status < 500, answer


@given(
    changes=st.dictionaries(NAMES, JSON, max_size=4),
    lines=st.lists(st.dictionaries(ITEMS, JSON, max_size=4), max_size=3),
)
@settings(max_examples=150)
def test_any_order(changes: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    world, talk = speaker()
    for root in (f"{ROOT}/{ORDERS}/A_SalesOrder", f"{V4}/SalesOrder"):
        name = "_Item" if root.startswith(V4) else "to_Item"
        before = len(world.erp.orders.by_number)
        answer = talk.send("POST", root, {**order_body(), name: lines, **changes})
        assert answer.status in (201, 400, 415), answer
        assert len(world.erp.orders.by_number) - before == (answer.status == 201)


@given(body=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60)
def test_any_bytes(body: bytes) -> None:
    _, talk = speaker()
    for path, media in (
        (f"{ROOT}/{ORDERS}/A_SalesOrder", "application/json"),
        (f"{ROOT}/{ORDERS}/$batch", "multipart/mixed; boundary=b"),
        (f"{ROOT}/{ORDERS}/$batch", "application/json"),
        (f"{V4}/$batch", "application/json"),
        (SOAP, "text/xml"),
        ("/sap/bc/sec/oauth2/token", "application/x-www-form-urlencoded"),
    ):
        answer = talk.send("POST", path, body, {"content-type": media})
        assert answer.status < 500, answer


def test_deep_and_entity_ridden_bodies() -> None:
    _, talk = speaker()
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]>' + entry().replace("P1", "&a;")
    assert (
        "<AccountingDocument>0000000000<" in talk.send("POST", SOAP, bomb, {"content-type": "text/xml"}).text
    )
    deep = "[" * 5000 + "]" * 5000
    for body in (deep, json.dumps({"to_Item": {"results": {"results": []}}}), "null", '"x"', "NaN"):
        answer = talk.send(
            "POST", f"{ROOT}/{ORDERS}/A_SalesOrder", body, {"content-type": "application/json"}
        )
        assert answer.status == 400, answer
    nested = "<a>" * 3000 + "</a>" * 3000
    assert talk.send("POST", SOAP, nested, {"content-type": "text/xml"}).status == 200
