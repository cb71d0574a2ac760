"""The cursor of the poll passed the order without returning it."""

from __future__ import annotations

from dataclasses import dataclass

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.other_clock import other_clock
from golive.judge.causes.reading.second_added import adds_a_second
from golive.judge.causes.reading.window import (
    in_utc,
    is_lower,
    is_unsure,
    is_upper,
    missed_by,
    since_due,
    stamp_of,
)
from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.lists import TIMES, Filter, second_of
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

AHEAD_MS = 60_000
"""A lower bound this much after the call is ahead of the clock."""


@dataclass(frozen=True, slots=True)
class _Passed:
    """The first call that asked only for what is later than the order, its bound, and the calls before it."""

    trail: Trail
    call: ListCall
    bound: Filter
    before: list[ListCall]

    @property
    def second(self) -> int:
        """The second of the bound."""
        return second_of(self.bound.value) or 0

    @property
    def stamp(self) -> int:
        """The second in the column of the bound."""
        return stamp_of(self.trail, self.bound.field, self.call.sent_ms)

    @property
    def where(self) -> str:
        """Where the order lies."""
        return (
            f"its {self.bound.field} {in_utc(self.stamp)} lies before {in_utc(self.second)}, from which the list call "
            f"at {self.trail.clock(self.call.sent_ms)} and all later ones ask"
        )


def behind_cursor(trail: Trail) -> Cause | None:
    """Fits where the order was not returned since it was due, and the lower bound of the last call excludes it."""
    due_ms = trail.story.due_ms
    calls = [call for call in since_due(trail) if call.succeeded]
    if due_ms is None or not calls or trail.creates or any(c.answered_ms >= due_ms for c in trail.listed()):
        return None
    last, earliest = missed_by(trail, calls[-1]), missed_by(trail, calls[0])
    if earliest is not None and is_upper(earliest):
        return _upper(trail, calls[0], earliest)
    if last is None or not is_lower(last):
        return None
    first = next(call for call in calls if is_lower(missed_by(trail, call)))
    bound = missed_by(trail, first) or last
    if bound.field not in TIMES:
        return _by_id(trail, first, bound)
    before = [call for call in trail.scene.windows if call.succeeded and call.sent_ms < first.sent_ms]
    passed = _Passed(trail, first, bound, before)
    for kind in (
        _other_clock,
        _ahead,
        _same_second,
        _second_added,
        _by_creation,
        _rows_left,
        _not_visible,
        _time_of_run,
    ):
        found = kind(passed)
        if found is not None:
            return found
    return None


def _upper(trail: Trail, call: ListCall, bound: Filter) -> Cause:
    return Cause(
        "cursor_zone",
        f"the list call at {trail.clock(call.sent_ms)} asks only until {bound.value}, and the shop's stamp of "
        f"the order is "
        f"{in_utc(stamp_of(trail, bound.field, call.sent_ms))}",
        "Write dates for the shop in UTC, and leave the upper bound out.",
    )


def _by_id(trail: Trail, call: ListCall, bound: Filter) -> Cause:
    late = (trail.story.due_ms or 0) > trail.story.placed_ms + 1000
    paid = f", and was due only at {trail.clock(trail.story.due_ms)}" if late else ""
    return Cause(
        "cursor_by_id",
        f"the list call at {trail.clock(call.sent_ms)} asks for ids above {bound.value}; the order has "
        f"{trail.entity_id}{paid}",
        "Use the change date as cursor: an order with a low id may become due late, and a bookmark within a "
        "window must end "
        "with the window.",
    )


def _other_clock(passed: _Passed) -> Cause | None:
    return other_clock(passed.trail, passed.call, passed.bound, passed.second, passed.stamp)


def _ahead(passed: _Passed) -> Cause | None:
    call, trail = passed.call, passed.trail
    ahead_ms = passed.second * 1000 - call.sent_ms
    if ahead_ms < AHEAD_MS:
        return None
    minutes = round(ahead_ms / 60_000)
    ahead = f"{round(minutes / 60)} h" if minutes >= 45 else f"{minutes} minutes"
    return Cause(
        "cursor_zone",
        f"the list call at {trail.clock(call.sent_ms)} asks from {passed.bound.value}, about {ahead} ahead "
        "of the shop's clock, which is UTC: a local time without its offset, or in an hour that clocks skip",
        "Keep the cursor and write filters in UTC.",
    )


def _same_second(passed: _Passed) -> Cause | None:
    if passed.bound.condition != "gt" or passed.second != passed.stamp:
        return None
    return Cause(
        "cursor_same_second",
        f"its {passed.bound.field} is {in_utc(passed.stamp)}; the list call at "
        f"{passed.trail.clock(passed.call.sent_ms)} asks for "
        "strictly later than that second, which another order had shared",
        "Ask from the last second on (gteq) or with an overlap, and skip what is known by its number.",
    )


def _second_added(passed: _Passed) -> Cause | None:
    trail = passed.trail
    if passed.second != passed.stamp + 1 or not adds_a_second(trail.scene):
        return None
    return Cause(
        "cursor_second_added",
        f"its {passed.bound.field} is {in_utc(passed.stamp)}; the list call at {trail.clock(passed.call.sent_ms)} asks "
        f"from {in_utc(passed.second)}, one second after the newest row that had been read, and several orders share "
        "the second before",
        "Ask from the last second on, without adding to it, and skip what is known by its number.",
    )


def _by_creation(passed: _Passed) -> Cause | None:
    story, trail = passed.trail.story, passed.trail
    due_ms = story.due_ms or 0
    if passed.bound.field != "created_at" or due_ms <= story.placed_ms + 1000:
        return None
    if passed.before and passed.before[-1].sent_ms < story.placed_ms:
        return None
    return Cause(
        "cursor_by_creation",
        f"placed at {trail.clock(story.placed_ms)} and due only at {trail.clock(due_ms)}; by then the cursor "
        f"over created_at "
        f"had passed it: the list call at {trail.clock(passed.call.sent_ms)} asks from {in_utc(passed.second)}",
        "Use updated_at as cursor: what makes an order due also changes it.",
    )


def _rows_left(passed: _Passed) -> Cause | None:
    """An earlier page would have been followed by the one with the order."""
    trail = passed.trail
    for number, call in enumerate(passed.before):
        later = [*passed.before[number + 1 :], passed.call][0]
        went_on = later.window == call.window and later.page > call.page
        if not call.more or went_on or not _asked_for_it(passed, call):
            continue
        sort = f"sorted by {call.sort}" if call.sort else "without a sort order"
        return Cause(
            "cursor_past_unread_rows",
            f"the list read at {trail.clock(call.sent_ms)}, {sort}, had more rows than the {call.count} that "
            f"were read; the "
            f"cursor went on all the same, and {passed.where}",
            "Sort by the cursor's column and the id, read all pages, and set the cursor to the last row that was read.",
        )
    return None


def _not_visible(passed: _Passed) -> Cause | None:
    trail = passed.trail
    seen = [call for call in passed.before if not call.more and _asked_for_it(passed, call)]
    if not seen:
        return None
    return Cause(
        "cursor_before_visible",
        f"the list read at {trail.clock(seen[0].sent_ms)} covers its {passed.bound.field} "
        f"{in_utc(passed.stamp)} and did not return "
        f"it: the order was not visible yet; the cursor moved on, and {passed.where}",
        "Let every read overlap the one before by some minutes, since rows become visible after their stamps, "
        "and skip what "
        "is known by its number.",
    )


def _time_of_run(passed: _Passed) -> Cause | None:
    trail, stamp_ms = passed.trail, passed.stamp * 1000
    if not passed.before or passed.before[-1].sent_ms > stamp_ms + 999 or passed.second <= passed.stamp:
        return None
    last = passed.before[-1]
    if any((second_of(row.value) or 0) > passed.second for row in [last.lower] if row is not None):
        return None
    return Cause(
        "cursor_set_to_now",
        f"it changed at {in_utc(passed.stamp)}, after the list was read at {trail.clock(last.sent_ms)}; the "
        f"next list call asks "
        f"from {in_utc(passed.second)}, a time after that read",
        "Store the newest stamp among the rows that were read, or the time before the read began, never the "
        "time of its end.",
    )


def _asked_for_it(passed: _Passed, call: ListCall) -> bool:
    """Whether an earlier call asked for the order as it was stamped already, and did not return it."""
    if call.sent_ms <= passed.stamp * 1000 + 999 or missed_by(passed.trail, call) is not None:
        return False
    return not is_unsure(passed.trail, call) and not any(each is call for each in passed.trail.listed())


BEHIND_CURSOR = Pattern("cursor_set_to_now", ("lost",), behind_cursor)
