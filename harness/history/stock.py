"""Stock of both systems over time, per SKU, computed at every change rather than sampled.

    expected = on hand - allocated to others - safety - quantity of shop orders not yet shipped or cancelled
    drift    = the shop's salable quantity - expected

What the ERP changed by itself less than the declared cadence ago may not have reached the shop yet. So the
shop may show any value that was true within the last cadence: drift inside that range is *in the window*,
the distance beyond it is *unexplained*. Quantities below zero count as zero on both sides.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class SkuStock:
    """One SKU. `level` is what the ERP has for the shop, own parcels added back: only others move it."""

    sku: str
    erp: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    free: int = 0
    in_sources: int = 0
    reserved: int = 0
    open: int = 0
    parcels: int = 0
    window: deque[tuple[int, int]] = field(default_factory=deque)
    since_ms: int = 0
    unexplained: int = 0
    starved: bool = False
    unit_ms: int = 0
    lost_sale_ms: int = 0
    worst: int = 0

    @property
    def level(self) -> int:
        return self.free + self.parcels

    @property
    def expected(self) -> int:
        return self.free - self.open

    @property
    def salable(self) -> int:
        return self.in_sources + self.reserved


class Stock:
    """All SKUs of a run. Every method takes the instant of the change first."""

    def __init__(self, cadence_ms: int) -> None:
        self.skus: dict[str, SkuStock] = {}
        self.oversold = 0
        self.oversold_at: list[tuple[int, str, str, int]] = []
        self.negative = 0
        self.total_unexplained = 0
        self._cadence_ms = cadence_ms

    def of(self, sku: str) -> SkuStock:
        stock = self.skus.get(sku)
        if stock is None:
            stock = self.skus[sku] = SkuStock(sku)
        return stock

    # -- changes -----------------------------------------------------------------------------------------

    def erp_changed(
        self, now_ms: int, sku: str, warehouse: str, on_hand: int, others: int, safety: int
    ) -> None:
        stock, free = self.of(sku), on_hand - others - safety
        before = stock.erp.get(warehouse, 0)
        if on_hand < 0:
            self.negative += 1
        if free != before or not stock.window:
            self._settle(stock, now_ms)
            stock.erp[warehouse] = free
            stock.free += free - before
            self._assess(stock, now_ms)

    def source_changed(self, now_ms: int, sku: str, source: str, quantity: int) -> None:
        stock = self.of(sku)
        before = stock.sources.get(source, 0)
        self._settle(stock, now_ms)
        stock.sources[source] = quantity
        stock.in_sources += quantity - before
        self._assess(stock, now_ms)

    def reserved(self, now_ms: int, sku: str, quantity: int) -> None:
        stock = self.of(sku)
        self._settle(stock, now_ms)
        stock.reserved += quantity
        self._assess(stock, now_ms)

    def sold(self, now_ms: int, sku: str, quantity: int, order: str, seq: int) -> None:
        """The shop took an order for it; what the ERP could not serve at this moment is oversold."""
        stock = self.of(sku)
        self._settle(stock, now_ms)
        short = min(quantity, quantity - max(0, stock.expected))
        if short > 0 and stock.erp:
            self.oversold += short
            self.oversold_at.append((seq, order, sku, short))
        stock.open += quantity
        self._assess(stock, now_ms)

    def settled(self, now_ms: int, sku: str, quantity: int, parcel: bool) -> None:
        """A shop order needs it no longer: it left in a parcel, or was cancelled."""
        stock = self.of(sku)
        self._settle(stock, now_ms)
        stock.open -= quantity
        if parcel:
            stock.parcels += quantity
        self._assess(stock, now_ms)

    # -- reckoning ---------------------------------------------------------------------------------------

    def _settle(self, stock: SkuStock, now_ms: int) -> None:
        """Account for the time since the last change, piece by piece as old values leave the window."""
        window, cadence = stock.window, self._cadence_ms
        while len(window) > 1 and window[1][0] + cadence <= now_ms:
            self._account(stock, max(stock.since_ms, window[1][0] + cadence))
            window.popleft()
            self._judge(stock)
        self._account(stock, now_ms)

    def _account(self, stock: SkuStock, now_ms: int) -> None:
        passed = now_ms - stock.since_ms
        if passed > 0:
            if stock.unexplained:
                stock.unit_ms += abs(stock.unexplained) * passed
                if abs(stock.unexplained) > abs(stock.worst):
                    stock.worst = stock.unexplained
            if stock.starved:
                stock.lost_sale_ms += passed
        stock.since_ms = now_ms

    def _assess(self, stock: SkuStock, now_ms: int) -> None:
        level, window = stock.free + stock.parcels, stock.window
        if not window:
            window.append((now_ms, level))
        elif window[-1][0] == now_ms:
            window[-1] = (now_ms, level)
            if len(window) > 1 and window[-2][1] == level:
                window.pop()
        elif window[-1][1] != level:
            window.append((now_ms, level))
        self._judge(stock)

    def _judge(self, stock: SkuStock) -> None:
        if not (stock.erp and stock.sources):
            return
        shown = max(0, stock.in_sources + stock.reserved)
        used, window = stock.parcels + stock.open, stock.window
        if len(window) == 1:
            low = high = max(0, window[0][1] - used)
        else:
            levels = [level for _, level in window]
            low, high = max(0, min(levels) - used), max(0, max(levels) - used)
        unexplained = shown - high if shown > high else shown - low if shown < low else 0
        if unexplained != stock.unexplained:
            self.total_unexplained += abs(unexplained) - abs(stock.unexplained)
            stock.unexplained = unexplained
        stock.starved = shown == 0 and stock.free - stock.open > 0

    def finish(self, now_ms: int) -> None:
        for stock in self.skus.values():
            self._settle(stock, now_ms)
