"""The findings of a run with their causes and costs, and the total cost by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from golive.judge.causes import explain
from golive.judge.causes.content.changed_later import changed_later
from golive.judge.causes.content_findings import ContentCauses
from golive.judge.causes.customers.customer_findings import CustomerCauses
from golive.judge.causes.operation.entries import false_alarm, shown_late
from golive.judge.causes.paper_findings import PaperCauses
from golive.judge.causes.papers import EXPLAINED
from golive.judge.causes.stock_findings import StockCauses
from golive.judge.causes.trail import Trail
from golive.judge.cost import Prices
from golive.judge.harm.amount import Amount
from golive.judge.harm.discrepancies import books_that_differ
from golive.judge.history import Story
from golive.judge.oracles import ORACLES, Case, Oracle
from golive.keys.times import local_clock
from golive.record.ledger import interwoven
from golive.record.oracles import (
    DUPLICATED_CUSTOMER,
    FALSE_ALARM,
    HEALED_DRIFT,
    LONG_DRIFT,
    OVERSOLD,
    RESIDUAL_STOCK,
    SHOWN_LATE,
    WRONG_CONTENT,
    kinds_of,
)
from golive.record.run import Cause, Fact, Finding

MOST_FINDINGS = 2_000
"""The number of findings of one kind that are listed; the counts cover all."""

Explain = Callable[[Finding], Cause | None]
"""Returns the cause of a finding, None where no pattern fits."""
Group = tuple[Oracle, str, list[Finding]]
"""Consecutive findings of one oracle and kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of all oracles.

    `listed` are the findings in the scorecard, each with cause and cost. `counts` cover all findings, by oracle and
    kind. `amounts` are costs over all findings, by kind. `first` is the deciding finding whose proof is complete first,
    None for none.
    """

    listed: list[Finding]
    counts: dict[str, int]
    amounts: dict[str, Amount]
    first: Finding | None = None

    @property
    def by_kind(self) -> Counter[str]:
        """The number of findings of each kind, over all oracles."""
        sums: Counter[str] = Counter()
        for name, count in self.counts.items():
            sums[name.partition(" ")[2]] += count
        return sums


def look(case: Case, prices: Prices, own: Iterable[Oracle] = ()) -> Found:
    """Run every oracle on a case, those of the user (`own`) last."""
    oracles = (*ORACLES, *own)
    groups = [
        (oracle, kind, list(same))
        for oracle in oracles
        for kind, same in groupby(oracle.check(case), key=lambda finding: finding.kind)
    ]
    counts: dict[str, int] = {}
    for oracle, kind, same in groups:
        name = f"{oracle.info.code} {kind}"
        counts[name] = counts.get(name, 0) + len(same)
    kinds = kinds_of(oracle.info for oracle in oracles)
    deciding = (
        each
        for _, kind, same in groups
        if kind in kinds and kinds[kind].decides
        for each in same
        if each.evidence
    )
    return Found(
        _listed(case, groups, prices),
        counts,
        _amounts(case, groups, prices, kinds),
        min(deciding, key=lambda finding: max(finding.evidence), default=None),
    )


def _listed(case: Case, groups: Iterable[Group], prices: Prices) -> list[Finding]:
    listed: list[Finding] = []
    once = _Once()
    causes = _Causes(case)
    for oracle, kind, same in groups:
        for finding in same[:MOST_FINDINGS]:
            cents = oracle.cost(case, prices, kind, [finding]) if once.is_new(finding) else 0
            listed.append(replace(causes.explained(finding), harm_cents=cents))
    return listed


class _Causes:
    """What explains the findings of a case; each part reads the ledger when it is asked first.

    `_stock` explains findings about articles, which have no timeline of an order. `_more` is asked where that timeline
    does not give a cause; `_instead` also where it does.
    """

    def __init__(self, case: Case) -> None:
        about = partial(_about, case)
        self._case = case
        self._content = ContentCauses(case.history, case.company, case.offset_ms)
        self._papers = PaperCauses(case.history, case.ledger, about, case.offset_ms)
        stock = StockCauses(case.history, case.ledger, about, case.offset_ms, partial(_doubled, case))
        customers = CustomerCauses(case.ledger, partial(local_clock, offset_ms=case.offset_ms))
        self._stock: dict[str, Callable[[Finding], Finding]] = {
            RESIDUAL_STOCK.name: stock.of_residual,
            HEALED_DRIFT.name: stock.of_healed,
            LONG_DRIFT.name: stock.of_healed,
            OVERSOLD.name: stock.of_oversale,
        }
        self._instead: dict[str, Explain] = {DUPLICATED_CUSTOMER.name: customers.of_finding}
        self._more: dict[str, Explain] = {
            WRONG_CONTENT.name: self._of_content,
            SHOWN_LATE.name: lambda finding: shown_late(self._trail(finding)),
            FALSE_ALARM.name: lambda finding: false_alarm(self._trail(finding)),
            **dict.fromkeys(EXPLAINED, lambda finding: self._papers.of_finding(finding, case.scene)),
        }

    def explained(self, finding: Finding) -> Finding:
        """Return a finding with its cause."""
        stock = self._stock.get(finding.kind)
        if stock is not None and not (finding.kind == RESIDUAL_STOCK.name and finding.cause.code):
            return stock(finding)
        cause = _cause(self._case, finding)
        explain_more = (self._more if not cause.code else {}).get(finding.kind) or self._instead.get(
            finding.kind
        )
        found = None if explain_more is None else explain_more(finding)
        return replace(finding, cause=found or cause)

    def _story(self, finding: Finding) -> Story:
        return self._case.history.orders.stories[finding.key]

    def _of_content(self, finding: Finding) -> Cause | None:
        case, story = self._case, self._story(finding)
        found = changed_later(story, _about(case, story), case.clock)
        return found or self._content.of_order(finding.key, case.verdicts[finding.key].differences)

    def _trail(self, finding: Finding) -> Trail:
        story = self._story(finding)
        return Trail.of(finding.kind, story, _about(self._case, story), offset_ms=self._case.offset_ms)


def _cause(case: Case, finding: Finding) -> Cause:
    """Return the cause that the oracle gave, else one inferred from the timeline of the order."""
    story = case.history.orders.stories.get(finding.key)
    if finding.cause.code or story is None:
        return finding.cause
    certain = not case.history.orders.unattributed
    return explain(finding.kind, story, _about(case, story), certain, case.offset_ms, case.scene)


def _doubled(case: Case) -> list[Story]:
    """Return the orders that are in the ERP more than once."""
    return [story for story, _ in case.with_verdict("duplicated")]


def _about(case: Case, story: Story) -> list[Fact]:
    """Return the facts about an order under any of its names, with the candidate's kills and starts, oldest first."""
    ledger = case.ledger
    facts = ledger.about(story.order)
    if story.also_known_as:
        by_seq = {fact.seq: fact for fact in facts}
        by_seq |= {fact.seq: fact for name in story.also_known_as for fact in ledger.about(name)}
        facts = [by_seq[seq] for seq in sorted(by_seq)]
    return interwoven(facts, ledger.lives())


class _Once:
    """A filter for findings of the same fact by several oracles: the fact costs once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, tuple[int, ...]]] = set()

    def is_new(self, finding: Finding) -> bool:
        what = (finding.kind, finding.key, finding.evidence)
        is_new = what not in self._seen
        self._seen.add(what)
        return is_new


def _amounts(case: Case, groups: Sequence[Group], prices: Prices, kinds: Iterable[str]) -> dict[str, Amount]:
    """Return the cost by kind of finding, in the order of `kinds`, then costs that have no finding.

    Kinds without a cost are left out.
    """
    amounts = _without_finding(case, prices)
    discrepancies = books_that_differ(each for _, _, same in groups for each in same)
    amounts["reconciliation"] = prices.of_reconciliation(discrepancies)
    once = _Once()
    of_kind: dict[str, tuple[Oracle, list[Finding]]] = {}
    for oracle, kind, same in groups:
        of_kind.setdefault(kind, (oracle, []))[1].extend(each for each in same if once.is_new(each))
    for kind, (oracle, found) in of_kind.items():
        amounts[kind] = oracle.amount(case, prices, kind, found)
    order = dict.fromkeys([*kinds, *amounts])
    return {kind: amounts[kind] for kind in order if kind in amounts and amounts[kind].total}


def _without_finding(case: Case, prices: Prices) -> dict[str, Amount]:
    last_ms = case.history.last_ms
    minutes = sum(stock.lost_sale_ms for stock in case.history.stock.skus.values()) / 60_000
    return {
        "stuck_visible": Amount.sum_of(
            prices.of_order("stuck_visible", story) + prices.of_delay(last_ms - (story.shown_ms or last_ms))
            for story, _ in case.with_verdict("stuck_visible")
        ),
        "desk_work": prices.of_work(case.history.desk.work_ms),
        "lost_sales": prices.of_lost_sales(minutes),
    }
