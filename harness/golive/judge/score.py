"""The score (how well the run went) and the coverage (how much of the plan took place)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from golive.record.oracles import KINDS, FindingKind
from golive.record.run import Exercised, FaultCount

STUCK_READ, STUCK_UNREAD = "stuck, read", "stuck, not read"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score. The score halves with every further share `halves_at` of orders that went wrong this way.

    `FindingKind.score_part` assigns the kinds of findings; `verdicts` are those without a finding. `most` bounds the
    share that counts.
    """

    name: str
    halves_at: float
    verdicts: tuple[str, ...] = ()
    most: float = math.inf


PARTS: tuple[Part, ...] = (
    Part("nothing lost", 0.01, ("indeterminate",)),
    Part("nothing duplicated", 0.015),
    Part("content and state correct", 0.03),
    Part("other records untouched", 0.03, most=0.15),
    Part("no orders on the desk that are not read", 0.10, (STUCK_UNREAD,)),
    Part("little manual work", 0.25, (STUCK_READ,)),
    Part("in time", 0.75),
)
"""Anchored to what a merchant would say of a day; `tests/judge/test_days.py` has the days."""

STOCK = Part("stock correct", 0.05, most=0.25)
"""Counts units apart at the end or oversold, and units wrong on average during the run, of the units sold."""


def lowering(part: Part, kinds: Mapping[str, FindingKind] = KINDS) -> tuple[str, ...]:
    """Return the verdicts of orders and the other kinds of findings that lower a part of the score."""
    return (*(kind.name for kind in kinds.values() if kind.score_part == part.name), *part.verdicts)


def score(
    orders: Mapping[str, int],
    stock: Mapping[str, float],
    units_sold: int,
    found: Mapping[str, int],
    kinds: Mapping[str, FindingKind] = KINDS,
    *,
    read: int = 0,
    hours: float = 1.0,
) -> tuple[float, list[dict[str, Any]]]:
    """Return the score from 0 to 100 and its parts: each `{name, halves_at, share, grade}`; a grade is from 0 to 1.

    `orders` are counts by verdict, `found` those of the findings by kind. A kind that is a verdict counts orders. Of
    the orders on the desk, clerks have read `read`. `hours` is the length of the run. The score is the product of the
    grades.
    """
    total, stuck = max(1, orders["total"]), orders["stuck_visible"]
    counts = {**found, **orders, STUCK_READ: min(read, stuck), STUCK_UNREAD: max(0, stuck - read)}
    parts = [
        _graded(part, sum(counts.get(name, 0) for name in lowering(part, kinds)) / total) for part in PARTS
    ]
    wrong_units = stock["oversold_units"] + stock["residual_units"]
    wrong_units += stock.get("unexplained_unit_hours", 0.0) / max(1.0, hours)
    parts.append(_graded(STOCK, wrong_units / max(1, units_sold)))
    return round(100 * math.prod(part["grade"] for part in parts), 1), parts


def _graded(part: Part, share: float) -> dict[str, Any]:
    grade = math.pow(0.5, min(share, part.most) / part.halves_at)
    return {
        "name": part.name,
        "halves_at": part.halves_at,
        "share": round(share, 6),
        "grade": round(grade, 6),
    }


def coverage(
    faults: Sequence[FaultCount],
    declared: Sequence[str],
    flowed: Mapping[str, int],
    exercised: Sequence[Exercised] = (),
) -> tuple[float, list[dict[str, Any]]]:
    """Return the coverage from 0 to 1 and its parts.

    `declared` are the kinds of orders that the scenario declares, `flowed` counts of those that were placed.
    """
    parts: list[dict[str, Any]] = []
    if declared:
        came = sum(1 for kind in declared if flowed.get(kind))
        parts.append({"name": "order kinds that occurred", "weight": 1.0, "grade": came / len(declared)})
    if faults:
        count = len(faults)
        hit = sum(1 for fault in faults if fault.hit)
        acted = sum(1 for fault in faults if fault.effective)
        parts.append({"name": "faults that hit", "weight": 1.0, "grade": hit / count})
        parts.append({"name": "faults with an effect", "weight": 1.0, "grade": acted / count})
    named = [each for each in exercised if each.named]
    if named:
        grade = sum(1 for each in named if each.is_exercised) / len(named)
        parts.append({"name": "rules and quirks that acted", "weight": 1.0, "grade": grade})
    if not parts:
        return 1.0, parts
    return round(sum(part["grade"] for part in parts) / len(parts), 4), parts
