"""The injector: which faults are asked, when, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

import pytest

from golive.chaos.chance import ChanceFault
from golive.chaos.faults.base import Fault
from golive.chaos.injector import FaultInjector
from golive.keys.counted_calls import CountedCalls
from golive.keys.latencies import Uniform
from golive.keys.value_kinds import Range
from golive.sim.seeding import Chance, address
from golive.wire.messages import Exchange, Notice
from golive.wire.outcomes import (
    PASS,
    Delay,
    Duplicate,
    LoseReply,
    Outcome,
    Refuse,
)

from .test_faults import HOUR_MS, START_MS, call, notice, settings_of


@dataclass
class Entry:
    """A scenario's fault entry."""

    id: str = "f"
    kind: str = "test"
    on: tuple[str, ...] = ("erp.order.create",)
    window: tuple[int, int] = (0, HOUR_MS)
    chance: float = 1.0
    attempts: str = "all"
    calls: CountedCalls | None = None


@dataclass
class Decides(Fault):
    """A fault that always decides the same and remembers what it was asked."""

    outcome: Outcome = field(default_factory=lambda: LoseReply("timeout"))
    asked: list[tuple[str, float]] = field(default_factory=list)

    def judge(self, exchange: Exchange | Notice, chance: Chance) -> Outcome:
        self.asked.append((exchange.key, chance("x")))
        return self.outcome


class World:
    """FaultInjector at an instant that the test sets."""

    def __init__(self, *entries: tuple[Entry, Outcome], seed: int = 1) -> None:
        self.now_ms = START_MS
        self.faults = [Decides(fate) for _, fate in entries]
        self.armed = [
            ChanceFault(entry, decides, START_MS, seed)
            for (entry, _), decides in zip(entries, self.faults, strict=True)
        ]
        self.injector = FaultInjector(self.armed, lambda: self.now_ms)

    def judge(self, subject: Exchange | Notice | None = None) -> dict[str, Any]:
        subject = subject or call()
        found = self.injector.judge(subject)
        hits = {} if found is None else {each.name: getattr(found, each.name) for each in fields(found)}
        return {stage: hit.outcome for stage, hit in hits.items() if hit is not None}


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("erp", ["erp.order.create", "erp.order.list", "erp.stock.list", "erp.unknown"]),
        ("erp.*", ["erp.order.create", "erp.order.list", "erp.stock.list", "erp.unknown"]),
        ("erp.order.*", ["erp.order.create", "erp.order.list"]),
        ("erp.order.create", ["erp.order.create"]),
        ("shop.order.*", ["shop.order.read", "shop.order.placed"]),
    ],
)
def test_a_pattern_covers_what_it_names_and_nothing_else(on: str, names: list[str]) -> None:
    known = ["erp.order.create", "erp.order.list", "erp.stock.list", "erp.unknown", "erpx.order.create"]
    known += ["shop.order.read", "shop.order.placed"]
    armed = ChanceFault(Entry(on=(on,)), Decides(), 0, 1)
    assert [name for name in known if armed.covers(name)] == names


def test_a_window_begins_with_its_first_and_ends_before_its_last_instant() -> None:
    world = World((Entry(window=(1000, 2000)), LoseReply("timeout")))
    hits = []
    for offset in (0, 999, 1000, 1999, 2000, 5000):
        world.now_ms = START_MS + offset
        hits.append(bool(world.judge()))
    assert hits == [False, False, True, True, False, False]
    assert world.armed[0].count().asked == 2


def test_after_healing_no_fault_is_asked() -> None:
    world = World((Entry(), LoseReply("timeout")))
    assert world.judge()
    world.injector.heal()
    assert not world.judge()
    assert [(count.asked, count.hit) for count in world.injector.counts()] == [(1, 1)]


def test_of_two_fates_for_a_stage_the_first_declared_wins_and_other_stages_keep_theirs() -> None:
    world = World(
        (Entry("a"), Delay(5, "travel")),
        (Entry("b"), Delay(7, "travel")),
        (Entry("c"), Refuse(503)),
        (Entry("d"), Delay(9, "service")),
        (Entry("e"), LoseReply("reset")),
        (Entry("f"), LoseReply("timeout")),
        (Entry("g"), PASS),
    )
    assert world.judge() == {
        "travel": Delay(5, "travel"),
        "admission": Refuse(503),
        "service": Delay(9, "service"),
        "reply": LoseReply("reset"),
    }
    assert [count.hit for count in world.injector.counts()] == [1, 1, 1, 1, 1, 1, 0]
    assert [count.asked for count in world.injector.counts()] == [1] * 7


def test_first_attempts_only_leaves_repetitions_alone() -> None:
    world = World((Entry(attempts="first"), LoseReply("timeout")))
    assert world.judge(call(attempt=1))
    assert not world.judge(call(attempt=2))
    assert world.armed[0].count().asked == 2
    assert world.armed[0].count().hit == 1


@pytest.mark.parametrize(
    ("which", "number", "hit"),
    [("first", 3, [1, 2, 3]), ("only", 3, [3]), ("every", 3, [3, 6, 9]), ("first", 99, [*range(1, 11)])],
)
def test_calls_by_number_count_what_the_fault_covers_in_its_window(
    which: Literal["first", "only", "every"], number: int, hit: list[int]
) -> None:
    world = World((Entry(window=(1000, 2000), calls=CountedCalls(which, number)), LoseReply("timeout")))
    assert not world.judge(), "before the window"
    world.now_ms = START_MS + 1000
    world.judge(call("stock.list", ""))
    found = [each for each in range(1, 11) if world.judge(call(key=str(each)))]
    assert found == hit
    assert world.armed[0].count().asked == 10


def test_calls_by_number_and_chance_both_apply() -> None:
    world = World((Entry(calls=CountedCalls("every", 2), chance=0.5), LoseReply("timeout")))
    hits = [each for each in range(200) if world.judge(call(key=str(each)))]
    assert 30 < len(hits) < 70
    assert all(each % 2 for each in hits)


def test_a_number_that_was_not_reached_is_told() -> None:
    world = World((Entry(calls=CountedCalls("only", 9)), LoseReply("timeout")))
    world.judge()
    assert "among calls: only 9 hit none" in world.armed[0].count().miss


def test_chance_is_addressed_by_order_and_attempt_and_by_nothing_else() -> None:
    """What was asked before, or besides, changes no decision: two candidates meet the same misfortune."""
    share = 0.3
    keys = [f"{number:09d}" for number in range(300)]
    plain = World((Entry(chance=share), LoseReply("timeout")))
    expected = [bool(plain.judge(call(key=key))) for key in keys]
    busy = World((Entry(chance=share), LoseReply("timeout")))
    found = {}
    for key in reversed(keys):
        busy.judge(call("stock.list", ""))
        busy.judge(call(key=key, attempt=2))
        found[key] = bool(busy.judge(call(key=key)))
    assert [found[key] for key in keys] == expected
    assert expected == [address(1, "f", "erp.order.create", key, 1) < share for key in keys]
    assert 60 < sum(expected) < 120


def test_two_faults_and_two_seeds_hit_different_orders() -> None:
    hits = []
    for entry, seed in (
        (Entry("a", chance=0.5), 1),
        (Entry("b", chance=0.5), 1),
        (Entry("a", chance=0.5), 2),
    ):
        world = World((entry, LoseReply("timeout")), seed=seed)
        hits.append([bool(world.judge(call(key=str(number)))) for number in range(64)])
    assert hits[0] != hits[1]
    assert hits[0] != hits[2]


def test_a_fault_is_given_further_chances_of_the_same_address() -> None:
    one, other = World((Entry(), PASS)), World((Entry(), PASS))
    one.judge(call())
    other.judge(call(key="another"))
    other.judge(call())
    assert one.faults[0].asked[0] == other.faults[0].asked[1]
    assert one.faults[0].asked[0][1] != other.faults[0].asked[0][1]


def test_notices_are_judged_by_their_own_names() -> None:
    world = World((Entry(on=("shop.order.placed",)), Duplicate((5,))))
    assert world.judge(notice()) == {"notice": Duplicate((5,))}
    assert not world.judge(call(system="shop"))


def test_settings_come_parsed() -> None:
    """The shapes that the faults rely on."""
    assert settings_of("slow", latency="1s..2s") == {"latency": Uniform(1000, 2000), "part": "service"}
    assert settings_of("duplicate_notice") == {"spread": Range(10_000, 1_200_000), "copies": 1}
