"""Returns of the shop: what customers ask to send back, and what of it was taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from golive.record.run import Fact


class RmaRow(NamedTuple):
    """A row of a return. `approved` is None until it is closed; `item` is the row of the order."""

    sku: str
    requested: int
    item: int
    condition: str
    resolution: str
    approved: int | None = None


@dataclass(slots=True)
class Rma:
    """A return of the shop. `seq` and `closed_ms` are those of its end, `seq` that of the request before it."""

    number: str
    seq: int
    requested_ms: int
    rows: tuple[RmaRow, ...]
    received_ms: int | None = None
    closed_ms: int | None = None

    @property
    def is_split(self) -> bool:
        """Whether it names a row of the order in several rows."""
        return len({row.item for row in self.rows}) < len(self.rows)


class ShopReturns:
    """Readers of the facts about returns of the shop, in `readers` by kind of fact."""

    def __init__(self) -> None:
        self.by_order: dict[str, list[Rma]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.return.requested": self._requested,
            "shop.return.received": self._received,
            "shop.return.closed": self._closed,
        }

    def of(self, order: str) -> Sequence[Rma]:
        """The returns of a shop order, oldest first."""
        return self.by_order.get(order, ())

    def _requested(self, fact: Fact) -> None:
        rows: list[list[Any]] = fact.data["lines"]
        rma = Rma(fact.keys["return"], fact.seq, fact.at_ms, tuple([RmaRow(*row) for row in rows]))
        self.by_order.setdefault(fact.keys["order"], []).append(rma)

    def _received(self, fact: Fact) -> None:
        self._rma(fact).received_ms = fact.at_ms

    def _closed(self, fact: Fact) -> None:
        rma = self._rma(fact)
        rma.seq, rma.closed_ms = fact.seq, fact.at_ms
        approved = [row[1] for row in fact.data["lines"]]
        rma.rows = tuple(
            [row._replace(approved=units) for row, units in zip(rma.rows, approved, strict=True)]
        )

    def _rma(self, fact: Fact) -> Rma:
        return next(rma for rma in self.by_order[fact.keys["order"]] if rma.number == fact.keys["return"])
