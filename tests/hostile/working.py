"""Candidates that do not come to an end, or let no time pass."""

from __future__ import annotations

import asyncio
import ctypes
import itertools
import os
import re
import signal
import threading
import time
from typing import Any

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle


def forever(*_: Any) -> int:
    while True:
        pass


async def in_a_loop(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    forever()


async def in_a_loop_of_a_handler(kit: Kit) -> None:
    kit.on_webhook(forever)
    await idle(kit)


async def in_a_loop_that_cannot_be_interrupted(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        try:
            forever()
        except BaseException:
            continue


async def in_a_loop_deaf_to_signals(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    forever()


async def in_a_loop_of_c(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    sum(itertools.repeat(1))


async def in_a_search(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    re.match(r"(a+)+b", "a" * 60)


async def in_a_sleep(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    time.sleep(3600)


async def in_a_sleep_of_libc(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    ctypes.PyDLL(None).sleep(3600)


async def in_a_lock(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


async def in_a_pipe(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.read(os.pipe()[0], 1)


async def in_a_stop(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.kill(os.getpid(), signal.SIGSTOP)


async def in_turns_without_time(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        await asyncio.sleep(0)


async def when_it_is_cancelled(kit: Kit) -> None:
    try:
        await idle(kit)
    finally:
        forever()


async def beside_the_run(kit: Kit) -> None:
    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    await idle(kit)


SOON = ("--wall-clock", "500ms")
OVER = r"it was not over within 500ms of real time \(--wall-clock\)"
CASES = [
    Case(
        in_a_loop,
        NOT_JUDGED,
        r"\(--wall-clock\); it was at working\.py:\d+ in forever",
        ("--wall-clock", "3s"),
    ),
    *(
        Case(integrate, NOT_JUDGED, OVER, SOON)
        for integrate in (
            in_a_loop_of_a_handler,
            in_a_loop_that_cannot_be_interrupted,
            in_a_loop_deaf_to_signals,
            in_a_loop_of_c,
            in_a_search,
            in_a_sleep,
            in_a_sleep_of_libc,
            in_a_lock,
            in_a_pipe,
            in_a_stop,
            when_it_is_cancelled,
        )
    ),
    Case(in_turns_without_time, NOT_JUDGED, "200,000 things in a row without letting any time pass"),
    Case(beside_the_run, JUDGED),
]
