"""The doubts of a run: what keeps it from being held although nothing is broken."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.doubts.cures import cure_of_exercise, cure_of_fault, cure_of_metric
from golive.judge.due import made_calls, something_was_due
from golive.judge.figures import NOT_MEASURED
from golive.judge.oracles import Case
from golive.record.run import UNKNOWN, Doubt, Expectation, Scorecard

IN_FLIGHT = "orders.indeterminate"
LONGER = "set clock.settle higher, so that open work can end"


def doubts(card: Scorecard, case: Case) -> list[Doubt]:
    """Return what is unknown: metrics, a candidate that did nothing, what did not act, orders in flight."""
    return [*_unmeasured(card), *_idle(case), *_not_acted(card), *_in_flight(card)]


def _unmeasured(card: Scorecard) -> Iterator[Doubt]:
    for each in card.expectations:
        if each.verdict == UNKNOWN:
            yield _of_expectation(each)


def _of_expectation(each: Expectation) -> Doubt:
    if each.actual == NOT_MEASURED:
        return Doubt(f"{each.metric} could not be measured", cure_of_metric(each.metric))
    return Doubt(f"{each.metric}: expected {each.expected}, was {each.actual}", LONGER)


def _idle(case: Case) -> Iterator[Doubt]:
    if not something_was_due(case):
        yield Doubt(
            "no order, stock, price or customer was there to move, so nothing was tested",
            "set traffic.orders.base or clock.duration higher, so that orders come due",
        )
    elif not made_calls(case):
        yield Doubt(
            "the integration made no call, so nothing was tested",
            "look at candidate.log: is it started, and does it use the addresses and credentials of the run?",
        )


def _not_acted(card: Scorecard) -> Iterator[Doubt]:
    for fault in card.faults:
        if not fault.effective:
            did = "changed nothing" if fault.hit else "never hit"
            what = f"fault {fault.id} {did}, so it proves nothing{f': {fault.miss}' if fault.miss else ''}"
            yield Doubt(what, cure_of_fault(fault))
    for each in card.exercised:
        if each.named and each.miss:
            yield Doubt(each.miss, cure_of_exercise(each))


def _in_flight(card: Scorecard) -> Iterator[Doubt]:
    """Orders that are undecided, unless the scenario expects some."""
    count = card.orders["indeterminate"]
    if count and not any(each.metric == IN_FLIGHT for each in card.expectations):
        orders, them = ("1 order was", "it") if count == 1 else (f"{count:,} orders were", "them")
        what = f"{orders} still in flight when the run ended; a longer clock.settle decides {them}"
        yield Doubt(what, LONGER)
