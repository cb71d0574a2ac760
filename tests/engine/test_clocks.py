"""One contract for both clocks, and what only one of them promises."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.sim import CandidateSpins, Clock, LiveClock, VirtualClock
from tests.depth import examples

START_MS = 1_764_306_000_000
SPEED = 2_000.0


@pytest.fixture(params=["virtual", "live"])
def clock(request: pytest.FixtureRequest) -> Generator[Clock, None, None]:
    made = VirtualClock(START_MS) if request.param == "virtual" else LiveClock(START_MS, SPEED)
    yield made
    made.close()


@pytest.fixture
def virtual() -> Generator[VirtualClock, None, None]:
    made = VirtualClock(START_MS)
    yield made
    made.close()


def after(clock: Clock, delay_ms: int, act: Callable[[], object]) -> None:
    timeout = clock.env.timeout(delay_ms)
    assert timeout.callbacks is not None

    def on_time(_: simpy.Event) -> None:
        act()

    timeout.callbacks.append(on_time)


# -- both clocks ---------------------------------------------------------------------------------------------


def test_events_of_the_world_happen_in_order_each_at_its_own_instant(clock: Clock) -> None:
    seen: list[tuple[str, int]] = []

    def note(name: str) -> None:
        seen.append((name, clock.now() - START_MS))

    for name, delay in (("c", 70), ("a", 10), ("b1", 40), ("b2", 40), ("b3", 40), ("now", 0)):
        after(clock, delay, partial(note, name))
    clock.run(clock.until(START_MS + 100))
    assert seen == [("now", 0), ("a", 10), ("b1", 40), ("b2", 40), ("b3", 40), ("c", 70)]


def test_sleepers_wake_in_order_and_never_early(clock: Clock) -> None:
    woken: list[int] = []

    async def sleeper(delay_ms: int) -> None:
        await asyncio.sleep(delay_ms / 1000)
        assert clock.now() >= START_MS + delay_ms
        woken.append(delay_ms)

    async def main() -> None:
        await asyncio.gather(*(sleeper(delay) for delay in (900, 1, 300, 5, 60_000, 299)))

    clock.run(main())
    assert woken == [1, 5, 299, 300, 900, 60_000]


def test_time_is_whole_milliseconds_for_everybody(clock: Clock) -> None:
    seen: list[int] = []

    async def main() -> None:
        for seconds in (0.0001, 0.0004, 0.00049, 0.0015, 1 / 3, 1e-9, 0.1 + 0.2):
            await asyncio.sleep(seconds)
            seen.append(clock.now())
            assert asyncio.get_running_loop().time() == clock.now() / 1000
            after(clock, 7, lambda: seen.append(clock.env.now_ms()))
            await clock.until(clock.now() + 9)
            seen.append(clock.now())

    clock.run(main())
    assert all(type(now) is int for now in seen)
    assert seen == sorted(seen)


def test_what_happens_in_the_world_is_seen_by_who_waits_for_it(clock: Clock) -> None:
    async def main() -> Any:
        return await clock.future(clock.env.timeout(50, value="a parcel"))

    assert clock.run(main()) == "a parcel"
    assert clock.now() >= START_MS + 50


def test_waiting_for_something_that_failed_raises_what_it_failed_with(clock: Clock) -> None:
    def breaks() -> Generator[simpy.Event, Any, None]:
        yield clock.env.timeout(5)
        raise LookupError("no such parcel")

    async def main() -> None:
        with pytest.raises(LookupError, match="no such parcel"):
            await clock.future(clock.env.process(breaks()))
        await asyncio.sleep(0.01)

    clock.run(main())


def test_waiting_for_what_is_over_already_gives_its_value(clock: Clock) -> None:
    async def main() -> Any:
        event = clock.env.timeout(1, value=3)
        await clock.until(clock.now() + 20)
        assert event.processed
        return await clock.future(event)

    assert clock.run(main()) == 3


def test_until_an_instant_that_has_passed_takes_no_time(clock: Clock) -> None:
    async def main() -> None:
        await clock.until(START_MS + 20)
        before = clock.now()
        await clock.until(START_MS + 10)
        await clock.until(before)
        assert clock.now() == before

    clock.run(main())


def test_a_deadline_ends_what_takes_longer_and_lets_pass_what_does_not(clock: Clock) -> None:
    async def main() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.5)
        assert clock.now() >= START_MS + 500
        assert await asyncio.wait_for(asyncio.sleep(0.5, "in time"), 3600) == "in time"

    clock.run(main())


def test_calls_from_other_threads_run_on_the_clocks_own_in_their_order(clock: Clock) -> None:
    seen: list[tuple[int, int, int]] = []

    def note(number: int, count: int) -> None:
        seen.append((number, count, threading.get_ident()))

    def hand_in(number: int) -> None:
        for count in range(200):
            clock.submit(partial(note, number, count))

    async def main() -> None:
        threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        await asyncio.sleep(0.01)

    clock.run(main())
    assert len(seen) == 800
    assert {ident for _, _, ident in seen} == {threading.get_ident()}
    for number in range(4):
        assert [count for each, count, _ in seen if each == number] == list(range(200))


def test_a_failure_of_the_world_ends_the_run_and_who_was_waiting(clock: Clock) -> None:
    ended: list[str] = []

    def breaks() -> Generator[simpy.Event, Any, None]:
        yield clock.env.timeout(30)
        raise ZeroDivisionError("the world")

    async def main() -> None:
        clock.env.process(breaks())
        try:
            await clock.until(START_MS + 1000)
        finally:
            ended.append("cleared up")

    with pytest.raises(ZeroDivisionError, match="the world"):
        clock.run(main())
    assert ended == ["cleared up"]


def test_a_failure_of_who_runs_it_comes_out_as_it_is(clock: Clock) -> None:
    async def main() -> None:
        await asyncio.sleep(0.02)
        raise KeyError("main")

    with pytest.raises(KeyError, match="main"):
        clock.run(main())


def test_a_clock_can_run_again_where_it_stopped(clock: Clock) -> None:
    clock.run(clock.until(START_MS + 40))
    stopped = clock.now()
    clock.run(clock.until(stopped + 40))
    assert clock.now() >= stopped + 40


def test_closing_twice_does_no_harm_and_ends_handing_in(clock: Clock) -> None:
    clock.close()
    clock.close()
    with pytest.raises(RuntimeError):
        clock.submit(lambda: None)


@pytest.mark.parametrize("live", [False, True], ids=["virtual", "live"])
def test_the_hour_that_a_calendar_repeats_passes_like_any_other(
    live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Local time never enters: a minute of sleep over the change of clocks is a minute."""
    start_ms = 1_761_440_400_000 - 30_000  # half a minute before 2025-10-26T01:00Z
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    clock = LiveClock(start_ms, SPEED) if live else VirtualClock(start_ms)
    try:
        seen: list[int] = []
        after(clock, 60_000, lambda: seen.append(clock.now() - start_ms))
        clock.run(asyncio.sleep(61))
        assert seen == [60_000]
        assert 61_000 <= clock.now() - start_ms < 3_600_000
    finally:
        clock.close()
        monkeypatch.undo()
        time.tzset()


DELAYS = st.lists(st.tuples(st.sampled_from(["world", "asyncio"]), st.integers(0, 5_000)), max_size=25)


def _fired(clock: Clock, plan: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """(who, when due, when it came) in the order of coming; both in ms after the start."""
    fired: list[tuple[str, int, int]] = []

    def note(who: str, due_ms: int) -> None:
        fired.append((who, due_ms, clock.now() - START_MS))

    async def sleeper(delay_ms: int) -> None:
        await asyncio.sleep(delay_ms / 1000)
        note("asyncio", delay_ms)

    for who, delay in plan:
        if who == "world":
            after(clock, delay, partial(note, "world", delay))

    async def main() -> None:
        await asyncio.gather(*(sleeper(delay) for who, delay in plan if who == "asyncio"))
        await clock.until(START_MS + 6_000)

    clock.run(main())
    return fired


@given(DELAYS)
@settings(max_examples=examples(60), deadline=None)
def test_virtual_whatever_is_due_comes_exactly_then(plan: list[tuple[str, int]]) -> None:
    clock = VirtualClock(START_MS)
    try:
        fired = _fired(clock, plan)
    finally:
        clock.close()
    assert sorted((who, due) for who, due, _ in fired) == sorted(plan)
    assert [came for _, _, came in fired] == sorted(due for _, due in plan)
    assert all(due == came for _, due, came in fired)


@given(DELAYS)
@settings(max_examples=15, deadline=None)
def test_live_nothing_comes_early_and_each_kind_in_order(plan: list[tuple[str, int]]) -> None:
    clock = LiveClock(START_MS, 3_000)
    try:
        fired = _fired(clock, plan)
    finally:
        clock.close()
    assert sorted((who, due) for who, due, _ in fired) == sorted(plan)
    for kind in ("world", "asyncio"):
        dues = [due for who, due, _ in fired if who == kind]
        assert dues == sorted(dues)
    assert all(came == due if who == "world" else came >= due for who, due, came in fired)


# -- virtual only --------------------------------------------------------------------------------------------


def test_virtual_a_year_passes_at_once(virtual: VirtualClock) -> None:
    virtual.run(asyncio.sleep(365 * 86_400))
    assert virtual.now() == START_MS + 365 * 86_400_000


def test_virtual_who_never_lets_time_pass_is_told_so(virtual: VirtualClock) -> None:
    async def main() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(CandidateSpins, match=r"await asyncio\.sleep"):
        virtual.run(main())
    assert virtual.now() == START_MS
    virtual.run(asyncio.sleep(1))
    assert virtual.now() == START_MS + 1000


def test_virtual_many_turns_are_fine_when_time_passes_between_them(virtual: VirtualClock) -> None:
    async def main() -> None:
        for _ in range(3):
            for _ in range(150_000):
                await asyncio.sleep(0)
            await asyncio.sleep(0.001)

    virtual.run(main())
    assert virtual.now() == START_MS + 3


def test_virtual_waiting_for_what_cannot_come_is_an_error_not_a_hang(virtual: VirtualClock) -> None:
    with pytest.raises(RuntimeError, match="nothing is left to happen"):
        virtual.run(asyncio.Event().wait())


def test_virtual_the_world_comes_before_sleepers_of_the_same_instant(virtual: VirtualClock) -> None:
    seen: list[str] = []

    async def main() -> None:
        after(virtual, 10, lambda: seen.append("world"))
        await asyncio.sleep(0.01)
        seen.append("sleeper")

    virtual.run(main())
    assert seen == ["world", "sleeper"]


# -- standing still ------------------------------------------------------------------------------------------


def test_timers_that_are_held_wake_together_in_the_order_they_would_have_had(virtual: VirtualClock) -> None:
    woken: list[tuple[int, int]] = []
    for after_s in (70, 30, 250, 90, 10, 140, 20, 300, 210, 110, 500):
        virtual.loop.call_later(after_s, lambda after_s=after_s: woken.append((after_s, virtual.now())))  # type: ignore[misc]
    virtual.loop.hold_timers(START_MS / 1000 + 300)
    virtual.run(virtual.until(START_MS + 600_000))
    assert woken == [
        *((after_s, START_MS + 300_000) for after_s in (10, 20, 30, 70, 90, 110, 140, 210, 250, 300)),
        (500, START_MS + 500_000),
    ]


def test_an_alarm_set_while_timers_are_held_waits_as_well(virtual: VirtualClock) -> None:
    """On the live clock a task may be awake already at the instant at which it is to stand still."""
    woken: list[tuple[str, int]] = []

    async def main() -> None:
        virtual.loop.hold_timers(START_MS / 1000 + 300)
        virtual.loop.call_later(10, lambda: woken.append(("held", virtual.now() - START_MS)))
        virtual.loop.call_later(400, lambda: woken.append(("late", virtual.now() - START_MS)))
        virtual.loop.release_timers()
        virtual.loop.release_timers()
        virtual.loop.call_later(20, lambda: woken.append(("free", virtual.now() - START_MS)))
        await virtual.until(START_MS + 600_000)

    virtual.run(main())
    assert woken == [("free", 20_000), ("held", 300_000), ("late", 400_000)]
