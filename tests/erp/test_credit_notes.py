"""Credit notes that a client posts: for an amount, for units, for a return; and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import snapshot
from fake_erp.model import Invoice

from .books import BILL_LATER, billed, installation, ship
from .world import Client, World


def facts(world: World) -> list[dict[str, Any]]:
    return [data for kind, _, data in world.facts if kind == "erp.credit_note.posted"]


def test_an_amount_is_credited_to_the_invoice_of_an_order(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    sent = {"order": number, "amount": "10.00", "reference": "CM-1", "reason": "late", "currency": "EUR"}
    reply = client.post("/credit-notes", sent)
    assert reply.status == 201
    note = client.get("/credit-notes/CN100001").data
    assert note == reply.data
    assert (note["total"], note["tax"], note["to_refund"]) == ("10.00", "1.60", "0.00")
    assert (note["reference"], note["reason"], note["lines"]) == ("CM-1", "late", [])
    assert client.get("/invoices/IN100001").data["open"] == "29.98"
    assert facts(world) == [
        {
            "total_cents": 1000,
            "currency": "EUR",
            "invoice": "IN100001",
            "return": "",
            "reference": "CM-1",
            "by": "shop",
        }
    ]


def test_what_was_prepaid_is_owed_to_the_customer(world: World, client: Client) -> None:
    number = billed(world, client, payment={"prepaid": True})["number"]
    note = client.post("/credit-notes", {"order": number, "amount": "10.00"}).data
    assert note["to_refund"] == "10.00"
    assert sum(world.erp.journal.balances.values()) == 0


def test_units_are_credited_at_their_share_of_the_line(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    note = client.post("/credit-notes", {"order": number, "lines": [{"item": "A", "quantity": 1}]}).data
    assert (note["total"], note["lines"]) == ("19.99", [{"line": 1, "item": "A", "quantity": 1}])
    again = client.post("/credit-notes", {"order": number, "lines": [{"line": 1, "quantity": 2}]})
    assert (again.status, again.data["error"]["code"]) == (422, "credit_exceeds_billed")
    assert again.data["error"]["field"] == "lines[0].quantity"


def test_units_that_were_credited_are_not_credited_again_when_they_come_back(
    world: World, client: Client
) -> None:
    number = billed(world, client)["number"]
    client.post("/credit-notes", {"order": number, "lines": [{"line": 1, "quantity": 2}]})
    back = client.post("/returns", {"order": number, "lines": [{"line": 1, "quantity": 2}]}).data
    world.erp.invoicing.run()
    assert client.get(f"/returns/{back['number']}").data["status"] == "credited"
    assert len(client.get("/credit-notes").data["rows"]) == 1


def test_a_manual_return_is_credited_by_the_amount_of_its_credit_note(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    sent = {"order": number, "lines": [{"line": 1, "quantity": 1}], "credit": "manual"}
    back = client.post("/returns", sent).data
    assert (back["status"], back["credit"]) == ("received", "manual")
    world.erp.invoicing.run()
    assert client.get("/credit-notes").data["rows"] == []
    note = client.post("/credit-notes", {"return": back["number"], "amount": "14.99"}).data
    assert (note["order"], note["return"], note["total"]) == (number, back["number"], "14.99")
    back = client.get(f"/returns/{back['number']}").data
    assert (back["status"], back["credit_notes"]) == ("credited", [note["number"]])


def test_the_oldest_invoice_with_enough_left_is_credited(world: World, client: Client) -> None:
    order = billed(world, client)
    known = world.erp.orders.get(order["number"])
    (first,) = [paper for paper in known.papers if type(paper) is Invoice]
    client.post("/credit-notes", {"invoice": first.number, "amount": "30.00"})
    reply = client.post("/credit-notes", {"order": order["number"], "amount": "9.99"})
    assert (reply.status, reply.data["error"]["details"]) == (422, {"invoice": "IN100001", "left": "9.98"})
    assert client.post("/credit-notes", {"order": order["number"], "amount": "9.98"}).status == 201
    assert known.status == "closed"


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"amount": "40.00"}, 422, "credit_exceeds_invoice", "amount"),
        ({"amount": 0}, 400, "malformed", "amount"),
        ({"amount": None}, 400, "malformed", "amount"),
        (
            {"amount": None, "lines": [{"item": "B", "quantity": 1}]},
            422,
            "item_not_on_order",
            "lines[0].item",
        ),
        ({"lines": []}, 400, "malformed", "lines"),
        ({"order": None}, 400, "malformed", "order"),
        ({"order": "SO1"}, 404, "not_found", "order"),
        ({"order": None, "invoice": "IN1"}, 404, "not_found", "invoice"),
        ({"invoice": "IN100001"}, 400, "malformed", "invoice"),
        ({"order": None, "return": "RT1"}, 404, "not_found", "return"),
        ({"order": None, "return": "RT100001"}, 409, "invalid_transition", "return"),
        ({"currency": "USD"}, 422, "wrong_currency", "currency"),
        ({"reference": "CM-1"}, 409, "duplicate_reference", "reference"),
    ],
)
def test_a_credit_note_that_cannot_be_is_refused_by_the_field(
    world: World, client: Client, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    earlier = billed(world, client, external_reference="R2")["number"]
    client.post("/credit-notes", {"order": earlier, "amount": "1.00", "reference": "CM-1"})
    client.post("/returns", {"order": earlier, "lines": [{"line": 1, "quantity": 1}]})
    number = billed(world, client)["number"]
    before = len(world.erp.journal)
    reply = client.post("/credit-notes", {"order": number, "amount": "1.00", **changes})
    assert (reply.status, reply.data["error"]["code"], reply.data["error"]["field"]) == (status, code, field)
    assert len(world.erp.journal) == before


def test_nothing_is_credited_before_the_invoice_or_in_a_closed_ledger(world: World, client: Client) -> None:
    number = client.post("/orders", world.order(**BILL_LATER)).data["number"]
    ship(world)
    client.login()
    reply = client.post("/credit-notes", {"order": number, "amount": "1.00"})
    assert (reply.status, reply.data["error"]["code"]) == (409, "invalid_transition")
    world.erp.invoicing.run()
    world.erp.change_rule("posting_periods", mode="monthly")
    world.erp.close_period(world.erp.calendar.period_of(world.now_ms), "ledger")
    reply = client.post("/credit-notes", {"order": number, "amount": "1.00"})
    assert (reply.status, reply.data["error"]["code"]) == (422, "period_closed")


def test_an_installation_may_take_a_reference_twice() -> None:
    world, client = installation(duplicate_credit_note="accept")
    sent = {"order": billed(world, client)["number"], "amount": "1.00", "reference": "CM-1"}
    assert [client.post("/credit-notes", sent).status for _ in range(2)] == [201, 201]


def test_a_restored_erp_remembers_references_and_manual_returns(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    sent = {"order": number, "amount": "1.00", "reference": "CM-1"}
    client.post("/credit-notes", sent)
    back = client.post(
        "/returns", {"order": number, "lines": [{"line": 1, "quantity": 1}], "credit": "manual"}
    )
    snapshot.restore_into(world.erp, snapshot.take(world.erp))
    assert client.post("/credit-notes", sent).status == 409
    assert client.post("/credit-notes", {"return": back.data["number"]}).data["total"] == "19.99"
