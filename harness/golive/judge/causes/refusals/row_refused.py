"""A batch or file was accepted, and the row of this order was refused when it was processed."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def row_refused(trail: Trail) -> str | None:
    """Fits where calls that carry orders were made and no call about this order alone could have been refused."""
    if trail.creates or trail.complete or not trail.refusals:
        return None
    last = trail.refusals[-1]
    return f"the ERP refused its row at {trail.clock(last.at_ms)} ({last.why}); the result was not acted on"


ROW_REFUSED = Pattern(
    "row_refused",
    ("lost",),
    row_refused,
    "Read the results of every batch and the acknowledgement of every file, and put refused rows on the desk.",
)
