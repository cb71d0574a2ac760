"""The reference's patience: it obeys Retry-After, waits longer with every failure in a row, comes back spread out."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from golive.candidates.reference.design import Design
from golive.candidates.reference.pace import Pace
from golive.sim import VirtualClock


def waited_ms(clock: VirtualClock, pace: Pace) -> int:
    before = clock.now()
    clock.run(pace.wait())
    return clock.now() - before


def made(seed: int = 1) -> tuple[VirtualClock, Pace]:
    clock = VirtualClock(0)
    return clock, Pace(Design(retry_first_s=2, retry_longest_s=60), Random(seed), clock.now)


def test_no_caller_waits_while_all_is_well() -> None:
    clock, pace = made()
    assert waited_ms(clock, pace) == 0


@pytest.mark.parametrize("seed", range(5))
def test_waits_grow_with_failures_in_a_row_up_to_the_longest_and_end_with_a_success(seed: int) -> None:
    clock, pace = made(seed)
    waits = []
    for _ in range(8):
        pace.failed()
        waits.append(waited_ms(clock, pace))
    assert 1000 <= waits[0] <= 4000
    assert waits[3] >= 8000
    assert all(30_000 <= wait <= 62_000 for wait in waits[5:])
    pace.succeeded()
    pace.failed()
    assert waited_ms(clock, pace) <= 4000


@pytest.mark.parametrize("seed", range(5))
def test_retry_after_is_honoured_and_does_not_make_later_waits_longer(seed: int) -> None:
    clock, pace = made(seed)
    for _ in range(6):
        pace.failed("7")
        assert 7000 <= waited_ms(clock, pace) <= 7000 * 1.25 + 2000
    pace.failed()
    assert waited_ms(clock, pace) <= 4000


def test_a_foolish_retry_after_does_not_stop_the_integration_for_ever() -> None:
    clock, pace = made()
    pace.failed("99999999999")
    assert waited_ms(clock, pace) <= 3600_000 * 1.25 + 2000
    pace.failed("soon")
    assert waited_ms(clock, pace) <= 4000


def test_all_callers_wait_and_do_not_return_as_a_herd() -> None:
    clock, pace = made()
    back: list[int] = []

    async def caller() -> None:
        await pace.wait()
        back.append(clock.now())

    async def all_of_them() -> None:
        await asyncio.gather(*(caller() for _ in range(20)))

    pace.failed("10")
    clock.run(all_of_them())
    assert min(back) >= 10_000
    assert len(set(back)) > 10
