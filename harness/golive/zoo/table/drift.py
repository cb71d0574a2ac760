"""Defects that grow with time."""

from __future__ import annotations

from dataclasses import replace

from golive.zoo.changes import content, growing, reading, sending
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
        "DRF-05",
        "Source items of deleted articles are never removed",
        "new articles that are sold from the stock of those that had their SKU before",
        codes.never_clears_up,
        "reused-skus",
        ("oversold", *STOCK_DRIFT),
        ("stock_of_former_article",),
    ),
)

NOT_PLAYED_DRIFT: dict[str, str] = {
    "DRF-02": "a budget for the rows that an integration may keep, over weeks",
    "DRF-08": "the memory and the open handles of an integration, over days",
}
