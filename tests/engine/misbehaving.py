"""Candidates that no one would write on purpose, and everybody has written once. Used by the tests of runs."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from golive.candidates.kit import CallFailed, Kit

HEALTH = "/api/v1/health"


async def idle(kit: Kit) -> None:
    """Calls once and lives on: the smallest candidate that can be run."""
    await kit.erp.get(HEALTH)
    await asyncio.Event().wait()


async def returns_at_once(kit: Kit) -> None:
    """Does nothing at all."""


async def crashes_at_start(kit: Kit) -> None:
    raise ValueError("no configuration found")


async def crashes_with_an_unencodable_message(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise RuntimeError("\ud800 went wrong")


async def crashes_later(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    await asyncio.sleep(600)
    raise ValueError("the tenth minute is unlucky")


async def exits_at_start(kit: Kit) -> None:
    sys.exit(0)


async def exits_later(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    await asyncio.sleep(600)
    sys.exit(0)


async def exits_in_the_webhook(kit: Kit) -> None:
    def on_event(event: dict[str, Any]) -> int:
        sys.exit(0)

    kit.on_webhook(on_event)
    await idle(kit)


class Overboard(BaseException):
    """What a library throws that takes itself too seriously."""


async def throws_a_base_exception(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise Overboard("all hands")


async def interrupts_itself(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise KeyboardInterrupt("of its own")


async def interrupts_itself_in_a_task(kit: Kit) -> None:
    async def work() -> None:
        await asyncio.sleep(600)
        raise KeyboardInterrupt("of a task")

    await kit.erp.get(HEALTH)
    task = asyncio.create_task(work())
    await idle(kit)
    await task


async def closes_itself(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    raise GeneratorExit("closed")


async def interrupts_itself_in_the_webhook(kit: Kit) -> None:
    def interrupted(event: object) -> int:
        raise KeyboardInterrupt("of a handler")

    kit.on_webhook(interrupted)
    await idle(kit)


async def spins(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        await asyncio.sleep(0)


async def spins_for_good(kit: Kit) -> None:
    """Spins, and goes on spinning when it is told to stop."""
    await kit.erp.get(HEALTH)
    while True:
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            continue


async def swallows_cancellation(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            kit.log("no, thank you")


async def says_good_bye(kit: Kit) -> None:
    """Uses its last moments well: one more call, then it ends."""
    await kit.erp.get(HEALTH)
    try:
        await asyncio.Event().wait()
    finally:
        await kit.erp.get(HEALTH)
        kit.log("good bye")


async def leaves_tasks_behind(kit: Kit) -> None:
    async def forever(number: int) -> None:
        while True:
            await asyncio.sleep(1000 + number)

    async def dies() -> None:
        raise KeyError("never awaited")

    kept = [asyncio.create_task(forever(number)) for number in range(5)]
    asyncio.create_task(dies())  # noqa: RUF006 - that is the point
    await kit.erp.get(HEALTH)
    await asyncio.gather(*kept)


async def floods_the_log(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        kit.log("x" * 3_000_000)
        await asyncio.sleep(1000)


async def logs_odd_things(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for thing in (ValueError("an exception"), 7, None, b"bytes", "a lone surrogate \ud800"):
        kit.log(thing)
    await asyncio.Event().wait()


async def floods_the_erp(kit: Kit) -> None:
    """A hundred calls at once, again every minute."""

    async def call() -> None:
        try:
            await kit.erp.get(HEALTH)
        except CallFailed as failure:
            kit.log(str(failure))

    while True:
        await asyncio.gather(*(call() for _ in range(100)))
        await asyncio.sleep(60)


RUBBISH: list[Any] = [None, "200", True, 200.0, [200], object(), 99_999, -1, float("nan")]


async def answers_rubbish(kit: Kit) -> None:
    answers = iter(RUBBISH * 10_000)
    kit.on_webhook(lambda event: next(answers))
    await idle(kit)


async def answers_rubbish_later(kit: Kit) -> None:
    answers = iter(RUBBISH * 10_000)

    async def on_event(event: dict[str, Any]) -> Any:
        await asyncio.sleep(0.1)
        return next(answers)

    kit.on_webhook(on_event)
    await idle(kit)


async def handlers_raise(kit: Kit) -> None:
    raised = iter(
        [ValueError("x"), asyncio.CancelledError(), KeyError(3), Overboard("y"), SystemExit(0)] * 9_999
    )

    async def later(event: dict[str, Any]) -> int:
        await asyncio.sleep(0.1)
        raise next(raised)

    def now(event: dict[str, Any]) -> int:
        raise next(raised)

    kit.on_webhook(later)
    kit.on_webhook(now)
    await idle(kit)


async def sends_rubbish(kit: Kit) -> None:
    """Bodies and paths that are no JSON and no paths; each must be this candidate's problem only."""
    bodies = [
        object(),
        {1, 2},
        b"bytes",
        {"x": object()},
        {1: 2},
        "\ud800",
        1 << 80,
        {"a": {"b": ValueError()}},
    ]
    for body in bodies:
        try:
            reply = await kit.erp.post("/api/v1/orders", body)
            kit.log(f"{body!r} -> {reply.status}")
        except (TypeError, ValueError) as error:
            kit.log(f"{body!r} -> {type(error).__name__}: {error}")
    for path in [
        "",
        "nothing",
        "/api/v1/orders/\ud800",
        "/api/v1/orders/%zz",
        "/x" * 5000,
        "?",
        "/api/v1/orders?\udfff",
    ]:
        try:
            reply = await kit.erp.get(path)
            await kit.shop.get(path)
            kit.log(f"{path[:20]!r} -> {reply.status}")
        except (TypeError, ValueError) as error:
            kit.log(f"{path[:20]!r} -> {type(error).__name__}: {error}")
    for headers in [{"authorization": 7}, {"authorization": "Bearer \ud800"}, {3: 4}]:
        try:
            await kit.erp.get(HEALTH, headers=headers)
        except (TypeError, ValueError) as error:
            kit.log(f"{headers!r} -> {type(error).__name__}: {error}")
    await asyncio.Event().wait()


async def tells_the_desk_rubbish(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    kit.desk.exception(7, ValueError("what"), None, {"fix": object()})  # type: ignore[arg-type]
    kit.desk.exception("\ud800", "a lone surrogate \udfff", "", "")
    kit.desk.resolved(None)  # type: ignore[arg-type]
    kit.desk.alert(ValueError("an exception"))  # type: ignore[arg-type]
    await asyncio.Event().wait()


async def prints(kit: Kit) -> None:
    sys.stdout.write("to standard output\n")
    await idle(kit)


NOT_A_FUNCTION = 7
