"""Rows of an order and the money in them: integer cents, in the order's currency unless it says base."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from fake_magento.catalog.composites import Made
from fake_magento.money import share

Money = tuple[int, int, int, int, int, int, int, int]
"""The money of a row, in the order of the fields of `Line` from `unit_cents` to `compensation_cents`."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The money of an order or of one of its documents. `tax` includes the tax on shipping, `discount` that on
    shipping.

    subtotal and shipping are net; total = subtotal + tax + compensation + shipping + shipping_compensation
    - discount - gift (+ adjustments on a credit memo). `compensation` is the part of the discount on goods that
    was tax, `gift` what gift cards and store credit have paid.
    """

    subtotal: int = 0
    tax: int = 0
    discount: int = 0
    compensation: int = 0
    shipping: int = 0
    shipping_tax: int = 0
    total: int = 0
    shipping_discount: int = 0
    shipping_compensation: int = 0
    gift: int = 0

    def plus(self, other: Amounts) -> Amounts:
        return Amounts(
            self.subtotal + other.subtotal,
            self.tax + other.tax,
            self.discount + other.discount,
            self.compensation + other.compensation,
            self.shipping + other.shipping,
            self.shipping_tax + other.shipping_tax,
            self.total + other.total,
            self.shipping_discount + other.shipping_discount,
            self.shipping_compensation + other.shipping_compensation,
            self.gift + other.gift,
        )


@dataclass(slots=True)
class Line:
    """One ordered row; row amounts are for the whole ordered quantity, in the order's currency.

    `made` says what a row is that is no plain simple product, `base` has its money in base currency where that
    differs, `regular_cents` the price before special and tier prices where one applied (order, base)."""

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
    made: Made | None = None
    base: Money | None = None
    regular_cents: tuple[int, int] | None = None

    @property
    def kind(self) -> str:
        return "simple" if self.made is None else self.made.kind

    @property
    def parts(self) -> tuple[Line, ...]:
        """The rows below this one: the chosen variant, or the selections of a bundle."""
        return () if self.made is None else self.made.parts

    def goods(self, quantity: int) -> list[tuple[str, int]]:
        """SKU and units that `quantity` of this row take from stock."""
        made = self.made
        if made is None or made.kind != "bundle":
            return [(self.sku, quantity)]
        return [(part.sku, quantity * per_parent(part)) for part in made.parts]

    @property
    def stock_rows(self) -> tuple[Line, ...]:
        """The rows by which this one is shipped: its parts where they travel by themselves, else itself."""
        made = self.made
        return made.parts if made is not None and made.separately else (self,)

    def open_goods(self) -> list[tuple[str, int]]:
        """SKU and units that are still reserved for this row."""
        if self.made is not None and self.made.kind == "virtual":
            return [(self.sku, self.to_invoice())]
        return [goods for row in self.stock_rows for goods in row.goods(row.to_ship())]

    def in_base(self) -> Line:
        """This row with its money in base currency."""
        line = copy(self)
        if self.base is not None:
            (
                line.unit_cents,
                line.price_cents,
                line.price_incl_cents,
                line.row_cents,
                line.tax_before_cents,
                line.tax_cents,
                line.discount_cents,
                line.compensation_cents,
            ) = self.base
        if self.regular_cents is not None:
            line.regular_cents = (self.regular_cents[1], self.regular_cents[1])
        return line

    def to_invoice(self) -> int:
        return self.quantity - self.invoiced - self.canceled

    def to_ship(self) -> int:
        """Units that can still leave; of a bundle shipped in parts, those of which anything can."""
        if self.made is not None:
            if self.made.kind == "virtual":
                return 0
            if self.made.separately:
                return max(-(-part.to_ship() // per_parent(part)) for part in self.made.parts)
        return self.quantity - self.shipped - self.canceled - (self.refunded - self.returned)

    def to_cancel(self) -> int:
        if self.made is not None and self.made.kind == "virtual":
            return self.to_invoice()
        if self.made is not None and self.made.separately:
            whole = min(part.to_ship() // per_parent(part) for part in self.made.parts)
            return min(self.to_invoice(), whole)
        return min(self.to_invoice(), self.to_ship())

    def to_refund(self) -> int:
        return self.invoiced - self.refunded

    def part(self, cents: int, before: int, quantity: int) -> int:
        """The share of a row amount that falls on units `before` .. `before + quantity`."""
        return share(cents, before + quantity, self.quantity) - share(cents, before, self.quantity)

    def discount_part(self, before: int, quantity: int) -> int:
        """The share of the discount on those units: what is left of the other shares once the share of the price
        paid is taken off, so that no part of a row is paid below zero or above the whole."""
        if not self.discount_cents:
            return 0
        return discount_upto(self, before + quantity) - discount_upto(self, before)


def discount_upto(line: Line, quantity: int) -> int:
    """The discount on the first units of a row."""
    row, tax, compensation, of = line.row_cents, line.tax_cents, line.compensation_cents, line.quantity
    paid = row + tax + compensation - line.discount_cents
    gross = share(row, quantity, of) + share(tax, quantity, of) + share(compensation, quantity, of)
    return gross - share(paid, quantity, of)


def per_parent(part: Line) -> int:
    """Units of a part that belong to one unit of its parent."""
    assert part.made is not None
    return part.made.per_parent
