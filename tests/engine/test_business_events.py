"""Business events in whole runs: a release meets candidates that are ready for it, and one that is not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.record.run import Scorecard
from golive.runner import Plan, execute

from .test_own_life import facts, run

RELEASE = ["shop.events.version=1", "chaos=[{change: upgrade_events, at: 30m}]"]


def played(folder: Path, integrate: Callable[[Kit], Any], *sets: str) -> Scorecard:
    loaded = scenario.load("calm", ["clock.duration=90m", "clock.settle=2h", *sets])
    folder.mkdir(exist_ok=True)
    return execute(Plan(loaded, InProcess("test", integrate), "calm", "test", 3), folder)


def test_a_consumer_that_knows_one_version_loses_every_order_after_the_release(tmp_path: Path) -> None:
    assert run(tmp_path / "before", RELEASE[0], candidate="naive").orders["lost"] == 0
    after = run(tmp_path / "after", *RELEASE, candidate="naive")
    assert after.orders["lost"] > after.orders["total"] / 3


def test_what_arrives_changes_its_version_at_the_release(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []

    async def listen(kit: Kit) -> None:
        kit.on_webhook(lambda event: heard.append(event) or 200)  # type: ignore[func-returns-value]
        await asyncio.Event().wait()

    change = "chaos=[{change: upgrade_events, at: 30m, parallel: 20m}]"
    played(tmp_path, listen, RELEASE[0], change)
    versions = [event["version"] for event in heard]
    first_new, last_old = versions.index(2), len(versions) - versions[::-1].index(1)
    assert set(versions[:first_new]) == {1}
    assert set(versions[last_old:]) == {2}
    both: dict[str, list[int]] = {}
    for event in heard[first_new : last_old - 1]:
        both.setdefault(event["event_id"], []).append(event["version"])
    assert all(each == [1, 2] for each in list(both.values())[1:-1])


def test_a_receiver_that_fails_is_switched_off_and_what_it_missed_is_found_by_looking(tmp_path: Path) -> None:
    """For ten minutes the webhook answers 503. The shop gives up, hears nothing of it for half an hour, and the
    integration still has every order, because it also asks."""

    async def sulking(kit: Kit) -> None:
        until_ms = kit.now_ms() + 600_000
        at_work = asyncio.ensure_future(reference.integrate(kit))
        await asyncio.sleep(0)
        (handler,) = kit.handlers
        kit.handlers[0] = lambda event: handler(event) if kit.now_ms() > until_ms else 503
        await at_work

    sets = ["shop.events.retries=1", "shop.events.switch_off=3", "shop.events.switch_on=30m"]
    card = played(tmp_path, sulking, *sets)
    kinds = [fact["kind"] for fact in facts(tmp_path)]
    assert kinds.count("shop.subscription.off") == 1
    assert kinds.count("shop.subscription.on") == 1
    assert kinds.count("shop.event.given_up") >= 3
    assert kinds.count("shop.event.lost") > 10
    assert card.orders["lost"] == 0
    assert card.orders["exact"] + card.orders["late"] == card.orders["total"]
