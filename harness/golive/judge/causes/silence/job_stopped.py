"""The job of a duty stopped: it made calls before, and none in the silence; or it never made any."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import WATCH, WRITES, Stopped
from golive.judge.history.watch.duties import ORDERS
from golive.record.run import Cause

RESTART = (
    "Find out why the job ended or waits: an error that ended its loop or task, a lock or a flag that was not taken "
    "back. Let a supervisor start it again."
)


def job_stopped(stopped: Stopped) -> Cause | None:
    """Fits where no call about the duty was made in the last half of the silence."""
    if stopped.duty not in WRITES:
        return None
    calls = [call for call in stopped.calls if call.row.sent_ms < stopped.end_ms]
    taken_ms = stopped.scene.notices.accepted_ms if stopped.duty == ORDERS else None
    if not calls and taken_ms is None:
        what = f"no call that does this was made before {stopped.clock(stopped.end_ms)}"
        return Cause(
            "duty_never_done",
            stopped.with_waiting(what),
            "Build or switch on the job that does this, and let it run by a schedule." + WATCH,
        )
    if calls and not stopped.covers(calls[-1].row.answered_ms):
        return None
    last = f"its last call was {stopped.told(calls[-1])}" if calls else "it never made a call"
    if taken_ms is not None and stopped.begin_ms <= taken_ms < stopped.end_ms:
        what = f"notices were accepted until {stopped.clock(taken_ms)}, and nothing works them off: {last}"
        advice = "Find out why the worker behind the receiver ended or waits, and start it again by itself."
        return Cause("worker_stopped", stopped.with_waiting(what), advice + WATCH)
    others_ms = stopped.scene.last_sent_ms
    others = (
        f"other jobs went on until {stopped.clock(others_ms)}"
        if not calls or others_ms > calls[-1].row.sent_ms
        else "no other call was made after it"
    )
    return Cause("job_stopped", stopped.with_waiting(f"the job stopped: {last}; {others}"), RESTART + WATCH)
