"""What only the live clock promises: real time, scaled, and calls from other threads."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial

import pytest

from golive.sim import LiveClock

from .test_clocks import SPEED, START_MS, after


def test_live_another_thread_wakes_a_clock_that_has_nothing_to_wait_for() -> None:
    clock = LiveClock(START_MS, SPEED)

    async def main() -> str:
        future: asyncio.Future[str] = clock.loop.create_future()
        threading.Thread(target=lambda: clock.submit(lambda: future.set_result("awake"))).start()
        return await future

    assert clock.run(main()) == "awake"
    clock.close()


def test_live_a_call_that_raises_does_not_keep_back_those_behind_it() -> None:
    clock = LiveClock(START_MS, SPEED)
    clock.loop.set_exception_handler(lambda loop, context: None)
    seen: list[int] = []

    def bad() -> None:
        raise ValueError

    async def main() -> None:
        for number, call in enumerate((lambda: seen.append(1), bad, lambda: seen.append(2))):
            assert number >= 0
            clock.submit(call)
        await asyncio.sleep(0.1)

    clock.run(main())
    clock.close()
    assert seen == [1, 2]


def test_live_building_the_world_took_no_time() -> None:
    clock = LiveClock(START_MS, SPEED)
    assert clock.now() == START_MS
    seen: list[int] = []
    after(clock, 5_000, lambda: seen.append(clock.now()))

    async def main() -> None:
        assert clock.now() - START_MS < 5_000
        await clock.until(START_MS + 5_000)

    clock.run(main())
    clock.close()
    assert seen == [START_MS + 5_000]


def test_live_every_call_wakes_the_clock_not_only_the_first() -> None:
    clock = LiveClock(START_MS, SPEED)

    async def main() -> int:
        for count in range(20):
            future: asyncio.Future[int] = clock.loop.create_future()
            threading.Thread(target=clock.submit, args=(partial(future.set_result, count),)).start()
            assert await future == count
        return clock.now()

    assert clock.run(asyncio.wait_for(main(), 3600)) > START_MS
    clock.close()


@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_live_nothing_comes_sooner_than_real_time_allows(speed: float) -> None:
    clock = LiveClock(START_MS, speed)
    span_ms = int(100 * speed)
    started_s = time.monotonic()
    clock.run(clock.until(START_MS + span_ms))
    assert time.monotonic() - started_s >= 0.1
    clock.restart()
    started_s, start_ms = time.monotonic(), clock.now()
    clock.run(asyncio.sleep(span_ms / 1000))
    assert (time.monotonic() - started_s) * 1000 * speed >= span_ms - 1
    assert clock.now() - start_ms >= span_ms
    clock.close()


def test_live_while_a_candidate_comes_up_time_is_no_faster_than_real() -> None:
    clock = LiveClock(START_MS, 1_000_000)

    async def main() -> tuple[int, int]:
        clock.idle()
        before = clock.now()
        await asyncio.to_thread(lambda: None)
        idled = clock.now() - before
        clock.restart()
        await asyncio.sleep(3600)
        return idled, clock.now() - before

    idled, passed = clock.run(main())
    clock.close()
    assert idled < 60_000
    assert passed >= 3_600_000
