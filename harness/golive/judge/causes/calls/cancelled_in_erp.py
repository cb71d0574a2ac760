"""The ERP had the order, it was cancelled there, and the integration did not notice or did it itself."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CANCEL, Trail
from golive.record.run import Cause

NEAR_MS = 5_000


def cancelled_in_erp(trail: Trail) -> Cause | None:
    """Fits where every ERP order of a due order is cancelled."""
    story = trail.story
    if not story.erp or story.live:
        return None
    steps = [each for each in trail.steps if each[2] == "cancelled"]
    if not steps:
        return None
    at_ms, number, _, why = steps[-1]
    own = [
        each
        for each in trail.of_operation(CANCEL)
        if each.was_applied and abs((each.committed_ms or 0) - at_ms) < NEAR_MS
    ]
    if own:
        return Cause(
            "cancelled_by_integration",
            f"the integration itself cancelled {number} at {trail.clock(own[-1].sent_ms)}, and the shop's order "
            f"is open",
            "Cancel in the ERP only what the shop says is cancelled, or what a lookup shows to be a surplus order.",
        )
    reason = f" ({why})" if why else ""
    return Cause(
        "cancelled_by_hand",
        f"{number} was cancelled in the ERP at {trail.clock(at_ms)}{reason}, not by the integration, which did "
        f"not report it",
        "Read the ERP's changes back, and report orders that were cancelled there and are open in the shop.",
    )


CANCELLED_IN_ERP = Pattern("cancelled_by_hand", ("lost",), cancelled_in_erp)
