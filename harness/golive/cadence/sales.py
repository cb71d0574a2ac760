"""Units sold by article and hour, from a run or from an export of orders."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from golive.cadence.risk import Velocity
from golive.errors import TrafficProblem
from golive.keys.value_kinds import HOUR_MS
from golive.record.run import Fact
from golive.traffic.export import Export


class Sales:
    """Counts units. `elsewhere` are those that the shop did not sell itself, and so does not know of by itself."""

    def __init__(self, begin_ms: int | None = None, end_ms: int | None = None) -> None:
        """Sales of that time; without it, of the whole hours from the first sale to the last."""
        self._hours: dict[str, Counter[int]] = defaultdict(Counter)
        self._begin_ms = begin_ms
        self._end_ms = end_ms
        self._first_ms, self._last_ms = 0, -1
        self.units = self.elsewhere = 0.0

    def add(self, at_ms: int, sku: str, units: float, is_elsewhere: bool = False) -> None:
        """Count a sale; one outside the time is ignored."""
        if self._end_ms is not None and at_ms >= self._end_ms:
            return
        at_ms -= self._begin_ms or 0
        self._first_ms = min(self._first_ms, at_ms) if self.units else at_ms
        self._last_ms = max(self._last_ms, at_ms)
        self._hours[sku][at_ms // HOUR_MS] += units  # type: ignore[assignment]
        self.units += units
        self.elsewhere += units if is_elsewhere else 0

    @property
    def hours(self) -> float:
        """The length of the time in hours."""
        if self._begin_ms is not None and self._end_ms is not None:
            return (self._end_ms - self._begin_ms) / HOUR_MS
        return self._last_ms // HOUR_MS - self._first_ms // HOUR_MS + 1

    @property
    def span_ms(self) -> int:
        """The time, or without one that from the first sale to the last."""
        if self._begin_ms is not None and self._end_ms is not None:
            return self._end_ms - self._begin_ms
        return max(0, self._last_ms - self._first_ms)

    @property
    def unseen(self) -> float:
        """The share of the units that were sold elsewhere; 1 where the sales do not tell it."""
        return self.elsewhere / self.units if self.elsewhere else 1.0

    def velocities(self) -> dict[str, Velocity]:
        """The velocity of each article that was sold, the fastest first."""
        hours = self.hours
        found = {
            sku: Velocity.of(hours, sum(counts.values()), sum(units * units for units in counts.values()))
            for sku, counts in self._hours.items()
        }
        return dict(sorted(found.items(), key=lambda item: (-item[1].per_hour, item[0])))


def of_export(path: Path) -> Sales:
    """The sales of an export, without cancelled orders and returns. Raises TrafficProblem."""
    sales = Sales()
    for line in Export(path).lines():
        if line.quantity > 0 and not line.is_cancelled:
            sales.add(line.placed_ms, line.sku, line.quantity)
    if not sales.units:
        raise TrafficProblem(f"{path}: expected at least one order that was not cancelled, got none")
    return sales


def of_run(facts: Iterable[Fact], start_ms: int, end_ms: int) -> tuple[Sales, dict[str, int]]:
    """The sales of a run whose traffic lasts from start to end, and the stock of each article at its beginning.

    Orders that the ERP has without a reference were sold elsewhere. The stock is what the ERP has on hand.
    """
    sales, opening = Sales(start_ms, end_ms), Counter[str]()
    for fact in facts:
        match fact.kind:
            case "shop.order.placed":
                _add(sales, fact, is_elsewhere=False)
            case "erp.order.created" if not fact.keys.get("ref") and fact.data.get("channel") == "store":
                _add(sales, fact, is_elsewhere=True)
            case "erp.stock.changed" if fact.data["why"] == "opening":
                for row in fact.data["rows"]:
                    opening[row[0]] += row[2]
    return sales, dict(opening)


def _add(sales: Sales, fact: Fact, *, is_elsewhere: bool) -> None:
    for row in fact.data["lines"]:
        sales.add(fact.at_ms, row[0], row[1], is_elsewhere)


def stock_of(path: Path) -> dict[str, int]:
    """The stock of articles from a CSV file with the columns sku and stock. Raises TrafficProblem."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            names = rows.fieldnames or []
            if not {"sku", "stock"} <= set(names):
                raise TrafficProblem(
                    f"--stock {path}:1: expected the columns sku and stock, got {', '.join(names)[:200] or 'nothing'}"
                )
            return {row["sku"]: _units(row, path, rows.line_num) for row in rows}
    except (OSError, UnicodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise TrafficProblem(f"--stock {path}: cannot be read: {why}") from error


def _units(row: Mapping[str, str | None], path: Path, number: int) -> int:
    text = (row["stock"] or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise TrafficProblem(
            f"--stock {path}:{number}: column stock: expected a whole number of units, got {text[:60]!r}"
        )
    return int(text)
