"""Credit notes over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.accounting.payments import check_currency
from fake_erp.dialects.native.inventory.returns import lines_of
from fake_erp.dialects.native.views import Call, View, created, get, ok, papers, rows
from fake_erp.errors import Malformed, NotFound, See
from fake_erp.messages import Reply
from fake_erp.model import CreditNote, Line, Order
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
from fake_erp.operations.documents import CreateCreditNote
from fake_erp.times import instant_text


def credit_note_json(note: CreditNote) -> dict[str, Any]:
    """A credit note as its JSON object."""
    order = note.order
    lines = [
        {"line": at + 1, "item": (item := order.lines[at].item).sku, "quantity": shown(units, item.scale)}
        for at, units in note.lines
    ]
    return {
        "number": note.number,
        "order": order.number,
        "external_reference": order.external_reference,
        "invoice": note.invoice.number,
        "return": note.goods_return,
        "reference": note.reference,
        "customer": order.customer.number,
        "currency": order.currency,
        "lines": lines,
        "tax": amount_text(note.tax_cents),
        "total": amount_text(note.total_cents),
        "to_refund": amount_text(note.refund_cents),
        "reason": note.why,
        "posted_at": instant_text(note.posted_at_ms),
    }


def create(call: Call) -> CreateCreditNote:
    """Credit an amount, or units of the lines, of an order that was invoiced, or a return with `credit: manual`."""
    given = read.record(call.data())
    return CreateCreditNote(_wanted(call, given), call.client)


def _wanted(call: Call, given: dict[str, Any]) -> Wanted:
    invoice = call.invoice_in("invoice", read.optional_text(given, "invoice"))
    goods = _return_in(call, read.optional_text(given, "return"))
    named = [each.order for each in (invoice, goods) if each is not None]
    order_number = read.optional_text(given, "order")
    if order_number:
        named.append(call.order_in("order", order_number))
    if not named:
        raise Malformed(
            "order: expected the number of an order, of an invoice as `invoice`, or of a return as `return`",
            "order",
        )
    order = named[0]
    if any(other is not order for other in named):
        field = "invoice" if invoice is not None else "return"
        raise read.bad(field, f"one of order {named[-1].number}", given[field])
    check_currency(order, given, "credit_note_currency")
    return Wanted(
        order,
        _amount(given),
        () if goods is not None else _lines(call, order, given),
        invoice,
        goods,
        read.optional_text(given, "reference", limit=read.REFERENCE_LIMIT),
        read.optional_text(given, "reason"),
    )


def _return_in(call: Call, number: str) -> Any:
    if not number:
        return None
    goods = call.erp.returns.by_number.get(number)
    if goods is None:
        text = f"return: there is no return {number[:64]!r}; "
        raise NotFound((text, See("return.list"), " lists them"), "return")
    return goods


def _amount(given: dict[str, Any]) -> int | None:
    if given.get("amount") is None:
        if given.get("lines") is None and given.get("return") is None:
            raise Malformed("amount: expected an amount above 0, or `lines`, or a `return`", "amount")
        return None
    amount = read.cents(given, "amount", required=True)
    if amount == 0:
        raise read.bad("amount", 'an amount above 0 such as "19.99"', given["amount"])
    return amount


def _lines(call: Call, order: Order, given: dict[str, Any]) -> list[tuple[int, int]]:
    if given.get("lines") is None:
        return []
    return lines_of(order, given["lines"], call.erp.config.max_lines, _can_be_credited)


def _can_be_credited(line: Line) -> int:
    return line.billed - line.credited


def _created(call: Call, note: CreditNote) -> Reply:
    return created(credit_note_json(note), f"/credit-notes/{note.number}")


def list_(call: Call) -> Look[Page[CreditNote]]:
    """Credit notes posted since a cursor, oldest first."""
    return papers(call, call.erp.credit_notes.feed, CreditNote)


def read_one(call: Call) -> Look[CreditNote]:
    """One credit note by its number."""
    return get(call.erp.credit_notes.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "credit_note.create": View(create, _created),
    "credit_note.list": View(list_, rows(credit_note_json)),
    "credit_note.read": View(read_one, ok(credit_note_json)),
}
