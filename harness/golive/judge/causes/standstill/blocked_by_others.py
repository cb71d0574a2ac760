"""A few orders that always fail were tried again and again, and later orders were never reached."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.calls import NO_REPLY, PASSING
from golive.judge.causes.trail import CREATE, READ, Trail

FEWEST_TRIES = 3
"""Tries of one order that make it one that always fails."""

MOST_BLOCKERS = 100
"""Orders; more are no longer a few that always fail."""


def blocked_by_others(trail: Trail) -> str | None:
    """Fits where, since the order was due, all creates were about orders that failed at least `FEWEST_TRIES` times."""
    due_ms = trail.story.due_ms
    if due_ms is None or trail.creates or any(read.sent_ms >= due_ms for read in trail.of_operation(READ)):
        return None
    rows = [row for row in trail.scene.of_op(CREATE) if row.sent_ms >= due_ms]
    tries: dict[str, int] = {}
    for row in rows:
        tries[row.key] = tries.get(row.key, 0) + 1
    if not rows or any(row.succeeded for row in rows) or min(tries.values()) < FEWEST_TRIES:
        return None
    busy = sum(1 for row in rows if row.status in PASSING and row.status != NO_REPLY)
    if busy * 2 > len(rows) or len(tries) > MOST_BLOCKERS:
        return None
    names = ", ".join(list(tries)[:3]) + (" and others" if len(tries) > 3 else "")
    last = rows[-1]
    how = last.status if last.status > 0 else "no answer"
    return (
        f"since {trail.clock(rows[0].sent_ms)} only {len(tries)} order(s) were tried ({names}), {len(rows)} "
        f"times, each time in vain "
        f"(the last: {how}); no later order was reached"
    )


BLOCKED_BY_OTHERS = Pattern(
    "blocked_by_others",
    ("lost",),
    blocked_by_others,
    "Count the attempts of each order, set an order that fails aside after a few, report it, and go on with the "
    "next one.",
)
