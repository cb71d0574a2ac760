"""The input of every oracle: the history, the ledger for details, and the scenario's budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from golive.judge.content import Company
from golive.judge.history import History, Story
from golive.judge.history.checkouts import Stopped
from golive.judge.verdicts import Verdict, verdict
from golive.record.ledger import Ledger
from golive.record.oracles import FindingKind, OracleInfo
from golive.record.run import Finding
from golive.scenario.model.equality import Equality


@dataclass(frozen=True, slots=True)
class Budgets:
    """Time budgets in ms.

    From due to live in the ERP, from a failure to the desk, from a stock change of the ERP to the shop, from a parcel
    to the shipment in the shop, and from refused credentials to an alert.
    """

    order_ms: int = 15 * 60_000
    surfacing_ms: int = 30 * 60_000
    stock_ms: int = 30 * 60_000
    shipment_ms: int = 60 * 60_000
    credentials_ms: int = 15 * 60_000


@dataclass(slots=True)
class Case:
    """A finished run, with values that several oracles or prices need.

    `offset_ms` is the offset of local time from UTC, `equality` what the company holds for equal. `rounded` are orders
    with cents that the ERP itself rounded.
    `latencies` are ms, of orders that are live. `oversold` are units and `stopped` checkouts, each by the ledger
    number of the fact that a finding about it has as evidence.
    """

    history: History
    ledger: Ledger
    budgets: Budgets
    offset_ms: int = 0
    equality: Equality = field(default_factory=Equality)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    latencies: dict[str, int] = field(default_factory=dict)
    oversold: Counter[int] = field(default_factory=Counter)
    stopped: dict[int, Stopped] = field(default_factory=dict)
    rounded: list[Story] = field(default_factory=list)
    unwritten: tuple[str, ...] = ()
    """Details of orders that the integration writes in none."""
    _by_word: dict[str, list[Story]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        end_ms, budget = self.history.last_ms, self.budgets.order_ms
        company = Company(self.history, self.equality, self.offset_ms)
        self.unwritten = company.unwritten
        for order, story in self.history.orders.stories.items():
            latency = story.latency_ms
            if latency is not None:
                self.latencies[order] = latency
            each = self.verdicts[order] = verdict(story, company, budget, end_ms)
            self._by_word.setdefault(each.word, []).append(story)
            if each.rounding:
                self.rounded.append(story)
        for sale in self.history.stock.oversales:
            self.oversold[sale.seq] += sale.units
        self.stopped = {each.seq: each for each in self.history.checkouts.stopped}

    def clock(self, at_ms: int) -> str:
        """Return `HH:MM:SS` in the local time of the scenario, as in reports."""
        return datetime.fromtimestamp((at_ms + self.offset_ms) / 1000, UTC).strftime("%H:%M:%S")

    def count(self, word: str) -> int:
        """Return the number of orders with this verdict."""
        return len(self._by_word.get(word, ()))

    def with_verdict(self, word: str) -> Iterator[tuple[Story, Verdict]]:
        """Yield the orders with this verdict, in the order of their placement."""
        return ((story, self.verdicts[story.order]) for story in self._by_word.get(word, ()))

    def finding(self, oracle: OracleInfo, kind: FindingKind, story: Story, each: Verdict) -> Finding:
        """Return the verdict of an order as a finding."""
        return Finding(oracle.code, kind.name, story.order, each.why, each.evidence)
