"""Candidates that take hold of the event loop, which is golive's own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Any

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle


async def cancels_all_tasks(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for task in asyncio.all_tasks():
        task.cancel()
    await idle(kit)


async def cancels_all_tasks_later(kit: Kit) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(60, lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    await idle(kit)


async def stops_the_loop(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    asyncio.get_running_loop().stop()
    await idle(kit)


async def stops_the_loop_in_a_handler(kit: Kit) -> None:
    kit.on_webhook(lambda event: asyncio.get_running_loop().stop())
    await idle(kit)


async def closes_the_loop(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    with contextlib.suppress(RuntimeError):
        asyncio.get_running_loop().close()
    await idle(kit)


async def runs_another_loop(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    work = asyncio.sleep(1)
    with contextlib.suppress(RuntimeError):
        asyncio.run(work)
    work.close()
    await idle(kit)


async def forgets_the_loop(kit: Kit) -> None:
    asyncio.set_event_loop(None)
    await idle(kit)


async def exits_in_a_callback(kit: Kit) -> None:
    asyncio.get_running_loop().call_later(30, sys.exit)
    await idle(kit)


async def leaves_in_a_callback(kit: Kit) -> None:
    asyncio.get_running_loop().call_later(30, os._exit, 0)
    await idle(kit)


async def interrupts_in_a_callback(kit: Kit) -> None:
    def interrupts() -> None:
        raise KeyboardInterrupt

    asyncio.get_running_loop().call_later(30, interrupts)
    await idle(kit)


async def handles_exceptions_of_the_loop(kit: Kit) -> None:
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: os._exit(0))
    await idle(kit)


async def makes_tasks_otherwise(kit: Kit) -> None:
    asyncio.get_running_loop().set_task_factory(None)
    await idle(kit)


async def debugs_the_loop(kit: Kit) -> None:
    asyncio.get_running_loop().set_debug(True)
    await idle(kit)


async def raises_what_is_no_exception(kit: Kit) -> None:
    class Overboard(BaseException):
        pass

    await kit.erp.get(HEALTH)
    raise Overboard


async def returns_what_is_no_status(kit: Kit) -> None:
    answers: list[Any] = [object(), float("nan"), b"", -1]
    kit.on_webhook(lambda event: answers[0])
    await idle(kit)


CASES = [
    *(
        Case(integrate, JUDGED)
        for integrate in (
            cancels_all_tasks,
            cancels_all_tasks_later,
            stops_the_loop,
            stops_the_loop_in_a_handler,
            closes_the_loop,
            runs_another_loop,
            forgets_the_loop,
            exits_in_a_callback,
            interrupts_in_a_callback,
            handles_exceptions_of_the_loop,
            makes_tasks_otherwise,
            debugs_the_loop,
            raises_what_is_no_exception,
            returns_what_is_no_status,
        )
    ),
    Case(leaves_in_a_callback, NOT_JUDGED, r"os\._exit\(0\)"),
]
