"""The ERP refused the order or could not be reached, and no attempt followed."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.refusals.refused_every_time import refused_every_time
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def refused_and_given_up(trail: Trail) -> str | Cause | None:
    """Fits where the last create failed: refused, not connected, or without an answer; no kill stopped its retry."""
    creates = trail.creates
    if not creates or creates[-1].was_applied or creates[-1].succeeded:
        return None
    last = creates[-1]
    if last.is_passing and any(at_ms >= last.sent_ms for at_ms in trail.kills):
        return None
    if not last.is_passing:
        refused = [(each.sent_ms, each.ending) for each in creates if not each.is_passing]
        again = refused_every_time(trail, refused, "its create")
        if again is not None:
            return again
    tries = f"{len(creates)} attempt{'s' if len(creates) > 1 else ''}"
    if last.outcome == "unknown":
        how = f"got no answer ({last.how})"
    elif last.outcome == "refused":
        how = "could not connect"
    else:
        how = f"was refused with {last.status}"
        said = last.reason or (trail.refusals[-1].why if trail.refusals else "")
        how += f" ({said})" if said else ""
    return f"{tries}, the last at {trail.clock(last.sent_ms)} {how}; it was neither retried nor reported"


REFUSED_AND_GIVEN_UP = Pattern(
    "refused_and_given_up",
    ("lost",),
    refused_and_given_up,
    "Keep the order in a durable queue, retry with backoff what is temporary, put it on the desk with the ERP's "
    "reason, and "
    "send it again once the cause is repaired.",
)
