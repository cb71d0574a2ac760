"""The integration runs until the run ends."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import CALL_REFUSED, CANDIDATE_CRASHED, LIVENESS, TASK_FAILED
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

THREAD_ENDED = Cause(
    "thread_ended",
    "an error that it did not handle ended a thread, and its duty stopped",
    "Handle errors where each piece of work is done, and start a thread again that has ended.",
)
OUTSIDE_TIME = Cause(
    "outside_simulated_time",
    "what the call waits for does not follow the simulated time, so it was refused with an error",
    "Run the candidate on the live clock as a program, or use what the sentence names.",
)


def liveness(case: Case) -> list[Finding]:
    """Return a finding for an end with an error, and one per background task that failed and per refused call.

    A program that ends with exit status 0 is right, whenever it ends.
    """
    return [*_crash(case), *_failed_tasks(case), *_refused(case)]


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
            f"a {'thread' if each.is_thread else 'background task'} failed at {case.clock(each.at_ms)}: {each.why}",
            (each.seq,),
            THREAD_ENDED if each.is_thread else NEVER_AWAITED,
        )
        for each in case.history.failed_tasks
    ]


def _refused(case: Case) -> list[Finding]:
    """One finding for each sentence, at its first time."""
    first: dict[str, int] = {}
    for seq, sentence in case.history.refused_calls:
        first.setdefault(sentence, seq)
    return [
        Finding(LIVENESS.code, CALL_REFUSED.name, "", sentence, (seq,), OUTSIDE_TIME)
        for sentence, seq in first.items()
    ]
