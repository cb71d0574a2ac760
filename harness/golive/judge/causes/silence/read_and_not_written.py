"""The duty reads what it has to do, and does nothing with it."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import WATCH, Stopped
from golive.record.run import Cause


def read_and_not_written(stopped: Stopped) -> Cause | None:
    """Fits where reads of the duty succeeded in the last half of the silence, and no write was attempted."""
    reads = [call for call in stopped.during(stopped.reads) if call.row.succeeded]
    if not reads or stopped.during(stopped.writes):
        return None
    if stopped.covers(reads[-1].row.answered_ms):
        return None
    rows = sum(_rows(stopped, op) for op in dict.fromkeys(call.op for call in reads))
    what = (
        f"the job went on to read: {len(reads)} calls between {stopped.clock(reads[0].row.sent_ms)} and "
        f"{stopped.clock(reads[-1].row.sent_ms)}, last {reads[-1].op}, returned "
    )
    if rows:
        return Cause(
            "read_and_not_written",
            stopped.with_waiting(f"{what}{rows} rows, and no write was attempted"),
            "Find the condition or the error between reading and writing that skips every record, or the worker that "
            "ended while the reader goes on." + WATCH,
        )
    listed = all(call.op.endswith(".list") for call in reads)
    if not listed:
        return Cause(
            "read_and_not_written",
            stopped.with_waiting(f"{what}records, and no write was attempted"),
            "Find the condition or the error between reading and writing that skips every record." + WATCH,
        )
    return Cause(
        "reads_return_nothing",
        stopped.with_waiting(f"{what}no rows, though there were changes"),
        "Look at the cursor and the filters of these calls: they ask for what does not exist." + WATCH,
    )


def _rows(stopped: Stopped, op: str) -> int:
    return sum(
        call.count
        for call in stopped.scene.lists
        if call.op == op and call.succeeded and stopped.begin_ms <= call.sent_ms < stopped.end_ms
    )
