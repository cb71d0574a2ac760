"""Candidates that end their process, or have it ended."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import ctypes
import os
import resource
import signal
import sys
import threading
from typing import Any

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case


async def idle(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    await asyncio.Event().wait()


async def by_exit_0(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os._exit(0)


async def by_exit_2(kit: Kit) -> None:
    os._exit(2)


async def by_exit_in_a_handler(kit: Kit) -> None:
    kit.on_webhook(lambda event: os._exit(0))
    await idle(kit)


async def by_exit_in_a_task(kit: Kit) -> None:
    async def leaves() -> None:
        await asyncio.sleep(5)
        os._exit(1)

    task = asyncio.create_task(leaves())
    await idle(kit)
    await task


async def by_exit_in_a_thread(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    thread = threading.Thread(target=lambda: os._exit(0))
    thread.start()
    thread.join()
    await idle(kit)


async def by_exit_when_it_is_cancelled(kit: Kit) -> None:
    try:
        await idle(kit)
    except asyncio.CancelledError:
        os._exit(0)


async def by_exit_in_a_destructor(kit: Kit) -> None:
    class Last:
        def __del__(self) -> None:
            os._exit(3)

    await kit.erp.get(HEALTH)
    last = Last()
    del last
    await idle(kit)


async def by_exit_after_the_run(kit: Kit) -> None:
    atexit.register(os._exit, 0)
    await idle(kit)


async def by_exit_of_libc(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    ctypes.CDLL(None)._exit(0)


async def by_exit_of_libc_with_handlers(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    ctypes.CDLL(None).exit(7)


async def by_becoming_another_program(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.execv("/bin/true", ["true"])


async def by_sigkill(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.kill(os.getpid(), signal.SIGKILL)


async def by_sigterm(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    signal.raise_signal(signal.SIGTERM)


async def by_sigint(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    signal.raise_signal(signal.SIGINT)


async def by_sighup(kit: Kit) -> None:
    signal.raise_signal(signal.SIGHUP)


async def by_abort(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.abort()


async def by_the_signal_of_its_group(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.killpg(0, signal.SIGKILL)


async def by_a_null_pointer(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    ctypes.string_at(0)


async def by_a_null_pointer_in_a_handler(kit: Kit) -> None:
    def crash(event: Any) -> int:
        ctypes.string_at(0)
        return 200

    kit.on_webhook(crash)
    await idle(kit)


async def by_an_alarm(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    signal.pause()


async def by_a_limit_of_processor_time(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    resource.setrlimit(resource.RLIMIT_CPU, (0, 2))
    while True:
        pass


async def by_a_stack_overflow(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    sys.setrecursionlimit(10**6)
    nested: list[Any] = []
    for _ in range(60_000):
        nested = [nested]
    repr(nested)


async def by_ending_the_keeper(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.kill(os.getppid(), signal.SIGKILL)
    await idle(kit)


async def not_by_signals_to_the_keeper(kit: Kit) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(os.getppid(), number)
    await idle(kit)


async def not_by_stopping_the_keeper(kit: Kit) -> None:
    os.kill(os.getppid(), signal.SIGSTOP)
    await idle(kit)


async def not_by_exit_of_a_thread(kit: Kit) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    await idle(kit)


async def not_by_exit(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    sys.exit(0)


async def not_by_an_exit_without_a_status(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise SystemExit(object())


async def not_by_an_exception_that_cannot_be_shown(kit: Kit) -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError("no words")

        __repr__ = __str__

    await kit.erp.get(HEALTH)
    raise Mute


async def not_by_a_group_of_exits(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise BaseExceptionGroup("several", [SystemExit(0), KeyboardInterrupt()])


async def not_by_a_thread_that_stays(kit: Kit) -> None:
    threading.Thread(target=threading.Event().wait, name="stubborn").start()
    await idle(kit)


async def not_by_the_end_of_memory(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise MemoryError


async def not_by_recursion(kit: Kit) -> None:
    def deeper() -> None:
        deeper()

    await kit.erp.get(HEALTH)
    with contextlib.suppress(RecursionError):
        deeper()
    await idle(kit)


CASES = [
    Case(by_exit_0, NOT_JUDGED, r"it called os\._exit\(0\) at leaving\.py:\d+ in by_exit_0, at 2025"),
    Case(by_exit_2, NOT_JUDGED, r"os\._exit\(2\) at leaving"),
    Case(by_exit_in_a_handler, NOT_JUDGED, r"os\._exit\(0\) at leaving\.py:\d+ in <lambda>"),
    Case(
        by_exit_in_a_task, NOT_JUDGED, r"os\._exit\(1\) at leaving\.py:\d+ in leaves, at 2025-11-12T13:00:05"
    ),
    Case(by_exit_in_a_thread, NOT_JUDGED, r"os\._exit\(0\)"),
    Case(by_exit_when_it_is_cancelled, NOT_JUDGED, r"os\._exit\(0\) at leaving\.py"),
    Case(by_exit_in_a_destructor, NOT_JUDGED, r"os\._exit\(3\) at leaving\.py:\d+ in __del__"),
    Case(by_exit_after_the_run, JUDGED),
    Case(by_exit_of_libc, NOT_JUDGED, "its process ended with exit status 0 before the run was over"),
    Case(by_exit_of_libc_with_handlers, NOT_JUDGED, "its process ended with exit status 7"),
    Case(by_becoming_another_program, NOT_JUDGED, "its process ended with exit status 0"),
    Case(by_sigkill, NOT_JUDGED, r"killed by signal 9 \(SIGKILL\).*: by itself, or because memory ran out"),
    Case(by_sigterm, NOT_JUDGED, r"killed by signal 15 \(SIGTERM\)"),
    Case(by_sigint, NOT_JUDGED, "its process got SIGINT, or it raised KeyboardInterrupt"),
    Case(by_sighup, NOT_JUDGED, r"killed by signal 1 \(SIGHUP\)"),
    Case(by_abort, NOT_JUDGED, r"killed by signal 6 \(SIGABRT\) at leaving\.py:\d+ in by_abort"),
    Case(by_the_signal_of_its_group, NOT_JUDGED, r"killed by signal 9 \(SIGKILL\)"),
    Case(by_a_null_pointer, NOT_JUDGED, r"\(SIGSEGV\) at leaving\.py:\d+ in by_a_null_pointer"),
    Case(by_a_null_pointer_in_a_handler, NOT_JUDGED, r"\(SIGSEGV\) at leaving\.py:\d+ in crash"),
    Case(by_an_alarm, NOT_JUDGED, r"killed by signal 14 \(SIGALRM\)"),
    Case(by_a_limit_of_processor_time, NOT_JUDGED, r"killed by signal 24 \(SIGXCPU\)"),
    Case(by_a_stack_overflow, NOT_JUDGED, r"SIGSEGV|ran out of recursion"),
    Case(by_ending_the_keeper, NOT_JUDGED, "its process ended the one that keeps it"),
    Case(not_by_signals_to_the_keeper, JUDGED),
    Case(not_by_stopping_the_keeper, JUDGED, is_slow=True),
    Case(not_by_exit_of_a_thread, JUDGED),
    Case(not_by_exit, JUDGED),
    Case(not_by_an_exit_without_a_status, JUDGED),
    Case(not_by_an_exception_that_cannot_be_shown, JUDGED),
    Case(not_by_a_group_of_exits, JUDGED),
    Case(not_by_a_thread_that_stays, JUDGED),
    Case(not_by_the_end_of_memory, JUDGED),
    Case(not_by_recursion, JUDGED),
]
