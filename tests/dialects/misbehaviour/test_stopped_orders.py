"""Orders that are accepted and go no further: drafts for approval, blocks, warnings, headers without lines."""

from __future__ import annotations

import json

from tests.dialects.business_one import helping as b1
from tests.dialects.erpnext import speaking as frappe
from tests.dialects.netsuite.calls import RECORD, created, order_of, signed_in
from tests.dialects.s4hana import speaking as s4

from .installations import acted, booked, installation


def test_an_approval_makes_a_draft_of_an_order_of_business_one() -> None:
    world, talk = installation("business_one", approval_draft=1.0)
    answer = b1.place(talk, world)
    assert answer.status == 201
    assert "/Drafts(" in answer.headers["location"]
    assert b1.get(talk, "Orders").data["value"] == []
    assert len(b1.get(talk, "Drafts").data["value"]) == 1
    assert booked(world) == [("M-1", "pending_approval", 1)]
    assert acted(world) == [("M-1", "approval_draft", "approval")]
    world.erp.orders.approve(next(iter(world.erp.orders.by_number.values())), "petra")
    assert len(b1.get(talk, "Orders").data["value"]) == 1


def test_an_order_of_netsuite_lands_in_pending_approval() -> None:
    world, talk = installation("netsuite", approval_draft=1.0)
    path = created(signed_in(talk))
    assert talk.send("GET", path).data["orderStatus"]["id"] == "A"
    assert booked(world) == [("M-1", "pending_approval", 1)]
    assert acted(world) == [("M-1", "approval_draft", "approval")]


def test_an_order_of_s4_is_saved_with_a_credit_block() -> None:
    world, talk = installation("s4hana", limbo={"share": 1.0, "state": "held", "reason": "credit_limit"})
    answer = s4.place(talk)
    assert (answer.status, answer.data["d"]["TotalCreditCheckStatus"]) == (201, "B")
    assert json.loads(answer.headers["sap-message"])["code"] == "V1/150"
    assert booked(world) == [("M-1", "held", 1)]
    assert acted(world) == [("M-1", "limbo", "held credit_limit")]


def test_an_order_of_s4_is_saved_with_a_delivery_block() -> None:
    world, talk = installation("s4hana", limbo={"share": 1.0, "state": "held"})
    answer = s4.place(talk)
    assert (answer.status, answer.data["d"]["DeliveryBlockReason"]) == (201, "01")
    assert json.loads(answer.headers["sap-message"])["code"] == "V1/154"
    assert booked(world) == [("M-1", "held", 1)]


def test_a_success_of_s4_has_a_warning_in_a_header() -> None:
    world, talk = installation("s4hana", needless_warning={"share": 1.0, "text": "Check the delivery date"})
    answer = s4.place(talk)
    message = json.loads(answer.headers["sap-message"])
    assert (answer.status, message["severity"], message["message"]) == (
        201,
        "warning",
        "Check the delivery date",
    )
    assert booked(world) == [("M-1", "released", 1)]
    assert acted(world) == [("M-1", "needless_warning", "warn")]


def test_a_success_of_frappe_has_messages_of_the_server() -> None:
    world, talk = installation("erpnext", needless_warning={"share": 1.0, "text": "Check the delivery date"})
    answer = frappe.create(frappe.keyed(talk), "Sales Order", frappe.order(docstatus=1))
    (message,) = [json.loads(each) for each in json.loads(answer.data["_server_messages"])]
    assert (answer.status, message["message"], message["indicator"]) == (
        200,
        "Check the delivery date",
        "orange",
    )
    assert booked(world) == [("R1", "released", 1)]


def test_a_sales_order_of_frappe_stays_a_draft() -> None:
    world, talk = installation("erpnext", limbo=1.0)
    doc = frappe.made(frappe.keyed(talk), "Sales Order", frappe.order(docstatus=1))
    assert (doc["docstatus"], doc["status"]) == (0, "Draft")
    assert booked(world) == [("R1", "draft", 1)]


def test_an_order_of_netsuite_has_no_lines() -> None:
    world, talk = installation("netsuite", header_only=1.0)
    path = created(signed_in(talk))
    assert talk.send("GET", f"{path}?expandSubResources=true").data["item"]["items"] == []
    assert booked(world) == [("M-1", "draft", 0)]
    line = order_of(talk)["item"]
    refused = talk.send("PATCH", path, {"item": line})
    assert refused.status == 400
    assert [what for _, _, what in acted(world)] == ["1 lines", "order.update"]
    assert path.startswith(RECORD)
