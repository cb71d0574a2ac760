"""The prices of one article at an instant, in the ERP and in the shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from golive.judge.history.records.prices import PriceWrite

STANDARD = "list:standard"
"""The price list of customers that have none of their own."""
ALL_GROUPS = "ALL GROUPS"
CENTS_PER_PERCENT = 100


@dataclass(slots=True)
class ErpPrices:
    """List price and rows of an article. A row is known by (owner, from_quantity, from, currency)."""

    list_cents: int | None = None
    rows: dict[tuple[str, int, int, str], tuple[int, int | None]] = field(default_factory=dict)

    def apply(self, write: PriceWrite) -> None:
        """Take over a write."""
        if write.kind == "list":
            self.list_cents = write.now
        elif write.now is None:
            self.rows.pop(write.place, None)
        else:
            self.rows[write.place] = write.now

    def of(self, owner: str, quantity: int, at_ms: int) -> int | None:
        """Return the price for an owner of rows, else the standard one; None where the ERP has none, or 0."""
        for each in (owner, STANDARD) if owner != STANDARD else (STANDARD,):
            best: tuple[int, int, int] | None = None
            for (whose, least, from_ms, _), (cents, to_ms) in self.rows.items():
                holds = from_ms <= at_ms and (to_ms is None or at_ms < to_ms)
                if whose == each and least <= quantity and holds:
                    best = max(best or (0, -1, 0), (least, from_ms, cents), key=lambda row: row[:2])
            if best is not None:
                return best[2]
        return self.list_cents or None

    def all_values(self, at_ms: int) -> set[int]:
        """Return every price that holds at an instant for any customer and quantity."""
        found = {
            cents
            for (_, _, from_ms, _), (cents, to_ms) in self.rows.items()
            if from_ms <= at_ms and (to_ms is None or at_ms < to_ms)
        }
        return found if self.list_cents is None else found | {self.list_cents}

    def values_of_lists(self, at_ms: int) -> set[int]:
        """Return the prices of all rows but those of the standard list that hold at an instant."""
        return {
            cents
            for (whose, _, from_ms, _), (cents, to_ms) in self.rows.items()
            if whose != STANDARD and from_ms <= at_ms and (to_ms is None or at_ms < to_ms)
        }

    def windows(self, cents: int) -> list[tuple[int, int | None]]:
        """Return the periods of rows with this price that begin or end."""
        return [
            (from_ms, to_ms)
            for (_, _, from_ms, _), (price, to_ms) in self.rows.items()
            if price == cents and (from_ms or to_ms is not None)
        ]


@dataclass(slots=True)
class ShopPrices:
    """Prices of an article in the shop, each as the write that made it.

    `promotions` are the special prices that people set, by store, also after the integration has removed them.
    """

    base: dict[int, PriceWrite] = field(default_factory=dict)
    special: dict[int, PriceWrite] = field(default_factory=dict)
    tiers: dict[Any, PriceWrite] = field(default_factory=dict)
    promotions: dict[int, PriceWrite] = field(default_factory=dict)

    def apply(self, write: PriceWrite) -> None:
        """Take over a write. A base price of None in a store is no price of its own any more."""
        table = {"base": self.base, "special": self.special}.get(write.kind, self.tiers)
        if write.now is None:
            table.pop(write.place, None)
        else:
            table[write.place] = write
        if write.kind == "special" and not write.by_client:
            if write.now is None:
                self.promotions.pop(write.place, None)
            else:
                self.promotions[write.place] = write

    def regular(self, store: int) -> PriceWrite | None:
        """Return the base price that holds in a store."""
        return self.base.get(store) or self.base.get(0)

    def special_now(self, store: int, at_ms: int) -> PriceWrite | None:
        """Return the special price that is in force in a store."""
        return _in_force(self.special, store, at_ms)

    def promotion_now(self, store: int, at_ms: int) -> PriceWrite | None:
        """Return the promotion of the shop that should be in force in a store."""
        return _in_force(self.promotions, store, at_ms)

    def tiers_for(self, group: str, quantity: int) -> Iterator[PriceWrite]:
        """Yield the tier prices that apply to a group and a quantity."""
        for (least, name, _), write in self.tiers.items():
            if least <= quantity and name in (ALL_GROUPS, group):
                yield write

    def final(self, store: int, group: str, quantity: int, at_ms: int) -> int | None:
        """Return the price that a customer pays for a unit: the lowest that applies; None without a base price."""
        base, special = self.regular(store), self.special_now(store, at_ms)
        if base is None:
            return None
        prices: list[int] = [base.now]
        prices += [tier_cents(each.now, base.now) for each in self.tiers_for(group, quantity)]
        return min(prices if special is None else [*prices, special.now[0]])


def _in_force(table: dict[int, PriceWrite], store: int, at_ms: int) -> PriceWrite | None:
    write = table.get(store) or table.get(0)
    if write is None:
        return None
    _, from_ms, to_ms = write.now
    return write if (from_ms is None or from_ms <= at_ms) and (to_ms is None or at_ms < to_ms) else None


def tier_cents(value: Any, regular_cents: int) -> int:
    """Return the price of a tier: its cents, or the regular price less a discount such as `12.50%`."""
    if isinstance(value, int):
        return value
    hundredths = round(float(str(value).rstrip("%")) * CENTS_PER_PERCENT)
    return regular_cents - (regular_cents * hundredths + 5_000) // 10_000
