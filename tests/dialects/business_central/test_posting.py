"""Posting: shipments, invoices, credit memos, payments; and what of an order is left then."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller, order_body

DIALECT = "business_central"


@fact("business_central-3.2-23", part="status")
def test_ship_and_invoice_answers_without_a_body(talk: Transport) -> None:
    caller = Caller(talk)
    where, _ = caller.released()
    answer = caller.post(f"{where}/Microsoft.NAV.shipAndInvoice")
    assert (answer.status, answer.text) == (204, "")


@fact("business_central-3.5-04", part="status")
def test_a_posted_order_is_gone(talk: Transport) -> None:
    caller = Caller(talk)
    where = caller.one_draft()
    assert caller.post(f"{where}/Microsoft.NAV.shipAndInvoice").status == 204
    assert caller.get(where).status == 404
    assert caller.get("salesOrders?$filter=externalDocumentNumber eq 'R1'").data["value"] == []


@fact(
    "business_central-3.2-21",
    "business_central-3.2-24",
    "business_central-3.5-05",
    part="body:value.[0].orderNumber",
)
def test_a_posted_order_is_found_among_invoices(talk: Transport) -> None:
    caller = Caller(talk)
    where, made = caller.released()
    caller.post(f"{where}/Microsoft.NAV.shipAndInvoice")
    found = caller.get(f"salesInvoices?$filter=orderNumber eq '{made['number']}'&$expand=salesInvoiceLines")
    invoice = found.data["value"][0]
    assert (invoice["orderNumber"], invoice["orderId"]) == (made["number"], made["id"])
    assert invoice["externalDocumentNumber"] == "R1"
    assert invoice["salesInvoiceLines"][0]["quantity"] == 2


@fact("business_central-3.2-20", "business_central-3.5-06", part="body:value.[0].orderNumber")
def test_a_posted_order_is_found_among_shipments(talk: Transport) -> None:
    caller = Caller(talk)
    invoice = caller.posted()
    number = invoice["orderNumber"]
    found = caller.get(f"salesShipments?$filter=orderNumber eq '{number}'&$expand=salesShipmentLines").data[
        "value"
    ]
    assert [each["orderNumber"] for each in found] == [number]
    assert found[0]["externalDocumentNumber"] == "R1"
    assert found[0]["salesShipmentLines"][0]["lineObjectNumber"] == "A"


@fact("business_central-3.2-19", part="status")
def test_shipments_can_only_be_read(talk: Transport) -> None:
    assert Caller(talk).post("salesShipments", {}).status == 405


@fact("business_central-3.2-22", part="body:status")
def test_states_of_an_invoice(talk: Transport) -> None:
    caller = Caller(talk)
    where = f"salesInvoices({caller.posted()['id']})"
    assert caller.get(where).data["status"] == "Open"
    pay(caller, caller.get(where).data, -39.98)
    assert caller.get(where).data["status"] == "Paid"


@fact("business_central-3.2-27", part="body:status")
def test_an_invoice_is_canceled(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where = f"salesInvoices({caller.posted()['id']})"
    caller.post(f"{where}/Microsoft.NAV.cancel")
    assert caller.get(where).data["status"] == "Canceled"
    assert [note.total_cents for note in world.erp.credit_notes.by_number.values()] == [3998]


@fact("business_central-3.2-28", part="body:status")
def test_a_credit_memo_is_a_draft_and_then_posted(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    invoice = caller.posted()
    lines = [
        {"lineType": "Item", "lineObjectNumber": "A", "quantity": 1, "unitPrice": 19.99},
        {"lineType": "Account", "lineObjectNumber": "6710", "quantity": 1, "unitPrice": 2},
    ]
    body = {
        "customerNumber": "C100001",
        "invoiceNumber": invoice["number"],
        "externalDocumentNumber": "CM1",
        "salesCreditMemoLines": lines,
    }
    made = caller.post("salesCreditMemos", body).data
    assert (made["status"], made["totalAmountIncludingTax"]) == ("Draft", 21.99)
    where = f"salesCreditMemos({made['id']})"
    caller.post(f"{where}/Microsoft.NAV.post")
    shown = caller.get(where).data
    assert (shown["status"], shown["externalDocumentNumber"]) == ("Paid", "CM1")
    note = next(iter(world.erp.credit_notes.by_number.values()))
    assert (note.total_cents, note.lines, note.reference) == (2199, ((0, 1),), "CM1")
    assert caller.post(f"{where}/Microsoft.NAV.post").status == 400


def test_a_credit_memo_above_the_invoice_stays_a_draft(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    lines = [{"lineType": "Account", "lineObjectNumber": "6710", "quantity": 1, "unitPrice": 40}]
    body = {
        "customerNumber": "C100001",
        "invoiceNumber": caller.posted()["number"],
        "salesCreditMemoLines": lines,
    }
    where = f"salesCreditMemos({caller.post('salesCreditMemos', body).data['id']})"
    assert caller.post(f"{where}/Microsoft.NAV.post").status == 400
    assert not world.erp.credit_notes.by_number
    assert caller.send("DELETE", where).status == 204
    assert caller.get("salesCreditMemos").data["value"] == []


def pay(caller: Caller, invoice: dict[str, object], amount: float) -> int:
    """The status of posting a payment of an invoice."""
    journal = caller.get("customerPaymentJournals").data["value"][0]["id"]
    where = f"customerPaymentJournals({journal})"
    body = {
        "customerNumber": "C100001",
        "appliesToInvoiceNumber": invoice["number"],
        "amount": amount,
        "externalDocumentNumber": "P1",
    }
    made = caller.post(f"{where}/customerPayments", body)
    assert made.status == 201, made.text
    return caller.post(f"{where}/Microsoft.NAV.post").status


@fact("business_central-3.2-29", part="status")
def test_a_payment_is_posted_with_its_journal(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    assert pay(caller, caller.posted(), -39.98) == 204
    payment = next(iter(world.erp.payments.by_number.values()))
    assert (payment.amount_cents, payment.reference, payment.order.external_reference) == (3998, "P1", "R1")
    assert caller.get("customerPayments").data["value"] == []


@fact("business_central-3.5-11", part="status")
def test_the_period_is_checked_at_posting(world: World, talk: Transport) -> None:
    world.erp.change_rule("posting_periods", mode="postings")
    world.erp.close_period("2025-11")
    caller = Caller(talk)
    assert caller.post("salesOrders", order_body()).status == 201
    where, _ = caller.released()
    assert caller.post(f"{where}/Microsoft.NAV.shipAndInvoice").status == 400


@fact("business_central-3.4-05", part="body:error.code")
def test_a_closed_period(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where, _ = caller.released()
    world.erp.change_rule("posting_periods", mode="postings")
    world.erp.close_period("2025-11")
    answer = caller.post(f"{where}/Microsoft.NAV.shipAndInvoice")
    assert (answer.status, answer.data["error"]["code"]) == (400, "Application_FieldValidationException")
    assert "is not within your range of allowed posting dates" in answer.text
