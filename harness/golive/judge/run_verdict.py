"""The verdict of a run (held, broken or unknown) with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.figures import NOT_MEASURED
from golive.record.run import BROKEN, HELD, UNKNOWN, Expectation, FaultCount


def run_verdict(
    found: Sequence[Expectation], faults: Sequence[FaultCount], orders: int
) -> tuple[str, list[str]]:
    """Return the verdict and its reasons.

    Broken when any expectation is broken. Unknown when an expectation is unknown, when a fault had no effect, or when
    there were no orders.
    """
    broken = [
        f"{each.metric}: expected {each.expected}, was {each.actual}"
        for each in found
        if each.verdict == BROKEN
    ]
    unknown = [each for each in found if each.verdict == UNKNOWN]
    doubts = [
        f"{each.metric} could not be measured"
        if each.actual == NOT_MEASURED
        else f"{each.metric}: expected {each.expected}, was {each.actual}"
        for each in unknown
    ]
    for fault in faults:
        if not fault.effective:
            what = "changed nothing" if fault.hit else "never hit"
            doubts.append(f"fault {fault.id} {what}, so it proves nothing")
    if not orders:
        doubts.append("no order was placed, so nothing was tested")
    if broken:
        return BROKEN, [*broken, *doubts]
    return (UNKNOWN, doubts) if doubts else (HELD, [])
