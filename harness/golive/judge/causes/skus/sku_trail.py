"""The timeline of one SKU: what the ERP had, what was written to the shop, and which parcels were on the way.

The right quantity of a source is what the ERP has free there, plus *transit*: units that left the warehouse and are not
booked as shipped in the shop yet, because the shop still reserves them. Below zero it counts as zero.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

FORMER = "former article"
"""The reason of quantities that another article left under the same SKU."""
OWN = ("shipment", "invoice", "refund", "opening", "unassigned", "renamed", FORMER)
"""Reasons for which the shop itself changes a source."""


class Level(NamedTuple):
    """One SKU in one warehouse of the ERP from an instant on. `own` is allocated to shop orders, `others` to others."""

    at_ms: int
    seq: int
    on_hand: int
    own: int
    others: int
    safety: int
    transit: int
    why: str

    @property
    def free(self) -> int:
        """What the ERP has for the shop."""
        return self.on_hand - self.others - self.safety

    @property
    def right(self) -> int:
        """The quantity that the source should have."""
        return max(0, self.free + self.transit)


NOTHING = Level(0, 0, 0, 0, 0, 0, 0, "")


class Write(NamedTuple):
    """A change of a source. `before` is its quantity until then; `x` the exchange, empty where the shop did it."""

    at_ms: int
    seq: int
    source: str
    quantity: int
    in_stock: bool
    why: str
    before: int
    x: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the shop did it itself, by a shipment or a refund."""
        return self.why in OWN

    @property
    def offered(self) -> int:
        """The quantity that can be sold from the source."""
        return self.quantity if self.in_stock else 0

    @property
    def step(self) -> int:
        """The difference to the quantity before."""
        return self.quantity - self.before


@dataclass(slots=True)
class Units:
    """The units of one SKU in one shop order."""

    wanted: int = 0
    reserved: int = 0
    delivered: int = 0
    shipped: int = 0
    places: dict[str, int] = field(default_factory=dict)
    """Units in transit by warehouse, until both systems have booked the same."""

    @property
    def transit(self) -> int:
        """Units that left the ERP's warehouse and are not booked in the shop; negative: booked there only."""
        return self.delivered - self.shipped

    @property
    def left_reserved(self) -> int:
        """Units that the shop reserves (negative) without an open order."""
        return self.reserved + self.wanted - self.shipped


@dataclass(slots=True)
class SkuTrail:
    """The timeline of a SKU. Lists are oldest first; of several changes at one instant the last state counts."""

    sku: str
    levels: dict[str, list[Level]] = field(default_factory=dict)
    writes: dict[str, list[Write]] = field(default_factory=dict)
    """By source."""
    orders: dict[str, Units] = field(default_factory=dict)
    opens: list[tuple[int, int]] = field(default_factory=list)
    """(time, units of shop orders that are neither shipped nor cancelled)."""
    released: list[tuple[int, int]] = field(default_factory=list)
    """(time, units that a shop order gave up: cancelled, or refunded before they left)."""
    booked: list[tuple[int, str, str, int]] = field(default_factory=list)
    """(time, order, source, units) of each shipment in the shop."""
    quantities: dict[str, int] = field(default_factory=dict)
    open: int = 0
    scale: int = 1
    """The parts that a unit is counted in: 1000 with decimal quantities. All quantities are such parts."""

    @property
    def events(self) -> int:
        """The number of states and writes that are kept."""
        kept = sum(map(len, self.levels.values())) + sum(map(len, self.writes.values()))
        return kept + len(self.opens)

    # -- reading -----------------------------------------------------------------------------------------

    def note(self, warehouse: str, level: Level) -> None:
        """Add a state of a warehouse; it replaces one of the same instant."""
        levels = self.levels.setdefault(warehouse, [])
        if levels and levels[-1].at_ms == level.at_ms:
            if levels[-1].on_hand == level.on_hand:
                level = level._replace(why=levels[-1].why, seq=levels[-1].seq)
            levels[-1] = level
        else:
            levels.append(level)

    def last(self, warehouse: str) -> Level:
        """Return the latest state of a warehouse."""
        levels = self.levels.get(warehouse)
        return levels[-1] if levels else NOTHING

    def opened(self, at_ms: int, units: int) -> None:
        """Change the units of open orders."""
        self.open += units
        if self.opens and self.opens[-1][0] == at_ms:
            self.opens[-1] = (at_ms, self.open)
        else:
            self.opens.append((at_ms, self.open))

    def given_up(self, at_ms: int, units: int) -> None:
        """Note units that an open order does not need any more."""
        self.opened(at_ms, -units)
        if units > 0:
            self.released.append((at_ms, units))

    # -- asking ------------------------------------------------------------------------------------------

    def level(self, warehouse: str, at_ms: int) -> Level:
        """Return the state of a warehouse at the end of an instant."""
        levels = self.levels.get(warehouse, [])
        place = bisect_right(levels, at_ms, key=lambda level: level.at_ms)
        return levels[place - 1] if place else NOTHING

    def during(self, warehouse: str, from_ms: int, to_ms: int) -> Iterator[Level]:
        """Yield the states that were true in a span, the latest first."""
        levels = self.levels.get(warehouse, [])
        place = bisect_right(levels, to_ms, key=lambda level: level.at_ms) - 1
        while place >= 0:
            yield levels[place]
            if levels[place].at_ms <= from_ms:
                return
            place -= 1

    def open_at(self, at_ms: int) -> int:
        """Return the units of open shop orders at an instant."""
        place = bisect_right(self.opens, at_ms, key=lambda pair: pair[0])
        return self.opens[place - 1][1] if place else 0

    def offered(self, source: str, at_ms: int) -> int:
        """Return the quantity that a source offered at the end of an instant."""
        writes = self.writes.get(source, [])
        place = bisect_right(writes, at_ms, key=lambda write: write.at_ms)
        return writes[place - 1].offered if place else 0

    def sent(self, source: str | None = None) -> list[Write]:
        """Return the writes of the candidate to one source or to all, oldest first for each source."""
        sources = self.writes.values() if source is None else (self.writes.get(source, []),)
        return [write for writes in sources for write in writes if not write.is_own]

    def error(self, source: str, at_ms: int) -> int:
        """Return how many units too many a source offered at the end of an instant; negative: too few."""
        return self.offered(source, at_ms) - self.level(source, at_ms).right

    def in_transit(self) -> dict[str, int]:
        """Return the orders whose parcels are booked in only one of the systems, with their units."""
        return {order: units.transit for order, units in self.orders.items() if units.transit}
