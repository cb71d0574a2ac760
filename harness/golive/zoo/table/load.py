"""Defects under load."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import sending
from golive.zoo.defect import EVENTS_ONLY, FULL, NOT_BUILT, Defect
from golive.zoo.findings import LATE, LOST

LOAD: tuple[Defect, ...] = (
    Defect(
        "LOD-04",
        "Retries at a fixed interval without jitter",
        "waves of calls, each of which fails again",
        sending.evenly,
        "waves-after-an-outage",
        (*LATE, "herd"),
        ("own_retry_waves",),
        replace(FULL, visible_after_s=10**6),
    ),
    Defect(
        "LOD-07",
        "Calls without a limit of time",
        "no order accepted during and after a standstill",
        sending.unchanged,
        "hanging-erp",
        (*LOST, *LATE),
        ("hanging_call",),
        EVENTS_ONLY,
        replace(EVENTS_ONLY, answer_within_s=10**6, workers=2),
    ),
    Defect(
        "LOD-13",
        "A lock on what many jobs share",
        "orders hours late under load",
        sending.exports_as(sending.LocksTheCustomer),
        "one-account",
        (*LATE, *LOST),
        ("postponed",),
    ),
)

NOT_PLAYED_LOAD: dict[str, str] = {
    "LOD-01": NOT_BUILT,
    "LOD-02": NOT_BUILT,
    "LOD-03": NOT_BUILT,
    "LOD-05": NOT_BUILT,
    "LOD-06": NOT_BUILT,
    "LOD-08": NOT_BUILT,
    "LOD-09": NOT_BUILT,
    "LOD-10": NOT_BUILT,
    "LOD-12": NOT_BUILT,
    "LOD-14": NOT_BUILT,
    "LOD-15": NOT_BUILT,
}
