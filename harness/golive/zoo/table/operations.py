"""Defects in operation."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import operation, reading, sending
from golive.zoo.defect import EVENTS_ONLY, FULL, Defect, polling
from golive.zoo.findings import LOST, TWICE

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
    Defect(
        "OPS-01",
        "A failure that only the log file has",
        "refused orders that nothing tells from waiting ones",
        sending.exports_as(operation.LogsTheRefusal),
        "fields-too-long",
        LOST,
        ("refused_and_given_up",),
    ),
    Defect(
        "OPS-02",
        "Processed successfully, although earlier failures are open",
        "failed orders that are reported no more, and are not in the ERP",
        sending.exports_as(operation.GreenWithoutNewFailures),
        "blocked-customers",
        (*LOST, "unnoticed_silence"),
        ("entry_withdrawn_early", "refused_and_given_up"),
    ),
    Defect(
        "OPS-06",
        "The time of the last synchronisation is written by failures",
        "old data under a fresh time, and no alert",
        operation.watches_as(operation.FreshWhenTried),
        "stock-not-taken",
        ("unnoticed_silence",),
        ("failure_not_alerted",),
    ),
    Defect(
        "OPS-07",
        "A fixed window for the time of events, and a clock that is off",
        "every event refused while the clock is off, and their orders missing",
        sending.receives_as(operation.FixedWindow),
        "own-clock-ahead",
        LOST,
        ("never_sent", "notices_refused"),
        EVENTS_ONLY,
    ),
    Defect(
        "OPS-09",
        "Nothing compares both systems",
        "a few orders in a hundred missing, without an error",
        sending.unchanged,
        "few-events-lost",
        LOST,
        ("notice_lost",),
        FULL,
        EVENTS_ONLY,
    ),
    Defect(
        "OPS-10",
        "A rollback for one record takes the notes of others with it",
        "orders booked twice that were in a batch with a refused one",
        sending.exports_as(operation.OneTransaction),
        "fields-too-long",
        TWICE,
        ("outcome_not_kept",),
        replace(EVENTS_ONLY, workers=1),
    ),
    Defect(
        "OPS-11",
        "A cursor without its zone",
        "the orders of an hour missing after the zone has changed",
        reading.reads_as(operation.NaiveCursor),
        "clocks-go-back",
        LOST,
        ("cursor_zone",),
        polling(1800),
    ),
    Defect(
        "OPS-12",
        "A deploy ends work in progress",
        "a handful of orders missing after each deploy",
        sending.receives_as(operation.RemovedWhenTaken),
        "killed-before-sending",
        LOST,
        ("killed_before_sending",),
        EVENTS_ONLY,
    ),
    Defect(
        "OPS-08",
        "What people change in the ERP is never read",
        "orders that people have cancelled in the ERP, and the shop still promises",
        sending.unchanged,
        "orders-deleted",
        LOST,
        ("cancelled_by_hand",),
        FULL,
        EVENTS_ONLY,
    ),
)

NOT_PLAYED_OPERATIONS: dict[str, str] = {}
