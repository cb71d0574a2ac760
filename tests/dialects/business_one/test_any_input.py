"""Any input: no exception, no status that the product does not give, and the books stay as they are."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import Request
from fake_erp.dialects.business_one.documents.order_reading import MAPPED
from fake_erp.dialects.business_one.resources import RESOURCES
from tests.dialects.transport import Transport
from tests.erp.world import World

from .helping import V1, V2, log_in, order_body

DIALECT = "business_one"

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["tYES", "2025-11-28", "C100001", "A", "\ud800", "9" * 400, "-1", "1e999"]),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PROPERTIES = sorted(
    {
        *MAPPED,
        *("Quantity", "UnitPrice", "LineNum", "BaseType", "BaseEntry", "BaseLine", "ItemCode", "LineTotal"),
        *(
            "CashSum",
            "TransferSum",
            "PaymentInvoices",
            "PaymentCreditCards",
            "DocDueDate",
            "Comments",
            "U_Prepaid",
        ),
        *(
            "CardName",
            "EmailAddress",
            "BPAddresses",
            "CreditLimit",
            "Frozen",
            "PriceListNum",
            "GroupCode",
            "Series",
        ),
        *(
            "U_PaymentAmount",
            "U_OrderedAt",
            "Name",
            "TableName",
            "SqlCode",
            "SqlText",
            "QueryPath",
            "QueryOption",
        ),
        *("ItemPriceParams", "Document", "ApprovalRequestDecisions", "DiscountPercent", "PayTermsGrpCode"),
    }
)
BODIES = st.dictionaries(st.sampled_from(PROPERTIES), JSON, max_size=6)
SERVICES = (
    *(
        "Login",
        "Logout",
        "$metadata",
        "$batch",
        "CompanyService_GetItemPrice",
        "CompanyService_GetCompanyInfo",
    ),
    *("DraftsService_SaveDraftToDocument", "QueryService_PostQuery", "$crossjoin(Orders,BusinessPartners)"),
    *("ApprovalRequests(100001)", "SQLQueries('x')/List"),
)
KEYS = st.sampled_from(
    ["", "(1)", "('C100001')", "(100001)", "(100001)/Cancel", "(100001)/DocumentLines", "(", "(x=1)"]
)
PATHS = st.one_of(
    st.builds(
        lambda root, name, key: f"{root}/{name}{key}",
        st.sampled_from([V1, V2]),
        st.sampled_from(sorted(RESOURCES)),
        KEYS,
    ),
    st.builds(lambda root, name: f"{root}/{name}", st.sampled_from([V1, V2]), st.sampled_from(SERVICES)),
    st.text(max_size=30).map(lambda text: f"/b1s/v2/{text}"),
)
OPTIONS = st.sampled_from(
    [
        *(
            "",
            "$filter=NumAtCard eq 'M-1'",
            "$filter=((((",
            "$filter=DocumentLines/any(l: l/Quantity gt 1)",
            "$top=-1",
        ),
        *(
            "$select=DocEntry",
            "$orderby=DocumentLines",
            "$skip=99999999999",
            "$expand=x",
            "$inlinecount=allpages",
        ),
        *(
            "$filter=DocTotal eq 'x' or DocDate lt 7",
            "$filter=U_x eq 1 and not (DocEntry in (1))",
            "$apply=x",
        ),
    ]
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["if-match", "if-none-match", "prefer", "content-type", "b1s-pagesize", "cookie", "authorization"]
    ),
    st.one_of(
        st.text(max_size=30), st.sampled_from(["*", "multipart/mixed; boundary=b", "return-no-content"])
    ),
    max_size=2,
)
GIVEN = (200, 201, 202, 204, 304, 400, 401, 403, 404, 412, 413)


def a_world() -> tuple[World, Transport]:
    world = World(dialect=DIALECT)
    talk = Transport(world.erp)
    log_in(talk)
    talk.send("POST", f"{V2}/Orders", order_body(world))
    return world, talk


def books(world: World) -> Any:
    erp = world.erp
    return (
        [(each.number, each.status, each.total_cents, each.change) for each in erp.orders.by_number.values()],
        [(each.number, each.name, each.change) for each in erp.customers.all],
        list(erp.payments.by_number),
        list(erp.returns.by_number),
        list(erp.credit_notes.by_number),
        [(row.item, row.on_hand, row.allocated) for row in erp.stock.rows()],
    )


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "MERGE", "HEAD", "X"]),
    PATHS,
    OPTIONS,
    BODIES,
    HEADERS,
)
def test_any_request(method: str, path: str, query: str, body: Any, headers: dict[str, str]) -> None:
    world, talk = a_world()
    session = "; ".join([f"{name}={value}" for name, value in talk.cookies.items()])
    before = books(world)
    made = world.erp.surface.handle(Request(method, path, query, {"cookie": session, **headers}, body))
    assert made.status in GIVEN
    made.encode()
    if made.status >= 400 and "$batch" not in path:
        assert books(world) == before


@settings(max_examples=150, deadline=None)
@given(PATHS, st.binary(max_size=200))
def test_any_bytes(path: str, body: bytes) -> None:
    world, talk = a_world()
    headers = {
        "content-type": "multipart/mixed; boundary=b",
        "cookie": "; ".join([f"{k}={v}" for k, v in talk.cookies.items()]),
    }
    assert world.erp.surface.handle(Request("POST", path, "", headers, body=body)).status in GIVEN


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PROPERTIES), JSON)
def test_any_value_of_a_property(name: str, value: Any) -> None:
    """An otherwise good order with one property changed: it is saved, or refused and leaves no trace."""
    world, talk = a_world()
    cookie = "; ".join([f"{k}={v}" for k, v in talk.cookies.items()])
    before = books(world)
    body = {**order_body(world, NumAtCard="M-2"), name: value}
    made = world.erp.surface.handle(Request("POST", f"{V2}/Orders", "", {"cookie": cookie}, body))
    assert made.status in (201, 400)
    if made.status == 400:
        assert books(world) == before
    else:
        entry = made.data["DocEntry"]
        read = world.erp.surface.handle(Request("GET", f"{V2}/Orders({entry})", "", {"cookie": cookie}))
        assert read.status in (200, 404)
    orjson.dumps(made.reason or "")


def test_deep_nesting(talk: Transport) -> None:
    log_in(talk)
    for text in (b'{"DocumentLines":' * 2000 + b"1" + b"}" * 2000, b"[" * 100_000):
        assert talk.send("POST", f"{V2}/Orders", text, {"Content-Type": "application/json"}).status == 400
    deep = "(" * 50 + "DocEntry eq 1" + ")" * 50
    assert talk.send("GET", f"{V2}/Orders?$filter={deep}").status in (200, 400)
