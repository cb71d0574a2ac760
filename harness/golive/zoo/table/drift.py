"""Defects that grow with time."""

from __future__ import annotations

from golive.zoo.changes import sending
from golive.zoo.defect import NOT_BUILT, Defect

DRIFT: tuple[Defect, ...] = (
    Defect(
        "DRF-03",
        "A refused order is repeated without a limit",
        "calls that grow with time for orders that can never be booked",
        sending.exports_as(sending.RetriesForEver),
        "fields-too-long",
        ("many_calls", "retry_storm"),
        ("retries_without_limit",),
    ),
)

NOT_PLAYED_DRIFT: dict[str, str] = {
    "DRF-01": NOT_BUILT,
    "DRF-02": NOT_BUILT,
    "DRF-04": NOT_BUILT,
    "DRF-05": NOT_BUILT,
    "DRF-06": NOT_BUILT,
    "DRF-08": NOT_BUILT,
}
