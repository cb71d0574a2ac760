"""SuiteQL and the metadata catalogue."""

from __future__ import annotations

import pytest

from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import RECORD, SUITEQL, created, detail, found, signed_in, suiteql
from tests.dialects.transport import Transport
from tests.erp.world import World

DIALECT = "netsuite"
CATALOG = f"{RECORD}/metadata-catalog"
ORDERS = "SELECT id FROM transaction WHERE type = 'SalesOrd' ORDER BY id"


@fact("netsuite-4.2-17", part="body:totalResults")
@fact("netsuite-4.2-19", part="body:items[0].tranid")
def test_a_query_is_paged(talk: Transport) -> None:
    for reference in ("M-1", "M-2", "M-3"):
        created(signed_in(talk), externalId=reference)
    answer = suiteql(talk, "SELECT ID, TranId FROM Transaction ORDER BY id", "?limit=2&offset=2")
    assert (answer.data["count"], answer.data["hasMore"], answer.data["totalResults"]) == (1, False, 3)
    assert answer.data["items"] == [{"links": [], "id": "1000031", "tranid": "SO100003"}]


@fact("netsuite-4.2-18", part="status")
def test_a_query_needs_its_header(talk: Transport) -> None:
    answer = signed_in(talk).send("POST", SUITEQL, {"q": ORDERS})
    assert answer.status == 400
    assert detail(answer)["o:errorHeader"] == "Prefer"


@fact("netsuite-4.2-26", part="body:items[0].quantityavailable")
def test_stock_by_location(talk: Transport) -> None:
    query = (
        "SELECT i.itemid, s.quantityavailable FROM inventoryItemLocations s "
        "INNER JOIN item i ON i.id = s.item WHERE i.itemid = 'A'"
    )
    assert found(signed_in(talk), query) == [{"itemid": "A", "quantityavailable": "100"}]


@fact("netsuite-4.6-02", part="status")
def test_a_page_of_a_query_has_a_thousand_rows_at_most(talk: Transport) -> None:
    assert suiteql(signed_in(talk), ORDERS, "?limit=1001").status == 400
    assert suiteql(talk, ORDERS, "?limit=1000").status == 200


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT COUNT(*) AS n FROM transaction WHERE type = 'SalesOrd'", [{"n": "2"}]),
        ("SELECT externalid x FROM transaction ORDER BY 1 DESC FETCH FIRST 1 ROWS ONLY", [{"x": "M-2"}]),
        ("SELECT TOP 1 externalid FROM transaction ORDER BY id", [{"externalid": "M-1"}]),
        ("SELECT id FROM transaction WHERE externalid IN ('M-2', 'no')", [{"id": "1000021"}]),
        ("SELECT id FROM transaction WHERE NOT externalid LIKE '%1'", [{"id": "1000021"}]),
        ("SELECT id FROM transaction WHERE lastmodifieddate < TO_DATE('2025-01-01', 'YYYY-MM-DD')", []),
        (
            "SELECT TO_CHAR(createddate, 'YYYY-MM-DD HH24:MI:SS') AS t, trandate d FROM transaction WHERE id = 1000011",
            [{"t": "2025-11-28 05:00:00", "d": "11/28/2025"}],
        ),
        (
            "SELECT c.email, SUM(t.foreigntotal) AS total FROM transaction t JOIN customer c ON t.entity = c.id "
            "GROUP BY c.email HAVING COUNT(*) > 1",
            [{"email": "ann@example.com", "total": "79.96"}],
        ),
        (
            "SELECT tl.linesequencenumber AS n, BUILTIN.DF(tl.item) AS item, ABS(tl.quantity) AS q "
            "FROM transactionline tl WHERE tl.transaction = 1000011 AND tl.mainline = 'F'",
            [{"n": "1", "item": "A", "q": "2"}],
        ),
        (
            "SELECT BUILTIN.DF(status) AS s, NVL(memo, '-') AS m FROM transaction WHERE id = 1000011",
            [{"s": "Sales Order : Pending Fulfillment", "m": "-"}],
        ),
        (
            "SELECT i.itemid, CASE WHEN a.quantityonhand > 50 THEN 'much' ELSE 'little' END AS stock "
            "FROM item i LEFT JOIN aggregateItemLocation a ON a.item = i.id WHERE i.id BETWEEN 1 AND 2 ORDER BY i.id",
            [{"itemid": "A", "stock": "much"}, {"itemid": "B", "stock": "little"}],
        ),
        ("SELECT DISTINCT entity FROM transaction", [{"entity": "100001"}]),
        ("SELECT unitprice FROM pricing WHERE item = 1 AND pricelevel = 1", [{"unitprice": "19.99"}]),
        (
            "SELECT UPPER(email) || '!' AS e FROM customer WHERE email = 'ann@example.com'",
            [{"e": "ANN@EXAMPLE.COM!"}],
        ),
        ("SELECT name, symbol FROM currency WHERE id = 1", [{"name": "EUR", "symbol": "EUR"}]),
    ],
)
def test_what_queries_give(talk: Transport, query: str, rows: list[dict[str, str]]) -> None:
    for reference in ("M-1", "M-2"):
        created(signed_in(talk), externalId=reference)
    assert found(talk, query) == rows


def test_what_follows_from_an_order(talk: Transport, world: World) -> None:
    created(signed_in(talk))
    world.now_ms += 3_600_000
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    signed_in(talk)
    by_link = (
        "SELECT t.type, t.tranid FROM NextTransactionLink n JOIN transaction t ON t.id = n.nextdoc "
        "WHERE n.previousdoc = 1000011 ORDER BY t.type"
    )
    by_line = (
        "SELECT DISTINCT t.type, t.tranid FROM transaction t JOIN transactionline tl ON tl.transaction = t.id "
        "WHERE tl.createdfrom = 1000011 ORDER BY t.type"
    )
    expected = [{"type": "CustInvc", "tranid": "IN100001"}, {"type": "ItemShip", "tranid": "DN100001"}]
    assert found(talk, by_link) == found(talk, by_line) == expected


@pytest.mark.parametrize(
    "query",
    [
        "", "SELECT", "DROP TABLE item", "SELECT id FROM nothing", "SELECT nothing FROM item", "SELECT id FROM item;",
        "SELECT id FROM item WHERE id = (SELECT 1 FROM item)",
        "SELECT FLY(id) FROM item", "INSERT INTO item VALUES (1)",
        "SELECT id FROM item; DROP TABLE item", "SELECT " + "(" * 500, "WITH a AS (SELECT 1) SELECT id FROM item",
        "SELECT SUBSTR(id, 'x') FROM item", "SELECT 'a' * 2 FROM item", "SELECT x.id FROM item", "SELECT id FROM item "
        "ORDER BY 9", "SELECT TO_DATE('x', 'YYYY') FROM item",
    ],
)  # fmt: skip
def test_what_no_query_is_refused(talk: Transport, query: str) -> None:
    answer = suiteql(signed_in(talk), query)
    if answer.status != 200:
        assert (answer.status, detail(answer)["o:errorCode"]) == (400, "INVALID_PARAMETER")
    else:
        assert query.endswith("item;")


@fact("netsuite-4.2-20", part="body:items")
def test_the_catalogue_lists_record_types(talk: Transport) -> None:
    names = [entry["name"] for entry in signed_in(talk).send("GET", CATALOG).data["items"]]
    assert {"salesOrder", "customer", "invoice"} <= set(names)


@fact("netsuite-4.2-21", part="header:content-type")
def test_a_record_type_as_json_schema(talk: Transport) -> None:
    answer = signed_in(talk).send(
        "GET", f"{CATALOG}/salesOrder", headers={"Accept": "application/schema+json"}
    )
    assert answer.headers["content-type"] == "application/schema+json"
    assert "entity" in answer.data["properties"]


@fact("netsuite-4.2-22", part="body:openapi")
def test_the_catalogue_as_openapi(talk: Transport) -> None:
    accept = {"Accept": "application/swagger+json"}
    answer = signed_in(talk).send("GET", f"{CATALOG}?select=salesOrder,customer", headers=accept)
    assert answer.data["openapi"].startswith("3.")
    assert "/record/v1/salesOrder" in answer.data["paths"]
