"""Records of the shop. Money is integer cents in the store's currency, time integer milliseconds since
1970."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field

from fake_magento.config import StoreConfig
from fake_magento.money import share


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is the two-letter code; region fields stay None where a country has no regions."""

    firstname: str
    lastname: str
    street: tuple[str, ...]
    city: str
    postcode: str
    country: str
    telephone: str
    company: str | None = None
    region: str | None = None
    region_code: str | None = None
    region_id: int | None = None
    address_id: int | None = None


@dataclass(slots=True)
class Customer:
    customer_id: int
    email: str
    firstname: str
    lastname: str
    addresses: list[Address]
    store: StoreConfig
    created_ms: int
    updated_ms: int
    group_id: int = 1


@dataclass(slots=True)
class Product:
    """A simple product. `price_cents` is gross for inclusive stores and net for exclusive ones."""

    product_id: int
    sku: str
    name: str
    price_cents: int
    tax_hundredths: int
    """Tax rate in hundredths of a percent: 1900 is 19 %."""
    weight_grams: int
    created_ms: int
    updated_ms: int
    enabled: bool = True


@dataclass(slots=True)
class Cart:
    """What a shopper is about to order. `bill_to` defaults to `ship_to`."""

    store: str
    email: str
    firstname: str
    lastname: str
    customer_id: int | None
    lines: list[tuple[str, int]]
    _: KW_ONLY
    ship_to: Address
    bill_to: Address | None = None
    method: str = "checkmo"
    coupon_percent: int = 0
    coupon_code: str = ""
    increment_id: str | None = None
    parent: Order | None = None
    remote_ip: str = "203.0.113.24"


@dataclass(frozen=True, slots=True)
class Amounts:
    """The money of an order or of one of its documents. `tax` includes the tax on shipping.

    subtotal and shipping are net; total = subtotal + tax + compensation + shipping - discount
    (+ adjustments on a credit memo). `compensation` is the part of the discount that was tax.
    """

    subtotal: int = 0
    tax: int = 0
    discount: int = 0
    compensation: int = 0
    shipping: int = 0
    shipping_tax: int = 0
    total: int = 0

    def plus(self, other: Amounts) -> Amounts:
        return Amounts(
            self.subtotal + other.subtotal,
            self.tax + other.tax,
            self.discount + other.discount,
            self.compensation + other.compensation,
            self.shipping + other.shipping,
            self.shipping_tax + other.shipping_tax,
            self.total + other.total,
        )


@dataclass(slots=True)
class Line:
    """One ordered row of a simple product; row amounts are for the whole ordered quantity."""

    item_id: int
    product_id: int
    sku: str
    name: str
    quantity: int
    tax_hundredths: int
    weight_grams: int
    unit_cents: int
    """The entered price: gross in an inclusive store, net in an exclusive one."""
    price_cents: int
    """Net unit price."""
    price_incl_cents: int
    row_cents: int
    """Net, before discount."""
    tax_before_cents: int
    tax_cents: int
    discount_cents: int
    compensation_cents: int
    invoiced: int = 0
    shipped: int = 0
    canceled: int = 0
    refunded: int = 0
    returned: int = 0
    """The part of `refunded` that had been shipped."""

    def to_invoice(self) -> int:
        return self.quantity - self.invoiced - self.canceled

    def to_ship(self) -> int:
        return self.quantity - self.shipped - self.canceled - (self.refunded - self.returned)

    def to_refund(self) -> int:
        return self.invoiced - self.refunded

    def part(self, cents: int, before: int, quantity: int) -> int:
        """The share of a row amount that falls on units `before` .. `before + quantity`."""
        return share(cents, before + quantity, self.quantity) - share(cents, before, self.quantity)


@dataclass(frozen=True, slots=True)
class History:
    entity_id: int
    comment: str | None
    created_ms: int
    entity_name: str
    notified: int | None
    visible: int
    status: str | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`quantity` units of an order line; `before` units of it were on earlier documents of the kind."""

    line: Line
    before: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    visible: int = 0
    notified: int = 0


@dataclass(slots=True)
class Invoice:
    entity_id: int
    increment_id: str
    order: Order
    lines: list[DocumentLine]
    first_item_id: int
    amounts: Amounts
    created_ms: int
    transaction_id: str | None = None
    comment: Comment | None = None


@dataclass(frozen=True, slots=True)
class Track:
    entity_id: int
    number: str
    title: str
    carrier_code: str


@dataclass(slots=True)
class Shipment:
    entity_id: int
    increment_id: str
    order: Order
    lines: list[DocumentLine]
    first_item_id: int
    source: str
    created_ms: int
    tracks: list[Track] = field(default_factory=list)
    comment: Comment | None = None


@dataclass(slots=True)
class CreditMemo:
    entity_id: int
    increment_id: str
    order: Order
    lines: list[DocumentLine]
    first_item_id: int
    amounts: Amounts
    adjustment_positive_cents: int
    adjustment_negative_cents: int
    created_ms: int
    invoice_id: int | None = None
    comment: Comment | None = None


@dataclass(slots=True)
class Order:
    """`invoiced_total`, `refunded_total` and `canceled_total` stay None until such a thing happened."""

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
    lines: list[Line]
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
    histories: list[History] = field(default_factory=list)
    """Oldest first."""
    invoices: list[Invoice] = field(default_factory=list)
    shipments: list[Shipment] = field(default_factory=list)
    creditmemos: list[CreditMemo] = field(default_factory=list)
    parent: Order | None = None
    child: Order | None = None
    original_increment_id: str | None = None
    edit_increment: int = 0

    @property
    def paid_cents(self) -> int:
        return self.invoiced_total.total if self.invoiced_total else 0

    @property
    def refunded_cents(self) -> int:
        return self.refunded_total.total if self.refunded_total else 0
