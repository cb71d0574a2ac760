"""The integration runs until the run ends."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import CANDIDATE_CRASHED, LIVENESS
from golive.record.run import Cause, Finding

CRASHED = Cause(
    "not_supervised",
    "an error that it did not handle ended it, and nothing started it again",
    "Handle errors where each piece of work is done, and run it under a supervisor that starts it again.",
)


def liveness(case: Case) -> list[Finding]:
    """Return one finding if the integration ended with an error; a program that ends with status 0 is right."""
    ended = case.history.candidate_ended
    if ended is None or not ended.crashed:
        return []
    what = f"the integration crashed at {case.clock(ended.at_ms)}: {ended.why}"
    return [Finding(LIVENESS.code, CANDIDATE_CRASHED.name, "", what, (ended.seq,), CRASHED)]
