"""Whether a live run could say anything: its clock on time, and room for the candidate to be on time."""

from __future__ import annotations

import math
from collections import deque

from golive.judge.oracles import Case
from golive.sim.room import SHARE, rounded_down, safe_speed

LAG_SHARE = 1 / 60
"""The share of the time budget of an order by which the clock may lag: 15 s of 15 minutes."""


def late_clock(case: Case) -> list[str]:
    """Return why the clock did not keep its promise; empty if it did.

    One event in a hundred may be later than a sixtieth of the time budget of an order.
    """
    promise, bound_ms = case.history.promise, case.budgets.order_ms * LAG_SHARE
    if promise.speed is None or promise.lag_p99_ms <= bound_ms:
        return []
    return [
        "the clock lagged, which says nothing about the integration: one event in a hundred was "
        f"{promise.lag_p99_ms / 1000:.0f} s late, more than {bound_ms / 1000:.0f} s; {_run_again(case)}"
    ]


def no_room(case: Case) -> list[str]:
    """Return why the candidate cannot be blamed for being late; empty if it had room.

    The calls of the orders that came due within one time budget, one after the other, must fit into half of it.
    """
    promise, budget_ms = case.history.promise, case.budgets.order_ms
    if promise.speed is None or promise.trip_p95_ms is None or promise.speed <= _by_room(case):
        return []
    orders, calls = busiest(case, budget_ms), _calls(case)
    needed_ms = orders * calls * promise.trip_p95_ms * promise.speed
    return [
        f"the integration had no room: a round trip took {promise.trip_p95_ms:.0f} ms of real time, so {orders} orders "
        f"of {calls:.0f} calls each need {needed_ms / 60_000:.0f} of {budget_ms / 60_000:.0f} minutes at speed "
        f"{promise.speed:g}, more than {SHARE:.0%}; {_run_again(case)}"
    ]


def _calls(case: Case) -> float:
    return max(1.0, case.history.exchanges / max(1, len(case.verdicts)))


def _by_room(case: Case) -> float:
    """The speed up to which the candidate has room."""
    trip_ms = case.history.promise.trip_p95_ms
    if trip_ms is None:
        return math.inf
    budget_ms = case.budgets.order_ms
    return safe_speed(busiest(case, budget_ms), _calls(case), budget_ms, trip_ms)


def busiest(case: Case, window_ms: int) -> int:
    """Return the largest number of orders that came due within a window of this length."""
    most, window = 0, deque[int]()
    for due_ms in sorted(
        story.due_ms for story in case.history.orders.stories.values() if story.due_ms is not None
    ):
        window.append(due_ms)
        while window[0] <= due_ms - window_ms:
            window.popleft()
        most = max(most, len(window))
    return most


def _run_again(case: Case) -> str:
    promise = case.history.promise
    speed = promise.speed or 1.0
    by_lag = speed * case.budgets.order_ms * LAG_SHARE / max(1, promise.lag_p99_ms)
    safe = rounded_down(min(by_lag, _by_room(case), speed))
    return f"on this machine --speed {safe:g} is safe, or --speed auto"
