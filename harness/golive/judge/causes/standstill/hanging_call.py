"""A call without a timeout never returned, and everything waited for it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.calls import NO_REPLY
from golive.judge.causes.trail import Trail

LONG_MS = 110_000
"""A call without an answer for this long had no useful timeout."""


def hanging_call(trail: Trail) -> str | None:
    """Fits where nothing was sent for the order because a call hung longer than `LONG_MS` and little else was sent."""
    due_ms, scene = trail.story.due_ms, trail.scene
    if due_ms is None or any(create.is_answer for create in trail.creates):
        return None
    hung = [
        (op, row)
        for op, row in scene.rows(due_ms, trail.end_ms)
        if row.status == NO_REPLY and row.answered_ms - row.sent_ms >= LONG_MS
    ]
    if not hung:
        return None
    op, row = max(hung, key=lambda each: each[1].answered_ms - each[1].sent_ms)
    during = [
        each.sent_ms
        for _, each in scene.rows(row.sent_ms, trail.end_ms)
        if row.sent_ms < each.sent_ms < row.answered_ms
    ]
    quiet = len(during) <= len(hung)
    if not quiet:
        return None
    after = sum(1 for _, each in scene.rows(row.answered_ms, trail.end_ms) if each.sent_ms > row.answered_ms)
    then = f"; after that {after} calls were sent" if after else "; nothing was sent after that"
    about = f" about {row.key}" if row.key else ""
    return (
        f"{op}{about}, sent at {trail.clock(row.sent_ms)}, had no answer for "
        f"{(row.answered_ms - row.sent_ms) / 1000:.0f} s, and the "
        f"rest waited for it{then}"
    )


HANGING_CALL = Pattern(
    "hanging_call",
    ("lost", "late", "stuck_visible"),
    hanging_call,
    "Give every call a timeout of some seconds, and let other orders go on while one waits.",
)
