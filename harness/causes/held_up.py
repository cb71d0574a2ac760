"""Late because the way was blocked: refusals, silence or slowness on the road, or a queue behind them."""

from __future__ import annotations

from harness.causes.trail import Trail, clock
from harness.record import Cause

KINDS = ("late",)


def held_up(trail: Trail) -> Cause | None:
    failed = [attempt for attempt in trail.attempts if not attempt.succeeded]
    creates = trail.creates
    if failed:
        what = failed[-1].status or failed[-1].how or failed[-1].told
        return Cause(
            "held_up",
            f"{len(failed)} failed attempt(s) between {clock(failed[0].sent_ms)} and "
            f"{clock(failed[-1].sent_ms)}, the last: {what}",
            "Retry sooner after recovery, or accept a longer time budget for such a day.",
        )
    due = trail.story.due_ms
    if creates and due is not None:
        waited_min = (creates[0].sent_ms - due) / 60_000
        return Cause(
            "queued",
            f"first sent {waited_min:.0f} minutes after it was due: it waited in a queue or for a poll",
            "Give orders more workers or a way past the backlog; poll more often.",
        )
    return None
