"""The verdict of a run (held, broken or unknown) with its reasons. Held is earned: every condition here was met."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.clock_promise import late_clock, no_room
from golive.judge.doubts.doubts import doubts
from golive.judge.oracles import Case
from golive.record.run import BROKEN, DEFAULT, HELD, UNKNOWN, Doubt, Expectation, Scorecard

SLOWER = "run again with a lower --speed, or with --speed auto"


def run_verdict(card: Scorecard, case: Case) -> tuple[str, list[str], list[Doubt]]:
    """Return the verdict, its reasons, the weightiest first, and the doubts among them with their cures.

    Broken when an expectation is broken. Unknown when an expectation is unknown, when the candidate did nothing or had
    nothing to do, when something that the scenario names did not act, or when work was in flight at the end.
    A live run whose clock lagged is unknown, and so is one that is broken where the candidate had no room to be on
    time.
    """
    broken = [_broken(each) for each in card.expectations if each.verdict == BROKEN]
    unknown = doubts(card, case)
    whats = [each.what for each in unknown]
    end = list(_end(card, case))
    no_promise = late_clock(case) or (no_room(case) if broken or unknown else [])
    if no_promise:
        too_fast = [Doubt(what, SLOWER) for what in no_promise]
        return UNKNOWN, [*no_promise, *end, *broken, *whats], [*too_fast, *unknown]
    if broken:
        return BROKEN, [*end, *broken, *whats], unknown
    return (UNKNOWN, [*end, *whats], unknown) if unknown else (HELD, end, unknown)


def _broken(each: Expectation) -> str:
    if each.source != DEFAULT:
        return f"{each.metric}: expected {each.expected}, was {each.actual}"
    return (
        f"{each.metric}: expected {each.expected} by default, was {each.actual}; "
        f"to tolerate it: {each.tolerating}"
    )


def _end(card: Scorecard, case: Case) -> Iterator[str]:
    """The end of the candidate, if it came before that of the run."""
    ended = case.history.candidate_ended
    if ended is None:
        return
    yield card.crash or f"the integration ended at {case.clock(ended.at_ms)}: {ended.why}"
