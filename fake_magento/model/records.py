"""Records of the shop. Money is integer cents in the store's currency, time integer milliseconds since
1970."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import KW_ONLY, dataclass, field, replace

from fake_magento.catalog.composites import Choice, Composite
from fake_magento.catalog.prices import Prices
from fake_magento.config import StoreConfig
from fake_magento.sales.lines import Amounts, Line


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
    taxvat: str | None = None
    dob: str | None = None
    password: str | None = None
    """None: this customer cannot log in."""


@dataclass(slots=True)
class Picture:
    """`roles` are where it is shown, such as `image` and `thumbnail`."""

    picture_id: int
    file: str
    label: str | None
    position: int
    disabled: bool = False
    roles: tuple[str, ...] = ()


@dataclass(slots=True)
class Product:
    """`price_cents` is gross for inclusive stores and net for exclusive ones, in base currency. A simple
    product with nothing but a price leaves `made_of` and `prices` None."""

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
    kind: str = "simple"
    made_of: Composite | None = None
    prices: Prices | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    """Custom attributes that somebody wrote."""
    names: dict[int, str] = field(default_factory=dict)
    """Names of store views that have one of their own, by store id."""
    website_ids: tuple[int, ...] = (1,)
    category_ids: tuple[int, ...] = (2,)
    pictures: tuple[Picture, ...] = ()
    visibility: int = 4


@dataclass(slots=True)
class Cart:
    """What a shopper is about to order. `bill_to` defaults to `ship_to`.

    The discount is a percentage or an amount in base currency, on the goods and, if said so, on shipping.
    `gift_cards` are (code, amount) and pay, like `store_credit_cents`, a part of the total; base currency.
    """

    store: str
    email: str
    firstname: str
    lastname: str
    customer_id: int | None
    lines: Sequence[tuple[str, int] | Choice]
    _: KW_ONLY
    ship_to: Address
    bill_to: Address | None = None
    method: str = "checkmo"
    coupon_percent: int = 0
    coupon_code: str = ""
    increment_id: str | None = None
    parent: Order | None = None
    remote_ip: str = "203.0.113.24"
    coupon_cents: int = 0
    coupon_on_shipping: bool = False
    gift_cards: tuple[tuple[str, int], ...] = ()
    store_credit_cents: int = 0
    quote_id: int | None = None
    commit_after_ms: int = 0
    """How long the transaction of the checkout stays open: so long nobody else sees the order, which carries the
    stamp of its beginning."""
    breaks_off: bool = False
    """The checkout fails after its stock was reserved; who lifts that is `ShopConfig.compensation_period_ms`."""
    under_review: bool = False
    """The payment provider wants to look at it first."""


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


@dataclass(frozen=True, slots=True)
class Note:
    """A comment that was added to a document later."""

    entity_id: int
    comment: Comment
    created_ms: int


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
    base_amounts: Amounts | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Track:
    entity_id: int
    number: str
    title: str
    carrier_code: str
    created_ms: int | None = None
    """None: with the shipment."""


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
    notes: list[Note] = field(default_factory=list)


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
    base_amounts: Amounts | None = None
    base_adjustments: tuple[int, int] = (0, 0)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Books:
    """An order's money in base currency, kept only where that is another one than the order's."""

    ordered: Amounts
    subtotal_incl_cents: int
    invoiced_total: Amounts | None = None
    refunded_total: Amounts | None = None
    canceled_total: Amounts | None = None
    adjustment_positive_cents: int = 0
    adjustment_negative_cents: int = 0
    online_refunded_cents: int = 0


@dataclass(frozen=True, slots=True)
class Extras:
    """What few orders have: vouchers, (code, cents in order currency, in base currency), store credit the same
    way, a discount as an amount, the cart it was made from."""

    gift_cards: tuple[tuple[str, int, int], ...] = ()
    store_credit: tuple[int, int] = (0, 0)
    coupon_cents: int = 0
    coupon_on_shipping: bool = False
    quote_id: int | None = None


@dataclass(slots=True)
class Order:
    """`invoiced_total`, `refunded_total` and `canceled_total` stay None until such a thing happened. `lines` are
    the rows a shopper sees; what is below them is in their `parts`."""

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
    group_id: int = 0
    plain: bool = True
    """Nothing but simple products, one currency, no vouchers."""
    ext_order_id: str | None = None
    ext_customer_id: str | None = None
    online_refunded_cents: int = 0
    base: Books | None = None
    extras: Extras | None = None
    saved_state: str = ""
    """The state at the last save, whether or not anybody listened; "" before the first."""

    def rows(self) -> Iterator[Line]:
        """All rows of the order, each parent followed by its parts."""
        for line in self.lines:
            yield line
            if line.made is not None:
                yield from line.made.parts

    def wanted(self) -> list[tuple[str, int] | Choice]:
        """Its rows as cart lines, to order the same again."""
        return [
            (line.sku, line.quantity) if line.made is None or line.made.choice is None else line.made.choice
            for line in self.lines
        ]

    @property
    def is_virtual(self) -> bool:
        """Whether nothing of it is ever shipped."""
        return not self.plain and all(
            line.made is not None and line.made.kind == "virtual" for line in self.lines
        )

    @property
    def has_open_units(self) -> bool:
        """Whether anything is left to invoice or to ship."""
        return any(line.to_invoice() > 0 or line.to_ship() > 0 for line in self.lines)

    def in_base(self) -> Order:
        """A copy to read amounts from: the order as it stands in base currency."""
        order, books = copy(self), self.base
        if books is not None:
            order.ordered, order.subtotal_incl_cents = books.ordered, books.subtotal_incl_cents
            order.invoiced_total, order.refunded_total = books.invoiced_total, books.refunded_total
            order.canceled_total = books.canceled_total
            order.adjustment_positive_cents = books.adjustment_positive_cents
            order.adjustment_negative_cents = books.adjustment_negative_cents
            order.online_refunded_cents = books.online_refunded_cents
            order.lines = [line.in_base() for line in self.lines]
            order.store = replace(self.store, currency=self.store.base_currency)
        return order

    @property
    def paid_cents(self) -> int:
        return self.invoiced_total.total if self.invoiced_total else 0

    @property
    def refunded_cents(self) -> int:
        return self.refunded_total.total if self.refunded_total else 0

    @property
    def value_cents(self) -> int:
        """What the shopper gave for it, vouchers counted."""
        return self.ordered.total + self.ordered.gift

    @property
    def given_back_cents(self) -> int:
        """What the shopper got back, vouchers counted."""
        return self.refunded_total.total + self.refunded_total.gift if self.refunded_total else 0

    @property
    def gift_left_cents(self) -> int:
        """What vouchers have paid on invoices and got back on no credit memo yet."""
        invoiced, refunded = self.invoiced_total, self.refunded_total
        return (invoiced.gift if invoiced else 0) - (refunded.gift if refunded else 0)
