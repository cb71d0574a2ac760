"""Defects that grow with time."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import content, growing, leaking, reading, sending
from golive.zoo.changes.masters import codes
from golive.zoo.defect import FULL, Defect
from golive.zoo.findings import STOCK_DRIFT, WRONG_CONTENT

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
    Defect(
        "DRF-01",
        "Rows that are never removed, and that each run goes through",
        "runs that take longer every hour",
        reading.reads_as(growing.ScansEveryRow),
        "eight-even-hours",
        ("growing_polling",),
        ("polls_too_often",),
    ),
    Defect(
        "DRF-04",
        "Prices of a piece rounded after the discount",
        "orders that are off by a cent or two, which add up",
        content.sends(growing.price_of_the_row),
        "coupons",
        WRONG_CONTENT,
        ("unit_price_rounded",),
    ),
    Defect(
        "DRF-06",
        "Each run reads the whole history",
        "reads that grow with the age of the integration",
        reading.reads_as(growing.ReadsAllAgain),
        "eight-even-hours",
        ("growing_polling",),
        ("polls_too_often",),
        replace(FULL, reconcile_every_s=300),
    ),
    Defect(
        "DRF-02",
        "A purge removes a fixed number of rows, and more arrive",
        "a table that grows although it is purged every hour",
        reading.reads_as(leaking.PurgesAFixedNumber),
        "rows-and-tasks-of-a-day",
        ("keeps_too_much",),
        ("removed_too_slowly",),
    ),
    Defect(
        "DRF-08",
        "A session for each message, and none is closed",
        "tasks and connections that grow with every message, until the host has no memory left",
        leaking.opens_a_session_for_each,
        "rows-and-tasks-of-a-day",
        ("keeps_too_much",),
        ("never_released",),
    ),
    Defect(
        "DRF-05",
        "Source items of deleted articles are never removed",
        "new articles that are sold from the stock of those that had their SKU before",
        codes.never_clears_up,
        "reused-skus",
        ("oversold", *STOCK_DRIFT),
        ("stock_of_former_article",),
    ),
)

NOT_PLAYED_DRIFT: dict[str, str] = {}
