"""Workers, their queue and held tables: the reckoned queue is the one that a simulation step by step finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.access.capacity import Capacity, Turn

Facts = list[tuple[str, dict[str, str], dict[str, Any]]]


@dataclass
class Installation:
    """A capacity with a clock in its hand."""

    workers: int = 1
    options: dict[str, Any] = field(default_factory=dict)
    now_ms: int = 0
    facts: Facts = field(default_factory=list)

    def __post_init__(self) -> None:
        self.capacity = Capacity(
            lambda: self.now_ms, lambda *fact: self.facts.append(fact), self.workers, **self.options
        )

    def call(self, service_ms: int, operation: str = "order.create", reads: bool = False) -> Turn:
        return self.capacity.begin(operation, reads, service_ms)


def test_calls_are_served_in_the_order_of_arrival_by_the_next_free_worker() -> None:
    installation = Installation(workers=2)
    turns = [installation.call(ms) for ms in (100, 30, 50, 50)]
    assert [turn.start_ms for turn in turns] == [0, 0, 30, 80]
    assert [turn.done_ms for turn in turns] == [100, 30, 80, 130]
    assert installation.capacity.waiting == 2
    installation.now_ms = 30
    assert installation.capacity.waiting == 1


def test_latency_rises_with_load() -> None:
    def mean_latency_ms(gap_ms: int) -> float:
        installation, total = Installation(workers=4), 0
        for _ in range(400):
            total += installation.call(100).done_ms - installation.now_ms
            installation.now_ms += gap_ms
        return total / 400

    calm, busy, overrun = mean_latency_ms(50), mean_latency_ms(25), mean_latency_ms(20)
    assert calm == busy == 100
    assert overrun > 1000


@dataclass
class Job:
    came_ms: int
    service_ms: int
    writes: bool
    worker: int = -1
    left_ms: int = -1
    done_ms: int = -1


def step_by_step(workers: int, jobs: list[Job], holds: list[tuple[int, int]]) -> list[int]:
    """The same queue, millisecond by millisecond: a job that waits for a table keeps the worker and does nothing."""
    at, held_until, waiting, busy = 0, 0, list(jobs), list[Job]()
    while waiting or busy:
        for job in (job for job in busy if job.left_ms == 0):
            job.done_ms = at
        busy = [job for job in busy if job.done_ms < 0]
        for for_ms in (for_ms for hold_at, for_ms in holds if hold_at == at):
            held_until = max(held_until, at) + for_ms
        while waiting and waiting[0].came_ms <= at and len(busy) < workers:
            busy.append(waiting.pop(0))
        for job in busy:
            if job.left_ms < 0 and not (job.writes and held_until > at):
                job.left_ms = job.service_ms
        for job in busy:
            if job.left_ms > 0:
                job.left_ms -= 1
        at += 1
    return [job.done_ms for job in jobs]


JOBS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 25), st.booleans()), min_size=1, max_size=30)
HOLDS = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40)), max_size=4)


@given(workers=st.integers(1, 4), jobs=JOBS, holds=HOLDS)
def test_the_reckoned_queue_is_the_simulated_one(
    workers: int, jobs: list[tuple[int, int, bool]], holds: list[tuple[int, int]]
) -> None:
    """Holds come first among the events of one instant, on both sides."""
    installation, turns, simulated, at = Installation(workers), list[Turn](), list[Job](), 0
    events: list[tuple[int, int, tuple[int, ...]]] = [(when, 0, (for_ms,)) for when, for_ms in holds]
    for gap_ms, service_ms, writes in jobs:
        at += gap_ms
        events.append((at, 1, (service_ms, writes)))
        simulated.append(Job(at, service_ms, writes))
    for when, kind, what in sorted(events, key=lambda event: event[:2]):
        installation.now_ms = when
        if kind == 0:
            installation.capacity.hold(["orders"], what[0], "test")
        else:
            turns.append(installation.call(what[0], "order.create" if what[1] else "order.read", not what[1]))
    assert [turn.done_ms for turn in turns] == step_by_step(workers, simulated, holds)


def test_the_end_of_a_turn_never_moves_back() -> None:
    installation = Installation(workers=1)
    turns = [installation.call(10) for _ in range(3)]
    before = [turn.done_ms for turn in turns]
    installation.now_ms = 5
    installation.capacity.hold(["stock"], 100, "count")
    assert all(turn.done_ms >= was for turn, was in zip(turns, before, strict=True))
    assert [turn.done_ms for turn in turns] == [10, 115, 125]


def test_a_held_table_delays_only_calls_that_write_to_it() -> None:
    installation = Installation(workers=0)
    installation.capacity.hold(["orders", "stock"], 500, "posting_run")
    assert installation.call(10, "order.create").done_ms == 510
    assert installation.call(10, "order.read", reads=True).done_ms == 10
    assert installation.call(10, "customer.create").done_ms == 10
    installation.now_ms = 500
    assert installation.call(10, "order.create").done_ms == 510
    assert installation.facts == [
        ("erp.tables.held", {}, {"tables": ["orders", "stock"], "ms": 500, "by": "posting_run"})
    ]


def test_readers_wait_too_where_the_installation_says_so() -> None:
    installation = Installation(workers=0, options={"reads_wait": True})
    installation.capacity.hold(["orders"], 500, "posting_run")
    assert installation.call(10, "order.read", reads=True).done_ms == 510


def test_who_waits_for_a_table_keeps_the_worker_so_that_everybody_waits() -> None:
    installation = Installation(workers=1)
    installation.capacity.hold(["orders"], 500, "posting_run")
    installation.call(10, "order.create")
    assert installation.call(10, "item.read", reads=True).done_ms == 520


def test_a_second_hold_adds_to_the_first_also_for_those_who_wait() -> None:
    installation = Installation(workers=0)
    installation.capacity.hold(["orders"], 100, "posting_run")
    turn = installation.call(10)
    installation.now_ms = 50
    installation.capacity.hold(["orders"], 100, "count")
    assert turn.done_ms == 210


def test_a_full_queue_says_so_until_a_call_is_served() -> None:
    installation = Installation(workers=1, options={"queue": 2})
    for _ in range(3):
        assert not installation.capacity.is_full
        installation.call(100)
    assert installation.capacity.is_full
    installation.now_ms = 100
    assert not installation.capacity.is_full


def test_who_would_wait_too_long_is_turned_away_and_takes_no_worker() -> None:
    installation = Installation(workers=1, options={"patience_ms": 150})
    turns = [installation.call(100) for _ in range(4)]
    assert [turn.turned_away for turn in turns] == [False, False, True, True]
    assert turns[3].done_ms == 150
    installation.now_ms = 150
    assert installation.call(100).done_ms == 300


@pytest.mark.parametrize("bad", [{"workers": -1}, {"queue": -1}, {"patience_ms": -1}])
def test_less_than_nothing_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        Installation().capacity.configure(**bad)


def test_nothing_is_reckoned_while_nothing_is_set() -> None:
    installation = Installation(workers=0)
    assert not installation.capacity.is_on
    installation.capacity.hold(["orders"], 0, "a run that posted nothing")
    assert not installation.capacity.is_on
    assert not installation.facts
