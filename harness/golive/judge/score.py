"""The score (how well the run went) and the coverage (how much of the plan took place)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from golive.record.oracles import KINDS, FindingKind
from golive.record.run import FaultCount

HALF_AT = 0.01
"""The share of wrong orders that halves a grade."""

WEIGHTS = {
    "nothing lost": 35,
    "nothing duplicated": 25,
    "content and state correct": 15,
    "in time": 5,
    "little manual work": 5,
}
"""The weight of each part that counts orders; `FindingKind.score_part` assigns the kinds of findings."""

STOCK_WEIGHT = 15.0
_VERDICTS_WITHOUT_FINDING = {
    "nothing lost": ("indeterminate",),
    "little manual work": ("stuck_visible",),
}


def lowering(part: str, kinds: Mapping[str, FindingKind] = KINDS) -> tuple[str, ...]:
    """Return the verdicts of orders and the other kinds of findings that lower a part of the score."""
    names = tuple(kind.name for kind in kinds.values() if kind.score_part == part)
    return (*names, *_VERDICTS_WITHOUT_FINDING.get(part, ()))


def score(
    orders: Mapping[str, int],
    stock: Mapping[str, float],
    units_sold: int,
    found: Mapping[str, int],
    kinds: Mapping[str, FindingKind] = KINDS,
) -> tuple[float, list[dict[str, Any]]]:
    """Return the score from 0 to 100 and its parts: each `{name, weight, grade}` with a grade from 0 to 1.

    `orders` are counts by verdict, `found` those of the findings by kind. A kind that is a verdict counts orders.
    """
    total = max(1, orders["total"])
    counts = {**found, **orders}
    parts: list[dict[str, Any]] = [
        {"name": name, "weight": weight, "grade": _grade(_sum(counts, lowering(name, kinds)) / total)}
        for name, weight in WEIGHTS.items()
    ]
    wrong_units = stock["oversold_units"] + stock["residual_units"]
    parts.append(
        {"name": "stock correct", "weight": STOCK_WEIGHT, "grade": _grade(wrong_units / max(1, units_sold))}
    )
    return round(sum(part["weight"] * part["grade"] for part in parts), 1), parts


def _sum(counts: Mapping[str, int], names: Sequence[str]) -> int:
    return sum(counts.get(name, 0) for name in names)


def _grade(share: float) -> float:
    return round(math.pow(0.5, share / HALF_AT), 4)


def coverage(
    faults: Sequence[FaultCount], declared: Sequence[str], flowed: Mapping[str, int]
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
    if not parts:
        return 1.0, parts
    return round(sum(part["grade"] for part in parts) / len(parts), 4), parts
