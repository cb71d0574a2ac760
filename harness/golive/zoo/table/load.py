"""Defects under load."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import pressure, reading, sending
from golive.zoo.changes.piling import StartsAtEachTick
from golive.zoo.defect import EVENTS_ONLY, FULL, Defect, polling
from golive.zoo.findings import LATE, LOST, WRONG_CONTENT

PRESSURE = ("retry_storm", "ignored_retry_after", "many_calls")
"""Kinds of findings about calls that a system should have been spared."""

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
    Defect(
        "LOD-01",
        "Nothing limits the rate of calls",
        "hundreds of calls a minute above the limit, most of them refused",
        pressure.no_throttle,
        "small-erp",
        (*LATE, *LOST, *PRESSURE),
        ("rate_not_limited", "retry_after_ignored"),
    ),
    Defect(
        "LOD-02",
        "A refusal for the rate is answered with the same call",
        "calls rise while none gets through",
        sending.exports_as(pressure.TriesAgainAtOnce),
        "few-calls-a-minute",
        PRESSURE,
        ("retry_after_ignored", "retries_without_limit"),
    ),
    Defect(
        "LOD-03",
        "A refusal for the rate without a time to wait is retried at once",
        "one call repeated thousands of times",
        sending.exports_as(pressure.UnknownThrottling),
        "throttled-without-a-time",
        PRESSURE,
        ("retries_without_limit", "no_back_off"),
    ),
    Defect(
        "LOD-05",
        "All that waited is sent when the ERP is back",
        "a rush of calls with the first answer, and the ERP refuses again",
        sending.exports_as(pressure.ReleasesAll),
        "half-an-hour-down",
        ("herd",),
        ("all_at_once",),
    ),
    Defect(
        "LOD-06",
        "Client, job and queue each retry",
        "one failure becomes dozens of calls",
        sending.exports_as(pressure.ThreeLayers),
        "two-minutes-of-errors",
        PRESSURE,
        ("no_back_off", "retries_without_limit"),
    ),
    Defect(
        "LOD-08",
        "The checkout waits for the ERP",
        "checkouts that fail while the ERP is slow",
        pressure.waits_for_the_erp,
        "coupled-checkout",
        ("checkout_stopped",),
        ("checkout_coupled",),
    ),
    Defect(
        "LOD-09",
        "The list price stands in for an answer",
        "orders with the list price, and nothing on the desk",
        sending.exports_as(pressure.FallsBackToTheList),
        "prices-unavailable",
        WRONG_CONTENT,
        ("erp_price_list",),
    ),
    Defect(
        "LOD-10",
        "Orders and stock share one lane",
        "orders that wait until all stock is written",
        pressure.one_lane,
        "first-full-push",
        LATE,
        ("behind_bulk_work",),
    ),
    Defect(
        "LOD-12",
        "Calls for each line of an order",
        "hundreds of calls for one order",
        sending.exports_as(pressure.CallsPerLine),
        "large-orders",
        ("many_calls",),
        ("polled_one_by_one",),
    ),
    Defect(
        "LOD-15",
        "A serial queue that tries each order for half an hour",
        "all younger orders wait for one that fails",
        sending.exports_as(pressure.SerialQueue),
        "a-poison-order",
        (*LATE, *LOST),
        ("behind_one_order", "blocked_by_others"),
        FULL,
        replace(FULL, workers=1),
    ),
    Defect(
        "LOD-14",
        "Runs of a job pile up",
        "one more run reads the same list at each tick, until the host has no memory left",
        reading.reads_as(StartsAtEachTick),
        "slow-lists",
        ("overlapping_runs",),
        ("runs_pile_up",),
        polling(60),
    ),
)

NOT_PLAYED_LOAD: dict[str, str] = {}
