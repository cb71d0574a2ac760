"""A shop order and its ERP order, as the patterns of wrong content compare them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from golive.judge.causes.content.usual import Usual
from golive.judge.content import Difference
from golive.judge.history import ErpOrder, Story


@dataclass(frozen=True, slots=True)
class Pair:
    """A shop order and its ERP order with their differences. `clock` formats a time."""

    story: Story
    doc: ErpOrder
    differences: tuple[Difference, ...]
    usual: Usual
    clock: Callable[[int | None], str]
    untaxed: Sequence[tuple[str, str]] = ()
    """(SKU, rate in percent) of lines whose rate is that of no tax code of the ERP."""

    def differs(self, *fields: str) -> bool:
        """Whether one of these fields differs."""
        return any(each.field in fields for each in self.differences)

    @property
    def units(self) -> tuple[dict[str, int], dict[str, int]]:
        """The units per SKU in shop and ERP."""
        return _units(self.story), _units(self.doc)

    @property
    def same_units(self) -> bool:
        """Whether both have the same units of each SKU."""
        ours, theirs = self.units
        return ours == theirs

    @property
    def prices(self) -> list[tuple[str, int, int]]:
        """SKU and unit price in cents in shop and ERP, for articles with one price in each."""
        ours, theirs = _prices(self.story), _prices(self.doc)
        return [(sku, ours[sku], theirs[sku]) for sku in sorted(ours) if sku in theirs]

    @property
    def rate(self) -> float:
        """The share of tax that is added to net amounts, over the whole shop order."""
        money = self.story.money
        net = money.total - money.tax
        return money.tax / net if net > 0 else 0.0

    @property
    def names(self) -> str:
        """Both orders in words."""
        return f"{self.doc.number} for order {self.story.order}"


def _units(document: Story | ErpOrder) -> dict[str, int]:
    units: dict[str, int] = {}
    for sku, quantity, *_ in document.lines:
        units[sku] = units.get(sku, 0) + quantity
    return units


def _prices(document: Story | ErpOrder) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for sku, _, price, _ in document.lines:
        if price is not None:
            found.setdefault(sku, set()).add(price)
    return {sku: min(prices) for sku, prices in found.items() if len(prices) == 1}


def is_times(theirs: int, ours: int, factor: float, cents: int = 1) -> bool:
    """Whether an amount is another one multiplied, to within some cents."""
    return bool(ours) and abs(theirs - ours * factor) <= cents + 0.5


def amount(cents: int) -> str:
    """Return an amount as `12.34`."""
    return f"{cents / 100:.2f}"
