"""The candidate was killed between accepting the order and sending it, and did not resume it after its start."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail

IN_HAND_MS = 10 * 60_000
"""A kill later than this after the last sign of work on the order did not interrupt that work."""


def killed_before_sending(trail: Trail) -> str | None:
    """Fits where the last sign of work on the order is at most `IN_HAND_MS` before a kill, and none follows."""
    if not trail.complete or any(each.how != "killed" or each.truth for each in trail.creates):
        return None
    accepted = [each.at_ms for each in trail.deliveries if each.was_accepted]
    worked = [each.sent_ms for each in (*trail.of_operation(READ), *trail.creates)]
    listed = [call.answered_ms for call in trail.listed() if call.answered_ms >= (trail.story.due_ms or 0)]
    signs = [*accepted, *worked, *listed]
    if not signs:
        return None
    last_ms = max(signs)
    killed_ms = next((at_ms for at_ms in trail.kills if at_ms >= last_ms), None)
    if killed_ms is None or killed_ms - last_ms > IN_HAND_MS:
        return None
    taken = f"its event was accepted at {trail.clock(accepted[0])}, " if accepted else ""
    if listed and not accepted:
        taken = f"a list call returned it at {trail.clock(listed[-1])}, "
    return (
        f"{taken}the integration was killed at {trail.clock(killed_ms)} before the order reached the ERP, and "
        "the order was not sent after the restart"
    )


KILLED_BEFORE_SENDING = Pattern(
    "killed_before_sending",
    ("lost",),
    killed_before_sending,
    "Acknowledge an event only after storing it durably; after a restart, resume what is still open.",
)
