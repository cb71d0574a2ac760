"""What each article of an order comes to in both systems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.judge.causes.content.pair import Pair
from golive.judge.history.records.decimals import priced


@dataclass(slots=True)
class Worth:
    """An article of an order. Cents: `listed` and its `discount` in the shop, `booked` in the ERP after discount."""

    sku: str
    units: int = 0
    listed: int = 0
    discount: int = 0
    booked: int = 0
    beside: int = 0
    """The discount in the ERP, beside the unit price."""

    @property
    def paid(self) -> int:
        """Cents after discount in the shop."""
        return self.listed - self.discount

    @property
    def tolerance(self) -> float:
        """Cents that rounding of the unit price and of the discount may make."""
        return self.units / 2 + 1


def worths(pair: Pair) -> list[Worth]:
    """Return the articles of an order; none where units differ, a price is missing, or a discount is in the header."""
    story, doc = pair.story, pair.doc
    if not pair.same_units or any(row[2] is None for row in (*story.lines, *doc.lines)):
        return []
    if doc.money.discount != sum(row[3] for row in doc.lines):
        return []
    found: dict[str, Worth] = {}
    for sku, units, price, discount in story.lines:
        worth = found.setdefault(sku, Worth(sku))
        worth.units += units
        worth.listed += priced(price, units, is_decimal=sku in story.decimals)
        worth.discount += discount
    for sku, units, price, discount in doc.lines:
        found[sku].booked += priced(price, units, is_decimal=sku in story.decimals) - discount
        found[sku].beside += discount
    return list(found.values())


def all_are(pair: Pair, wrong: Callable[[Worth], float]) -> Worth | None:
    """Return the article with the largest difference, where every article is booked at what `wrong` says, in cents.

    None where one is not, or where `wrong` is what the shop has, to within rounding.
    """
    articles = worths(pair)
    if not articles or any(abs(each.booked - wrong(each)) > each.tolerance for each in articles):
        return None
    most = max(articles, key=lambda each: abs(wrong(each) - each.paid))
    return most if abs(wrong(most) - most.paid) > 2 * most.tolerance else None
