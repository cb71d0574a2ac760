"""The integration started again on a backup of its data, and sent what it had sent since."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.keys.value_kinds import MINUTE_MS


def rolled_back(trail: Trail) -> str | None:
    """Fits where an order was booked between a backup and its restoring, and again after that."""
    for at_ms, backup_ms in trail.rollbacks:
        since_ms = at_ms - backup_ms - MINUTE_MS
        before = [each for each in trail.kept if since_ms <= each.sent_ms < at_ms]
        after = [each for each in trail.kept if each.sent_ms >= at_ms]
        if before and after:
            return (
                f"the integration had sent it at {trail.clock(before[-1].sent_ms)}, was started again on older data at "
                f"{trail.clock(at_ms)}, and sent it again at {trail.clock(after[0].sent_ms)}"
            )
    return None


ROLLED_BACK = Pattern(
    "rolled_back",
    ("duplicated",),
    rolled_back,
    "Send the shop's number as the reference of every attempt, and take the ERP's refusal of a second one, or a "
    "lookup, for the answer that it has the order.",
)
