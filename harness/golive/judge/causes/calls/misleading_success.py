"""The ERP answered with a success status, and the body said that the order was refused."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def misleading_success(trail: Trail) -> str | None:
    """Fits where the last create was answered below 300 and not applied."""
    creates = trail.creates
    if not creates or not creates[-1].succeeded or creates[-1].truth != "not_applied":
        return None
    last = creates[-1]
    why = f" ({trail.refusals[-1].why})" if trail.refusals else ""
    return (
        f"the create at {trail.clock(last.sent_ms)} was answered {last.status}, and the body refused it{why}; "
        "it was taken for done"
    )


MISLEADING_SUCCESS = Pattern(
    "misleading_success",
    ("lost",),
    misleading_success,
    "Read the body as well as the status: an order counts as sent only when the answer has the ERP's number.",
)
