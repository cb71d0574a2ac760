"""Notices: from the shop's save to the candidate's handler, however often, whatever it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.build.world import World, build
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.record.ledger import read
from golive.record.run import CANDIDATE_LOG, Fact
from golive.sim import VirtualClock
from golive.sim.seeding import stream
from golive.wire.messages import Notice
from golive.wire.outcomes import PASS, Duplicate, LoseNotice, Postpone, Reorder
from golive.wire.wire import LINK_MS
from golive.workloads.baskets import Shelf
from golive.workloads.customers.people import People
from golive.workloads.shoppers import Shoppers

from .misbehaving import RUBBISH, Overboard
from .road import Event, Road

MINUTE_MS = 60_000


# -- the wire by itself --------------------------------------------------------------------------------------


class Ear:
    """Hears notices and answers each with the next of the given statuses."""

    def __init__(self, road: Road, *statuses: int | None) -> None:
        self._road = road
        self._statuses = list(statuses)
        self.heard: list[tuple[int, str, int, int]] = []

    def __call__(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        now_ms = self._road.env.now_ms()
        self.heard.append((now_ms, notice.event_id, notice.attempt, notice.copy))
        answered(self._statuses.pop(0) if self._statuses else 200)


def test_a_notice_takes_one_way_and_its_sender_hears_the_status() -> None:
    road = Road()
    ear = Ear(road, 202)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert done.value == 202
    assert [at for at, *_ in ear.heard] == [LINK_MS]
    (fact,) = road.of("notice.delivered")
    assert fact.data["status"] == 202
    assert fact.data["handed_ms"] == LINK_MS
    assert fact.keys["key"] == "1"


def test_copies_come_when_the_fault_says_and_the_sender_knows_nothing_of_them() -> None:
    road = Road(Duplicate((10_000, 500)))
    ear = Ear(road, 500, 500)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert [at for at, *_ in ear.heard] == [LINK_MS, 500, 10_000]
    assert done.value == 500
    copies = [
        (fact.data["copy"], fact.data["faults"], fact.data["status"]) for fact in road.of("notice.delivered")
    ]
    assert copies == [(0, (), 500), (2, ("f0",), 500), (1, ("f0",), 200)]
    assert [(count.asked, count.hit, count.effective) for count in road.injector.counts()] == [(1, 1, 1)]


def test_a_late_notice_comes_once_and_late_and_its_sender_waits() -> None:
    road = Road(Postpone(60_000))
    ear = Ear(road)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert [at for at, *_ in ear.heard] == [60_000 + LINK_MS]
    assert done.value == 200
    assert [count.effective for count in road.injector.counts()] == [1]


def test_a_lost_notice_never_comes_and_its_sender_is_content() -> None:
    road = Road(LoseNotice())
    ear = Ear(road)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert ear.heard == []
    assert done.value == 202
    (fact,) = road.of("notice.lost")
    assert fact.data["faults"] == ("f0",)


def test_a_notice_is_overtaken_by_the_next_about_the_same_record() -> None:
    road = Road(Reorder(60_000))
    ear = Ear(road)
    road.wire.connect(ear)
    road.wire.notify("shop", Event("e1"), 1)
    road.later(5_000, lambda: road.wire.notify("shop", Event("e2"), 1))
    road.run()
    assert [(at, event) for at, event, *_ in ear.heard] == [
        (5_000 + LINK_MS, "e2"),
        (5_000 + LINK_MS + 1, "e1"),
    ]
    assert [(count.hit, count.effective) for count in road.injector.counts()] == [(2, 1)]


def test_a_notice_that_is_not_overtaken_comes_late_and_counts_for_nothing() -> None:
    road = Road(Reorder(60_000))
    ear = Ear(road)
    road.wire.connect(ear)
    road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert [at for at, *_ in ear.heard] == [60_000 + LINK_MS]
    assert [count.effective for count in road.injector.counts()] == [0]


def test_with_the_candidate_down_there_is_no_answer_and_no_loss_of_the_record() -> None:
    road = Road(PASS)
    road.wire.connect(None)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert done.value is None
    assert [fact.data["status"] for fact in road.of("notice.delivered")] == [None]


def test_who_goes_down_while_a_notice_is_on_its_way_does_not_get_it() -> None:
    road = Road()
    ear = Ear(road)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.later(1, lambda: road.wire.connect(None))
    road.run()
    assert done.value is None
    assert ear.heard == []


# -- with a real shop and a candidate ------------------------------------------------------------------------


class Stage:
    """One order placed in a calm world, and a candidate that hears of it. Nothing else happens."""

    def __init__(self, run_dir: Path, *sets: str, hours: int = 2) -> None:
        loaded = scenario.load("calm", ["traffic.orders.base=0/h", "traffic.customers.guests=100%", *sets])
        self.clock = VirtualClock(loaded.clock.start_ms)
        self.world = build(loaded, 1, self.clock, run_dir)
        self.run_dir = run_dir
        self.hours = hours

    def play(self, integrate: Callable[[Kit], Any]) -> list[Fact]:
        """The facts of `notice.delivered` and `shop.event.given_up`, from the order on."""
        candidate = InProcess("test", integrate)

        async def run() -> None:
            await candidate.start(self.world)
            self.world.open_doors()
            await asyncio.sleep(1)
            shoppers(self.world).buy()
            await asyncio.sleep(3600 * self.hours)
            await candidate.stop()

        try:
            self.clock.run(run())
        finally:
            self.clock.close()
            self.world.ledger.close()
        kinds = ("notice.delivered", "shop.event.given_up")
        return [fact for fact in read(self.run_dir / "ledger.jsonl") if fact.kind in kinds]

    @property
    def log(self) -> str:
        return (self.run_dir / CANDIDATE_LOG).read_text("utf-8")


def shoppers(world: World) -> Shoppers:
    plan, rng = world.scenario, stream(1, "test")
    shelf = Shelf(["SKU-00001"], 1.0, plan.traffic.baskets, rng)
    people = People(world.shop, plan.traffic.customers, rng)
    return Shoppers(
        world.clock.env, world.shop, plan, shelf, people, rng, world.ledger.emitter("workload"), world.kinds
    )


def placed(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.data["name"] == "shop.order.placed"]


def statuses(facts: list[Fact]) -> list[int | None]:
    return [fact.data["status"] for fact in facts]


def hears(*handlers: Callable[[dict[str, Any]], Any]) -> Callable[[Kit], Any]:
    """A candidate that does nothing but listen."""

    async def integrate(kit: Kit) -> None:
        for handler in handlers:
            kit.on_webhook(handler)
        await asyncio.Event().wait()

    return integrate


def test_a_delivery_that_failed_is_repeated_after_growing_pauses_then_given_up(tmp_path: Path) -> None:
    facts = Stage(tmp_path, "shop.events.retries=3").play(hears(lambda event: 503))
    tries = placed(facts)
    assert statuses(tries) == [503] * 4
    assert [fact.data["attempt"] for fact in tries] == [1, 2, 3, 4]
    at = [fact.data["handed_ms"] for fact in tries]
    assert [later - sooner for sooner, later in pairwise(at)] == [
        MINUTE_MS + LINK_MS, 2 * MINUTE_MS + LINK_MS, 4 * MINUTE_MS + LINK_MS,
    ]  # fmt: skip
    assert len({fact.data["event"] for fact in tries}) == 1
    given_up = [fact for fact in facts if fact.kind == "shop.event.given_up"]
    assert len(given_up) == 2  # placed and paid


def test_a_success_ends_the_repetitions(tmp_path: Path) -> None:
    answers = iter([500, 500, 204])
    facts = Stage(tmp_path).play(
        hears(lambda event: next(answers) if event["data"]["value"].get("_isNew") else 200)
    )
    assert statuses(placed(facts)) == [500, 500, 204]


def test_without_a_handler_there_is_no_answer(tmp_path: Path) -> None:
    facts = Stage(tmp_path, "shop.events.retries=1").play(hears())
    assert statuses(placed(facts)) == [None, None]


def test_a_handler_may_take_its_time(tmp_path: Path) -> None:
    async def slow(event: dict[str, Any]) -> int:
        await asyncio.sleep(30)
        return 200

    (fact,) = placed(Stage(tmp_path).play(hears(slow)))
    assert fact.data["status"] == 200
    assert fact.at_ms - fact.data["handed_ms"] == 30_000


@pytest.mark.parametrize("answers", [(200, 500), (500, 200), (204, 500), (500, 404)])
def test_of_several_handlers_the_first_that_failed_speaks(tmp_path: Path, answers: tuple[int, int]) -> None:
    async def second(event: dict[str, Any]) -> int:
        return answers[1]

    facts = Stage(tmp_path, "shop.events.retries=0").play(hears(lambda event: answers[0], second))
    assert statuses(placed(facts)) == [500]


def test_handlers_share_no_body(tmp_path: Path) -> None:
    seen: list[int] = []

    def spoils(event: dict[str, Any]) -> int:
        seen.append(len(event))
        event.clear()
        return 200

    Stage(tmp_path).play(hears(spoils, spoils))
    assert len(set(seen)) == 1


RAISED = [
    ValueError("x"),
    KeyError(3),
    asyncio.CancelledError(),
    Overboard("y"),
    RecursionError(),
]


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("late", [False, True], ids=["at once", "later"])
def test_a_handler_that_raises_is_an_error_500_and_a_line_in_the_log(
    tmp_path: Path, error: BaseException, late: bool
) -> None:
    def now(event: dict[str, Any]) -> int:
        raise error

    async def later(event: dict[str, Any]) -> int:
        await asyncio.sleep(1)
        raise error

    stage = Stage(tmp_path, "shop.events.retries=1")
    facts = stage.play(hears(later if late else now))
    assert statuses(placed(facts)) == [500, 500]
    assert type(error).__name__ in stage.log


@pytest.mark.parametrize("answer", RUBBISH, ids=lambda answer: type(answer).__name__)
@pytest.mark.parametrize("late", [False, True], ids=["at once", "later"])
def test_what_is_no_status_is_an_error_500_and_said_so(tmp_path: Path, answer: Any, late: bool) -> None:
    async def later(event: dict[str, Any]) -> Any:
        return answer

    stage = Stage(tmp_path, "shop.events.retries=0")
    facts = stage.play(hears(later if late else lambda event: answer))
    assert statuses(placed(facts)) == [500]
    assert "expected an HTTP status" in stage.log


def test_a_candidate_that_crashed_hears_no_more_and_the_ledger_says_when(tmp_path: Path) -> None:
    async def dies(kit: Kit) -> None:
        kit.on_webhook(lambda event: 200)
        await asyncio.sleep(0.5)
        raise ValueError("gone")

    stage = Stage(tmp_path, "shop.events.retries=0")
    assert statuses(placed(stage.play(dies))) == [None]
    ended = [fact for fact in read(tmp_path / "ledger.jsonl") if fact.kind == "candidate.ended"]
    assert [fact.data["why"].partition(" at ")[0] for fact in ended] == ["ValueError: gone"]


def test_with_polling_nothing_is_sent(tmp_path: Path) -> None:
    assert Stage(tmp_path, "shop.events.delivery=poll").play(hears(lambda event: 200)) == []
