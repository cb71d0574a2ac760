"""The verdict of a run (held, broken or unknown) with its reasons. Held is earned: every condition here was met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from golive.judge.clock_promise import late_clock, no_room
from golive.judge.due import made_calls, something_was_due
from golive.judge.figures import NOT_MEASURED
from golive.judge.oracles import Case
from golive.record.run import BROKEN, DEFAULT, HELD, UNKNOWN, Expectation, Scorecard

IN_FLIGHT = "orders.indeterminate"


def run_verdict(card: Scorecard, case: Case) -> tuple[str, list[str]]:
    """Return the verdict and its reasons, the weightiest first.

    Broken when an expectation is broken. Unknown when an expectation is unknown, when the candidate did nothing or had
    nothing to do, when something that the scenario names did not act, or when work was in flight at the end.
    A live run whose clock lagged is unknown, and so is one that is broken where the candidate had no room to be on
    time.
    """
    broken = [_broken(each) for each in card.expectations if each.verdict == BROKEN]
    doubts = [
        *_unmeasured(card.expectations),
        *_idle(case),
        *_not_acted(card),
        *_in_flight(card),
    ]
    end = list(_end(card, case))
    no_promise = late_clock(case) or (no_room(case) if broken or doubts else [])
    if no_promise:
        return UNKNOWN, [*no_promise, *end, *broken, *doubts]
    if broken:
        return BROKEN, [*end, *broken, *doubts]
    return (UNKNOWN, [*end, *doubts]) if doubts else (HELD, end)


def _broken(each: Expectation) -> str:
    if each.source != DEFAULT:
        return f"{each.metric}: expected {each.expected}, was {each.actual}"
    return (
        f"{each.metric}: expected {each.expected} by default, was {each.actual}; "
        f"to tolerate it: {each.tolerating}"
    )


def _unmeasured(found: Sequence[Expectation]) -> Iterator[str]:
    for each in found:
        if each.verdict == UNKNOWN:
            if each.actual == NOT_MEASURED:
                yield f"{each.metric} could not be measured"
            else:
                yield f"{each.metric}: expected {each.expected}, was {each.actual}"


def _idle(case: Case) -> Iterator[str]:
    if not something_was_due(case):
        yield "no order, stock, price or customer was there to move, so nothing was tested"
    elif not made_calls(case):
        yield "the integration made no call, so nothing was tested"


def _not_acted(card: Scorecard) -> Iterator[str]:
    for fault in card.faults:
        if not fault.effective:
            what = "changed nothing" if fault.hit else "never hit"
            yield f"fault {fault.id} {what}, so it proves nothing{f': {fault.miss}' if fault.miss else ''}"
    for each in card.exercised:
        if each.named and each.miss:
            yield each.miss


def _in_flight(card: Scorecard) -> Iterator[str]:
    """Orders that are undecided, unless the scenario expects some."""
    count = card.orders["indeterminate"]
    if count and not any(each.metric == IN_FLIGHT for each in card.expectations):
        orders, them = ("1 order was", "it") if count == 1 else (f"{count:,} orders were", "them")
        yield f"{orders} still in flight when the run ended; a longer clock.settle decides {them}"


def _end(card: Scorecard, case: Case) -> Iterator[str]:
    """The end of the candidate, if it came before that of the run."""
    ended = case.history.candidate_ended
    if ended is None:
        return
    yield card.crash or f"the integration ended at {case.clock(ended.at_ms)}: {ended.why}"
