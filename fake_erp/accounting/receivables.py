"""The open items: every invoice, and what is still open on it."""

from __future__ import annotations

from fake_erp.accounting.currencies import to_home
from fake_erp.channels.feed import Feed
from fake_erp.errors import NotFound, See
from fake_erp.model import Invoice, Order
from fake_erp.sales import credit_exposure
from fake_erp.sales.orders import Orders


class Receivables:
    """An order is closed by the payment or credit that leaves nothing of it unbilled or open."""

    def __init__(self, orders: Orders, feed: Feed[Invoice]) -> None:
        self._orders = orders
        self.by_number: dict[str, Invoice] = {}
        self.feed = feed

    def get(self, number: str) -> Invoice:
        """Raises NotFound."""
        invoice = self.by_number.get(number)
        if invoice is None:
            raise NotFound(
                (f"there is no invoice {number[:64]!r}; ", See("invoice.list"), " lists them"), "number"
            )
        return invoice

    def add(self, invoice: Invoice) -> None:
        """File an invoice under its number and with its order, and let the exposure follow."""
        order = invoice.order
        self.by_number[invoice.number] = invoice
        self.feed.touch(invoice)
        order.papers += (invoice,)
        order.billed_cents += invoice.total_cents
        credit_exposure.refresh(order)

    def reduce(self, invoice: Invoice, cents: int) -> int:
        """Take an amount off what is open; by how much that lowers the receivables, in the home currency."""
        before = to_home(invoice.open_cents, invoice.rate_micro)
        invoice.open_cents -= cents
        self.feed.touch(invoice)
        credit_exposure.refresh(invoice.order)
        return before - to_home(invoice.open_cents, invoice.rate_micro)

    def of(self, order: Order) -> list[Invoice]:
        """The invoices of an order, oldest first."""
        return [paper for paper in order.papers if type(paper) is Invoice]

    def settle(self, order: Order) -> None:
        """Close a fully billed order on whose invoices nothing is open any more."""
        if order.status == "invoiced" and not credit_exposure.open_cents(order):
            self._orders.advance(order, "settle")
