"""Drives the client b1sl-python: its ETag cache, its typed errors, paging, and a batch with a changeset."""

import json
import sys
from functools import partial

from b1sl.b1sl import B1Client, B1Config
from b1sl.b1sl import entities as en
from b1sl.b1sl.exceptions.exceptions import (
    B1AuthError,
    B1NotFoundError,
    B1ValidationError,
    SAPConcurrencyError,
)

url, login = sys.argv[1], json.loads(sys.argv[2])
CUSTOMER = sys.argv[3]


def config(version: str, password: str = "") -> B1Config:
    return B1Config(
        base_url=f"{url}/b1s/{version}",
        username=login["user"],
        password=password or login["password"],
        company_db=login["company_db"],
    )


def order(reference: str) -> en.Document:
    return en.Document(
        card_code=CUSTOMER,
        num_at_card=reference,
        doc_due_date="2025-12-01",
        document_lines=[{"ItemCode": "A", "Quantity": 2, "UnitPrice": 10.0}],
    )


def stale_update(orders, entry: int) -> None:
    orders.update(entry, en.Document(comments="x"), headers={"If-Match": 'W/"0"'})


def refuses(kind: type, action) -> str:
    try:
        action()
    except kind as error:
        return str(error)
    raise AssertionError(f"{kind.__name__} was expected")


for version in ("v2", "v1"):
    with B1Client(config(version)) as client:
        first = client.orders.create(order(f"M-1-{version}"))
        second = client.orders.create(order(f"M-2-{version}"))  # sends If-Match with the ETag of the first
        assert first.doc_entry != second.doc_entry
        assert client.orders.get(first.doc_entry).num_at_card == f"M-1-{version}"
        assert client.orders.get(first.doc_entry, select=["DocEntry"]).doc_entry == first.doc_entry
        found = client.orders.filter(f"NumAtCard eq 'M-2-{version}'").execute()
        assert [each.doc_entry for each in found] == [second.doc_entry]
        assert "-5002" in refuses(B1ValidationError, lambda: client.orders.create(en.Document()))
        assert "-2028" in refuses(B1NotFoundError, lambda: client.orders.get(99))
        client.orders.update(first.doc_entry, en.Document(comments="late"))
        assert client.orders.get(first.doc_entry).comments == "late"
        assert "-2039" in refuses(SAPConcurrencyError, partial(stale_update, client.orders, first.doc_entry))
        client.orders.action(first.doc_entry, "Cancel")
        assert client.orders.get_raw(first.doc_entry)["Cancelled"] == "tYES"
        assert client.business_partners.get(CUSTOMER).card_name == "Ann"
        assert client.items.get("A").quantity_on_stock == 100

with B1Client(config("v2")) as client:
    for at in range(25):
        client.orders.create(order(f"P-{at}"))
    listed = list(client.orders.stream(page_size=10))
    assert len(listed) == 29
    assert client.orders.count() == 29
    page = client.orders.filter("startswith(NumAtCard,'P-')").top(5).execute()
    assert len(page) == 5
    with client.batch() as batch:
        batch.orders.create(order("B-1"))
        with batch.changeset():
            batch.orders.create(order("B-2"))
        batch.orders.get(99)
        batch.orders.create(order("B-3"))
        results = batch.execute()
    outcomes = [each.status for each in results]
    assert outcomes == [201, 201, 404, None], outcomes

with B1Client(config("v2")) as client:
    query = {
        "SqlCode": "stock",
        "SqlName": "stock",
        "SqlText": "SELECT ItemCode, OnHand FROM OITW WHERE OnHand > :n",
    }
    client.sql_queries.create(en.SQLQuery.model_validate(query))
    assert [row["ItemCode"] for row in client.sql_queries.run("stock", n=50)] == ["A"]
    joined = client.crossjoin("Orders", "BusinessPartners").expand(
        {"Orders": ["DocEntry"], "BusinessPartners": ["CardCode"]}
    )
    rows = joined.filter(
        "Orders/CardCode eq BusinessPartners/CardCode and Orders/NumAtCard eq 'P-3'"
    ).execute()
    assert [row["BusinessPartners"]["CardCode"] for row in rows] == [CUSTOMER]

refuses(B1AuthError, lambda: B1Client(config("v2", "wrong")).orders.get(1))
