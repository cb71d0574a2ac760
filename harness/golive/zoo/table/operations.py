"""Defects in operation."""

from __future__ import annotations

from golive.zoo.changes import sending
from golive.zoo.defect import EVENTS_ONLY, NOT_BUILT, Defect
from golive.zoo.findings import LOST

OPERATIONS: tuple[Defect, ...] = (
    Defect(
        "OPS-04",
        "A login at the start and never again",
        "nothing arrives after the token has expired",
        sending.logs_in_once,
        "short-tokens",
        (*LOST, "stuck_visible", "unnoticed_silence"),
        ("credentials_expired",),
    ),
    Defect(
        "OPS-13",
        "An early return without a state",
        "orders of one kind missing and in no state",
        sending.exports_as(sending.SkipsOddAddresses),
        "plain-hour",
        LOST,
        ("read_and_not_sent",),
        EVENTS_ONLY,
    ),
    Defect(
        "OPS-03",
        "An alert for every attempt",
        "many alerts for one cause",
        sending.exports_as(sending.AlertsPerAttempt),
        "fields-too-long",
        ("alert_storm",),
        ("alert_per_attempt",),
    ),
)

NOT_PLAYED_OPERATIONS: dict[str, str] = {
    "OPS-01": NOT_BUILT,
    "OPS-02": NOT_BUILT,
    "OPS-06": NOT_BUILT,
    "OPS-07": NOT_BUILT,
    "OPS-08": NOT_BUILT,
    "OPS-09": NOT_BUILT,
    "OPS-10": NOT_BUILT,
    "OPS-11": NOT_BUILT,
    "OPS-12": NOT_BUILT,
}
