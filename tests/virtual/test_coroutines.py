"""What a coroutine with a kit may do besides its kit, on the virtual clock."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time

import pytest

import golive
from golive.sim import executor
from tests.virtual.programs import SHORT, times, written


async def prints(kit: golive.Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    await asyncio.sleep(60)
    sys.stdout.write("printed\n")
    sys.stderr.write("to standard error\n")
    logging.getLogger("own").warning("logged")
    kit.on_webhook(lambda event: sys.stdout.write("in a handler\n") and 200)
    await asyncio.sleep(10_000)


def test_what_a_coroutine_prints_goes_to_its_log(capsys: pytest.CaptureFixture[str]) -> None:
    result = golive.run("calm", prints, sets=SHORT)
    assert {"printed", "to standard error", "in a handler"} <= set(written(result))
    assert times(result, "printed") == ["13:01:00"]
    sys.stdout.write("golive's own\n")
    assert capsys.readouterr().out == "golive's own\n"


async def in_threads(kit: golive.Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    before = kit.now_ms()
    order: list[int] = []

    def work(number: int) -> int:
        time.sleep(0.02 / number)  # real time, which is none on the simulated clock
        order.append(number)
        return number

    found = await asyncio.gather(*(asyncio.to_thread(work, number) for number in (1, 2, 3)))
    kit.log(f"{kit.now_ms() - before} {found} {order}")
    loop = asyncio.get_running_loop()

    async def answer() -> int:
        await asyncio.sleep(0)
        return 7

    def asks() -> int:
        return asyncio.run_coroutine_threadsafe(answer(), loop).result(30)

    kit.log(await loop.run_in_executor(None, asks))
    try:
        await asyncio.to_thread(lambda: [][1])
    except IndexError as error:
        kit.log(error)


def test_time_stands_still_while_a_thread_of_a_coroutine_works() -> None:
    result = golive.run("calm", in_threads, sets=SHORT)
    assert written(result) == ["0 [1, 2, 3] [1, 2, 3]", "7", "list index out of range"]


RELEASED = threading.Event()


async def never_ends(kit: golive.Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    await asyncio.to_thread(RELEASED.wait)


def test_a_thread_that_waits_for_long_ends_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "LONGEST_S", 0.05)
    with pytest.raises(golive.CandidateFailed, match="make it a Python program"):
        golive.run("calm", never_ends, sets=SHORT)
    RELEASED.set()
    for thread in threading.enumerate():
        if thread.name == executor.THREAD_NAME:
            thread.join()


async def connects(kit: golive.Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    await asyncio.open_connection("127.0.0.1", 9)


def test_a_socket_of_a_coroutine_is_refused_with_a_sentence() -> None:
    result = golive.run("calm", connects, sets=SHORT)
    assert "sockets of `integrate(kit)` do not follow the simulated time" in result.record.ended
