"""A batch or file was accepted as such, and the row of this order was refused when its turn came."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("lost",)


def row_refused(trail: Trail) -> Cause | None:
    """Only where no call of its own could have been refused, and calls that carry orders were made."""
    if trail.creates or trail.complete or not trail.refusals:
        return None
    last = trail.refusals[-1]
    return Cause(
        "row_refused",
        f"the ERP refused its row at {trail.clock(last.at_ms)} ({last.why}); nobody acted on the result",
        "Read the results of every batch and the acknowledgement of every file, and put what was refused on a desk.",
    )
