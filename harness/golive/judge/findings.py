"""The findings of a run with their causes and costs, and the total cost by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from golive.judge.causes import explain
from golive.judge.causes.content_findings import ContentCauses
from golive.judge.causes.stock_findings import StockCauses
from golive.judge.cost import Prices
from golive.judge.harm.amount import Amount
from golive.judge.harm.discrepancies import books_that_differ
from golive.judge.history import Story
from golive.judge.oracles import ORACLES, Case, Oracle
from golive.record.ledger import interwoven
from golive.record.oracles import OVERSOLD, RESIDUAL_STOCK, WRONG_CONTENT, kinds_of
from golive.record.run import Cause, Fact, Finding

MOST_FINDINGS = 2_000
"""The number of findings of one kind that are listed; the counts cover all."""

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
    stock = StockCauses(case.history, case.ledger, partial(_about, case), case.offset_ms)
    content = ContentCauses(case.history, case.company, case.offset_ms)
    for oracle, kind, same in groups:
        for finding in same[:MOST_FINDINGS]:
            cents = oracle.cost(case, prices, kind, [finding]) if once.is_new(finding) else 0
            listed.append(replace(_explained(case, stock, content, finding), harm_cents=cents))
    return listed


def _explained(case: Case, stock: StockCauses, content: ContentCauses, finding: Finding) -> Finding:
    if finding.kind == RESIDUAL_STOCK.name:
        return stock.of_residual(finding)
    if finding.kind == OVERSOLD.name:
        return stock.of_oversale(finding)
    cause = _cause(case, finding)
    if finding.kind == WRONG_CONTENT.name and not cause.code:
        cause = content.of_order(finding.key, case.verdicts[finding.key].differences) or cause
    return replace(finding, cause=cause)


def _cause(case: Case, finding: Finding) -> Cause:
    """Return the cause that the oracle gave, else one inferred from the timeline of the order."""
    story = case.history.orders.stories.get(finding.key)
    if finding.cause.code or story is None:
        return finding.cause
    certain = not case.history.orders.unattributed
    return explain(finding.kind, story, _about(case, story), certain, case.offset_ms, case.scene)


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
