"""Causes of silences: what stopped, since when, what its last call was answered, and what waits for it.

They are tried in this order; the first that fits gives the cause.
"""

from __future__ import annotations

from golive.judge.causes.silence.attempts_failing import attempts_failing
from golive.judge.causes.silence.calls_stopped import calls_stopped
from golive.judge.causes.silence.ended import ended
from golive.judge.causes.silence.job_stopped import job_stopped
from golive.judge.causes.silence.notices_refused import notices_refused
from golive.judge.causes.silence.read_and_not_written import read_and_not_written
from golive.judge.causes.silence.refused_login import refused_login
from golive.judge.causes.silence.stopped import Stopped
from golive.judge.causes.silence.waiting_for_call import waiting_for_call
from golive.record.run import Cause

SILENCES = (
    ended,
    refused_login,
    waiting_for_call,
    notices_refused,
    calls_stopped,
    attempts_failing,
    read_and_not_written,
    job_stopped,
)
NOT_WATCHED = Cause(
    "duty_not_watched",
    "the job did not run, or had nothing to report, while records waited for it",
    "Watch the age of the last success of each recurring job, and raise an alert from outside of the job.",
)


def explain_silence(stopped: Stopped) -> Cause:
    """Return the cause of a silence."""
    found = (cause for pattern in SILENCES if (cause := pattern(stopped)) is not None)
    return next(found, NOT_WATCHED)
