"""The records `creditMemo` and `cashRefund`: what a customer need not pay, or gets back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.accounting.payments import check_currency
from fake_erp.dialects.native.inventory.returns import lines_of
from fake_erp.dialects.netsuite.documents import papers
from fake_erp.dialects.netsuite.documents.papers import head, link, transaction
from fake_erp.dialects.netsuite.documents.returns import all_left, neutral_lines
from fake_erp.dialects.netsuite.records.base import (
    Body,
    Call,
    RecordType,
    amount,
    missing,
    refers,
)
from fake_erp.dialects.netsuite.records.order_reading import lines_of as sent_lines
from fake_erp.model import CreditNote, Invoice, Line, Return
from fake_erp.operations.documents import CreateCreditNote

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def credit_memo_json(erp: Erp, note: CreditNote) -> Body:
    """A credit note as its record."""
    applied = {
        "doc": link(note.invoice),
        "apply": True,
        "amount": amount(note.total_cents - note.refund_cents),
    }
    written = {
        **head(erp, note),
        "createdFrom": link(note.invoice),
        "salesOrder": link(note.order),
        "status": refers("B", "Fully Applied"),
        "memo": note.why,
        "taxTotal": amount(note.tax_cents),
        "total": amount(note.total_cents),
        "applied": amount(note.total_cents - note.refund_cents),
        "custbody_to_refund": amount(note.refund_cents),
        "custbody_return": note.goods_return,
        "item": {"items": papers.lines_of(erp, note)},
        "apply": {"items": [applied]},
    }
    if note.reference:
        written["externalId"] = note.reference
    return written


def neutral(erp: Erp, given: Body, record: Any) -> dict[str, Any]:
    """The body by neutral names."""
    found: dict[str, Any] = {}
    if given.get("createdFrom") is not None:
        found |= papers.source_names(transaction(erp, given["createdFrom"]), Invoice, Return)
    lines, total = _lines_and_amount(erp, given)
    if lines:
        found["lines"] = lines
    if total is not None:
        found["amount"] = total
    found |= papers.currency_name(erp, given)
    plain = {"reason": given.get("memo"), "reference": given.get("externalId")}
    return found | {name: value for name, value in plain.items() if value is not None}


def _lines_and_amount(erp: Erp, given: Body) -> tuple[list[dict[str, Any]], Any]:
    """Units by line, and the amount: that of the whole, or the sum of the lines that have one."""
    total = given.get("total", given.get("custbody_amount"))
    sent = sent_lines(given)
    if sent is None:
        return [], total
    lines = [line for line in neutral_lines(erp, given) or [] if "quantity" in line and len(line) > 1]
    if total is None:
        amounts = [_amount_of(line) for line in sent if type(line) is dict]
        if amounts and all(each is not None for each in amounts):
            cents = sum(each for each in amounts if each is not None)
            total = f"{Decimal(cents) / 100:.2f}"
    return lines, total


def _amount_of(line: Body) -> int | None:
    """Cents of a line: its amount, or its rate times its quantity; None for a line without both."""
    if line.get("amount") is not None:
        return read.cents(line, "amount")
    if line.get("rate") is not None:
        units = read.integer(line.get("quantity", 1))
        return None if units is None else read.cents(line, "rate") * max(0, min(units, read.MAX_QUANTITY))
    return None


def _left(line: Line) -> int:
    return line.billed - line.credited


def create(call: Call) -> CreateCreditNote:
    """Credit an amount or units of an invoiced order, a return, or all that is left of it."""
    given, erp = call.document, call.erp
    if not given.get("order"):
        raise missing("Created From")
    order = erp.orders.get(given["order"])
    check_currency(order, given, "credit_note_currency")
    goods = erp.returns.by_number.get(given.get("return", ""))
    invoice = erp.receivables.by_number.get(given.get("invoice", ""))
    cents = read.cents(given, "amount", required=True) if given.get("amount") is not None else None
    if cents == 0:
        raise read.bad("amount", "an amount above 0", given["amount"])
    if cents is None and not given.get("lines") and goods is None:
        given["lines"] = all_left(order, _left)
    lines = []
    if given.get("lines") and goods is None:
        lines = lines_of(order, given["lines"], erp.config.max_lines, _left)
    reference = read.optional_text(given, "reference", limit=read.REFERENCE_LIMIT)
    wanted = Wanted(order, cents, lines, invoice, goods, reference, read.optional_text(given, "reason"))
    return CreateCreditNote(wanted, call.by)


def _record(name: str) -> RecordType:
    return papers.paper_type(
        name,
        CreditNote,
        credit_memo_json,
        lambda erp, reference: erp.credit_notes.by_reference.get(reference),
        neutral,
        create,
        ("item", "apply"),
    )


CREDIT_MEMO = _record("creditMemo")
CASH_REFUND = _record("cashRefund")
