"""The harm of a run for people: cents by kind and by problem, the work in posts, and when it was noticed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from golive.judge.harm.amount import PROBLEMS, Amount
from golive.judge.oracles import Case
from golive.keys.value_kinds import DAY_MS
from golive.record.run import Finding

POST_MS = 480 * 60_000
"""The working day of a full-time post."""
REPAIRED = ("lost", "duplicated", "wrong_content", "wrong_state", "stuck_visible")
"""Verdicts of orders that people have to enter or repair."""


def harm(
    case: Case, amounts: Mapping[str, Amount], currency: str, run_ms: int, failed_ms: int | None
) -> dict[str, Any]:
    """Return the harm for the scorecard.

    `run_ms` is the length of the run, `failed_ms` the instant of the first failure. A run shorter than a day counts
    as one.
    """
    total = Amount.sum_of(amounts.values())
    return {
        "currency": currency,
        "total": total.total,
        "by_kind": {kind: amount.total for kind, amount in amounts.items()},
        "rows": {name: getattr(total, name) for name in PROBLEMS},
        "parts": {
            name: {kind: cents for kind, amount in amounts.items() if (cents := getattr(amount, name))}
            for name in PROBLEMS
        },
        "rekeyed_share": _rekeyed_share(case),
        "work_minutes": round(total.work_ms / 60_000, 1),
        "posts": round(total.work_ms / max(1.0, run_ms / DAY_MS) / POST_MS, 2),
        "failed_at_ms": failed_ms,
        "noticed_after_ms": _noticed_after_ms(case, failed_ms),
    }


def first_failure_ms(case: Case, first: Finding | None, trouble_ms: int | None) -> int | None:
    """Return the instant of the first failure: a duty that failed at `trouble_ms`, or the proof of the first finding.

    A proof that is no document of an order counts from the last order that was placed before it.
    """
    instants = [] if trouble_ms is None else [trouble_ms]
    if first is not None:
        instants.append(_proven_ms(case, first))
    return min(instants, default=None)


def _proven_ms(case: Case, finding: Finding) -> int:
    seq, stories = max(finding.evidence), case.history.orders.stories
    story = stories.get(finding.key)
    made = () if story is None else (doc.created_ms for doc in story.erp if doc.seq == seq)
    for created_ms in made:
        return created_ms
    placed = list(stories.values())
    before = bisect_right(placed, seq, key=lambda story: story.seq)
    return placed[before - 1].placed_ms if before else case.history.first_ms


def _rekeyed_share(case: Case) -> float:
    """Return the share of the orders that people had to enter or repair, or have to."""
    if not case.verdicts:
        return 0.0
    orders = {story.order for word in REPAIRED for story, _ in case.with_verdict(word)}
    orders |= case.history.desk.repaired & case.verdicts.keys()
    return round(len(orders) / len(case.verdicts), 6)


def _noticed_after_ms(case: Case, failed_ms: int | None) -> int | None:
    if failed_ms is None:
        return None
    alarm_ms = case.history.duties.alarms.first_after(failed_ms)
    return None if alarm_ms is None else alarm_ms - failed_ms
