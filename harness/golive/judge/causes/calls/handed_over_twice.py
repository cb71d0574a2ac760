"""The same order was in two batches or files, and both were processed."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

_TOGETHER = ("batch", "file")


def handed_over_twice(trail: Trail) -> Cause | None:
    """Fits where two entries of the order came from batches or files, the same one or two different ones."""
    entries = [entry for entry in trail.entries if entry.channel in _TOGETHER]
    if len(entries) < 2:
        return None
    first, again = entries[:2]
    if first.by == again.by:
        what = f"the order was in {first.channel} {first.name} twice, entered at {trail.clock(first.at_ms)}"
        fix = "Put each order into one batch or file; mark it before handing it over."
    else:
        what = (
            f"the order was in {first.channel} {first.name}, entered at {trail.clock(first.at_ms)}, and again in "
            f"{again.channel} {again.name}, entered at {trail.clock(again.at_ms)}"
        )
        fix = "Resend a batch under the same external_id, a file under the same name; read the results first."
    return Cause("handed_over_twice", what, fix)


HANDED_OVER_TWICE = Pattern("handed_over_twice", ("duplicated",), handed_over_twice)
