"""Calls that fail for the moment or say less than they know, in the form of each product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.dialects.business_central.calls import Caller, order_body
from tests.dialects.business_one import helping as b1
from tests.dialects.erpnext import speaking as frappe
from tests.dialects.netsuite.calls import RECORD, detail, order_of, path_of, signed_in
from tests.dialects.odoo import calls as odoo
from tests.dialects.s4hana import speaking as s4
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .installations import acted, booked, installation

VALUES = {"partner_id": odoo.ANN, "client_order_ref": "R1", "order_line": [odoo.LINE]}


def in_s4(talk: Transport, world: World) -> Answer:
    return s4.place(talk)


def in_business_central(talk: Transport, world: World) -> Answer:
    return Caller(talk).post("salesOrders", order_body())


def in_netsuite(talk: Transport, world: World) -> Answer:
    return signed_in(talk).send("POST", f"{RECORD}/salesOrder", order_of(talk))


def in_erpnext(talk: Transport, world: World) -> Answer:
    return frappe.create(frappe.keyed(talk), "Sales Order", frappe.order())


CONFLICTS: dict[str, tuple[Callable[[Transport, World], Answer], int, Callable[[Answer], str], str]] = {
    "s4hana": (in_s4, 400, lambda it: it.data["error"]["code"], "V1/042"),
    "business_central": (
        in_business_central,
        409,
        lambda it: it.data["error"]["code"],
        "Request_EntityChanged",
    ),
    "netsuite": (in_netsuite, 400, lambda it: detail(it)["o:errorCode"], "RCRD_HAS_BEEN_CHANGED"),
    "business_one": (b1.place, 400, lambda it: it.data["error"]["code"], "-2038"),
    "erpnext": (in_erpnext, 417, lambda it: it.data["exc_type"], "TimestampMismatchError"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_concurrent_write_is_refused_and_nothing_is_done(name: str) -> None:
    place, status, told, expected = CONFLICTS[name]
    world, talk = installation(name, write_conflict=1.0)
    answer = place(talk, world)
    assert (answer.status, told(answer)) == (status, expected), answer.text
    assert booked(world) == []
    assert [quirk for _, quirk, _ in acted(world)] == ["write_conflict"]


@pytest.mark.parametrize("version", ["17.0", "19.0"])
def test_odoo_cannot_serialize_access(version: str) -> None:
    world, talk = installation("odoo", version, write_conflict=1.0)
    code, text = odoo.fault(talk, "sale.order", "create", VALUES)
    assert code == 1
    assert "could not serialize access due to concurrent update" in text
    assert (booked(world), acted(world)) == ([], [("R1", "write_conflict", "order.create")])


def test_the_next_attempt_is_a_chance_of_its_own() -> None:
    world, talk = installation("odoo", write_conflict=0.5)
    replies = [odoo.execute(talk, "sale.order", "create", VALUES).data for _ in range(20)]
    assert 0 < len([each for each in replies if "result" in each]) < 20
    assert len(booked(world)) == len([each for each in replies if "result" in each])


def test_the_csrf_token_of_s4_expires_in_the_middle() -> None:
    world, talk = installation("s4hana", session_death={"share": 1.0})
    talk.headers |= {"x-csrf-token": "Fetch"}
    world.erp.set_quirks({})
    s4.log_in(talk)
    assert s4.place(talk).status == 201
    world.erp.set_quirks(world.config.quirks)
    answer = s4.place(talk, PurchaseOrderByCustomer="M-2")
    assert (answer.status, answer.headers["x-csrf-token"], answer.text) == (
        403,
        "Required",
        "CSRF token validation failed",
    )
    assert booked(world) == [("M-1", "released", 1)]


def test_the_load_balancer_of_business_one_moves_a_client_to_another_node() -> None:
    world, talk = installation("business_one", session_death={"share": 1.0})
    b1.log_in(talk)
    before = talk.cookies["ROUTEID"]
    answer = b1.place(talk, world)
    assert (answer.status, answer.data["error"]["code"]) == (401, "301")
    assert answer.cookies["ROUTEID"] not in ("", before)
    assert booked(world) == []


BLUNT: dict[str, tuple[Callable[[Transport, World], Answer], int, Callable[[Answer], str], str]] = {
    "s4hana": (
        lambda talk, world: s4.place(talk, SoldToParty="9"),
        400,
        lambda it: it.data["error"]["code"],
        "/IWBEP/CM_MGW_RT/022",
    ),
    "business_central": (
        lambda talk, world: Caller(talk).post("salesOrders", order_body(customerNumber="9")),
        400,
        lambda it: it.data["error"]["code"],
        "Application_DialogException",
    ),
    "netsuite": (
        lambda talk, world: signed_in(talk).send(
            "POST", f"{RECORD}/salesOrder", order_of(talk, entity={"id": "9"})
        ),
        400,
        lambda it: detail(it)["o:errorCode"],
        "USER_ERROR",
    ),
    "business_one": (
        lambda talk, world: b1.place(talk, world, CardCode="x"),
        400,
        lambda it: it.data["error"]["code"],
        "-10",
    ),
    "erpnext": (
        lambda talk, world: frappe.create(frappe.keyed(talk), "Sales Order", frappe.order(customer="x")),
        417,
        lambda it: it.data["exc_type"],
        "ValidationError",
    ),
}


@pytest.mark.parametrize("name", BLUNT)
def test_a_refusal_does_not_say_why(name: str) -> None:
    place, status, told, expected = BLUNT[name]
    world, talk = installation(name, blunt_refusals=1.0)
    answer = place(talk, world)
    assert (answer.status, told(answer)) == (status, expected), answer.text
    assert booked(world) == []
    (refused,) = [data for _, _, data in world.of_kind("erp.order.refused")]
    assert refused["code"] == "unknown_customer"
    world, talk = installation(name)
    assert "ask the administrator" in answer.text
    assert "ask the administrator" not in place(talk, world).text


def test_a_job_of_netsuite_fails_although_the_request_was_right() -> None:
    world, talk = installation("netsuite", late_failure=1.0)
    headers = {"Prefer": "respond-async"}
    answer = signed_in(talk).send("POST", f"{RECORD}/salesOrder", order_of(talk), headers)
    assert answer.status == 202
    world.now_ms += 2000
    job = talk.send("GET", path_of(answer)).data
    assert (job["completed"], job["progress"]) == (True, "failed")
    assert (booked(world), acted(world)) == ([], [("M-1", "late_failure", "row")])
    assert in_netsuite(talk, world).status == 204, "a synchronous request is no job"


def batch(talk: Transport, *bodies: object) -> Answer:
    """Orders of Business Central in one request."""
    caller = Caller(talk)
    requests = [
        {
            "id": str(at),
            "method": "POST",
            "url": f"companies({caller.login['company_id']})/salesOrders",
            "body": body,
        }
        for at, body in enumerate(bodies)
    ]
    return talk.send("POST", f"{caller.root}/$batch", {"requests": requests})


def test_a_batch_of_business_central_is_answered_in_part() -> None:
    world, talk = installation("business_central", half_batch=1.0)
    orders = [order_body(externalDocumentNumber=f"R{at}") for at in range(3)]
    answer = batch(talk, *orders)
    assert [each["id"] for each in answer.data["responses"]] == ["0"]
    assert [reference for reference, _, _ in booked(world)] == ["R0", "R1", "R2"]
    assert [(quirk, what) for _, quirk, what in acted(world)] == [("half_batch", "2 of 3 replies")]


def test_a_batch_is_answered_in_part_only_where_its_first_call_fails() -> None:
    world, talk = installation("business_central", half_batch={"share": 1.0, "only_failed": True})
    wrong, right = order_body(customerNumber="9"), order_body()
    assert len(batch(talk, right, wrong).data["responses"]) == 2
    assert [each["status"] for each in batch(talk, wrong, right).data["responses"]] == [400]
    assert len(booked(world)) == 2
