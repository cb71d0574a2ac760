"""The ERP accepted the order, gave it a number and did not keep it."""

from __future__ import annotations

from harness.causes.trail import Trail, clock
from harness.record import Cause

KINDS = ("lost",)


def dropped_silently(trail: Trail) -> Cause | None:
    creates = trail.creates
    if creates and creates[-1].truth == "dropped" and creates[-1].told == "answered":
        return Cause(
            "dropped_silently",
            f"the ERP answered {creates[-1].status} at {clock(creates[-1].told_ms)} and dropped the order; "
            "nobody read back",
            "Reconcile: read accepted orders back from the ERP and send again what is not there.",
        )
    return None
