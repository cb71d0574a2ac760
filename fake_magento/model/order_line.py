"""Rows of an order and their money: integer cents, in the order's currency unless a field says base."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from fake_magento.model.composites import Choice
from fake_magento.money import share


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """The value that a variant has for one attribute of its configurable."""

    attribute_id: int
    value_index: int


@dataclass(frozen=True, slots=True)
class ChosenSelections:
    """The selections made for one option of a bundle; `quantity` is units in one bundle."""

    option_id: int
    quantity: int
    selection_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChosenCustom:
    """What was entered or selected for a custom option of the product."""

    option_id: int
    value: str
    words: tuple[str, ...] = ()
    """The entered text, or the titles of the selected values."""


@dataclass(slots=True)
class RowComposition:
    """How a row relates to other rows; a row of a plain simple product has none.

    `kind` is Magento's product type of the row. `parts` are the rows below it, `parent` the row above; `per_parent`
    units of a part belong to one unit of its parent. `by_parts`: the money of the row is the sum of its parts.
    `separately`: the parts are shipped by themselves and count their own shipped units. `options` are the options
    the shopper has chosen.
    """

    kind: str
    parts: tuple[OrderLine, ...] = ()
    parent: OrderLine | None = None
    per_parent: int = 1
    by_parts: bool = False
    separately: bool = False
    options: tuple[ChosenValue, ...] | tuple[ChosenSelections, ...] | tuple[ChosenCustom, ...] | None = None
    choice: Choice | None = None
    stock_sku: str = ""
    """The SKU in stock, where custom options have changed that of the row."""


@dataclass(frozen=True, slots=True)
class RowRules:
    """The price rules on a row, where they are not those of its order: their ids, and the sum of their percentages."""

    ids: str
    percent_off: float


RowMoney = tuple[int, int, int, int, int, int, int, int]
"""The money of a row, in the order of the fields of `OrderLine` from `unit_cents` to `compensation_cents`."""


@dataclass(slots=True)
class OrderLine:
    """One ordered row; row amounts are for the whole ordered quantity, in the order's currency.

    `made` is None for a plain simple product. `base` is the money in base currency where that differs;
    `regular_cents` the regular price (order currency, base currency) where a special or tier price applied.
    """

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
    made: RowComposition | None = None
    base: RowMoney | None = None
    regular_cents: tuple[int, int] | None = None
    rules: RowRules | None = None
    scale: int = 1
    """The parts that a unit is counted in: 1000 for a product with decimal quantities."""
    renamed_to: str = ""
    """The SKU in stock, where the product got another one after the order."""

    @property
    def kind(self) -> str:
        """Magento's product type of the row."""
        return "simple" if self.made is None else self.made.kind

    @property
    def parts(self) -> tuple[OrderLine, ...]:
        """The rows below this row: the chosen variant, or the selections of a bundle."""
        return () if self.made is None else self.made.parts

    def goods(self, quantity: int) -> list[tuple[str, int]]:
        """(SKU, units) that `quantity` units of this row take from stock."""
        made = self.made
        if made is None or made.kind != "bundle":
            return [(self.stocked, quantity)]
        return [(part.stocked, quantity * per_parent(part)) for part in made.parts]

    @property
    def stocked(self) -> str:
        """The SKU that the row takes from stock."""
        if self.renamed_to:
            return self.renamed_to
        return self.sku if self.made is None or not self.made.stock_sku else self.made.stock_sku

    @property
    def option_words(self) -> list[str]:
        """What was entered and selected for the custom options of the row, in words."""
        chosen = self.made.options if self.made is not None else None
        return [words for each in chosen or () if isinstance(each, ChosenCustom) for words in each.words]

    @property
    def stock_rows(self) -> tuple[OrderLine, ...]:
        """The rows that shipments of this row name: its parts where they are shipped separately, else itself."""
        made = self.made
        return made.parts if made is not None and made.separately else (self,)

    def open_goods(self) -> list[tuple[str, int]]:
        """(SKU, units) that are still reserved for this row."""
        if self.made is not None and self.made.kind == "virtual":
            return [(self.stocked, self.to_invoice())]
        return [goods for row in self.stock_rows for goods in row.goods(row.to_ship())]

    def in_base(self) -> OrderLine:
        """A copy of this row with its money in base currency."""
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
        """Units left to invoice."""
        return self.quantity - self.invoiced - self.canceled

    def to_ship(self) -> int:
        """Units left to ship. A bundle shipped in parts counts while any of its parts is left."""
        if self.made is not None:
            if self.made.kind == "virtual":
                return 0
            if self.made.separately:
                return max(-(-part.to_ship() // per_parent(part)) for part in self.made.parts)
        return self.quantity - self.shipped - self.canceled - (self.refunded - self.returned)

    def to_cancel(self) -> int:
        """Units that a cancellation ends: neither invoiced nor shipped."""
        if self.made is not None and self.made.kind == "virtual":
            return self.to_invoice()
        if self.made is not None and self.made.separately:
            whole = min(part.to_ship() // per_parent(part) for part in self.made.parts)
            return min(self.to_invoice(), whole)
        return min(self.to_invoice(), self.to_ship())

    def to_refund(self) -> int:
        """Units invoiced and not refunded."""
        return self.invoiced - self.refunded

    def part(self, cents: int, before: int, quantity: int) -> int:
        """The share of a row amount that falls on units `before` .. `before + quantity`."""
        return share(cents, before + quantity, self.quantity) - share(cents, before, self.quantity)

    def discount_part(self, before: int, quantity: int) -> int:
        """The share of the discount on `quantity` units after the first `before`, in cents.

        It is the gross share less the paid share, so that no part of a row is paid below zero or above the whole.
        """
        if not self.discount_cents:
            return 0
        return discount_upto(self, before + quantity) - discount_upto(self, before)


def discount_upto(line: OrderLine, quantity: int) -> int:
    """The discount on the first units of a row."""
    row, tax, compensation, of = line.row_cents, line.tax_cents, line.compensation_cents, line.quantity
    paid = row + tax + compensation - line.discount_cents
    gross = share(row, quantity, of) + share(tax, quantity, of) + share(compensation, quantity, of)
    return gross - share(paid, quantity, of)


def per_parent(part: OrderLine) -> int:
    """Units of a part that belong to one unit of its parent."""
    assert part.made is not None
    return part.made.per_parent
