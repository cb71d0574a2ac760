"""The ERP accepted the order, gave it a number and did not keep it."""

from __future__ import annotations

from golive.judge.causes.trail import Attempt, Trail
from golive.record.run import Cause

KINDS = ("lost", "late")


def dropped_silently(trail: Trail) -> Cause | None:
    creates = trail.creates
    for number, dropped in enumerate(creates):
        if dropped.truth != "dropped" or dropped.told != "answered":
            continue
        later = creates[number + 1 :]
        if trail.kind == "lost" and not later:
            return _cause(trail, dropped, "nobody read back")
        kept = [attempt for attempt in later if attempt.truth == "applied"]
        if trail.kind == "late" and kept:
            return _cause(
                trail, dropped, f"that was noticed late: it was sent again at {trail.clock(kept[0].sent_ms)}"
            )
    return None


def _cause(trail: Trail, dropped: Attempt, then: str) -> Cause:
    return Cause(
        "dropped_silently",
        f"the ERP answered {dropped.status} at {trail.clock(dropped.told_ms)} and dropped the order; {then}",
        "Reconcile: read accepted orders back from the ERP, soon and often, and send again what is not there.",
    )
