"""Journals with payments of customers: lines are entered, then the journal is posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import (
    amount,
    customer_number,
    day,
    identifier,
    instant,
    of,
    record_of,
    text,
    whole,
)
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.resources import Action, Call, Resource
from fake_erp.dialects.business_central.store import Journal, JournalLine, store_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.errors import ErpError
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import CreatePayment

MOST_LINES = 10_000


def _field(name: str) -> Any:
    return lambda erp, line: line.fields.get(name, "")


def _customer_number(erp: Any, line: JournalLine) -> str:
    return (
        customer_number(line.order.customer)
        if line.order is not None
        else str(line.fields.get("customerNumber", ""))
    )


def _customer_id(erp: Any, line: JournalLine) -> str:
    return NO_GUID if line.order is None else guid("customer", line.order.customer.number)


def _line_type(name: str, set_name: str, for_payments: bool) -> EntityType:
    who = (
        (identifier("customerId", _customer_id), text("customerNumber", _customer_number, 20))
        if for_payments
        else (text("accountType", lambda erp, line: "Customer"), text("accountNumber", _customer_number, 20))
    )
    return EntityType(
        name,
        set_name,
        (
            identifier("id", of("id"), key=True),
            identifier("journalId", lambda erp, line: line.journal.id),
            text("journalDisplayName", lambda erp, line: line.journal.code),
            whole("lineNumber", lambda erp, line: 10_000 * line.number),
            *who,
            day("postingDate", of("changed_at_ms")),
            text("documentNumber", _field("documentNumber"), 20),
            text("externalDocumentNumber", _field("externalDocumentNumber"), 35),
            amount("amount", lambda erp, line: amount_text(-line.amount_cents)),
            identifier(
                "appliesToInvoiceId",
                lambda erp, line: guid("invoice", line.invoice.number) if line.invoice else NO_GUID,
            ),
            text("appliesToInvoiceNumber", lambda erp, line: line.invoice.number if line.invoice else "", 20),
            text("description", _field("description"), 100),
            text("comment", _field("comment"), 250),
            instant("lastModifiedDateTime", of("changed_at_ms")),
            text("webOrderNumber", lambda erp, line: line.order.number if line.order else "", 20),
            text("webPaymentMethod", _field("webPaymentMethod"), 100),
        ),
        etag=lambda erp, line: (line.id, line.change),
    )


PAYMENT = _line_type("customerPayment", "customerPayments", True)
JOURNAL_LINE = _line_type("journalLine", "journalLines", False)


def _journal_type(name: str, set_name: str, line: EntityType) -> EntityType:
    made = EntityType(
        name,
        set_name,
        (
            identifier("id", of("id"), key=True),
            text("code", of("code"), 10),
            text("displayName", of("name"), 100),
            instant("lastModifiedDateTime", of("changed_at_ms")),
            text("templateDisplayName", lambda erp, each: "PAYMENT" if each.for_payments else "GENERAL"),
        ),
        etag=lambda erp, each: (each.id, each.change),
    )
    made.navigate(line.set_name, line, True, lambda erp, journal: journal.lines)
    return made


PAYMENT_JOURNAL = _journal_type("customerPaymentJournal", "customerPaymentJournals", PAYMENT)
JOURNAL = _journal_type("journal", "journals", JOURNAL_LINE)


@dataclass(frozen=True, slots=True)
class SaveJournal:
    """A new journal."""

    erp: Any
    code: str
    name: str
    for_payments: bool

    def perform(self, parts: Parts, hides: Hides | None = None) -> Journal:
        journals = store_of(self.erp).journals
        if len(journals) >= MOST_LINES:
            raise Refused(DIALOG, "There are too many journals.", "code")
        key = guid("bc_journal", f"{self.code}:{self.for_payments}")
        if key in journals:
            raise Refused(
                "Internal_EntityWithSameKeyExists",
                "The record in table Gen. Journal Batch already exists. Identification fields and values: "
                f"Name='{self.code}'",
                "code",
            )
        made = journals[key] = Journal(key, self.code, self.name, self.for_payments, self.erp.now())
        return made


@dataclass(frozen=True, slots=True)
class SaveLine:
    """A new line of a journal."""

    erp: Any
    line: JournalLine

    def perform(self, parts: Parts, hides: Hides | None = None) -> JournalLine:
        line = self.line
        if len(line.journal.lines) >= MOST_LINES:
            raise Refused(DIALOG, "There are too many lines in the journal.", "lines")
        _, line.id = store_of(self.erp).next("journal_line")
        line.journal.lines.append(line)
        return line


@dataclass(frozen=True, slots=True)
class DropLine:
    """Delete a line."""

    line: JournalLine

    def perform(self, parts: Parts, hides: Hides | None = None) -> JournalLine:
        self.line.journal.lines.remove(self.line)
        return self.line


@dataclass(frozen=True, slots=True)
class PostJournal:
    """Post the lines of a journal, in their order, up to the first that is refused; that one and the rest stay."""

    journal: Journal
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Journal:
        journal = self.journal
        for line in list(journal.lines):
            assert line.order is not None, "checked when it was read"
            fields = line.fields
            CreatePayment(
                line.order,
                line.amount_cents,
                fields.get("externalDocumentNumber", ""),
                fields.get("webPaymentMethod", ""),
                self.by,
                line.invoice,
                {"order": line.order.number, "reference": fields.get("externalDocumentNumber", "")},
            ).perform(parts, hides)
            journal.lines.remove(line)
        return journal


def _new_journal(for_payments: bool) -> Any:
    def read_it(call: Call) -> SaveJournal:
        data = call.data()
        entity = PAYMENT_JOURNAL if for_payments else JOURNAL
        read.require_known(
            data, {*entity.by_name, "balancingAccountId", "balancingAccountNumber"}, entity.name
        )
        code = read.code(data, "code", 10)
        if not code:
            raise Refused(DIALOG, "The code must be filled in.", "code")
        return SaveJournal(call.erp, code, read.text(data, "displayName", 100), for_payments)

    return read_it


_IGNORED = ("contactId", "documentType", "taxCode", "balanceAccountType", "balancingAccountId")
"""Properties of lines that have no place in the books."""
_LENGTHS = {
    "documentNumber": 20,
    "externalDocumentNumber": 35,
    "description": 100,
    "comment": 250,
    "webPaymentMethod": 100,
}


def _new_line(call: Call) -> SaveLine:
    erp, data, journal = call.erp, call.data(), call.parent
    entity = PAYMENT if data.get("customerNumber") or data.get("customerId") else JOURNAL_LINE
    known = {*PAYMENT.by_name, *JOURNAL_LINE.by_name, "accountId", "balAccountType", "balancingAccountNumber"}
    read.require_known(data, {*known, "balancingAccountType", *_IGNORED}, entity.name)
    if not isinstance(journal, Journal):
        wanted = read.guid(data, "journalId")
        journal = store_of(erp).journals.get(wanted)
        if journal is None:
            raise Refused(DIALOG, "The journal cannot be found.", "journalId")
    found = read.cents(data, "amount", least=None)
    if found is None or found >= 0:
        raise Refused(DIALOG, "The amount of a payment of a customer must be negative.", "amount")
    invoice, order = _about(erp, data)
    fields = {
        name: read.text(data, name, length) for name, length in _LENGTHS.items() if data.get(name) is not None
    }
    number = max([line.number for line in journal.lines], default=0) + 1
    return SaveLine(erp, JournalLine("", journal, number, order, invoice, -found, fields, erp.now()))


def _about(erp: Any, data: Mapping[str, Any]) -> Any:
    """The invoice or the order that a payment is for. Raises Refused without one."""
    wanted, number = read.guid(data, "appliesToInvoiceId"), read.code(data, "appliesToInvoiceNumber")
    invoices = erp.receivables.by_number
    invoice = record_of(erp, "invoice", invoices, wanted) if wanted else invoices.get(number)
    if (wanted or number) and invoice is None:
        raise Refused(DIALOG, "The invoice cannot be found.", "appliesToInvoiceNumber")
    if invoice is not None:
        return invoice, invoice.order
    order = erp.orders.by_number.get(read.text(data, "webOrderNumber", 20))
    if order is None:
        raise Refused(
            DIALOG,
            "The payment must apply to an invoice, or to an order as webOrderNumber.",
            "appliesToInvoiceNumber",
        )
    return None, order


def _delete_line(call: Call) -> DropLine:
    return DropLine(call.record)


def _post(call: Call) -> PostJournal:
    journal = call.record
    if not journal.lines:
        raise Refused(DIALOG, "There is nothing to post.", "lines")
    return PostJournal(journal, call.by)


def key_of(record: Any) -> str | None:
    """The business key: that of the order of the first line."""
    line = record if isinstance(record, JournalLine) else next(iter(record.lines), None)
    order = None if line is None else line.order
    return None if order is None else order.external_reference or order.number


def _key_sent(call: Call) -> str | None:
    try:
        order = _about(call.erp, call.data())[1]
    except ErpError:
        return None
    return str(order.external_reference or order.number)


def _sent(call: Call) -> Any:
    data = call.data()
    return {"reference": data.get("externalDocumentNumber"), "amount": data.get("amount")}


def _journals(entity: EntityType, for_payments: bool) -> Resource:
    def rows(erp: Any, query: Any, hides: Hides | None) -> Sequence[Journal]:
        return [each for each in store_of(erp).journals.values() if each.for_payments is for_payments]

    def find(erp: Any, keys: Mapping[str, str]) -> Journal | None:
        found = store_of(erp).journals.get((keys.get("id") or keys.get("") or "").lower())
        return found if found is not None and found.for_payments is for_payments else None

    return Resource(
        entity,
        "payment",
        rows,
        find,
        lambda each: "",
        key_of,
        {
            "POST": Action("payment.create", _new_journal(for_payments), "created", None, lambda call: None),
            "Microsoft.NAV.post": Action(
                "payment.create", _post, "done", None, lambda call: key_of(call.record)
            ),
        },
    )


def _lines(entity: EntityType, for_payments: bool) -> Resource:
    def rows(erp: Any, query: Any, hides: Hides | None) -> Sequence[JournalLine]:
        journals = store_of(erp).journals.values()
        return [line for each in journals if each.for_payments is for_payments for line in each.lines]

    def find(erp: Any, keys: Mapping[str, str]) -> JournalLine | None:
        wanted = (keys.get("id") or keys.get("") or "").lower()
        return next((line for line in rows(erp, None, None) if line.id == wanted), None)

    return Resource(
        entity,
        "payment",
        rows,
        find,
        lambda each: "",
        key_of,
        {
            "POST": Action("payment.create", _new_line, "created", _sent, _key_sent),
            "DELETE": Action("payment.create", _delete_line, "done", None, lambda call: key_of(call.record)),
        },
    )


PAYMENT_JOURNALS = _journals(PAYMENT_JOURNAL, True)
JOURNALS = _journals(JOURNAL, False)
PAYMENTS = _lines(PAYMENT, True)
JOURNAL_LINES = _lines(JOURNAL_LINE, False)
