"""The first ERP order was created, a later step on it failed, and the retry created another one."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, LOOK_UP, Trail
from golive.judge.causes.workers.pairs import pairs


def half_built(trail: Trail) -> str | None:
    """Fits where the first create succeeded, and another write on the ERP order failed before the second."""
    for pair in pairs(trail):
        if not pair.first.succeeded or pair.first.answered_ms is None:
            continue
        for step in trail.attempts:
            writes = step.operation.startswith("erp.") and step.operation not in (
                CREATE,
                LOOK_UP,
                "erp.order.read",
            )
            if writes and pair.known_ms <= step.sent_ms <= pair.again.sent_ms and not step.succeeded:
                return (
                    f"the ERP order was created at {trail.clock(pair.first.committed_ms)}; then {step.operation} at "
                    f"{trail.clock(step.sent_ms)} ended with {step.ending}, and the retry created another order at "
                    f"{trail.clock(pair.again.sent_ms)}"
                )
    return None


HALF_BUILT = Pattern(
    "half_built",
    ("duplicated",),
    half_built,
    "Store the number of the ERP order after each step, and let the retry go on from there or cancel it.",
)
