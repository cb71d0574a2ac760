"""The duty is attempted, and every attempt fails."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import Stopped
from golive.record.run import Cause

CODE = "failure_not_alerted"
ADVICE = (
    "Count the failures of each recurring job, and raise an alert when one has not succeeded for its budget."
)


def attempts_failing(stopped: Stopped) -> Cause | None:
    """Fits where attempts failed; the last of them is named."""
    if not stopped.failures:
        return None
    failed = [call for call in stopped.during(stopped.calls) if not call.row.succeeded]
    last = f"; the last one is {stopped.told(failed[-1])}" if failed else ""
    since = stopped.clock(failed[0].row.sent_ms if failed else stopped.begin_ms)
    what = (
        f"every attempt failed since {since} ({stopped.failures} attempts), and the failures stayed in the "
        f"integration's own log{last}"
    )
    return Cause(CODE, stopped.with_waiting(what), ADVICE)
