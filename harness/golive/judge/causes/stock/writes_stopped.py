"""No stock was written for any article since the change: calls failed, or the job stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from golive.judge.causes.skus.sku_reader import StockCall
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def writes_stopped(wrong: WrongQuantity) -> Cause | None:
    """Fits where no write of stock succeeded since, or those of this SKU were all refused."""
    since_ms, record, trail = wrong.since_ms, wrong.record, wrong.trail
    rows = [each for each in record.refused if each.at_ms >= since_ms and trail.sku in each.skus]
    if rows:
        return Cause(
            "batch_refused",
            f"the change of {wrong.clock(since_ms)} was sent and refused {_times(len(rows))} with the "
            "whole call, last at "
            f"{wrong.clock(rows[-1].at_ms)}: {rows[-1].why}",
            "Take the article that the shop names out of the call, report it, and send the rest again.",
        )
    writes = [each for each in record.writes_after(since_ms) if not each.key or each.key == trail.sku]
    own = [each for each in writes if each.key == trail.sku]
    failing = own or writes
    if failing and not any(each.succeeded for each in failing):
        return Cause(
            "stock_writes_failed",
            f"since {wrong.clock(failing[0].sent_ms)} every write of {'its' if own else 'any'} stock failed: "
            f"{_outcomes(failing)}",
            "Keep what was not written and write it again after a failure; alert when stock has not "
            "been sent for longer "
            "than its cadence.",
        )
    if any(at_ms >= since_ms for at_ms in record.written.values()):
        return None
    return _no_writes(wrong, since_ms)


def _no_writes(wrong: WrongQuantity, since_ms: int) -> Cause | None:
    record = wrong.record
    last_ms = max(record.written.values(), default=None)
    reads = record.reads_after(since_ms)
    if reads and not any(each.succeeded for each in reads):
        return Cause(
            "stock_reads_failed",
            f"since {wrong.clock(reads[0].sent_ms)} the ERP's stock could not be read: "
            f"{_outcomes(reads)}; no stock was "
            "written any more",
            "Renew credentials and repeat the reading after a failure; alert when stock has not been sent for longer "
            "than its cadence.",
        )
    if last_ms is None and not reads:
        return Cause(
            "stock_never_sent",
            "the integration never wrote stock to the shop",
            "Send the ERP's stock to the shop by cadence.",
        )
    if reads and last_ms is None:
        return None
    if reads:
        return None
    return Cause(
        "stock_job_stopped",
        f"the last stock of any article was written at {wrong.clock(last_ms)}, and the ERP's stock was not read after "
        f"that; it changed at {wrong.clock(since_ms)}",
        "Find out why the stock job ended, restart it by itself, and alert when stock has not been "
        "sent for longer than "
        "its cadence.",
    )


def _outcomes(calls: Sequence[StockCall]) -> str:
    counted = Counter(each.outcome for each in calls)
    return ", ".join(f"{outcome} {_times(count)}" for outcome, count in counted.most_common(3))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
