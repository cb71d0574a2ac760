"""The REST API of Sage Intacct."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport

DIALECT = "sage_intacct"
ROOT = "/ia/api/v1"
ORDERS = f"{ROOT}/objects/order-entry/document::Sales%20Order"


def signed_in(talk: Transport) -> Transport:
    login = talk.erp.dialect.login("shop", "secret")
    form = {
        "grant_type": "client_credentials",
        "client_id": login["sender_id"],
        "client_secret": login["sender_password"],
    }
    alter, talk.alter = talk.alter, None
    answer = talk.send("POST", f"{ROOT}/oauth2/token", urlencode(form))
    assert answer.status == 200, answer.text
    talk.alter = alter
    talk.headers["authorization"] = f"Bearer {answer.data['access_token']}"
    return talk


def place(talk: Transport, world: World, **changes: Any) -> Answer:
    body = {
        "customer": {"id": world.customer},
        "referenceNumber": "R1",
        "currency": {"txnCurrency": "EUR"},
        "transactionDate": "2025-11-28",
        "state": "pending",
        "nsp::PREPAID": True,
        "nsp::PAYMENTMETHOD": "card",
        "nsp::PAYMENTAMOUNT": "39.98",
        "nsp::gift": "yes",
        "shipTo": {
            "printAs": "Ann Bell",
            "addressLine1": "High St 1",
            "city": "Leeds",
            "isoCountryCode": "GB",
        },
        "lines": [{"dimensions": {"item": {"id": "A"}}, "unitQuantity": "2", "unitPrice": "19.99"}],
    }
    return talk.send("POST", ORDERS, {**body, **changes})


@fact("sage_intacct-7-13", part="body:ia::result.id")
@fact("sage_intacct-7-13", part="status")
def test_an_order_is_created(talk: Transport, world: World) -> None:
    answer = place(signed_in(talk), world)
    assert answer.status == 201, answer.text
    assert answer.data["ia::result"]["id"] == "Sales Order-SO100001"
    order = world.erp.orders.get("SO100001")
    assert (order.external_reference, order.status, order.custom) == ("R1", "released", {"gift": "yes"})
    assert [(line.item.sku, line.quantity, line.unit_price_cents) for line in order.lines] == [("A", 2, 1999)]
    assert (order.prepaid, (order.ship_to or {})["city"]) == (True, "Leeds")


def test_an_order_is_read_and_found(talk: Transport, world: World) -> None:
    href = place(signed_in(talk), world).data["ia::result"]["href"]
    read = talk.send("GET", ROOT + href.replace(" ", "%20")).data["ia::result"]
    assert (read["referenceNumber"], read["state"], read["customer"]["id"]) == (
        "R1",
        "pending",
        world.customer,
    )
    assert read["lines"][0]["dimensions"]["item"]["id"] == "A"
    query = {
        "object": "order-entry/document::Sales Order",
        "fields": ["key", "referenceNumber", "customer.id"],
        "filters": [{"$eq": {"referenceNumber": "R1"}}],
    }
    found = talk.send("POST", f"{ROOT}/services/core/query", query).data
    assert found["ia::result"] == [{"key": "100001", "referenceNumber": "R1", "customer.id": world.customer}]
    assert found["ia::meta"]["totalCount"] == 1
    query["filters"] = [{"$eq": {"referenceNumber": "R2"}}]
    assert talk.send("POST", f"{ROOT}/services/core/query", query).data["ia::result"] == []


def test_an_order_is_released_and_deleted(talk: Transport, world: World) -> None:
    key = place(signed_in(talk), world, state="draft").data["ia::result"]["key"]
    order = world.erp.orders.get("SO100001")
    assert order.status == "draft"
    assert talk.send("PATCH", f"{ORDERS}/{key}", {"referenceNumber": "R2"}).status == 400
    assert talk.send("PATCH", f"{ORDERS}/{key}", {"state": "pending"}).status == 200
    assert order.status == "released"
    assert talk.send("DELETE", f"{ORDERS}/{key}").status == 204
    assert order.status == "cancelled"


def test_refusals(talk: Transport, world: World) -> None:
    assert talk.send("GET", f"{ORDERS}/1").status == 401
    signed_in(talk)
    answer = place(talk, world, customer={"id": "C9"})
    assert (answer.status, answer.data["ia::meta"]["totalError"]) == (422, 1)
    assert answer.data["ia::result"]["ia::error"]["code"] == "businessRuleFailure"
    assert place(talk, world, nothing=1).status == 400
    assert place(talk, world, lines={}).status == 400
    assert talk.send("GET", f"{ORDERS}/9").status == 404
    assert talk.send("POST", f"{ROOT}/services/core/query", {"object": "x"}).status == 404
    assert (
        talk.send("POST", f"{ROOT}/oauth2/token", "grant_type=client_credentials&client_id=x").status == 401
    )
    assert not world.erp.orders.by_number


def test_a_customer_is_created_and_read(talk: Transport, world: World) -> None:
    body = {
        "name": "Bob",
        "nsp::EXTERNALID": "M-7",
        "contact": {"email1": "bob@example.com", "city": "Leeds"},
    }
    body["contact"] |= {"addressLine1": "Main St 1", "isoCountryCode": "GB"}  # type: ignore[operator]
    made = signed_in(talk).send("POST", f"{ROOT}/objects/accounts-receivable/customer", body)
    assert made.status == 201, made.text
    key = made.data["ia::result"]["key"]
    read = talk.send("GET", f"{ROOT}/objects/accounts-receivable/customer/{key}").data["ia::result"]
    assert (read["name"], read["contact"]["email1"]) == ("Bob", "bob@example.com")
