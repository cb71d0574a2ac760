r"""What cart price rules take off the rows of a cart and off shipping.

Rules act one after the other, by sort order and id, each on what those before it have left. A rule acts on a cart for
which its condition holds, and there on the rows that its action condition fits. A rule that stops ends the processing
of the rows that it acts on, and of shipping. Source: Magento source, Magento\SalesRule\Model\Validator, RulesApplier,
Utility and Rule\Action\Discount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fake_magento.money import converted, percent_of, spread
from fake_magento.promotions.cart_rule import Acting, Discount
from fake_magento.promotions.rule_conditions import CartFacts, fits, holds
from fake_magento.quantities import priced

MOST_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class Selected:
    """A rule that acts on a cart: on which of its priced rows, and whether on shipping."""

    acting: Acting
    rows: tuple[bool, ...]
    on_shipping: bool

    @property
    def discount(self) -> Discount:
        """What it takes off."""
        return self.acting.discount


@dataclass(frozen=True, slots=True)
class PricedRows:
    """The rows of a cart in one currency: unit prices in cents, quantities, and the price of shipping."""

    units: Sequence[int]
    quantities: Sequence[int]
    postage: int
    rate: int
    """Millionths of the currency for one unit of the base currency."""
    scales: Sequence[int]
    """The parts that a unit of each row is counted in."""


def select(rules: Sequence[Acting], cart: CartFacts) -> list[Selected]:
    """The rules that act on a cart, with their rows. A rule that acts on nothing is left out."""
    found = []
    open_rows, open_shipping = [True] * len(cart.rows), True
    for each in rules:
        if not holds(each.condition, cart):
            continue
        rows = tuple(
            is_open and fits(each.action_condition, row)
            for is_open, row in zip(open_rows, cart.rows, strict=True)
        )
        on_shipping = open_shipping and each.discount.on_shipping
        if each.stops:
            open_rows = [is_open and not acts for is_open, acts in zip(open_rows, rows, strict=True)]
            open_shipping = open_shipping and not on_shipping
        if any(rows) or on_shipping:
            found.append(Selected(each, rows, on_shipping))
    return found


def taken(selected: Sequence[Selected], cart: PricedRows) -> tuple[list[int], int]:
    """Cents off each row, and off shipping, in the currency of the rows."""
    entered = [priced(*each) for each in zip(cart.units, cart.quantities, cart.scales, strict=True)]
    off, off_postage = [0] * len(entered), 0
    for each in selected:
        left = [whole - part for whole, part in zip(entered, off, strict=True)]
        open_to = cart.postage - off_postage if each.on_shipping else 0
        more, last = _of_one(each, left, open_to, cart)
        off = [before + cents for before, cents in zip(off, more, strict=True)]
        off_postage += last
    return off, off_postage


def _of_one(each: Selected, left: list[int], open_to: int, cart: PricedRows) -> tuple[list[int], int]:
    discount = each.discount
    amount = converted(discount.amount, cart.rate)
    if discount.action == "cart_fixed":
        weights = [cents if acts else 0 for cents, acts in zip(left, each.rows, strict=True)]
        *rows, last = spread(min(amount, sum(weights) + open_to), [*weights, open_to])
        return rows, last
    rows = [
        min(cents, _off_row(discount, amount, cents, unit, quantity, scale)) if acts else 0
        for acts, cents, unit, quantity, scale in zip(
            each.rows, left, cart.units, cart.quantities, cart.scales, strict=True
        )
    ]
    if discount.action == "by_percent":
        return rows, percent_of(open_to, discount.amount)
    return rows, min(open_to, amount) if discount.action == "by_fixed" else 0


def _off_row(discount: Discount, amount: int, left: int, unit: int, quantity: int, scale: int) -> int:
    counted = min(quantity, discount.most * scale) if discount.most else quantity
    if discount.action == "buy_x_get_y":
        return unit * _free(counted // scale, discount.step, discount.amount // 100)
    if discount.step:
        counted -= counted % (discount.step * scale)
    if discount.action == "by_fixed":
        return priced(amount, counted, scale)
    if counted == quantity:
        return percent_of(left, discount.amount)
    before = priced(unit, quantity, scale) - left
    return percent_of(max(0, priced(unit, counted, scale) - before * counted // quantity), discount.amount)


def _free(quantity: int, bought: int, free: int) -> int:
    """The units that cost nothing: `free` of every `bought` + `free`, and those beyond `bought` of the rest."""
    if not bought or free > bought:
        return 0
    whole, rest = divmod(quantity, bought + free)
    return whole * free + max(0, rest - bought)


def percent_off(selected: Sequence[Selected], row: int, quantity: int) -> float:
    """The sum of the percentages that act on all units of a row, at most 100."""
    total = sum(
        each.discount.amount
        for each in selected
        if each.rows[row]
        and each.discount.action == "by_percent"
        and (not each.discount.most or each.discount.most >= quantity)
    )
    return min(total, MOST_PERCENT) / 100
