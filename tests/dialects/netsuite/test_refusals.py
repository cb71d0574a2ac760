"""How NetSuite refuses."""

from __future__ import annotations

import pytest

from fake_erp import ErpConfig
from fake_erp.access.config import CallLimits
from fake_erp.messages import Request
from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import RECORD, RESTLET, created, detail, order_of, signed_in
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
ORDERS = f"{RECORD}/salesOrder"
DETAIL = "body:o:errorDetails[0].detail"
CODE = "body:o:errorDetails[0].o:errorCode"


@fact("netsuite-4.3-01", part="status")
@fact("netsuite-4.3-01", part=CODE)
@fact("netsuite-4.3-02", part=DETAIL)
def test_an_external_id_is_unique(talk: Transport) -> None:
    created(signed_in(talk))
    answer = talk.send("POST", ORDERS, order_of(talk))
    assert answer.status == 400
    assert detail(answer)["o:errorCode"] == "USER_ERROR"
    assert detail(answer)["detail"] == "Error while accessing a resource. This record already exists."
    assert len(talk.erp.orders.by_number) == 1


@fact("netsuite-4.3-03", part=DETAIL)
def test_an_external_id_of_an_entity_is_unique(talk: Transport) -> None:
    body = {"companyName": "Bo", "externalId": "C-1"}
    assert signed_in(talk).send("POST", f"{RECORD}/customer", body).status == 204
    answer = talk.send("POST", f"{RECORD}/customer", body)
    assert detail(answer)["detail"] == "Error while accessing a resource. This entity already exists."


@fact("netsuite-4.4-01", part="body:title")
@fact("netsuite-4.4-01", part="body:status")
@fact("netsuite-4.4-02", part="body:type", version="2025.1")
@fact("netsuite-4.4-08", part=DETAIL)
def test_missing_fields(talk: Transport) -> None:
    answer = signed_in(talk).send("POST", ORDERS, {})
    assert answer.status == 400
    assert set(answer.data) == {"type", "title", "status", "o:errorDetails"}
    assert (answer.data["title"], answer.data["status"]) == ("Bad Request", 400)
    assert answer.data["type"] == "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1"
    assert detail(answer)["o:errorCode"] == "USER_ERROR"
    assert "Please enter value(s) for: Customer, Item" in detail(answer)["detail"]


@fact("netsuite-4.4-03", part="body:type", version="2021.1")
def test_older_types_of_errors(talk: Transport) -> None:
    older = Transport(World(dialect="netsuite", version="2021.1").erp)
    older.alter = talk.alter
    answer = signed_in(older).send("POST", ORDERS, {})
    assert answer.data["type"] == "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.1"


@fact("netsuite-4.4-04", part="body:o:errorDetails[0].o:errorPath")
@fact("netsuite-4.4-09", part=DETAIL)
@fact("netsuite-4.4-09", part=CODE)
def test_a_reference_to_no_record(talk: Transport) -> None:
    line = {"item": {"id": "9999"}, "quantity": 1, "rate": 1}
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk, item={"items": [line]}))
    assert detail(answer)["o:errorPath"] == "item.items[0].item"
    assert detail(answer)["o:errorCode"] == "INVALID_CONTENT"
    wanted = "You have entered an Invalid Field Value 9999 for the following field: item.items[0].item"
    assert detail(answer)["detail"].endswith(wanted)


@fact("netsuite-4.4-05", part="body:o:errorDetails[0].o:errorUrl")
@fact("netsuite-4.4-12", part=DETAIL)
@fact("netsuite-4.4-12", part=CODE)
@fact("netsuite-4.4-12", part="status")
def test_a_record_that_does_not_exist(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", f"{ORDERS}/999")
    assert (answer.status, detail(answer)["o:errorCode"]) == (404, "NONEXISTENT_ID")
    assert detail(answer)["o:errorUrl"] == f"{ORDERS}/999"
    assert detail(answer)["detail"].startswith("The record instance does not exist.")


@fact("netsuite-4.4-06", part="body:o:errorDetails[0].o:errorHeader")
def test_a_wrong_header(talk: Transport) -> None:
    wrong = {"X-NetSuite-PropertyNameValidation": "maybe"}
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk), wrong)
    assert detail(answer)["o:errorHeader"] == "X-NetSuite-PropertyNameValidation"


@fact("netsuite-4.4-07", part="body:o:errorDetails[0].o:errorQueryParam")
def test_a_wrong_parameter(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", f"{ORDERS}?limit=x")
    assert detail(answer)["o:errorQueryParam"] == "limit"


@fact("netsuite-4.4-11", part=DETAIL)
@fact("netsuite-4.4-11", part=CODE)
def test_an_id_that_cannot_be_one(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", f"{ORDERS}/000")
    assert (answer.status, detail(answer)["o:errorCode"]) == (400, "INVALID_ID")
    assert detail(answer)["detail"].startswith("Invalid record instance identifier '000'.")


@fact("netsuite-4.4-13", "netsuite-4.5-12", part=DETAIL)
def test_a_closed_period(talk: Transport, world: World) -> None:
    world.erp.change_rule("posting_periods", mode="monthly")
    world.erp.close_period("2025-10")
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk, tranDate="2025-10-31"))
    assert (answer.status, detail(answer)["o:errorCode"]) == (400, "USER_ERROR")
    assert "is not within the date range of your accounting period" in detail(answer)["detail"]
    assert talk.send("POST", ORDERS, order_of(talk)).status == 204


@fact("netsuite-4.4-14", part=CODE)
@fact("netsuite-4.4-14", part="status")
def test_a_missing_permission(talk: Transport, world: World) -> None:
    world.erp.change_rule("permissions", operations=("order.create",))
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk))
    assert (answer.status, detail(answer)["o:errorCode"]) == (403, "INSUFFICIENT_PERMISSION")


def over_the_limit(talk: Transport, method: str, target: str) -> Answer:
    """A call while the only slot is taken by another client of the account."""
    world = World(ErpConfig(limits=CallLimits(concurrency=1)), dialect="netsuite")
    busy = Transport(world.erp)
    busy.alter = talk.alter
    signed_in(busy)
    other = Request("GET", f"{RECORD}/customer", headers=dict(busy.headers))
    assert busy.surface.admit(other, busy.surface.match(other)) is None
    return busy.send(method, target)


@fact("netsuite-4.4-15", "netsuite-4.6-01", part="status")
@fact("netsuite-4.4-15", part=CODE)
def test_too_many_requests_at_once(talk: Transport) -> None:
    answer = over_the_limit(talk, "GET", f"{RECORD}/customer")
    assert (answer.status, detail(answer)["o:errorCode"]) == (429, "CONCURRENCY_LIMIT_EXCEEDED")
    assert detail(answer)["detail"].startswith("Concurrent request limit exceeded. Request blocked.")


@fact("netsuite-4.4-19", part="header:retry-after")
def test_no_refusal_says_how_long_to_wait(talk: Transport) -> None:
    assert "retry-after" not in over_the_limit(talk, "GET", f"{RECORD}/customer").headers


@fact("netsuite-4.4-16", part="body:error.code")
def test_a_restlet_over_its_limit(talk: Transport) -> None:
    answer = over_the_limit(talk, "GET", RESTLET)
    assert answer.status in (400, 429)
    assert answer.data["error"]["code"] == "SSS_REQUEST_LIMIT_EXCEEDED"


@fact("netsuite-4.4-17", part=CODE)
def test_a_record_that_a_user_has_open(talk: Transport, world: World) -> None:
    path = created(signed_in(talk))
    world.erp.change_rule("document_lock", share=1.0)
    answer = talk.send("PATCH", path, {"memo": "x"})
    assert (answer.status, detail(answer)["o:errorCode"]) == (400, "RCRD_HAS_BEEN_CHANGED")


@fact("netsuite-8.1-01", part="status")
def test_a_blocked_customer(talk: Transport, world: World) -> None:
    world.erp.customers.set_blocked(world.customer, True)
    assert signed_in(talk).send("POST", ORDERS, order_of(talk)).status == 400


@fact("netsuite-8.1-02", "netsuite-4.5-09", part=CODE)
def test_a_step_that_the_status_does_not_allow(talk: Transport, world: World) -> None:
    path = created(signed_in(talk))
    world.now_ms += 3_600_000
    world.erp.shipping.wave()
    signed_in(talk)
    for answer in (talk.send("PATCH", path, {"memo": "x"}), talk.send("DELETE", path)):
        assert (answer.status, detail(answer)["o:errorCode"]) == (400, "USER_ERROR")


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("DELETE", f"{RECORD}/customer/100001", 405),
        ("POST", f"{RECORD}/inventoryItem", 405),
        ("GET", f"{RECORD}/starship", 404),
        ("GET", "/services/rest/nothing", 404),
        ("GET", f"{RECORD}/salesOrder/1/a/b/c/d", 404),
        ("GET", "/services/rest/query/v1/suiteql", 405),
    ],
)
def test_addresses_and_methods_that_are_not_there(
    talk: Transport, method: str, target: str, status: int
) -> None:
    assert signed_in(talk).send(method, target).status == status
