"""Causes of findings about stock: the timelines of their SKUs are read from the ledger when the first is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.skus.sku_reader import Parcels, StockRecord, read_stock
from golive.judge.causes.skus.worst import worst_ms
from golive.judge.causes.stock import explain_stock
from golive.judge.causes.stock.articles.several_stocks import (
    offered_by_several_stocks,
    sold_by_several_stocks,
)
from golive.judge.causes.stock.surplus_orders import SurplusOrders, taken_by_surplus
from golive.judge.causes.stock.wrong_quantity import wrong_quantity
from golive.judge.causes.trail import SHIP, Trail
from golive.judge.history import History, Story
from golive.keys.times import local_clock
from golive.record.ledger import Ledger
from golive.record.run import Fact, Finding

SHORT = ("", "sold_within_cadence", "sold_on_old_stock")
"""Causes that surplus ERP orders explain better: they name no other reason why the ERP had so little."""
About = Callable[[Story], Sequence[Fact]]
"""Returns the facts about an order, oldest first."""
Doubled = Callable[[], Iterable[Story]]
"""Returns the orders that are in the ERP more than once."""


class StockCauses:
    """Explains wrong quantities of SKUs at the end of a run and at sales of units that the ERP did not have.

    `offset_ms` is the offset of local time from UTC.
    """

    def __init__(
        self, history: History, ledger: Ledger, about: About, offset_ms: int, doubled: Doubled = tuple
    ) -> None:
        self._history = history
        self._ledger = ledger
        self._about = about
        self._clock = partial(local_clock, offset_ms=offset_ms)
        self._read: StockRecord | None = None
        self._doubled = doubled
        self._surplus: SurplusOrders | None = None

    def of_residual(self, finding: Finding) -> Finding:
        """Return a finding about a SKU with its cause."""
        return self._shared(self._explained(finding, finding.key, self._history.last_ms))

    def of_healed(self, finding: Finding) -> Finding:
        """Return a finding about a drift that healed, with the cause of the quantity at its worst."""
        trail = self._record().trails.get(finding.key)
        until_ms = None if trail is None else worst_ms(trail)
        return self._shared(finding if until_ms is None else self._explained(finding, finding.key, until_ms))

    def _shared(self, finding: Finding) -> Finding:
        """Return a finding without a cause with that of a source in several stocks, where it fits."""
        stock = self._history.stock.skus.get(finding.key)
        if finding.cause.code or stock is None:
            return finding
        cause = offered_by_several_stocks(stock, self._history, self._clock)
        return finding if cause is None else replace(finding, cause=cause)

    def of_oversale(self, finding: Finding) -> Finding:
        """Return a finding about oversold units with the cause of the quantity that the shop had then.

        The cause is replaced only where the quantity was older than declared, and a pattern fits.
        """
        story = self._history.orders.stories.get(finding.key)
        if story is None:
            return finding
        sales = [
            each
            for each in self._history.stock.oversales
            if each.seq == finding.evidence[0] and each.order == finding.key
        ]
        shared = sold_by_several_stocks(sales, self._history, story.placed_ms, self._clock)
        if shared is not None:
            return replace(finding, cause=shared)
        explained = self._of_oversale(finding, story)
        if explained.cause.code not in SHORT:
            return explained
        for each in sales:
            surplus = self._surplus_orders().before(each.sku, story.placed_ms)
            cause = taken_by_surplus(each.sku, each.units, surplus, self._clock)
            if cause is not None:
                return replace(explained, cause=cause)
        return explained

    def _of_oversale(self, finding: Finding, story: Story) -> Finding:
        sale = next(
            (
                each
                for each in self._history.stock.oversales
                if each.seq == finding.evidence[0] and each.order == finding.key and not each.in_window
            ),
            None,
        )
        if sale is None:
            return finding
        return self._explained(finding, sale.sku, story.placed_ms)

    def _explained(self, finding: Finding, sku: str, until_ms: int) -> Finding:
        record = self._record()
        trail = record.trails.get(sku)
        if trail is None:
            return finding
        wrong = wrong_quantity(trail, record, until_ms, self._clock, self._shipments_of, self._parcels_of)
        cause = explain_stock(wrong)
        if wrong is None or cause is None:
            return finding
        evidence = finding.evidence or tuple(dict.fromkeys(sorted(wrong.evidence)))
        return replace(finding, cause=cause, evidence=evidence)

    def _surplus_orders(self) -> SurplusOrders:
        if self._surplus is None:
            self._surplus = SurplusOrders(self._doubled(), self._history.orders.phantoms)
        return self._surplus

    def _record(self) -> StockRecord:
        if self._read is None:
            stock = self._history.stock
            off = sorted(
                (sku for sku in stock.skus.values() if sku.unexplained), key=lambda sku: -abs(sku.unexplained)
            )
            skus = dict.fromkeys(sku.sku for sku in off)
            drifted = sorted(
                (sku for sku in stock.skus.values() if sku.unit_ms), key=lambda sku: -sku.unit_ms
            )
            skus |= dict.fromkeys(sku.sku for sku in drifted)
            skus |= dict.fromkeys(sale.sku for sale in stock.oversales if not sale.in_window)
            self._read = read_stock(self._ledger, self._history.orders, skus)
            self._read.parcels = self._parcels()
        return self._read

    def _parcels(self) -> Parcels:
        """Return how the orders in several parcels are booked in the shop."""
        singly = self._history.papers.parcels
        several, whole = set(), 0
        for story in self._history.orders.stories.values():
            doc = story.live[0] if len(story.live) == 1 else None
            if doc is not None and (doc.earlier or len({place for *_, place in doc.parcels}) > 1):
                several.add(story.order)
                whole += bool(story.shipments) and story.order not in singly
        booked = sum(order in singly for order in several)
        return Parcels(frozenset(several), whole, booked)

    def _shipments_of(self, order: str) -> list[Attempt]:
        story = self._history.orders.stories.get(order)
        return [] if story is None else Trail.of("", story, self._about(story)).of_operation(SHIP)

    def _parcels_of(self, order: str) -> list[tuple[str, int, str]]:
        story = self._history.orders.stories.get(order)
        return [] if story is None else [parcel for doc in story.erp for parcel in doc.parcels]
