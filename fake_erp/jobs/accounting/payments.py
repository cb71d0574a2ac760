"""Payments by bank statement: customers pay their invoices, on time, late or never."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.chance import between, happens
from fake_erp.jobs.base import Regular
from fake_erp.jobs.installation import Installation
from fake_erp.jobs.people.inbox import fetch
from fake_erp.model import NOT_YET, Invoice
from fake_erp.schedules import Moments
from fake_erp.settings import setting

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class CustomersPay(Regular):
    """Customers pay their invoices, some of them late and some never."""

    at: Moments | None = setting("at", "moments", "When the bank statement is imported.", None)
    terms_ms: int = setting(
        "terms", "duration", "Payment terms of customers without terms of their own.", 14 * DAY_MS
    )
    late: tuple[int, int] = setting("late", "delay", "Time from the due date to the payment.", (0, 0))
    never: float = setting("never", "share", "Share of the invoices that are never paid.", 0.0)

    def timetable(self) -> Moments | None:
        return self.at

    def work(self, erp: Installation) -> None:
        now = erp.now()
        if erp.calendar.is_closed(now, "ledger"):
            return
        expected = erp.inboxes.setdefault("payments", {})
        for invoice in fetch(erp, erp.invoicing.feed, "payments"):
            is_new = invoice.open_cents and invoice.number not in expected
            if is_new and not happens(self.never, erp.salt, "payments.never", invoice.number):
                expected[invoice.number] = self._due_ms(erp, invoice)
        for number in [number for number, due_ms in expected.items() if due_ms <= now]:
            del expected[number]
            invoice = erp.invoicing.get(number)
            if invoice.open_cents:
                erp.payments.receive(invoice.order, invoice.open_cents, by="customer", invoice=invoice)

    def _due_ms(self, erp: Installation, invoice: Invoice) -> int:
        due_ms = invoice.due_at_ms
        if due_ms == NOT_YET:
            due_ms = invoice.posted_at_ms + self.terms_ms
        return due_ms + between(*self.late, erp.salt, "payments.late", invoice.number)
