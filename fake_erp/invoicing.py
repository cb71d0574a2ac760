"""Invoices: a posting run bills what was shipped; prepaid orders are closed at once, others when paid."""

from __future__ import annotations

from collections import deque

from fake_erp import credit
from fake_erp.calendar import Calendar
from fake_erp.config import ErpConfig
from fake_erp.errors import NotFound
from fake_erp.feed import Feed
from fake_erp.model import Emit, Invoice, Now, Order
from fake_erp.numbering import NumberRange
from fake_erp.orders import Orders
from fake_erp.shipping import Shipping


class Invoicing:
    """Emits `erp.invoice.posted`."""

    def __init__(
        self, now: Now, emit: Emit, config: ErpConfig, orders: Orders, shipping: Shipping, calendar: Calendar
    ) -> None:
        self._now = now
        self._emit = emit
        self._terms_ms = config.payment_terms_ms
        self._orders = orders
        self._shipping = shipping
        self._calendar = calendar
        self._numbers = NumberRange("IN")
        self._unpaid: deque[Invoice] = deque()
        self.by_number: dict[str, Invoice] = {}
        self.feed: Feed[Invoice] = Feed()

    def run(self) -> int:
        """Post what was shipped and settle what is due; the number of invoices posted.

        A closed period stops the run: the orders wait for the first run after it is open again.
        """
        now = self._now()
        if self._calendar.is_closed(now):
            return 0
        due, self._shipping.to_invoice = self._shipping.to_invoice, []
        for order in due:
            self._post(order, now)
        if self._terms_ms is not None:
            while self._unpaid and self._unpaid[0].posted_at_ms <= now - self._terms_ms:
                invoice = self._unpaid.popleft()
                if invoice.open_cents:
                    self._settle(invoice)
        return len(due)

    def settle(self, number: str) -> None:
        """A customer pays an invoice in full. Raises NotFound; paying twice changes nothing."""
        invoice = self.by_number.get(number)
        if invoice is None:
            raise NotFound(f"there is no invoice {number[:64]!r}", "number")
        if invoice.open_cents:
            self._settle(invoice)

    def _post(self, order: Order, now: int) -> None:
        number = self._numbers.next()
        invoice = Invoice(number, order, order.total_cents, 0 if order.prepaid else order.total_cents, now)
        self.by_number[number] = invoice
        self.feed.touch(invoice)
        self._orders.advance(order, "invoice")
        self._emit(
            "erp.invoice.posted",
            {"order": order.number, "ref": order.external_reference, "invoice": number},
            {"total_cents": order.total_cents, "currency": order.currency},
        )
        if invoice.open_cents:
            self._unpaid.append(invoice)
        else:
            self._orders.advance(order, "settle")

    def _settle(self, invoice: Invoice) -> None:
        credit.settle(invoice)
        self.feed.touch(invoice)
        self._orders.advance(invoice.order, "settle")
