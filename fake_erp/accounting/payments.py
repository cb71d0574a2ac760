"""Incoming payments: applied to open invoices, or kept for those to come."""

from __future__ import annotations

from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import Currencies, to_home
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.money import amount_text
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.feed import Feed
from fake_erp.errors import DuplicateReference, InvalidTransition, NotFound, RuleRefused, See
from fake_erp.model import Checks, Document, Emit, Invoice, Now, Order, Payment
from fake_erp.sales import credit_exposure


class Payments:
    """Emits `erp.payment.posted`. Amounts are in the currency of the order."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        finance: Finance,
        receivables: Receivables,
        journal: Journal,
        currencies: Currencies,
        calendar: Calendar,
        checks: Checks,
        feed: Feed[Payment],
    ) -> None:
        self._now = now
        self._emit = emit
        self._keep_too_much = finance.overpayment == "keep"
        self._unique_references = finance.duplicate_payment == "refuse"
        self._receivables = receivables
        self._journal = journal
        self._currencies = currencies
        self._calendar = calendar
        self._checks = checks
        self._numbers = NumberRange.of("payment", finance.number_ranges)
        self.by_number: dict[str, Payment] = {}
        self.by_reference: dict[str, Payment] = {}
        self.feed = feed

    def get(self, number: str) -> Payment:
        """Raises NotFound."""
        payment = self.by_number.get(number)
        if payment is None:
            raise NotFound(
                (f"there is no payment {number[:64]!r}; ", See("payment.list"), " lists them"), "number"
            )
        return payment

    def receive(
        self,
        order: Order,
        amount_cents: int,
        reference: str = "",
        method: str = "",
        by: str = "",
        invoice: Invoice | None = None,
        document: Document | None = None,
        whenever: bool = False,
    ) -> Payment:
        """Post money received for an order: to `invoice` first, then to its other invoices, the oldest first.

        The rest is kept for later invoices. `whenever` posts into a closed ledger too, as bank statements are.

        Raises ErpError for a reference used before, a cancelled order, more than is owed (unless overpayments are
        kept), and a closed ledger.
        """
        now = self._now()
        self._check(order, amount_cents, reference)
        if not whenever and self._calendar.is_closed(now, "ledger"):
            raise self._calendar.refusal(now)
        for check in self._checks.payment:
            check(order, document)
        number = self._numbers.next()
        rate = self._currencies.rate_micro(order.currency)
        payment = Payment(number, order, amount_cents, amount_cents, reference, method, now, rate)
        self.by_number[number] = payment
        if reference:
            self.by_reference.setdefault(reference, payment)
        order.papers += (payment,)
        order.paid_ahead_cents += amount_cents
        amount_home = to_home(amount_cents, rate)
        self._journal.post(number, (("cash", amount_home), ("prepayments", -amount_home)))
        invoices = self._receivables.of(order)
        for candidate in invoices if invoice is None else [invoice, *invoices]:
            self._apply(payment, candidate)
        credit_exposure.refresh(order)
        self.feed.touch(payment)
        self._emit(
            "erp.payment.posted",
            {"order": order.number, "ref": order.external_reference, "payment": number},
            {"amount_cents": amount_cents, "currency": order.currency, "reference": reference, "by": by},
        )
        self._receivables.settle(order)
        return payment

    def owed_cents(self, order: Order) -> int:
        """What an order may still be paid: billed or not, less what was paid ahead."""
        if order.prepaid:
            return 0
        return (
            credit_exposure.unbilled_cents(order) + credit_exposure.open_cents(order) - order.paid_ahead_cents
        )

    def apply_ahead(self, invoice: Invoice) -> None:
        """Let a new invoice take what was paid ahead for its order."""
        order = invoice.order
        if order.paid_ahead_cents:
            for paper in order.papers:
                if type(paper) is Payment:
                    self._apply(paper, invoice)
            credit_exposure.refresh(order)

    def _apply(self, payment: Payment, invoice: Invoice) -> None:
        cents = min(payment.unapplied_cents, invoice.open_cents)
        if not cents:
            return
        before = to_home(payment.unapplied_cents, payment.rate_micro)
        payment.unapplied_cents -= cents
        payment.applied.append((invoice.number, cents))
        invoice.order.paid_ahead_cents -= cents
        used = before - to_home(payment.unapplied_cents, payment.rate_micro)
        lowered = self._receivables.reduce(invoice, cents)
        if payment.change:
            self.feed.touch(payment)
        self._journal.post(
            payment.number,
            (("prepayments", used), ("receivables", -lowered), ("exchange_difference", lowered - used)),
        )

    def _check(self, order: Order, amount_cents: int, reference: str) -> None:
        earlier = self.by_reference.get(reference) if reference else None
        if earlier is not None and self._unique_references:
            raise DuplicateReference(
                f"reference {reference!r} is that of payment {earlier.number}; it was not posted again",
                "reference",
                {"number": earlier.number},
            )
        if order.status == "cancelled":
            raise InvalidTransition(
                f"order {order.number} is cancelled and accepts no payment; refund it",
                "order",
                {"number": order.number, "status": order.status, "allowed": []},
            )
        owed = self.owed_cents(order)
        if amount_cents > owed and not self._keep_too_much:
            raise RuleRefused(
                "overpayment",
                "overpayment",
                f"amount: {amount_text(amount_cents)} is more than the {amount_text(max(0, owed))} owed for "
                f"order {order.number}; send at most that",
                "amount",
                {"order": order.number, "owed": amount_text(max(0, owed))},
            )
