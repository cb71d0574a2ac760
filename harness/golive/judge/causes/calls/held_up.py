"""The order is late because calls failed on the way, or because it waited in a queue or for a poll."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, READ, Trail
from golive.record.run import Cause


def held_up(trail: Trail) -> Cause | None:
    """Fits where calls failed before the order was live, or the first create was sent late."""
    due_ms, latency_ms = trail.story.due_ms, trail.story.latency_ms
    if due_ms is None or latency_ms is None:
        return None
    on_the_way = [each for each in trail.attempts if each.operation in (CREATE, READ)]
    failed = [each for each in on_the_way if not each.succeeded and each.sent_ms <= due_ms + latency_ms]
    creates = trail.creates
    if failed and failed[-1].status == 429:
        limited = sum(1 for each in failed if each.status == 429)
        return Cause(
            "rate_limited",
            f"{limited} of {len(failed)} failed attempts were answered 429, the last at "
            f"{trail.clock(failed[-1].sent_ms)}",
            "Send fewer calls per order, wait for Retry-After with jitter, and let one place limit the rate of all "
            "calls.",
        )
    if failed:
        what = failed[-1].status or failed[-1].how or failed[-1].outcome
        return Cause(
            "held_up",
            f"{len(failed)} failed attempt(s) between {trail.clock(failed[0].sent_ms)} and "
            f"{trail.clock(failed[-1].sent_ms)}, the last: {what}",
            "Retry sooner after an outage, or allow a longer time budget.",
        )
    if creates and creates[0].sent_ms - due_ms > latency_ms / 2:
        waited_min = (creates[0].sent_ms - due_ms) / 60_000
        return Cause(
            "queued",
            f"first sent {waited_min:.0f} minutes after it was due: it waited in a queue or for a poll",
            "Add workers, let new orders pass the backlog, or poll more often.",
        )
    return None


HELD_UP = Pattern("held_up", ("late",), held_up)
