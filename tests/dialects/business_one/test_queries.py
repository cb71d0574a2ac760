"""SQL queries."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .helping import V1, V2, get, log_in, place

DIALECT = "business_one"


def stored(talk: Transport, text: str, code: str = "q") -> Answer:
    if "B1SESSION" not in talk.cookies:
        log_in(talk)
    return talk.send("POST", f"{V2}/SQLQueries", {"SqlCode": code, "SqlName": code, "SqlText": text})


def run(talk: Transport, body: object = None, code: str = "q") -> Answer:
    return talk.send("POST", f"{V2}/SQLQueries('{code}')/List", body)


@fact("business_one-5.2-05", part="body:value[0].OnHand")
def test_a_query_over_stock(talk: Transport) -> None:
    text = "SELECT T0.[ItemCode], T0.[WhsCode], T0.[OnHand] FROM OITW T0 WHERE T0.[OnHand] > 5 ORDER BY T0.[ItemCode]"
    assert stored(talk, text).status == 201
    answer = run(talk)
    assert answer.data["value"] == [{"ItemCode": "A", "WhsCode": "main", "OnHand": 100}]
    assert talk.send("GET", f"{V1}/SQLQueries('q')/List").data["value"] == answer.data["value"]


def test_parameters_and_a_join(talk: Transport, world: World) -> None:
    place(talk, world)
    text = (
        "SELECT T0.DocEntry, T1.ItemCode AS Item, T1.Quantity FROM ORDR T0 INNER JOIN RDR1 T1 "
        "ON T0.DocEntry = T1.DocEntry WHERE T0.NumAtCard = :ref AND T0.DocTotal >= :least"
    )
    assert stored(talk, text).data["ParamList"] == "ref,least"
    given = {"ParamList": "ref='M-1'&least=1"}
    assert run(talk, given).data["value"] == [{"DocEntry": 100001, "Item": "A", "Quantity": 2}]
    assert run(talk, {"ParamList": "ref='M-2'&least=1"}).data["value"] == []
    for wrong in (
        None,
        {"ParamList": "ref='M-1'"},
        {"ParamList": "ref=x&least=1"},
        {"ParamList": "least='x'&ref='M-1'"},
    ):
        assert run(talk, wrong).data["error"]["code"] == "704"


def test_queries_that_are_refused(talk: Transport) -> None:
    for text, code in (
        ("SELECT * FROM OITM", "701"),
        ("SELEC ItemCode FROM OITM", "701"),
        ("DELETE FROM OITM", "701"),
        ("SELECT ItemCode FROM OITM WHERE ItemCode = (SELECT 1)", "701"),
        ("SELECT Password FROM OUSR", "702"),
        ("SELECT Secret FROM OITM", "703"),
    ):
        answer = stored(talk, text)
        assert (answer.status, answer.data["error"]["code"]) == (400, code), text
    assert run(talk).status == 404


def test_pages_of_a_query(talk: Transport, world: World) -> None:
    for at in range(22):
        place(talk, world, NumAtCard=f"M-{at}")
    stored(talk, "SELECT NumAtCard FROM ORDR WHERE NumAtCard LIKE 'M-%'")
    first = run(talk).data
    assert first["@odata.nextLink"] == "SQLQueries('q')/List?$skip=20"
    rest = talk.send("POST", f"{V2}/{first['@odata.nextLink']}").data
    assert len(first["value"]) + len(rest["value"]) == 22
    assert talk.send("DELETE", f"{V2}/SQLQueries('q')").status == 204
    assert get(talk, "SQLQueries").data["value"] == []


JOIN = "$crossjoin(Orders,BusinessPartners)"
OPTIONS = (
    "$expand=Orders($select=DocEntry,NumAtCard),BusinessPartners($select=CardName)"
    "&$filter=Orders/CardCode eq BusinessPartners/CardCode and Orders/NumAtCard eq 'M-1'"
)


@fact("business_one-5.2-07", part="body:value[0].BusinessPartners.CardName")
def test_a_cross_join(talk: Transport, world: World) -> None:
    place(talk, world)
    place(talk, world, NumAtCard="M-2")
    answer = talk.send("GET", f"{V2}/{JOIN}?{OPTIONS}")
    joined = {"Orders": {"DocEntry": 100001, "NumAtCard": "M-1"}, "BusinessPartners": {"CardName": "Ann"}}
    assert answer.data["value"] == [joined]
    assert talk.send("GET", f"{V2}/{JOIN}").data["error"]["code"] == "201"


@fact("business_one-5.2-06", part="body:value[0].Orders/DocumentLines")
def test_a_cross_join_in_a_body(talk: Transport, world: World) -> None:
    place(talk, world)
    options = (
        "$expand=Orders($select=DocEntry),Orders/DocumentLines($select=ItemCode,Quantity)"
        "&$filter=Orders/DocEntry eq Orders/DocumentLines/DocEntry and Orders/DocumentLines/ItemCode eq 'A'"
    )
    body = {"QueryPath": "$crossjoin(Orders,Orders/DocumentLines)", "QueryOption": options}
    answer = talk.send("POST", f"{V2}/QueryService_PostQuery", body)
    (row,) = answer.data["value"]
    assert row["Orders"] == {"DocEntry": 100001}
    assert row["Orders/DocumentLines"] == {"ItemCode": "A", "Quantity": 2}
