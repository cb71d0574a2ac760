"""Units of documents, in words and in money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Paper
from golive.judge.history.paperwork.shop_returns import Rma
from golive.judge.history.records.decimals import priced


def units_of(some: Sequence[Paper]) -> Counter[str]:
    """The units of some documents by SKU."""
    units: Counter[str] = Counter()
    for paper in some:
        for sku, quantity in paper.lines:
            units[sku] += quantity
    return units


def approved_units(rmas: Iterable[Rma]) -> Counter[str]:
    """The units of closed returns of the shop that were taken back, by SKU."""
    units: Counter[str] = Counter()
    for rma in rmas:
        for row in rma.rows:
            if row.approved:
                units[row.sku] += row.approved
    return units


def requested_units(rmas: Iterable[Rma]) -> Counter[str]:
    """The units that customers asked to send back, by SKU."""
    units: Counter[str] = Counter()
    for rma in rmas:
        for row in rma.rows:
            units[row.sku] += row.requested
    return units


def goods_text(units: Counter[str]) -> str:
    """Units in words: `2 x SKU-1, 1 x SKU-2`."""
    return ", ".join([f"{count} x {sku}" for sku, count in sorted(units.items())]) or "nothing"


def value_cents(story: Story, units: Counter[str]) -> int:
    """What units of an order are worth, at the price of their line."""
    worth = 0
    for sku, quantity, price, discount in {row[0]: row for row in story.lines}.values():
        count = units.get(sku, 0)
        worth += priced(price, count, is_decimal=sku in story.decimals) - discount // max(1, quantity) * count
    return worth
