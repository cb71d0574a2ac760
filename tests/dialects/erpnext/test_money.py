"""Payments and credit notes: drafts, what is posted of them, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import CUSTOMER, create, keyed, made, path, rows, shipped, submitted

DIALECT = "erpnext"


def payment(order: str, **changes: Any) -> dict[str, Any]:
    """Money received for an order."""
    return {
        "payment_type": "Receive",
        "party_type": "Customer",
        "party": CUSTOMER,
        "paid_amount": 10,
        "reference_no": "P1",
        "mode_of_payment": "Wire",
        "references": [{"reference_doctype": "Sales Order", "reference_name": order, "allocated_amount": 10}],
        **changes,
    }


def test_a_payment_is_posted_when_it_is_submitted(talk: Transport, world: World) -> None:
    order = submitted(keyed(talk), custom_prepaid=0)["name"]
    draft = made(talk, "Payment Entry", payment(order))
    assert (draft["docstatus"], len(world.erp.payments.by_number)) == (0, 0)
    talk.send("PUT", path("Payment Entry", draft["name"]), {"paid_amount": 12})
    answer = talk.send("PUT", path("Payment Entry", draft["name"]), {"docstatus": 1})
    assert (answer.data["data"]["name"], answer.data["data"]["paid_amount"]) == (draft["name"], 12.0)
    (posted,) = world.erp.payments.by_number.values()
    assert (posted.amount_cents, posted.reference, posted.method) == (1200, "P1", "Wire")
    assert rows(talk, "Payment Entry", fields=["name", "docstatus"]) == [
        {"name": draft["name"], "docstatus": 1}
    ]
    assert talk.send("PUT", path("Payment Entry", draft["name"]), {"paid_amount": 1}).status == 417
    assert talk.send("DELETE", path("Payment Entry", draft["name"])).status == 403


def test_a_payment_of_an_invoice(talk: Transport, world: World) -> None:
    shipped(world, keyed(talk), custom_prepaid=0)
    invoice = rows(talk, "Sales Invoice", fields=["name", "outstanding_amount", "status"])[0]
    assert (invoice["outstanding_amount"], invoice["status"]) == (39.98, "Unpaid")
    reference = {"reference_doctype": "Sales Invoice", "reference_name": invoice["name"]}
    made(talk, "Payment Entry", payment("", references=[reference], docstatus=1))
    (found,) = rows(talk, "Sales Invoice", fields=["outstanding_amount", "status"])
    assert found == {"outstanding_amount": 29.98, "status": "Partly Paid"}
    doc = talk.send("GET", path("Payment Entry", "ACC-PAY-2025-100001")).data["data"]
    assert doc["references"][0]["reference_name"] == invoice["name"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"payment_type": "Pay"},
        {"references": []},
        {"references": [{"reference_doctype": "Sales Order", "reference_name": "X"}]},
        {"paid_amount": 0},
        {"paid_amount": "much"},
        {"paid_amount": 10_000},
        {"party": "X"},
        {"paid_from_account_currency": "USD"},
    ],
)
def test_wrong_payments_leave_no_trace(talk: Transport, world: World, wrong: dict[str, Any]) -> None:
    order = submitted(keyed(talk), custom_prepaid=0)["name"]
    answer = create(talk, "Payment Entry", {**payment(order), "docstatus": 1, **wrong})
    assert answer.status in (403, 417), answer.text
    assert not world.erp.payments.by_number


def credit(**changes: Any) -> dict[str, Any]:
    """A credit note for one unit of the first order."""
    item = {"item_code": "A", "qty": -1}
    return {
        "is_return": 1,
        "docstatus": 1,
        "return_against": "ACC-SINV-2025-100001",
        "items": [item],
        **changes,
    }


def test_a_credit_note_of_units_and_of_an_amount(talk: Transport, world: World) -> None:
    order = shipped(world, keyed(talk))["name"]
    unit = made(talk, "Sales Invoice", credit(custom_external_reference="CM1"))
    assert (unit["grand_total"], unit["return_against"]) == (-19.99, "ACC-SINV-2025-100001")
    free = {"item_name": "Goodwill", "qty": -1, "rate": 2.5, "sales_order": order}
    amount = made(talk, "Sales Invoice", credit(items=[free], return_against=None))
    assert amount["grand_total"] == -2.5
    assert [note.reference for note in world.erp.credit_notes.by_number.values()] == ["CM1", ""]
    found = rows(talk, "Sales Invoice", filters={"is_return": 1, "po_no": "R1"}, fields=["grand_total"])
    assert sorted(row["grand_total"] for row in found) == [-19.99, -2.5]
    assert create(talk, "Sales Invoice", credit(items=[{**free, "rate": 100}])).status == 417


def test_a_return_that_a_client_credits(talk: Transport, world: World) -> None:
    shipped(world, keyed(talk))
    item = {"item_code": "A", "qty": -1}
    goods = made(
        talk,
        "Delivery Note",
        {"is_return": 1, "docstatus": 1, "return_against": "MAT-DN-2025-100001", "items": [item]},
    )
    assert world.erp.returns.by_number["RT100001"].status == "received"
    note = made(talk, "Sales Invoice", credit(items=[{**item, "delivery_note": goods["name"]}]))
    assert note["items"][0]["delivery_note"] == goods["name"]
    assert world.erp.returns.by_number["RT100001"].status == "credited"
    assert world.erp.orders.by_number["SO100001"].lines[0].returned == 1


@pytest.mark.parametrize(
    "wrong", [{"items": []}, {"return_against": "X"}, {"currency": "USD"}, {"is_return": 0}]
)
def test_wrong_credit_notes_leave_no_trace(talk: Transport, world: World, wrong: dict[str, Any]) -> None:
    shipped(world, keyed(talk))
    assert create(talk, "Sales Invoice", credit(**wrong)).status in (403, 417)
    assert not world.erp.credit_notes.by_number
