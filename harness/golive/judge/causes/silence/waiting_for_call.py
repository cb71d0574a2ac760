"""The duty waits for a call that does not return."""

from __future__ import annotations

from golive.judge.causes.scene.scene import LONG_MS
from golive.judge.causes.silence.stopped import READS, WATCH, WRITES, Stopped
from golive.record.run import Cause


def waiting_for_call(stopped: Stopped) -> Cause | None:
    """Fits where a call hung for at least half of the silence, and no other call about the duty was answered then."""
    scene = stopped.scene
    if stopped.duty not in WRITES:
        return None
    hung = [(op, row.key, row.sent_ms, row.answered_ms) for op, row in scene.long_waits]
    hung += [(*each, scene.end_ms) for each in scene.open if scene.end_ms - each[2] >= LONG_MS]
    own = WRITES[stopped.duty] | READS[stopped.duty]
    fitting = [each for each in hung if stopped.covers(each[2], each[3])]
    if not fitting:
        return None
    op, key, from_ms, to_ms = min(fitting, key=lambda each: (each[0] not in own, each[2]))
    if any(from_ms < call.row.sent_ms and call.row.answered_ms < to_ms for call in stopped.calls):
        return None
    about = f" about {key}" if key else ""
    span = "until the end of the run" if to_ms >= scene.end_ms else f"until {stopped.clock(to_ms)}"
    what = f"{op}{about}, sent at {stopped.clock(from_ms)}, got no answer {span}, and no call of this duty followed"
    return Cause(
        "hanging_call",
        stopped.with_waiting(what),
        "Give every call a timeout of some seconds, and do not let a job wait for one call." + WATCH,
    )
