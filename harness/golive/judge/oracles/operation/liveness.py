"""The integration runs until the run ends."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import CANDIDATE_CRASHED, LIVENESS, TASK_FAILED
from golive.record.run import Cause, Finding

CRASHED = Cause(
    "not_supervised",
    "an error that it did not handle ended it, and nothing started it again",
    "Handle errors where each piece of work is done, and run it under a supervisor that starts it again.",
)
NEVER_AWAITED = Cause(
    "task_never_awaited",
    "nothing awaits the task, so its error goes to the log and its duty stops",
    "Await background tasks, in a TaskGroup for instance, or restart a duty whose task has ended.",
)


def liveness(case: Case) -> list[Finding]:
    """Return a finding if the integration ended with an error, and one per background task that failed.

    A program that ends with exit status 0 is right, whenever it ends.
    """
    return [*_crash(case), *_failed_tasks(case)]


def _crash(case: Case) -> list[Finding]:
    ended = case.history.candidate_ended
    if ended is None or not ended.crashed:
        return []
    what = f"the integration crashed at {case.clock(ended.at_ms)}: {ended.why}"
    return [Finding(LIVENESS.code, CANDIDATE_CRASHED.name, "", what, (ended.seq,), CRASHED)]


def _failed_tasks(case: Case) -> list[Finding]:
    return [
        Finding(
            LIVENESS.code,
            TASK_FAILED.name,
            "",
            f"a background task failed at {case.clock(at_ms)}: {why}",
            (seq,),
            NEVER_AWAITED,
        )
        for seq, at_ms, why in case.history.failed_tasks
    ]
