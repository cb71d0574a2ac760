"""Month end: the past month is closed for operations first, then for accounting too.

Modelled on posting periods that stay open for accounting longer than for sales and logistics, as in SAP S/4HANA
(topic "Posting Period Variants", authorization groups) and NetSuite (topic "Accounting Period Close").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fake_erp.accounting.posting_periods import DAY_MS, period_before
from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.settings import setting

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class MonthEnd(Job):
    """Closes the past month: a soft close first, then a hard close."""

    closes: tuple[int, int] | None = setting(
        "closes",
        "span",
        "Time from the beginning of the new month to the soft close and to the hard close of the old one.",
        None,
    )
    holds_ms: int = setting("holds", "duration", "Time for which a closing locks orders and ledger.", 0)

    def next_ms(self, erp: Installation) -> int | None:
        if self.closes is None:
            return None
        now, at_ms = erp.now(), []
        for begins_ms in _month_beginnings(erp, now):
            at_ms += [begins_ms + after_ms for after_ms in self.closes if begins_ms + after_ms > now]
        return min(at_ms)

    def work(self, erp: Installation) -> None:
        planned_ms = erp.diary.get("month_end", erp.now())
        soft_ms, hard_ms = self.closes or (0, 0)
        for begins_ms in _month_beginnings(erp, planned_ms):
            into_ms = planned_ms - begins_ms
            if into_ms in (soft_ms, hard_ms):
                period = period_before(erp.calendar.period_of(begins_ms))
                erp.calendar.close(period, soft=into_ms < hard_ms)
                erp.capacity.hold(("orders", "ledger"), self.holds_ms, "closing")


def _month_beginnings(erp: Installation, now: int) -> list[int]:
    """When the last month, this month and the next begin, in ms since the epoch."""
    period = erp.calendar.period_of(now)
    after = erp.calendar.period_of(_begins_ms(erp, period) + 32 * DAY_MS)
    return [_begins_ms(erp, each) for each in (period_before(period), period, after)]


def _begins_ms(erp: Installation, period: str) -> int:
    days = (date.fromisoformat(f"{period}-01") - _EPOCH).days
    return days * DAY_MS - erp.config.finance.utc_offset_ms
