"""The candidate received an event of the order, or could have read it, and never sent it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause


def never_sent(trail: Trail) -> Cause | None:
    """Fits where no create was made, although the order was read or an event of it was delivered."""
    if trail.creates or not trail.complete:
        return None
    reads = trail.of_operation(READ)
    accepted = [delivery for delivery in trail.deliveries if delivery.was_accepted]
    if reads and not reads[-1].succeeded:
        return Cause(
            "never_sent",
            f"reading the order from the shop failed at {trail.clock(reads[-1].sent_ms)} and was not retried",
            "Retry reads as well as writes, from a durable queue.",
        )
    if accepted:
        return Cause(
            "never_sent",
            f"its event was accepted at {trail.clock(accepted[0].at_ms)} and nothing was sent",
            "Acknowledge an event only after storing it durably, and process every stored event.",
        )
    return None


NEVER_SENT = Pattern("never_sent", ("lost",), never_sent)
