"""Defects by which documents are made twice."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import sending, twice
from golive.zoo.defect import EVENTS_ONLY, NOT_BUILT, Defect
from golive.zoo.findings import TWICE

DUPLICATES: tuple[Defect, ...] = (
    Defect(
        "DUP-01",
        "Blind retries after a timeout",
        "two documents in the ERP for an order whose answer was lost",
        sending.exports_as(twice.ThreeBlindRetries),
        "lost-replies",
        TWICE,
        ("reply_lost",),
        EVENTS_ONLY,
    ),
    Defect(
        "DUP-03",
        "Look and then create, in two triggers at once",
        "pairs of documents booked within the same second",
        sending.exports_as(twice.TwoTriggers),
        "plain-hour",
        TWICE,
        ("taken_at_once",),
        EVENTS_ONLY,
    ),
    Defect(
        "DUP-05",
        "Two runners carry out the same job",
        "every order booked by both runners",
        twice.two_runners,
        "plain-hour",
        TWICE,
        ("taken_at_once",),
        EVENTS_ONLY,
    ),
    Defect(
        "DUP-08",
        "Events are known by their delivery id",
        "a second document after a repeated event",
        sending.receives_as(twice.ByDelivery),
        "events-twice",
        TWICE,
        ("notice_twice",),
    ),
    Defect(
        "DUP-09",
        "What was handled is known in memory only",
        "second documents after a restart",
        sending.receives_as(twice.ForgetfulInbox),
        "events-twice-after-restarts",
        TWICE,
        ("notice_twice",),
        EVENTS_ONLY,
    ),
    Defect(
        "DUP-10",
        "A lookup against a search that lags",
        "a second document for an order that the search did not show yet",
        sending.unchanged,
        "late-search",
        TWICE,
        ("not_found_yet", "reply_lost"),
        EVENTS_ONLY,
        replace(EVENTS_ONLY, unsure_wait_s=5),
    ),
    Defect(
        "DUP-11",
        "No stored intent before the call",
        "a second document for an order booked just before a kill",
        sending.exports_as(twice.ForgetsTheIntent),
        "killed-after-booking",
        TWICE,
        ("killed_after_booking",),
        EVENTS_ONLY,
    ),
    Defect(
        "DUP-12",
        "A reference made of fields that change",
        "two documents with different references for one order",
        sending.exports_as(twice.OwnReferences),
        "lost-replies",
        TWICE,
        ("reply_lost",),
    ),
    Defect(
        "DUP-18",
        "A retry button that does not look first",
        "a second document after a press of the button",
        twice.forced_retry,
        "impatient-clerks",
        TWICE,
        ("manual_retry",),
    ),
)

NOT_PLAYED_DUPLICATES: dict[str, str] = {
    "DUP-02": NOT_BUILT,
    "DUP-04": NOT_BUILT,
    "DUP-07": NOT_BUILT,
    "DUP-13": NOT_BUILT,
    "DUP-14": NOT_BUILT,
    "DUP-16": NOT_BUILT,
    "DUP-17": NOT_BUILT,
}
