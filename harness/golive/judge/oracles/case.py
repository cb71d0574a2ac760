"""The input of every oracle: the history, the ledger for details, and the scenario's budgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from golive.judge.causes.scene import MARK, Scene
from golive.judge.content import Company
from golive.judge.history import History, Story
from golive.judge.history.checkouts import Stopped
from golive.judge.history.records.decimals import in_units
from golive.judge.paperwork.discrepancies import discrepancies
from golive.judge.paperwork.discrepancy import Discrepancy
from golive.judge.paperwork.given_back import is_given_back
from golive.judge.verdicts import EXACT, GIVEN_BACK, Verdict, verdict
from golive.keys.times import local_clock
from golive.record.ledger import Ledger
from golive.record.oracles import FindingKind, OracleInfo
from golive.record.run import Finding
from golive.scenario.model.equality import Equality
from golive.scenario.model.owners import Owners


@dataclass(frozen=True, slots=True)
class Budgets:
    """Time budgets in ms.

    From due to live in the ERP, from a failure to the desk, from a stock change of the ERP to the shop, from a parcel
    to the shipment in the shop, from refused credentials to an alert, from a refund to its credit note, and from a
    price change of the ERP to the shop. `acknowledgement_ms` is that from the ERP order to its number in the shop;
    None where none is demanded, as is `return_ms`, from a return of the shop to that of the ERP. `records` and `tasks`
    are the rows and tasks that may be kept, None for no limit.
    """

    order_ms: int = 15 * 60_000
    surfacing_ms: int = 30 * 60_000
    stock_ms: int = 30 * 60_000
    shipment_ms: int = 60 * 60_000
    credentials_ms: int = 15 * 60_000
    refund_ms: int = 60 * 60_000
    acknowledgement_ms: int | None = None
    prices_ms: int = 60 * 60_000
    return_ms: int | None = None
    records: int | None = None
    tasks: int | None = None


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
    owners: Owners = field(default_factory=Owners)
    never: tuple[str, ...] = ()
    """Private fields of orders that must not be in the ERP."""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    latencies: dict[str, int] = field(default_factory=dict)
    oversold: defaultdict[int, float] = field(default_factory=partial(defaultdict, float))
    stopped: dict[int, Stopped] = field(default_factory=dict)
    rounded: list[Story] = field(default_factory=list)
    unwritten: tuple[str, ...] = ()
    """Details of orders that the integration writes in none."""
    company: Company = field(init=False)
    _by_word: dict[str, list[Story]] = field(default_factory=dict)
    _paperwork: list[Discrepancy] | None = None
    _at_stake: dict[tuple[str, str, tuple[int, ...]], int] | None = None
    _scene: Scene | None = None
    _sorted_latencies: list[int] | None = None

    def __post_init__(self) -> None:
        end_ms, budget = self.history.last_ms, self.budgets.order_ms
        company = self.company = Company(self.history, self.equality, self.offset_ms)
        self.unwritten = company.unwritten
        exact: list[Story] = []
        self._by_word["exact"] = exact
        for order, story in self.history.orders.stories.items():
            latency = story.latency_ms
            if latency is not None:
                self.latencies[order] = latency
            each = verdict(story, company, budget, end_ms)
            if each is EXACT:
                self.verdicts[order] = each
                exact.append(story)
                continue
            if each.word == "wrong_state" and is_given_back(self.history.papers, story):
                each = GIVEN_BACK
            self.verdicts[order] = each
            self._by_word.setdefault(each.word, []).append(story)
            if each.rounding:
                self.rounded.append(story)
        for sale in self.history.stock.oversales:
            self.oversold[sale.seq] += in_units(sale.units, sale.scale)
        self.stopped = {each.seq: each for each in self.history.checkouts.stopped}

    @property
    def sorted_latencies(self) -> list[int]:
        """The latencies in ms, the shortest first."""
        if self._sorted_latencies is None:
            self._sorted_latencies = sorted(self.latencies.values())
        return self._sorted_latencies

    @property
    def paperwork(self) -> list[Discrepancy]:
        """What is wrong with documents beside orders, worked out on first use."""
        if self._paperwork is None:
            budgets = self.budgets
            self._paperwork = list(
                discrepancies(
                    self.history, self.ledger, budgets.order_ms, budgets.refund_ms, budgets.return_ms
                )
            )
        return self._paperwork

    def discrepancies(self, oracle: OracleInfo, *kinds: FindingKind) -> list[Finding]:
        """Return the discrepancies of these kinds as findings, kind by kind."""
        return [
            Finding(oracle.code, each.kind.name, each.key, each.what, each.evidence, each.cause)
            for kind in kinds
            for each in self.paperwork
            if each.kind is kind
        ]

    def at_stake(self, finding: Finding) -> int:
        """Return the amount in cents that a discrepancy is about."""
        wanted = (finding.kind, finding.key, finding.evidence)
        if self._at_stake is None:
            self._at_stake = {
                (each.kind.name, each.key, each.evidence): each.cents for each in self.paperwork
            }
        return self._at_stake.get(wanted, 0)

    @property
    def scene(self) -> Scene:
        """The calls of the run and what the orders were like; read from the ledger on first use."""
        if self._scene is None:
            self._scene = Scene.of(self.ledger.matching(MARK))
            self._scene.lost = frozenset([each.order for each, _ in self.with_verdict("lost")])
            self._scene.end_ms = max(self._scene.end_ms, self.history.last_ms)
            stories = self.history.orders.stories
            self._scene.booked = {order for order, story in stories.items() if story.erp}
        return self._scene

    def clock(self, at_ms: int) -> str:
        """Return `HH:MM:SS` in the local time of the scenario, as in reports."""
        return local_clock(at_ms, self.offset_ms)

    def count(self, word: str) -> int:
        """Return the number of orders with this verdict."""
        return len(self._by_word.get(word, ()))

    def with_verdict(self, word: str) -> Iterator[tuple[Story, Verdict]]:
        """Yield the orders with this verdict, in the order of their placement."""
        return ((story, self.verdicts[story.order]) for story in self._by_word.get(word, ()))

    def finding(self, oracle: OracleInfo, kind: FindingKind, story: Story, each: Verdict) -> Finding:
        """Return the verdict of an order as a finding."""
        return Finding(oracle.code, kind.name, story.order, each.why, each.evidence)
