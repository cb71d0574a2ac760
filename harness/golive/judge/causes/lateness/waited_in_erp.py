"""The order was in the ERP in time and waited there for a person: for an approval, a release, or the end of a hold."""

from __future__ import annotations

from golive.judge.causes.lateness.delay import Delay
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail

MOSTLY = 0.5
"""Share of the delay."""
WAITING = {"pending_approval": "waited for approval", "held": "was held", "draft": "was a draft"}


def waited_in_erp(trail: Trail) -> str | None:
    """Fits where an ERP order waited for more than half of the delay and was released then."""
    delay = Delay.of(trail)
    if delay is None or not trail.entries:
        return None
    for at_ms, number, status, _ in trail.steps:
        if status != "released" or at_ms > delay.live_ms:
            continue
        earlier = [step for step in trail.steps if step[1] == number and step[0] < at_ms]
        state, since_ms = (earlier[-1][2], earlier[-1][0]) if earlier else ("draft", trail.entries[0].at_ms)
        if state in WAITING and at_ms - max(since_ms, delay.due_ms) > MOSTLY * (delay.live_ms - delay.due_ms):
            return (
                f"in the ERP as {number} since {trail.clock(trail.entries[0].at_ms)}, where it {WAITING[state]} from "
                f"{trail.clock(since_ms)} to {trail.clock(at_ms)}"
            )
    return None


WAITED_IN_ERP = Pattern(
    "waited_in_erp",
    ("late",),
    waited_in_erp,
    "Agree with the owner of the ERP how long such orders may wait and who decides on them, and set budgets.order by "
    "it; the integration can only show on the desk that they wait.",
)
