"""Stretches in which a recurring duty stopped and no alert came in time, and the times to the first alert and repair.

A duty has stopped when every attempt at it failed, or when records wait for it and nothing is attempted. It may stand
still for its budget; after that an alert or a desk entry must come within `budgets.surfacing`. A failed attempt can be
seen at once, so from the first one on only the longer of the two counts. An alert about an outage holds until a call to
that system succeeds: a duty that stops meanwhile needs no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.judge.history.history import DRIFT, STOCK_MOVES, History
from golive.judge.history.watch.duties import (
    CREDENTIALS,
    DELIVERIES,
    NOTICES,
    ORDERS,
    SHIPMENTS,
    STOCK,
)
from golive.judge.history.watch.duty import Stretch
from golive.judge.oracles.case import Budgets

TROUBLE_MS = 10 * 60_000
"""Failures that end earlier need no alert."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A duty that stopped at `begin_ms` and was done again at `end_ms`, without an alarm until `deadline_ms`.

    `failures` are the attempts that failed, 0 where nothing was attempted. `alarm_ms` is the first alarm after the
    deadline, None for none.
    """

    duty: str
    begin_ms: int
    end_ms: int
    deadline_ms: int
    failures: int
    seqs: tuple[int, ...]
    alarm_ms: int | None = None


def silences(history: History, budgets: Budgets, *, stock_is_pushed: bool = True) -> list[Silence]:
    """Return the silences of a run, by their begin. One standstill of one duty is one silence.

    `stock_is_pushed`: whether stock goes from the ERP to the shop.
    """
    denied = [each for each in _of_stretches(history, budgets) if each[1].startswith(CREDENTIALS)]
    found = [silence for _, _, silence in denied]
    for stretch, duty, silence in _of_stretches(history, budgets):
        if duty.startswith(CREDENTIALS):
            continue
        if stretch.failures == stretch.denied and any(_overlap(silence, other) for _, _, other in denied):
            continue
        if not any(each.duty == duty and _overlap(each, silence) for each in found):
            found.append(silence)
    for silence in _of_pushes(history, budgets) if stock_is_pushed else ():
        if not any(each.duty == STOCK and _overlap(each, silence) for each in found):
            found.append(silence)
    return sorted(found, key=lambda each: (each.begin_ms, each.duty))


def _of_stretches(history: History, budgets: Budgets) -> Iterator[tuple[Stretch, str, Silence]]:
    alarms = history.duties.alarms
    for stretch in history.duties.stretches:
        duty = stretch.duty
        deadline_ms = _deadline_ms(stretch, duty, budgets)
        if stretch.end_ms <= deadline_ms:
            continue
        alarm_ms = alarms.first_after(
            _trouble_began(history, stretch.begin_ms), general_only=_is_about_stock(stretch)
        )
        if alarm_ms is not None and alarm_ms <= deadline_ms:
            continue
        silence = Silence(
            duty, stretch.begin_ms, stretch.end_ms, deadline_ms, stretch.failures, stretch.seqs, alarm_ms
        )
        yield stretch, duty, silence


def _trouble_began(history: History, at_ms: int) -> int:
    """Return from when on an alarm covers a duty that stopped at an instant."""
    return min(use.down_since(at_ms) for use in history.call_watch.systems.values())


def _is_about_stock(stretch: Stretch) -> bool:
    """Whether entries about orders do not cover the stretch: stock was read and could not be written."""
    return stretch.duty == STOCK and stretch.failures > stretch.reads


def _deadline_ms(stretch: Stretch, duty: str, budgets: Budgets) -> int:
    """Return the instant at which an alarm must have come."""
    limit_ms = _limit_ms(duty, budgets)
    found = []
    if stretch.failed_ms is not None:
        wait_ms = limit_ms if duty.startswith(CREDENTIALS) else max(limit_ms, budgets.surfacing_ms)
        found.append(stretch.failed_ms + wait_ms)
    if stretch.waiting_ms is not None:
        found.append(stretch.waiting_ms + limit_ms + budgets.surfacing_ms)
    return min(found)


def _limit_ms(duty: str, budgets: Budgets) -> int:
    """Return how long a duty may stand still."""
    if duty.startswith(CREDENTIALS):
        return budgets.credentials_ms
    return {
        ORDERS: budgets.order_ms,
        STOCK: budgets.stock_ms,
        SHIPMENTS: budgets.shipment_ms,
        DELIVERIES: budgets.shipment_ms,
        NOTICES: budgets.order_ms,
    }[duty]


def _overlap(one: Silence, other: Silence) -> bool:
    return one.begin_ms < other.end_ms and other.begin_ms < one.end_ms


# -- stock that is never sent ----------------------------------------------------------------------------


def _of_pushes(history: History, budgets: Budgets) -> Iterator[Silence]:
    """Yield the stretches without a stock update in which changes of the ERP waited beyond the cadence."""
    for since_ms, until_ms in history.duties.pushes:
        overdue_ms = _overdue_ms(history, since_ms, until_ms)
        if overdue_ms is None:
            continue
        deadline_ms = overdue_ms + budgets.surfacing_ms
        if until_ms <= deadline_ms or not _drifts_at(history, deadline_ms):
            continue
        alarm_ms = history.duties.alarms.first_after(_trouble_began(history, since_ms), general_only=True)
        if alarm_ms is None or alarm_ms > deadline_ms:
            yield Silence(STOCK, since_ms, until_ms, deadline_ms, 0, (), alarm_ms)


def _overdue_ms(history: History, since_ms: int, until_ms: int) -> int | None:
    """Return when the first change of the ERP in a stretch was older than the cadence; None for no such change."""
    buckets = history.buckets
    moved_ms = _first_bucket(history, STOCK_MOVES, since_ms + buckets.step_ms, until_ms)
    return None if moved_ms is None else _first_bucket(history, DRIFT, moved_ms, until_ms)


def _first_bucket(history: History, line: str, from_ms: int, until_ms: int) -> int | None:
    start_ms, step_ms = history.buckets.start_ms, history.buckets.step_ms
    values = history.buckets.lines.get(line, {})
    first, last = (from_ms - start_ms) // step_ms, (until_ms - start_ms) // step_ms
    bucket = next((each for each in range(first, last) if values.get(each)), None)
    return None if bucket is None else max(from_ms, start_ms + bucket * step_ms)


def _drifts_at(history: History, at_ms: int) -> bool:
    buckets = history.buckets
    return bool(buckets.lines.get(DRIFT, {}).get((at_ms - buckets.start_ms) // buckets.step_ms))


# -- the times of people ---------------------------------------------------------------------------------


def response(history: History, budgets: Budgets) -> dict[str, int | None]:
    """Return `alert` and `repair`: the times in ms from the first trouble to the first alarm and the first repair.

    Trouble is a duty that failed for TROUBLE_MS or stood still beyond its budget, or an order that the ERP refused and
    that was shown to people or should have been. Both are None in a run without trouble. What never came lasts until
    the end of the run. A repair is that of a clerk in a run with clerks, else the first withdrawal of an entry.
    """
    begin_ms = _trouble_ms(history, budgets)
    if begin_ms is None:
        return {"begin_ms": None, "alert": None, "repair": None}
    alarm_ms = history.duties.alarms.first_after(begin_ms)
    repaired_ms = history.duties.repairs.first_after(begin_ms, general_only=bool(history.desk.counts))
    return {
        "begin_ms": begin_ms,
        "alert": (history.last_ms if alarm_ms is None else alarm_ms) - begin_ms,
        "repair": (history.last_ms if repaired_ms is None else repaired_ms) - begin_ms,
    }


def _trouble_ms(history: History, budgets: Budgets) -> int | None:
    begins = [
        story.refused_ms
        for story in history.orders.stories.values()
        if story.refused_ms is not None and (story.shown_seq or not story.live)
    ]
    for stretch in history.duties.stretches:
        limit_ms = _limit_ms(stretch.duty, budgets)
        if stretch.failed_ms is not None and stretch.end_ms - stretch.failed_ms >= TROUBLE_MS:
            begins.append(stretch.failed_ms)
        elif stretch.waiting_ms is not None and stretch.end_ms - stretch.waiting_ms > limit_ms:
            begins.append(stretch.waiting_ms)
    begins += [
        overdue_ms
        for since_ms, until_ms in history.duties.pushes
        if (overdue_ms := _overdue_ms(history, since_ms, until_ms)) is not None
    ]
    return min(begins, default=None)
