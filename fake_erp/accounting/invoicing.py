"""Invoices: a posting run bills what was shipped; prepaid orders are closed at once, others when paid."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Protocol

from fake_erp.accounting.billing_queue import BillingQueue
from fake_erp.accounting.config import Finance
from fake_erp.accounting.credit_notes import CreditNotes
from fake_erp.accounting.currencies import ONE, Currencies, to_home
from fake_erp.accounting.invoice_amounts import Bill, bill_of, shipping_tax
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.payments import Payments
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.feed import Feed
from fake_erp.errors import ErpError, RuleRefused
from fake_erp.model import NOT_YET, Emit, Invoice, Now, Order
from fake_erp.sales.orders import Orders


class BillingPlan(Protocol):
    """What is configured about invoices; see `fake_erp.config.ErpConfig`."""

    @property
    def payment_terms_ms(self) -> int | None:
        """Time from posting until an invoice counts as paid; None: never by itself."""

    @property
    def shipping_tax_percent(self) -> float:
        """Tax rate of the shipping charge."""

    @property
    def finance(self) -> Finance:
        """The settings of accounting."""


class Invoicing:
    """Emits `erp.invoice.posted`."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        plan: BillingPlan,
        orders: Orders,
        billing: BillingQueue,
        calendar: Calendar,
        journal: Journal,
        currencies: Currencies,
        receivables: Receivables,
        payments: Payments,
        credit_notes: CreditNotes,
    ) -> None:
        self._now = now
        self._emit = emit
        self._terms_ms = plan.payment_terms_ms
        self._shipping_tax_bp = round(plan.shipping_tax_percent * 100)
        self._orders = orders
        self._billing = billing
        self._calendar = calendar
        self._journal = journal
        self._currencies = currencies
        self._receivables = receivables
        self._payments = payments
        self._credit_notes = credit_notes
        self._numbers = NumberRange.of("invoice", plan.finance.number_ranges)
        self._unpaid: list[tuple[int, int, Invoice]] = []  # due, sequence
        self.by_number: dict[str, Invoice] = receivables.by_number

    @property
    def feed(self) -> Feed[Invoice]:
        """Invoices in the order in which they last changed."""
        return self._receivables.feed

    def get(self, number: str) -> Invoice:
        """Raises NotFound."""
        return self._receivables.get(number)

    def run(self, by_closer: bool = False) -> int:
        """Post what was shipped and what came back, and settle what is due; the number of invoices posted.

        A closed period stops the run, and so does the end of the number range: the orders wait for a later
        run. Orders of customers blocked for billing wait as well.
        """
        now = self._now()
        if self._calendar.is_closed(now, "ledger", by_closer):
            return 0
        posted = 0
        for order in self._billing.take_all():
            if order.customer.blocked_billing or not self._numbers.has(1):
                self._billing.add(order)
            else:
                posted += self._bill(order, now)
        self._credit_notes.run()
        self._collect(now)
        return posted

    def bill_now(self, order: Order) -> None:
        """Bill what was shipped of one order, before the next run. Raises RuleRefused where it may not be billed."""
        now = self._now()
        if self._calendar.is_closed(now, "ledger"):
            raise self._calendar.refusal(now)
        if order.customer.blocked_billing or not self._numbers.has(1):
            text = f"customer {order.customer.number} is blocked for billing, or the numbers have run out"
            raise RuleRefused("billing", "billing_blocked", text, "customer")
        self._bill(order, now)

    def settle(self, number: str) -> None:
        """A customer pays an invoice in full. Raises NotFound; paying twice changes nothing."""
        self._pay(self._receivables.get(number))

    def _collect(self, now: int) -> None:
        """Customers pay what is due. A payment that is refused comes again with the next run."""
        refused = []
        while self._unpaid and self._unpaid[0][0] <= now:
            entry = heappop(self._unpaid)
            try:
                self._pay(entry[2])
            except ErpError:
                refused.append(entry)
        for entry in refused:
            heappush(self._unpaid, entry)

    def _pay(self, invoice: Invoice) -> None:
        if invoice.open_cents:
            self._payments.receive(
                invoice.order, invoice.open_cents, by="job:terms", invoice=invoice, whenever=True
            )

    def _bill(self, order: Order, now: int) -> int:
        bill = bill_of(order, self._shipping_tax_bp)
        if bill is not None:
            invoice = self._invoice(order, bill, now)
            self._post(invoice)
            for line in order.lines:
                line.billed = line.shipped
        if order.status == "shipped":
            self._orders.advance(order, "invoice")
        if bill is not None:
            self._tell(invoice)
            self._payments.apply_ahead(invoice)
            self._wait_for_payment(invoice)
        self._receivables.settle(order)
        return 0 if bill is None else 1

    def _invoice(self, order: Order, bill: Bill, now: int) -> Invoice:
        terms_ms = self._terms_of(order)
        total = bill.total_cents
        return Invoice(
            self._numbers.next(),
            order,
            total,
            0 if order.prepaid else total,
            now,
            NOT_YET if terms_ms is None else now + terms_ms,
            bill.lines,
            bill.shipping_cents,
            bill.tax_cents,
            self._currencies.rate_micro(order.currency),
        )

    def _terms_of(self, order: Order) -> int | None:
        terms_ms = order.customer.terms_ms
        return self._terms_ms if terms_ms is None else terms_ms

    def _post(self, invoice: Invoice) -> None:
        """Into the journal and the open items."""
        order, rate = invoice.order, invoice.rate_micro
        whole, tax, shipping, rounding = invoice.total_cents, invoice.tax_cents, invoice.shipping_cents, 0
        if shipping:
            shipping -= shipping_tax(order, self._shipping_tax_bp)
        if order.rounding_cents and order.billed_cents + whole == order.total_cents:
            rounding = order.rounding_cents
        if rate != ONE:
            whole, tax = to_home(whole, rate), to_home(tax, rate)
            shipping, rounding = to_home(shipping, rate), to_home(rounding, rate)
        self._journal.post(
            invoice.number,
            (
                ("payment_provider" if order.prepaid else "receivables", whole),
                ("revenue", tax + shipping + rounding - whole),
                ("shipping_revenue", -shipping),
                ("tax", -tax),
                ("rounding", -rounding),
            ),
        )
        self._receivables.add(invoice)

    def _wait_for_payment(self, invoice: Invoice) -> None:
        if invoice.open_cents and invoice.due_at_ms != NOT_YET and self._terms_ms is not None:
            heappush(self._unpaid, (invoice.due_at_ms, self._numbers.last, invoice))

    def _tell(self, invoice: Invoice) -> None:
        order = invoice.order
        self._emit(
            "erp.invoice.posted",
            {"order": order.number, "ref": order.external_reference, "invoice": invoice.number},
            {"total_cents": invoice.total_cents, "currency": order.currency, "by": "job:posting_run"},
        )
