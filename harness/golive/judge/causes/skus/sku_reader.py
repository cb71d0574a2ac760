"""Reads the timelines of SKUs from a ledger, in one pass over the facts about stock, parcels and calls for stock."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from golive.judge.causes.skus.sku_trail import FORMER, OWN, Level, SkuTrail, Units, Write
from golive.judge.history.orders import Orders
from golive.judge.history.records.articles import ERP, SHOP, Articles, Change
from golive.judge.history.records.decimals import SCALE
from golive.record.ledger import Ledger
from golive.record.run import Fact

_KINDS = (
    "erp.stock.changed",
    "erp.delivery.posted",
    "shop.stock.changed",
    "shop.stock.refused",
    "shop.reservation.added",
    "shop.order.shipped",
    "shop.order.cancelled",
    "shop.order.refunded",
    *Articles().readers,
)
_CALLS = ("shop.stock.", "erp.stock.")
_LINE = re.compile(
    '"kind":"(?:{})"|"op":"(?:{})'.format(
        "|".join(map(re.escape, _KINDS)), "|".join(map(re.escape, _CALLS))
    ).encode()
)
READ_FOR_SKUS = _KINDS
RELEASED = ("order_canceled", "creditmemo_created")
MOST_EVENTS = 3_000_000
"""Facts about SKUs kept at a time; of a longer ledger the SKUs that come last are not explained."""


MOSTLY = 0.8
"""The share of orders with several parcels booked as a whole from which that is how the integration works."""


class StockCall(NamedTuple):
    """A call that reads or writes stock. `key` is the SKU where it is about one. `told` is the caller's view."""

    sent_ms: int
    at_ms: int
    op: str
    key: str
    told: str
    status: int | None
    how: str
    x: str

    @property
    def succeeded(self) -> bool:
        """Whether the caller received a success status."""
        return self.told == "answered" and self.status is not None and self.status < 300

    @property
    def outcome(self) -> str:
        """The status, or how the call failed."""
        return str(self.status or self.how or self.told)


class Parcels(NamedTuple):
    """How orders that the ERP delivers in several parcels are booked in the shop.

    `several` are these orders; `whole` is the number of those booked with one shipment, `singly` of the others.
    """

    several: frozenset[str]
    whole: int
    singly: int

    @property
    def as_a_whole(self) -> bool:
        """Whether that is how the integration works."""
        return self.whole >= max(1, MOSTLY * (self.whole + self.singly))

    @property
    def words(self) -> str:
        """The numbers in words."""
        return (
            f"of {self.whole + self.singly} such orders that are booked in the shop, {self.whole} were booked with one "
            "shipment of all units, which are not all at one source"
        )


class RefusedRows(NamedTuple):
    """A write that the shop refused as a whole: its message and its SKUs."""

    at_ms: int
    why: str
    skus: frozenset[str]


@dataclass(slots=True)
class StockRecord:
    """What the ledger says about stock beyond one SKU. Times are ms."""

    trails: dict[str, SkuTrail] = field(default_factory=dict)
    calls: list[StockCall] = field(default_factory=list)
    refused: list[RefusedRows] = field(default_factory=list)
    wrote_zero: int = 0
    """The number of source quantities that the candidate set to 0."""
    rose: int = 0
    """The number of writes of the candidate that raised a quantity."""
    fell: int = 0
    """The number of those that lowered one."""
    written: dict[str, int] = field(default_factory=dict)
    """When the candidate last wrote each SKU."""
    at_erp: set[str] = field(default_factory=set)
    """The SKUs that the ERP keeps stock of."""
    strange: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)
    """(time, source, quantity) of the writes under codes that the ERP does not have."""
    last_ms: int = 0
    votes: list[tuple[int, int]] | None = None
    """For each formula the writes it explains and those in which it differs, once counted."""
    wrong: list[tuple[SkuTrail, Write]] | None = None
    """The writes with a wrong quantity, once found."""
    parcels: Parcels | None = None
    """How orders in several parcels are booked."""
    renamed: dict[str, list[Change]] = field(default_factory=dict)
    """Changes of the SKU, by article."""
    old_share: float | None = None
    """The share of these that had been right before, once counted."""
    factors: dict[int, set[int]] | None = None
    """The quantities that are off by each whole factor, once found."""
    mixed_up: bool | None = None
    """Whether wrong quantities are usually those of another article, once checked."""
    spans: dict[tuple[str, int], list[tuple[str, int, int]]] | None = None
    """(SKU, from, to) of each right quantity by source and quantity, once found."""

    def writes_after(self, at_ms: int) -> list[StockCall]:
        """Return the calls that wrote stock to the shop after an instant."""
        return [call for call in self.calls if call.sent_ms > at_ms and call.op == "shop.stock.write"]

    def reads_after(self, at_ms: int) -> list[StockCall]:
        """Return the calls that read the ERP's stock after an instant."""
        return [call for call in self.calls if call.sent_ms > at_ms and call.op.startswith("erp.stock.")]


def read_stock(ledger: Ledger, orders: Orders, skus: Collection[str]) -> StockRecord:
    """Return the timelines of these SKUs."""
    return _Reader(orders, skus).read(ledger)


class _Reader:
    def __init__(self, orders: Orders, skus: Collection[str]) -> None:
        self._orders = orders
        self._articles = Articles()
        trails = {sku: SkuTrail(sku, scale=SCALE if sku in orders.decimals else 1) for sku in skus}
        self.record = StockRecord(trails, renamed=self._articles.renamed)
        self._events = 0
        self._readers: dict[str, Callable[[Fact], object]] = {
            "erp.stock.changed": self._erp,
            "erp.delivery.posted": self._delivered,
            "shop.stock.changed": self._written,
            "shop.stock.refused": self._refused,
            "shop.reservation.added": self._reserved,
            "shop.order.shipped": self._shipped,
            "shop.order.cancelled": self._ended,
            "shop.order.refunded": self._ended,
            **self._articles.readers,
            "shop.product.renamed": self._renamed,
            "shop.product.saved": self._product_saved,
            "exchange.answered": self._answered,
            "exchange.committed": self._committed,
        }
        self._quantities: dict[tuple[str, str], int] = {}
        self._unowned: list[tuple[list[Write], int]] = []

    def read(self, ledger: Ledger) -> StockRecord:
        for fact in ledger.matching(_LINE):
            reader = self._readers.get(fact.kind)
            if reader is None:
                continue
            reader(fact)
            self.record.last_ms = fact.at_ms
            if self._events > MOST_EVENTS and len(self.record.trails) > 1:
                dropped = self.record.trails.popitem()[1]
                self._events -= dropped.events
        return self.record

    def _trail(self, system: str, sku: str) -> SkuTrail | None:
        """The trail of the article that has a SKU in a system now."""
        return self.record.trails.get(self._articles.of(system, sku))

    def _trail_of(self, sku: str, order: str) -> SkuTrail | None:
        """The trail of an article of a shop order, which may have been placed when another article had its SKU."""
        story = self._orders.stories.get(order)
        if story is None or not self._articles.changed:
            return self._trail(SHOP, sku)
        return self.record.trails.get(self._articles.of_order(sku, story.seq))

    def _renamed(self, fact: Fact) -> None:
        """Read another SKU in the shop. Without their stock, the sources of the article are empty from now on."""
        trail = self.record.trails.get(self._articles.rename(SHOP, fact))
        if trail is not None and not fact.data["stock"]:
            for source in trail.quantities:
                self._write(trail, fact, source, 0, False, "renamed")

    def _product_saved(self, fact: Fact) -> None:
        """Read a new product: what the sources have under its SKU is its own from now on."""
        if not fact.data.get("created"):
            return
        sku = fact.keys["sku"]
        trail = self.record.trails.get(self._articles.add(SHOP, sku, fact.seq))
        if trail is None:
            return
        for (held, source), units in self._quantities.items():
            if held == sku and units:
                self._write(trail, fact, source, units, True, FORMER)

    def _erp(self, fact: Fact) -> None:
        why = fact.data["why"]
        for sku, warehouse, on_hand, own, others, safety in fact.data["rows"]:
            self.record.at_erp.add(sku)
            trail = self._trail(ERP, sku)
            if trail is not None:
                transit = trail.last(warehouse).transit
                trail.note(warehouse, Level(fact.at_ms, fact.seq, on_hand, own, others, safety, transit, why))
                self._events += 1

    def _units(self, trail: SkuTrail, order: str) -> Units:
        units = trail.orders.get(order)
        if units is None:
            units = trail.orders[order] = Units()
        return units

    def _delivered(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is None or doc.story is None:
            return
        for sku, quantity in fact.data["lines"]:
            trail = self._trail(ERP, sku)
            if trail is None:
                continue
            units = self._units(trail, doc.story.order)
            taken = min(quantity, units.wanted - units.delivered)
            if taken > 0:
                units.delivered += taken
                self._moved(trail, fact, units, fact.data["warehouse"], taken)
                trail.opened(fact.at_ms, -taken)

    def _moved(self, trail: SkuTrail, fact: Fact, order: Units, warehouse: str, units: int) -> None:
        """Change the units in transit; where both systems have booked the same, none are left in any warehouse."""
        order.places[warehouse] = order.places.get(warehouse, 0) + units
        changes = {warehouse: units}
        if not order.transit:
            for place, left in order.places.items():
                changes[place] = changes.get(place, 0) - left
            order.places = {}
        for place, change in changes.items():
            last = trail.last(place)
            transit = last.transit + change
            trail.note(place, last._replace(at_ms=fact.at_ms, seq=fact.seq, transit=transit, why="parcel"))
            self._events += 1

    def _shipped(self, fact: Fact) -> None:
        for sku, quantity in fact.data["lines"]:
            trail = self._trail_of(sku, fact.keys["order"])
            if trail is not None:
                units = self._units(trail, fact.keys["order"])
                units.shipped += quantity
                trail.booked.append((fact.at_ms, fact.keys["order"], fact.data["source"], quantity))
                self._moved(trail, fact, units, fact.data["source"], -quantity)

    def _ended(self, fact: Fact) -> None:
        """Read a cancellation: what was not delivered is not wanted any more."""
        if fact.kind == "shop.order.refunded" and not fact.data["full"]:
            return
        story = self._orders.stories.get(fact.keys["order"])
        if story is None or story.ended_seq != fact.seq:
            return
        for sku in dict.fromkeys(row[0] for row in story.lines):
            trail = self._trail_of(sku, story.order)
            units = None if trail is None else trail.orders.get(story.order)
            if trail is not None and units is not None:
                trail.given_up(fact.at_ms, units.wanted - units.delivered)
                units.wanted = units.delivered

    def _reserved(self, fact: Fact) -> None:
        event, order = fact.data["event"], fact.keys.get("order", "")
        for sku, quantity in fact.data["rows"]:
            trail = self._trail_of(sku, order)
            if trail is None:
                continue
            units = self._units(trail, order)
            units.reserved += quantity
            if event == "order_placed" and order in self._orders.stories:
                units.wanted -= quantity
                trail.opened(fact.at_ms, -quantity)
            elif event in RELEASED:
                less = min(quantity, units.wanted - units.delivered)
                units.wanted -= less
                trail.given_up(fact.at_ms, less)
            self._events += 1

    def _written(self, fact: Fact) -> None:
        why = fact.data["why"]
        for sku, source, quantity, in_stock in fact.data["rows"]:
            trail = self._trail(SHOP, sku)
            if trail is not None:
                self._write(trail, fact, source, quantity, in_stock, why)
            step = quantity - self._quantities.get((sku, source), 0)
            self._quantities[sku, source] = quantity
            if why not in OWN:
                self.record.written[self._articles.of(SHOP, sku) or sku] = fact.at_ms
                if sku not in self.record.at_erp:
                    strange = self.record.strange.setdefault(sku, [])
                    strange.append((fact.at_ms, source, quantity if in_stock else 0))
                self.record.rose += step > 0
                self.record.fell += step < 0
                self.record.wrote_zero += quantity == 0 or not in_stock

    def _write(
        self, trail: SkuTrail, fact: Fact, source: str, quantity: int, in_stock: bool, why: str
    ) -> None:
        before = trail.quantities.get(source, 0)
        trail.quantities[source] = quantity
        write = Write(fact.at_ms, fact.seq, source, quantity, in_stock, why, before)
        writes = trail.writes.setdefault(source, [])
        writes.append(write)
        self._events += 1
        if not write.is_own:
            self._unowned.append((writes, len(writes) - 1))

    def _committed(self, fact: Fact) -> None:
        """Read the exchange of a write: its fact follows the change at once."""
        for writes, place in self._unowned:
            if writes[place].at_ms == fact.at_ms:
                writes[place] = writes[place]._replace(x=fact.keys["x"])
        self._unowned.clear()

    def _refused(self, fact: Fact) -> None:
        self.record.refused.append(RefusedRows(fact.at_ms, fact.data["why"], frozenset(fact.data["skus"])))

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        self.record.calls.append(
            StockCall(
                data["sent_ms"], fact.at_ms, data["op"], fact.keys["key"], data["told"], data["status"], data["how"],
                fact.keys["x"],
            )
        )  # fmt: skip
