"""The integration ended by itself, without an error, while records waited."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import Stopped
from golive.judge.causes.standstill.ended_by_itself import ADVICE, CODE
from golive.record.run import Cause


def ended(stopped: Stopped) -> Cause | None:
    """Fits where the integration had ended for at least half of the silence."""
    end = stopped.scene.ended
    if end is None or not stopped.covers(end[0]):
        return None
    at_ms, why = end
    what = f"the integration ended by itself at {stopped.clock(at_ms)} ({why}), and the duty with it"
    return Cause(CODE, stopped.with_waiting(what), ADVICE)
