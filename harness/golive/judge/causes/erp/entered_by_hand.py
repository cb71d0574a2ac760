"""A clerk entered the order in the ERP by hand, and the integration has no link to it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def entered_by_hand(trail: Trail) -> Cause | None:
    """Fits where a clerk entered the order: without a reference, or in addition to the integration's create."""
    if not trail.rekeys:
        return None
    at_ms, clerk, with_reference = trail.rekeys[0]
    typed = f"{clerk} entered the order in the ERP manually at {trail.clock(at_ms)}"
    if trail.kind == "wrong_state":
        return None if with_reference else _without_reference(typed)
    sent = [attempt for attempt in trail.kept if attempt.committed_ms is not None]
    if len(sent) != 1:
        return None
    before = "before" if (sent[0].committed_ms or 0) < at_ms else "after"
    when = trail.clock(sent[0].committed_ms)
    if with_reference:
        return Cause(
            "entered_by_hand",
            f"{typed} with its number as reference; {before} that, at {when}, the integration sent it as well",
            "Look up the reference in the ERP before sending an order that was on the desk.",
        )
    return Cause(
        "entered_by_hand",
        f"{typed} without a reference; {before} that, at {when}, the integration sent it as well",
        "Have people enter the shop's number as the reference, and look it up before sending an order from the desk.",
    )


def _without_reference(typed: str) -> Cause:
    return Cause(
        "entered_by_hand",
        f"{typed} without a reference, so the integration cannot match its parcel to an order",
        "Have people enter the shop's number as the reference.",
    )


ENTERED_BY_HAND = Pattern("entered_by_hand", ("duplicated", "wrong_state"), entered_by_hand)
