"""Deliveries, invoices, payments, returns and credit notes; approvals."""

from __future__ import annotations

import json
from typing import Any

from fake_erp.settings import Amount
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .helping import V1, V2, get, log_in, order_body, place, ship

DIALECT = "business_one"


def shipped(talk: Transport, world: World, **changes: Any) -> int:
    """The DocEntry of an order that is shipped and invoiced."""
    entry: int = place(talk, world, **changes).data["DocEntry"]
    ship(talk, world)
    return entry


def first(talk: Transport, name: str) -> Any:
    return get(talk, name).data["value"][0]


@fact("business_one-5.2-44", part="body:value[0].DocumentLines[0].BaseType")
def test_a_delivery(talk: Transport, world: World) -> None:
    entry = shipped(talk, world)
    row = get(talk, "DeliveryNotes", filter="NumAtCard eq 'M-1'").data["value"][0]
    line = row["DocumentLines"][0]
    assert (line["BaseType"], line["BaseEntry"], line["BaseLine"], line["Quantity"]) == (17, entry, 0, 2)
    found = get(talk, "DeliveryNotes", filter=f"DocumentLines/any(l: l/BaseEntry eq {entry})").data["value"]
    assert found == [row]


@fact("business_one-5.2-45", part="body:value[0].DocumentLines[0].BaseType")
def test_an_invoice(talk: Transport, world: World) -> None:
    entry = shipped(talk, world, U_Prepaid="N")
    row = first(talk, "Invoices")
    line = row["DocumentLines"][0]
    assert (line["BaseType"], line["BaseEntry"]) == (17, entry)
    assert (row["DocTotal"], row["PaidToDate"], row["DocumentStatus"]) == (39.98, 0, "bost_Open")


def pay(talk: Transport, world: World, **changes: Any) -> Answer:
    body = {"CardCode": world.customer, "TransferSum": 39.98, "CounterReference": "P-1", **changes}
    return talk.send("POST", f"{V2}/IncomingPayments", body)


def test_a_payment_of_an_invoice(talk: Transport, world: World) -> None:
    shipped(talk, world, U_Prepaid="N")
    invoice = first(talk, "Invoices")["DocEntry"]
    rows = [{"DocEntry": invoice, "InvoiceType": "it_Invoice", "SumApplied": 39.98}]
    paid = pay(talk, world, PaymentInvoices=rows)
    assert (paid.status, paid.data["TransferSum"], paid.data["CounterReference"]) == (201, 39.98, "P-1")
    assert paid.data["PaymentInvoices"][0]["DocEntry"] == invoice
    shown = get(talk, f"Invoices({invoice})").data
    assert (shown["DocumentStatus"], shown["PaidToDate"]) == ("bost_Close", 39.98)


def test_a_payment_of_an_order(talk: Transport, world: World) -> None:
    entry = place(talk, world, U_Prepaid="N").data["DocEntry"]
    refers = [{"RefObjType": "rot_SalesOrder", "RefDocEntr": entry}]
    paid = pay(talk, world, PaymentDocumentReferencesCollection=refers, U_PaymentMethod="paypal")
    assert (paid.status, paid.data["U_PaymentMethod"]) == (201, "paypal")
    payment = next(iter(world.erp.payments.by_number.values()))
    assert (payment.amount_cents, payment.reference, payment.method) == (3998, "P-1", "paypal")


def test_wrong_payments(talk: Transport, world: World) -> None:
    entry = place(talk, world, U_Prepaid="N").data["DocEntry"]
    refers = [{"RefObjType": "rot_SalesOrder", "RefDocEntr": entry}]
    for wrong in (
        {},
        {"PaymentDocumentReferencesCollection": [{"RefObjType": "rot_SalesOrder", "RefDocEntr": 1}]},
        {"PaymentDocumentReferencesCollection": refers, "CardCode": "x"},
        {"PaymentDocumentReferencesCollection": refers, "TransferSum": 0},
        {"PaymentDocumentReferencesCollection": refers, "DocCurrency": "USD"},
        {"PaymentInvoices": [{"DocEntry": 1}]},
        {"PaymentInvoices": 7},
    ):
        assert pay(talk, world, **wrong).status == 400, wrong
    assert not world.erp.payments.by_number


def test_goods_come_back_and_are_credited(talk: Transport, world: World) -> None:
    shipped(talk, world)
    delivery = first(talk, "DeliveryNotes")["DocEntry"]
    lines = [{"BaseType": 15, "BaseEntry": delivery, "BaseLine": 0, "Quantity": 1}]
    body = {"CardCode": world.customer, "NumAtCard": "RMA-1", "Comments": "too small", "DocumentLines": lines}
    came = talk.send("POST", f"{V2}/Returns", body)
    assert (came.status, came.data["NumAtCard"], came.data["Comments"]) == (201, "RMA-1", "too small")
    assert came.data["DocumentLines"][0]["BaseEntry"] == delivery
    lines = [{"BaseType": 16, "BaseEntry": came.data["DocEntry"], "BaseLine": 0}]
    body = {"CardCode": world.customer, "NumAtCard": "CM-1", "DocumentLines": lines}
    note = talk.send("POST", f"{V2}/CreditNotes", body)
    assert (note.status, note.data["DocTotal"], note.data["NumAtCard"]) == (201, 19.99, "CM-1")
    assert note.data["DocumentLines"][0]["BaseType"] == 16
    assert get(talk, f"Returns({came.data['DocEntry']})").data["DocumentStatus"] == "bost_Close"


def test_units_of_an_invoice_are_credited(talk: Transport, world: World) -> None:
    shipped(talk, world)
    invoice = first(talk, "Invoices")["DocEntry"]
    lines = [{"BaseType": 13, "BaseEntry": invoice, "BaseLine": 0, "Quantity": 1}]
    note = talk.send("POST", f"{V2}/CreditNotes", {"CardCode": world.customer, "DocumentLines": lines})
    assert (note.status, note.data["DocTotal"]) == (201, 19.99)


def test_an_amount_is_credited(talk: Transport, world: World) -> None:
    shipped(talk, world)
    invoice = first(talk, "Invoices")["DocEntry"]
    body = {
        "CardCode": world.customer,
        "NumAtCard": "CM-2",
        "Comments": "goodwill",
        "DocType": "dDocument_Service",
        "DocumentReferences": [{"RefObjType": "rot_SalesInvoice", "RefDocEntr": invoice}],
        "DocumentLines": [{"ItemDescription": "goodwill", "GrossTotal": 5.25}],
    }
    note = talk.send("POST", f"{V2}/CreditNotes", body)
    assert (note.status, note.data["DocTotal"], note.data["Comments"]) == (201, 5.25, "goodwill")
    again = talk.send("POST", f"{V2}/CreditNotes", {**body, "DocTotal": 100})
    assert again.status == 400


@fact("business_one-5.4-07", part="header:location")
def test_approval_makes_a_draft(talk: Transport, world: World) -> None:
    world.erp.change_rule("order_approval", mode="ask", above=Amount(0, "EUR"))
    created = place(talk, world)
    assert created.headers["location"] == f"http://localhost/b1s/v2/Drafts({created.data['DocEntry']})"
    assert created.data["AuthorizationStatus"] == "dasPending"


@fact("business_one-5.4-08", part="body:value[0].AuthorizationStatus")
def test_a_draft_that_waits_is_no_order(talk: Transport, world: World) -> None:
    world.erp.change_rule("order_approval", mode="ask", above=Amount(0, "EUR"))
    entry = place(talk, world).data["DocEntry"]
    assert get(talk, "Drafts").data["value"][0]["AuthorizationStatus"] == "dasPending"
    log_in(talk)
    assert get(talk, "Orders", filter="NumAtCard eq 'M-1'").data["value"] == []
    decision = {"ApprovalRequestDecisions": [{"Status": "ardApproved"}]}
    assert talk.send("PATCH", f"{V2}/ApprovalRequests({entry})", decision).status == 204
    assert len(get(talk, "Orders", filter="NumAtCard eq 'M-1'").data["value"]) == 1


BATCH = """--b
Content-Type: application/http

POST /b1s/v2/Orders HTTP/1.1
Content-Type: application/json

{first}
--b
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: application/http
Content-ID: 1

POST /b1s/v2/Orders
Content-Type: application/json

{second}
--c--
--b
Content-Type: application/http

GET /b1s/v2/Orders/$count

--b--
"""


def send_batch(talk: Transport, first_body: Any, second_body: Any) -> Answer:
    text = BATCH.replace("{first}", json.dumps(first_body)).replace("{second}", json.dumps(second_body))
    return talk.send("POST", f"{V2}/$batch", text, {"Content-Type": "multipart/mixed; boundary=b"})


@fact("business_one-5.4-11", part="text:HTTP/1.1 201")
def test_a_batch(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = send_batch(talk, order_body(world), order_body(world, NumAtCard="M-2"))
    assert answer.status in (200, 202)
    assert answer.text.count("HTTP/1.1 201 Created") == 2
    assert len(world.erp.orders.by_number) == 2


@fact("business_one-5.4-13", part="text:HTTP/1.1 400")
def test_a_changeset_that_fails(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = send_batch(talk, order_body(world), {"CardCode": "x"})
    assert answer.text.count("HTTP/1.1 400 Bad Request") == 1


@fact("business_one-5.4-12", part="text:HTTP/1.1 400")
def test_a_batch_stops_at_a_refusal(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = send_batch(talk, {"CardCode": "x"}, order_body(world))
    assert answer.text.count("HTTP/1.1 ") == 1
    assert "HTTP/1.1 400" in answer.text
    assert not world.erp.orders.by_number


def test_a_changeset_is_taken_back(talk: Transport, world: World) -> None:
    log_in(talk)
    part = "--c\nContent-Type: application/http\n\nPOST Orders\nContent-Type: application/json\n\n{}\n"
    bodies = [json.dumps(order_body(world)), json.dumps({"CardCode": "x"})]
    inner = "".join([part.replace("{}", body, 1) for body in bodies])
    text = f"--b\nContent-Type: multipart/mixed; boundary=c\n\n{inner}--c--\n--b--\n"
    talk.send("POST", f"{V2}/$batch", text, {"Content-Type": "multipart/mixed; boundary=b"})
    assert not world.erp.orders.by_number


def test_version_one_reads_the_same(talk: Transport, world: World) -> None:
    entry = shipped(talk, world)
    one, two = get(talk, f"Orders({entry})", V1).data, get(talk, f"Orders({entry})", V2).data
    drop = ("odata.metadata", "@odata.context", "odata.etag", "@odata.etag")
    assert [(k, v) for k, v in one.items() if k not in drop] == [
        (k, v) for k, v in two.items() if k not in drop
    ]
