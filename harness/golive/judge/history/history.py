"""The history of a run: its ledger, read once and in order, as the state that the oracles examine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from golive.judge.history.calls import Buckets, Calls
from golive.judge.history.candidate_facts import CandidateFacts, Ended, FailedTask
from golive.judge.history.checkouts import Checkouts
from golive.judge.history.desk import DeskBook
from golive.judge.history.erp_facts import ErpFacts
from golive.judge.history.interruptions import Interruptions
from golive.judge.history.orders import Orders
from golive.judge.history.paperwork.acknowledgements import Acknowledgements
from golive.judge.history.paperwork.customers import ErpCustomers
from golive.judge.history.paperwork.deposits import Deposits
from golive.judge.history.paperwork.papers import Papers
from golive.judge.history.paperwork.references import References
from golive.judge.history.promise import ClockPromise
from golive.judge.history.records.articles import Articles
from golive.judge.history.records.documentation import DocumentationBook
from golive.judge.history.records.prices import PriceBook
from golive.judge.history.records.privacy import PrivacyBook
from golive.judge.history.records.stocks import Stocks
from golive.judge.history.records.writes import RecordBook
from golive.judge.history.shop_facts import ShopFacts
from golive.judge.history.stock import Stock
from golive.judge.history.watch.calls import CallWatch
from golive.judge.history.watch.duties import Duties
from golive.judge.history.watch.error_table import ErrorTable
from golive.judge.history.watch.kept import KeptBook
from golive.judge.history.watch.lags import Lags
from golive.judge.history.watch.overlaps import Overlaps
from golive.judge.history.watch.remarks import Remarks
from golive.judge.history.watch.troubles import Troubles
from golive.record.run import Exercised, Fact, FaultCount

CHART_STEPS = 240
"""Buckets of the time axis of a whole run."""
DRIFT = "unexplained drift"
STOCK_MOVES = "stock changes of the ERP"

Reader = Callable[[Fact], None]


class History:
    """The state derived from a ledger.

    Pass it the facts with `see`, in order, then call `close`. The ledger of a run passes each fact directly to the one
    of `readers` for its kind. The same code serves a run in progress, a stored ledger and the ledgers that tests write.
    `cadence_ms` is the declared stock cadence. Memory grows with orders and SKUs, not with facts.
    """

    def __init__(self, cadence_ms: int, start_ms: int = 0, step_ms: int = 60_000) -> None:
        self.orders = Orders()
        self.buckets = Buckets(start_ms, step_ms)
        self.lags = Lags(self.orders)
        self.stock = Stock(
            cadence_ms,
            partial(self.buckets.spread, DRIFT),
            partial(self.buckets.add, STOCK_MOVES),
            self.lags.spreads["stock"].add,
        )
        self.erp_calls = Calls()
        self.kinds: dict[str, int] = {}
        self.faults: list[FaultCount] = []
        self.promise = ClockPromise()
        self.remarks = Remarks(self.promise)
        self.exercised: list[Exercised] = []
        self.last_ms = 0
        self.state_sizes: list[tuple[int, int]] = []
        """(time in ms, records) of what a candidate stores, from time to time."""
        self.articles = Articles()
        self._shop = ShopFacts(self.orders, self.stock, self.articles)
        self._candidate = CandidateFacts(self.orders, self.erp_calls, self.buckets)
        self.papers = Papers(self.orders)
        self.deposits = Deposits()
        self.references = References(self.orders)
        self.erp_customers = ErpCustomers(self.orders)
        self.acknowledgements = Acknowledgements(self.orders)
        self.prices = PriceBook()
        self.records = RecordBook(self.orders)
        self.stocks = Stocks()
        self.privacy = PrivacyBook()
        self.documentation = DocumentationBook()
        self.duties = Duties(self.orders)
        self.errors = ErrorTable(self.orders, self.duties.alarms)
        self.troubles = Troubles()
        self.overlaps = Overlaps()
        self.kept = KeptBook()
        self.call_watch = CallWatch(self.buckets, self.errors)
        sources: list[dict[str, Reader]] = [
            self.papers.readers,
            {
                **self._shop.readers,
                **ErpFacts(self.orders, self.stock, self.erp_calls, self.articles).readers,
                **self._candidate.readers,
                "run.clock": self.promise.clock,
                "run.round_trips": self.promise.round_trips,
                "run.kinds": self._kinds_came,
                "run.faults": self._faults,
                "run.exercised": self._exercised,
                "run.decimals": self._decimals,
                "run.packs": self._packs,
                "candidate.state": self._state_size,
            },
            self.deposits.readers,
            self.references.readers,
            self.erp_customers.readers,
            self.acknowledgements.readers,
            self.prices.readers,
            self.records.readers,
            self.stocks.readers,
            self.privacy.readers,
            self.documentation.readers,
            self.duties.readers,
            self.errors.readers,
            self.call_watch.readers,
            self.troubles.readers,
            self.overlaps.readers,
            self.kept.readers,
            self.lags.readers,
            self.remarks.readers,
        ]
        self.readers = joined(sources)

    @classmethod
    def of(
        cls, facts: Iterable[Fact], cadence_ms: int = 1_800_000, custom_sources: Sequence[str] = ()
    ) -> History:
        """Return the history of a finished ledger; `custom_sources` as in `Orders`."""
        history = cls(cadence_ms)
        history.orders.custom_sources = tuple(custom_sources)
        for fact in facts:
            history.see(fact)
        history.close()
        return history

    def see(self, fact: Fact) -> None:
        """Read one fact. Kinds without a reader only move `last_ms`."""
        self.last_ms = fact.at_ms
        reader = self.readers.get(fact.kind)
        if reader is not None:
            reader(fact)

    def close(self, last_ms: int | None = None) -> None:
        """Settle open time spans at the end of the run.

        `last_ms` is the time of the last fact; it is needed where `readers` were fed directly.
        """
        if last_ms is not None:
            self.last_ms = last_ms
        self.stock.finish(self.last_ms)
        self.interruptions.finish(self.last_ms)
        self.duties.finish(self.last_ms)
        self.call_watch.finish()
        self.errors.finish()
        self.lags.finish(self.last_ms)

    @property
    def refused_checkouts(self) -> int:
        """The number of checkouts that the shop refused for lack of stock."""
        return self._shop.refused_checkouts

    @property
    def checkouts(self) -> Checkouts:
        """The checkouts that called the integration."""
        return self._shop.checkouts

    @property
    def desk(self) -> DeskBook:
        """The entries of the desk."""
        return self._candidate.desk

    @property
    def alerts(self) -> list[tuple[int, int, str]]:
        """(ledger number, time in ms, text) of each alert."""
        return self._candidate.alerts

    @property
    def exchanges(self) -> int:
        """The number of the candidate's calls that ended."""
        return self._candidate.exchanges

    @property
    def notices(self) -> int:
        """The number of notices that reached the candidate, repetitions included."""
        return self._candidate.notices

    @property
    def interruptions(self) -> Interruptions:
        """The spans in which the candidate was down or paused."""
        return self._candidate.interruptions

    @property
    def candidate_ended(self) -> Ended | None:
        """The candidate's end during the run; None if it ran until the end."""
        return self._candidate.ended

    @property
    def first_ms(self) -> int:
        """The instant of the first order that was placed, or of the end without one."""
        return next((story.placed_ms for story in self.orders.stories.values()), self.last_ms)

    def _state_size(self, fact: Fact) -> None:
        self.state_sizes.append((fact.at_ms, fact.data["records"]))

    @property
    def failed_tasks(self) -> list[FailedTask]:
        """The background tasks and threads of the candidate that failed."""
        return self._candidate.failed_tasks

    @property
    def refused_calls(self) -> list[tuple[int, str]]:
        """(ledger number, sentence) of each call that cannot follow simulated time."""
        return self._candidate.refused

    def _faults(self, fact: Fact) -> None:
        self.faults = [FaultCount(**row) for row in fact.data["faults"]]

    def _exercised(self, fact: Fact) -> None:
        self.exercised = [Exercised(**row) for row in fact.data["rows"]]

    def _decimals(self, fact: Fact) -> None:
        self.orders.decimals.update(fact.data["skus"])
        self.stock.skus.decimals.update(fact.data["skus"])

    def _packs(self, fact: Fact) -> None:
        self.orders.packs.update(fact.data["sizes"])
        self.stock.skus.packs.update(fact.data["sizes"])

    def _kinds_came(self, fact: Fact) -> None:
        self.kinds = fact.data["kinds"]


def joined(sources: Iterable[dict[str, Reader]]) -> dict[str, Reader]:
    """Return one reader per kind of fact; it calls those of all sources, in their order."""
    by_kind: dict[str, list[Reader]] = {}
    for readers in sources:
        for kind, reader in readers.items():
            by_kind.setdefault(kind, []).append(reader)
    return {kind: found[0] if len(found) == 1 else _all(tuple(found)) for kind, found in by_kind.items()}


def _all(readers: tuple[Reader, ...]) -> Reader:
    if len(readers) == 2:
        first, second = readers

        def read_both(fact: Fact) -> None:
            first(fact)
            second(fact)

        return read_both

    def read(fact: Fact) -> None:
        for reader in readers:
            reader(fact)

    return read
