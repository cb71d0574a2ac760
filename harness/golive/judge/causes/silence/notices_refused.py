"""The receiver refuses all notices."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import WATCH, Stopped
from golive.judge.history.watch.duties import NOTICES
from golive.record.run import Cause


def notices_refused(stopped: Stopped) -> Cause | None:
    """Fits where the duty is to accept notices."""
    if stopped.duty != NOTICES:
        return None
    notices = stopped.scene.notices
    status = "no answer" if notices.status is None else str(notices.status)
    answered = f", the last with {status}" if notices.refused else ""
    last_ms = notices.accepted_ms
    before = "" if last_ms is None else f"; the last one was accepted at {stopped.clock(last_ms)}"
    return Cause(
        "notices_refused",
        f"each of {stopped.failures} notices was refused from {stopped.clock(stopped.begin_ms)} on{answered}{before}",
        "Find out why the receiver refuses what it had accepted: an error in it, a changed signature or address, or a "
        "full queue. Read what it missed from the list of orders." + WATCH,
    )
