r"""Orders. Source: Adobe Commerce developer docs, "Order processing"; Magento source, Magento\Sales\Model\Order."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace

from fake_magento.config import StoreConfig
from fake_magento.model.address import Address
from fake_magento.model.amounts import Amounts
from fake_magento.model.composites import Choice
from fake_magento.model.customer import PersonalData
from fake_magento.model.documents import CreditMemo, Invoice, Shipment
from fake_magento.model.order_line import OrderLine

SHIPPING_DESCRIPTION = "Flat Rate - Fixed"
"""The only shipping method: carrier and method, as the shopper reads them."""


@dataclass(frozen=True, slots=True)
class StatusHistory:
    """An entry of the status history. `entity_name` is the kind of record that made it: order, invoice ..."""

    entity_id: int
    comment: str | None
    created_ms: int
    entity_name: str
    notified: int | None
    visible: int
    status: str | None


@dataclass(slots=True)
class BaseCurrencyTotals:
    """The money of an order in base currency, where that differs from the order's currency."""

    ordered: Amounts
    subtotal_incl_cents: int
    invoiced_total: Amounts | None = None
    refunded_total: Amounts | None = None
    canceled_total: Amounts | None = None
    adjustment_positive_cents: int = 0
    adjustment_negative_cents: int = 0
    online_refunded_cents: int = 0


@dataclass(frozen=True, slots=True)
class OrderExtras:
    """Fields that few orders have.

    `gift_cards` are (code, cents in order currency, cents in base currency), `store_credit` is (cents in order
    currency, cents in base currency), `quote_id` the cart it was placed from. `earlier_discounts` are (item id, cents
    in order currency, cents in base currency) that all price rules but the last took off bundles priced by their parts.
    """

    gift_cards: tuple[tuple[str, int, int], ...] = ()
    store_credit: tuple[int, int] = (0, 0)
    coupon_cents: int = 0
    coupon_on_shipping: bool = False
    quote_id: int | None = None
    earlier_discounts: tuple[tuple[int, int, int], ...] = ()


@dataclass(slots=True)
class Order:
    """An order.

    `invoiced_total`, `refunded_total` and `canceled_total` are None until the first such event. `lines` are the rows
    a shopper sees; the rows below one are in its `parts`.
    """

    entity_id: int
    increment_id: str
    store: StoreConfig
    state: str
    status: str | None
    email: str
    firstname: str
    lastname: str
    customer_id: int | None
    method: str
    lines: tuple[OrderLine, ...]
    ordered: Amounts
    subtotal_incl_cents: int
    coupon_code: str
    coupon_percent: int
    ship_to: Address
    bill_to: Address
    remote_ip: str
    protect_code: str
    created_ms: int
    updated_ms: int
    invoiced_total: Amounts | None = None
    refunded_total: Amounts | None = None
    canceled_total: Amounts | None = None
    adjustment_positive_cents: int = 0
    adjustment_negative_cents: int = 0
    transaction_id: str | None = None
    hold_before_state: str | None = None
    hold_before_status: str | None = None
    histories: tuple[StatusHistory, ...] = ()
    """Oldest first."""
    invoices: tuple[Invoice, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    creditmemos: tuple[CreditMemo, ...] = ()
    parent: Order | None = None
    child: Order | None = None
    original_increment_id: str | None = None
    edit_increment: int = 0
    group_id: int = 0
    plain: bool = True
    """Only simple products, one currency, no vouchers."""
    ext_order_id: str | None = None
    ext_customer_id: str | None = None
    online_refunded_cents: int = 0
    base: BaseCurrencyTotals | None = None
    extras: OrderExtras | None = None
    rule_ids: str = ""
    """Ids of the cart price rules that were applied, such as `1,2`."""
    percent_off: float = 0
    """The sum of their percentages."""
    saved_state: str = ""
    """The state at the last save; "" before the first."""
    personal: PersonalData | None = None

    def rows(self) -> Iterator[OrderLine]:
        """All rows of the order, each parent followed by its parts."""
        for line in self.lines:
            yield line
            if line.made is not None:
                yield from line.made.parts

    def cart_lines(self) -> list[tuple[str, int] | Choice]:
        """The rows as cart lines, for another order with the same contents."""
        return [
            (line.renamed_to or line.sku, line.quantity)
            if line.made is None or line.made.choice is None
            else line.made.choice
            for line in self.lines
        ]

    @property
    def is_virtual(self) -> bool:
        """Whether all its products are virtual: nothing is ever shipped."""
        return not self.plain and all(
            line.made is not None and line.made.kind == "virtual" for line in self.lines
        )

    @property
    def has_open_units(self) -> bool:
        """Whether units are left to invoice or to ship."""
        return any(line.to_invoice() > 0 or line.to_ship() > 0 for line in self.lines)

    def in_base(self) -> Order:
        """A copy for reading amounts, in base currency."""
        order, books = copy(self), self.base
        if books is not None:
            order.ordered, order.subtotal_incl_cents = books.ordered, books.subtotal_incl_cents
            order.invoiced_total, order.refunded_total = books.invoiced_total, books.refunded_total
            order.canceled_total = books.canceled_total
            order.adjustment_positive_cents = books.adjustment_positive_cents
            order.adjustment_negative_cents = books.adjustment_negative_cents
            order.online_refunded_cents = books.online_refunded_cents
            order.lines = tuple([line.in_base() for line in self.lines])
            order.store = replace(self.store, currency=self.store.base_currency)
        return order

    @property
    def paid_cents(self) -> int:
        """The total of all invoices."""
        return self.invoiced_total.total if self.invoiced_total else 0

    @property
    def refunded_cents(self) -> int:
        """The total of all credit memos."""
        return self.refunded_total.total if self.refunded_total else 0

    @property
    def value_cents(self) -> int:
        """The amount the shopper paid or owes, vouchers included, in cents."""
        return self.ordered.total + self.ordered.gift

    @property
    def given_back_cents(self) -> int:
        """The amount the shopper got back, vouchers included, in cents."""
        return self.refunded_total.total + self.refunded_total.gift if self.refunded_total else 0

    @property
    def gift_left_cents(self) -> int:
        """The amount that vouchers paid on invoices and credit memos have not returned yet, in cents."""
        invoiced, refunded = self.invoiced_total, self.refunded_total
        return (invoiced.gift if invoiced else 0) - (refunded.gift if refunded else 0)
