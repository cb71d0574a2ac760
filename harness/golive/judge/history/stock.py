"""Stock of both systems over time, per SKU, computed at every change rather than sampled.

    expected = on hand - allocated to others - safety - quantity of shop orders not yet shipped or cancelled
    drift    = the shop's salable quantity - expected

What the ERP changed by itself less than the declared cadence ago may not have reached the shop yet. So for
each warehouse the shop may still show any quantity that was true there within the last cadence: drift inside
the range that this gives is *in the window*, the distance beyond it is *unexplained*. Quantities below zero
count as zero on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from golive.judge.history.records.decimals import SCALE, in_units
from golive.judge.history.records.place import Place

NEVER = 1 << 62

Drifted = Callable[[int, int, float], None]
"""Called with each span of unexplained drift: start and end in ms, and the units."""
Moved = Callable[[int], None]
"""Called with the instant of each change that the ERP made by itself."""
CaughtUp = Callable[[int], None]
"""Called with the time in ms that the shop needed to catch up with the ERP."""


@dataclass(slots=True, eq=False)
class SkuStock:
    """One SKU over all warehouses. `low` and `high` bound the quantity that the shop may show before its own sales.

    Drift is computed only when time has passed since `since_ms`: of several changes at one instant, such as those of a
    parcel, only the last state was ever true. `stirred`: the ERP's side has changed at this instant. `unexplained` is
    the drift at the end of the run. `stale_ms` is the first change of the ERP that the shop has not caught up with.
    """

    sku: str
    erp: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    free: int = 0
    in_sources: int = 0
    reserved: int = 0
    elsewhere: int = 0
    """Reservations of stocks that the main website does not sell from; they do not count for it."""
    most_elsewhere: int = 0
    """The most units that were reserved there at a time."""
    open: int = 0
    parcels: int = 0
    low: int = 0
    high: int = 0
    expires_ms: int = NEVER
    since_ms: int = 0
    stirred: bool = False
    unexplained: int = 0
    was_negative: bool = False
    unit_ms: int = 0
    stale_ms: int = 0
    lost_sale_ms: int = 0
    worst: int = 0
    on_sale: bool | None = None
    """Whether the shop has a product for it; None for articles that it had from the start, or never got."""
    scale: int = 1
    """The parts that a unit is counted in: 1000 with decimal quantities."""
    pack: int = 1
    """The pieces that the shop sells as one unit."""
    is_new: bool = False
    """Whether it came during the run, so that zero units are right for a cadence."""

    @property
    def is_compared(self) -> bool:
        """Whether the shop and the ERP both have the article."""
        return bool(self.erp) and self.on_sale is not False and bool(self.sources or self.on_sale)

    @property
    def expected(self) -> int:
        """The quantity that the shop should offer: free in the ERP, less open shop orders; of packs the whole ones."""
        whole = self.free - self.open
        return whole if self.pack == 1 else whole - sum([each.free % self.pack for each in self.erp.values()])

    @property
    def salable(self) -> int:
        """The quantity that the shop offers: its sources, less reservations (which are negative)."""
        return self.in_sources + self.reserved


@dataclass(frozen=True, slots=True)
class Oversale:
    """Units of an order that the ERP could not deliver when the shop took the order.

    `shown` is the quantity that the shop offered, `left` the one that the ERP had. `in_window`: the shop's figure was
    true less than the declared cadence ago. `unseen` are the units reserved in other stocks of the
    shop than the one that sold. `scale` are the parts that a unit is counted in, as all these quantities are.
    """

    seq: int
    order: str
    sku: str
    units: int
    shown: int
    left: int
    in_window: bool
    unseen: int = 0
    scale: int = 1


class _Skus(dict[str, SkuStock]):
    """The SKUs of a run; one is created on first access. `decimals` are those with decimal quantities."""

    def __init__(self) -> None:
        self.decimals: set[str] = set()
        self.packs: dict[str, int] = {}

    def __missing__(self, sku: str) -> SkuStock:
        scale, pack = SCALE if sku in self.decimals else 1, self.packs.get(sku, 1)
        stock = self[sku] = SkuStock(sku, scale=scale, pack=pack)
        return stock


@dataclass(slots=True)
class Left:
    """What the shop keeps under a SKU that no product has: the quantities of its sources, and reservations."""

    sources: dict[str, int] = field(default_factory=dict)
    reserved: int = 0


class Stock:
    """The stock of all SKUs of a run. Every method takes the instant of the change first, in ms."""

    def __init__(
        self,
        cadence_ms: int,
        drifted: Drifted | None = None,
        moved: Moved | None = None,
        caught_up: CaughtUp | None = None,
    ) -> None:
        self.skus = _Skus()
        self.left_over: dict[str, Left] = {}
        """By SKU that no product of the shop has."""
        self.erp_owns = True
        """Whether the quantity of the ERP is the true one, so that a sale beyond it is one too many."""
        self.oversold: float = 0
        self.oversales: list[Oversale] = []
        self.negative = 0
        self._cadence_ms = cadence_ms
        self._drifted = drifted
        self._moved = moved
        self._caught_up = caught_up

    def _at(self, now_ms: int, sku: str) -> SkuStock:
        """Return the SKU, settled up to now and ready to change."""
        stock = self.skus[sku]
        if stock.since_ms != now_ms:
            self._settle(stock, now_ms)
        return stock

    # -- changes -----------------------------------------------------------------------------------------

    def erp_changed(
        self, now_ms: int, sku: str, warehouse: str, on_hand: int, others: int, safety: int
    ) -> None:
        """Record the ERP's quantities of a SKU in one warehouse: on hand, allocated to others, safety stock."""
        place, free = self.skus[sku].erp.get(warehouse), on_hand - others - safety
        if place is not None and place.free == free:
            return
        stock = self._at(now_ms, sku)
        if place is None:
            place = stock.erp[warehouse] = Place(pack=stock.pack)
        stock.free += free - place.free
        place.free = free
        stock.stirred = True

    def source_changed(self, now_ms: int, sku: str, source: str, quantity: int) -> None:
        """Record the quantity that a source of the shop offers; 0 while it is set to out of stock."""
        stock = self._at(now_ms, sku)
        stock.in_sources += quantity - stock.sources.get(source, 0)
        stock.sources[source] = quantity

    def reserved(self, now_ms: int, sku: str, quantity: int) -> None:
        """Record a reservation in the shop; negative for a sale, positive for a release."""
        self._at(now_ms, sku).reserved += quantity

    def reserved_elsewhere(self, now_ms: int, sku: str, quantity: int) -> None:
        """Record a reservation in a stock that the main website does not sell from."""
        stock = self._at(now_ms, sku)
        stock.elsewhere += quantity
        stock.most_elsewhere = max(stock.most_elsewhere, -stock.elsewhere)

    def sold(
        self, now_ms: int, sku: str, quantity: int, order: str, seq: int, *, elsewhere: bool = False
    ) -> None:
        """Record a sale of the shop; units that the ERP could not deliver at this moment are oversold.

        `elsewhere`: sold from a stock that the main website does not sell from.
        """
        stock = self._at(now_ms, sku)
        left = max(0, stock.expected)
        if quantity > left and stock.erp and self.erp_owns:
            self.oversold += in_units(quantity - left, stock.scale)
            offered, unseen = stock.salable, -stock.elsewhere
            if elsewhere:
                offered, unseen = stock.in_sources + stock.elsewhere, -stock.reserved
            shown = offered + quantity  # the reservation exists already
            self._note(stock)
            in_window = shown <= stock.high - stock.parcels - stock.open
            units = quantity - left
            sale = Oversale(seq, order, sku, units, shown, left, in_window, unseen, stock.scale)
            self.oversales.append(sale)
        stock.open += quantity

    def given_up(self, now_ms: int, sku: str, quantity: int) -> None:
        """Record units that a shop order no longer needs: cancelled or refunded before the shipment."""
        self._at(now_ms, sku).open -= quantity

    def reopened(self, now_ms: int, sku: str, quantity: int) -> None:
        """Record units that a shop order waits for again: their parcel belongs to another order."""
        self._at(now_ms, sku).open += quantity

    def left(self, now_ms: int, sku: str, quantity: int, warehouse: str) -> None:
        """Record units that left a warehouse in the parcel of a shop order.

        A negative quantity marks an order that was cancelled in the shop since: to the shop its parcel is an ordinary
        loss.
        """
        stock = self._at(now_ms, sku)
        place = stock.erp.get(warehouse)
        if place is None:
            place = stock.erp[warehouse] = Place(pack=stock.pack)
        if quantity > 0:
            stock.open -= quantity
        stock.parcels += quantity
        place.parcels += quantity
        stock.stirred = True

    # -- articles ----------------------------------------------------------------------------------------

    def begin(self, now_ms: int, article: str) -> None:
        """Record that the ERP has a new article."""
        self._at(now_ms, article).is_new = True

    def left_behind(self, now_ms: int, article: str, sku: str, *, on_sale: bool) -> None:
        """Record that the quantities and reservations of an article stay under a SKU that it does not have any more.

        `on_sale`: whether the shop has it under another one.
        """
        stock = self._at(now_ms, article)
        self.left_over[sku] = Left(stock.sources, stock.reserved)
        stock.sources, stock.in_sources, stock.reserved = {}, 0, 0
        stock.on_sale = on_sale
        self._may_be_none(stock, now_ms)

    def listed(self, now_ms: int, article: str, sku: str) -> None:
        """Record a new product of the shop, to which the quantities belong that are left under its SKU."""
        stock, left = self._at(now_ms, article), self.left_over.pop(sku, Left())
        stock.on_sale, stock.is_new = True, True
        for source, quantity in left.sources.items():
            self.source_changed(now_ms, article, source, quantity)
        stock.reserved += left.reserved
        self._may_be_none(stock, now_ms)

    def _may_be_none(self, stock: SkuStock, now_ms: int) -> None:
        for place in stock.erp.values():
            place.may_be_none(now_ms)
        self._bound(stock)

    # -- reckoning ---------------------------------------------------------------------------------------

    def _settle(self, stock: SkuStock, now_ms: int) -> None:
        """Account for the time since the last change, step by step as old values leave the window."""
        if stock.stirred:
            self._note(stock)
        while stock.expires_ms <= now_ms:
            at_ms = stock.expires_ms
            self._account(stock, at_ms)
            for place in stock.erp.values():
                place.forget(at_ms - self._cadence_ms)
            self._bound(stock)
        self._account(stock, now_ms)

    def _note(self, stock: SkuStock) -> None:
        """Add the result of the last change to the windows."""
        stock.stirred = False
        moved = is_first = False
        for place in stock.erp.values():
            is_first |= not place.window
            if stock.is_new and not place.window:
                place.window.append((stock.since_ms - 1, 0))
            moved |= place.note(stock.since_ms)
        if moved:
            self._bound(stock)
            if self._moved is not None and not is_first:
                self._moved(stock.since_ms)
                stock.stale_ms = stock.stale_ms or stock.since_ms

    def _account(self, stock: SkuStock, now_ms: int) -> None:
        since_ms = stock.since_ms
        if now_ms <= since_ms:
            return
        stock.since_ms = now_ms
        shown = stock.in_sources + stock.reserved
        if stock.is_compared:
            unexplained = _unexplained(stock, shown)
            if unexplained:
                self._drift(stock, unexplained, since_ms, now_ms)
            if stock.stale_ms and max(0, shown) == max(0, stock.expected):
                self._catch_up(stock, since_ms)
            if shown <= 0 and stock.expected > 0:
                stock.lost_sale_ms += now_ms - since_ms
        is_negative = shown < 0
        if is_negative != stock.was_negative:
            stock.was_negative = is_negative
            self.negative += is_negative

    def _drift(self, stock: SkuStock, unexplained: int, since_ms: int, now_ms: int) -> None:
        units = abs(unexplained)
        stock.unit_ms += units * (now_ms - since_ms)
        if units > abs(stock.worst):
            stock.worst = unexplained
        if self._drifted is not None:
            self._drifted(since_ms, now_ms, in_units(units, stock.scale))

    def _catch_up(self, stock: SkuStock, at_ms: int) -> None:
        if self._caught_up is not None:
            self._caught_up(at_ms - stock.stale_ms)
        stock.stale_ms = 0

    def _bound(self, stock: SkuStock) -> None:
        low = high = 0
        expires_ms = NEVER
        for place in stock.erp.values():
            low += place.low
            high += place.high
            if len(place.window) > 1:
                expires_ms = min(expires_ms, place.window[1][0] + self._cadence_ms)
        stock.low, stock.high, stock.expires_ms = low, high, expires_ms

    def finish(self, now_ms: int) -> None:
        """Settle all SKUs at the end of the run and keep their unexplained drift."""
        for stock in self.skus.values():
            self._settle(stock, now_ms)
            if stock.is_compared:
                stock.unexplained = _unexplained(stock, stock.salable)
                if stock.unexplained and stock.stale_ms:
                    self._catch_up(stock, now_ms)


def _unexplained(stock: SkuStock, shown: int) -> int:
    """Return how far the quantity in the shop is outside the allowed range."""
    used = stock.parcels + stock.open
    high = stock.high - used
    if shown > high:
        return max(shown, 0) - max(high, 0)
    low = stock.low - used
    return max(shown, 0) - max(low, 0) if shown < low else 0
