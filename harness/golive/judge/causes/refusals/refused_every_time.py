"""The ERP refused the content of an order at each of several attempts, with the same words."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

FEWEST = 3
"""Attempts with the same refusal, to call it one of every time."""


def refused_every_time(trail: Trail, refused: Sequence[tuple[int, str]], what: str) -> Cause | None:
    """Fits where `FEWEST` or more attempts had the same refusal: each with its time and ending, `what` in words."""
    if len(refused) < FEWEST or len({ending for _, ending in refused}) > 1:
        return None
    return Cause(
        "refused_every_time",
        f"{what} was refused in each of {len(refused)} attempts from {trail.clock(refused[0][0])} to "
        f"{trail.clock(refused[-1][0])} with the same {refused[-1][1]}; it was sent again as it was, and not reported",
        "Tell refusals of the content from failures of the moment: correct or shorten what the ERP cannot take before "
        "it is sent, put what stays refused on the desk with the reason, and do not repeat it unchanged.",
    )
