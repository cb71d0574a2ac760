"""The ERP refused the order or could not be reached, and that was the end of it."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("lost",)


def refused_and_given_up(trail: Trail) -> Cause | None:
    creates = trail.creates
    if not creates or creates[-1].was_applied or creates[-1].succeeded:
        return None
    last = creates[-1]
    tries = f"{len(creates)} attempt{'s' if len(creates) > 1 else ''}"
    if last.told == "unknown":
        how = f"got no answer ({last.how})"
    elif last.told == "refused":
        how = "could not connect"
    else:
        how = f"was refused with {last.status}"
    return Cause(
        "refused_and_given_up",
        f"{tries}, the last at {trail.clock(last.sent_ms)} {how}; it was not tried or shown again",
        "Keep the order in a durable queue, retry with backoff, and put it on a desk with the reason.",
    )
