"""Two list calls returned the order, and each led to a create."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene import ListCall
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import Pair, pairs
from golive.record.run import Cause


def listed_again(trail: Trail) -> Cause | None:
    """Fits where two list calls returned the order before the second create, and no event came in between."""
    for pair in pairs(trail):
        lists = pair.lists
        if len(lists) < 2 or pair.between or pair.first.outcome == "unknown":
            continue
        first, again = _pair_of(lists, pair)
        if first is None or again is None:
            continue
        if again.sent_ms < pair.known_ms:
            return _overlapping(trail, first, again, pair)
        return _again(trail, again, pair)
    return None


def _pair_of(lists: list[ListCall], pair: Pair) -> tuple[ListCall | None, ListCall | None]:
    first = next((call for call in reversed(lists) if call.answered_ms <= pair.first.sent_ms), None)
    again = next((call for call in reversed(lists) if call is not first and call.answered_ms > 0), None)
    if first is not None and again is not None and again.sent_ms < first.sent_ms:
        first, again = again, first
    return first, again


def _overlapping(trail: Trail, first: ListCall, again: ListCall, pair: Pair) -> Cause:
    return Cause(
        "runs_overlap",
        f"list calls at {trail.clock(first.sent_ms)} and {trail.clock(again.sent_ms)} both returned it before "
        f"the first create "
        f"was answered at {trail.clock(pair.first.answered_ms)}: two runs of the same job overlapped",
        "Start no run while one is at work (a lock with a lease), or claim each order before sending it.",
    )


def _again(trail: Trail, again: ListCall, pair: Pair) -> Cause:
    bound = f" from {again.lower.value} on" if again.lower is not None else ""
    return Cause(
        "listed_again",
        f"sent at {trail.clock(pair.first.sent_ms)}; the list call at {trail.clock(again.sent_ms)}{bound} "
        f"returned it again, and it "
        f"was sent again at {trail.clock(pair.again.sent_ms)}",
        "Keep for ever which orders were sent, by their number, and skip them in every later list.",
    )


LISTED_AGAIN = Pattern("listed_again", ("duplicated",), listed_again)
