"""Kills, restarts and pauses of the candidate: what goes on without it, what it hears, what it still knows."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import yaml

from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.registry import resolve
from golive.errors import CandidateFailed
from golive.record import folder
from golive.record.ledger import StoredLedger, interwoven, read
from golive.record.run import CANDIDATE_LOG, LEDGER_FILE, RUN_FILE, Fact, Scorecard
from golive.runner import Plan, execute
from golive.scenario import load
from golive_reports.run.timelines import Timelines
from tests.commands import elsewhere, run_command

from . import mortals
from .test_determinism import first_difference
from .test_storage import Told

SETS = ("clock.duration=30m", "clock.settle=30m")
CREATE = "erp.order.create"


class Outcome:
    def __init__(self, folder: Path, card: Scorecard) -> None:
        self.folder = folder
        self.card = card
        self.facts: list[Fact] = list(read(folder / LEDGER_FILE))
        self.log = (folder / CANDIDATE_LOG).read_text("utf-8")

    def of(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    def minutes(self, *kinds: str) -> list[float]:
        return [(fact.at_ms - self.facts[0].at_ms) / 60_000 for fact in self.of(*kinds)]

    @property
    def down(self) -> list[tuple[int, int]]:
        """When the candidate was gone, from and until."""
        killed, started = self.of("candidate.killed"), self.of("candidate.started")[1:]
        return [(one.at_ms, other.at_ms) for one, other in zip(killed, started, strict=True)]

    def while_down(self) -> list[Fact]:
        """What the candidate said or sent while it was dead."""
        down = self.down
        return [
            fact
            for fact in self.facts
            if (fact.actor == "desk" or fact.kind == "exchange.answered")
            and any(start < fact.data.get("sent_ms", fact.at_ms) < end for start, end in down)
        ]


def run(folder: Path, candidate: Any, chaos: str, *sets: str) -> Outcome:
    if callable(candidate):
        candidate = InProcess("test", candidate)
    folder.mkdir(exist_ok=True)
    loaded = load("calm", [*SETS, f"chaos={chaos}", *sets])
    return Outcome(folder, execute(Plan(loaded, candidate, "calm", "test"), folder))


# -- the wire by itself ---------------------------------------------------------------------------------------


def test_it_is_down_for_as_long_as_it_is_written_and_counted(tmp_path: Path) -> None:
    out = run(
        tmp_path, mortals.ticks, "[{fault: kill, at: 10m, down: 2m}, {fault: kill, at: 20m, down: 30s}]"
    )
    assert out.minutes("candidate.killed") == [10, 20]
    assert out.minutes("candidate.started") == [0, 12, 20.5]
    assert [fact.data.get("start") for fact in out.of("candidate.started")] == [None, 2, 3]
    assert [(each.id, each.asked, each.hit, each.effective) for each in out.card.faults] == [
        ("kill", 1, 1, 1), ("kill-2", 1, 1, 1),
    ]  # fmt: skip
    assert out.while_down() == []
    sent = [fact.data["sent_ms"] for fact in out.of("exchange.answered")]
    assert any(at_ms > out.down[1][1] for at_ms in sent), "it works again afterwards"


def test_what_is_down_is_shown_as_it_was(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, "[{fault: kill, at: 10m, down: 2m}, {fault: pause, at: 20m, for: 3m}]")
    start_ms = out.facts[0].at_ms
    shown = yaml.safe_load((tmp_path / RUN_FILE).read_text())["windows"]
    assert [(band["label"], band["start_ms"] - start_ms, band["end_ms"] - start_ms) for band in shown] == [
        ("kill", 600_000, 720_000), ("pause", 1_200_000, 1_380_000),
    ]  # fmt: skip


def test_it_is_in_the_story_of_every_order_that_waits(tmp_path: Path) -> None:
    """On the page and in the judge's own reading: what was not in the ERP yet, and nothing else."""
    out = run(
        tmp_path, resolve("reference"), "[{fault: kill, at: 10m, down: 5m}]", "traffic.orders.base=600/h"
    )
    started = out.of("candidate.started")[1]
    created = {fact.keys["ref"]: fact.at_ms for fact in out.of("erp.order.created")}
    orders = list(folder.read_orders(tmp_path))
    wait = {line.order for line in orders if line.placed_ms <= started.at_ms < created[line.order]}
    assert 0 < len(wait) < len(orders)
    timelines = Timelines(orders, out.facts[0].at_ms)
    timelines.read(out.facts)
    told = [entry for chunk in timelines.chunks() for entry in json.loads(gzip.decompress(b64decode(chunk)))]
    shown = {
        line.order
        for line, (rows, _) in zip(orders, told, strict=True)
        if any("candidate started again (start 2)" in row[3] for row in rows)
    }
    assert shown == wait
    ledger = StoredLedger(tmp_path / LEDGER_FILE)
    assert {order for order in created if started in interwoven(ledger.about(order), ledger.lives())} == wait


def test_several_kills_are_spread_over_their_window(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, "[{fault: kill, at: 5m..25m, times: 4, down: 30s}]")
    found = out.minutes("candidate.killed")
    assert len(found) == 4
    assert all(5 + 5 * number <= at < 10 + 5 * number for number, at in enumerate(found))


def test_when_the_traffic_ends_it_runs_again_at_the_latest(tmp_path: Path) -> None:
    out = run(tmp_path, resolve("reference"), "[{fault: kill, at: 29m, down: 20m}]")
    assert out.minutes("candidate.started") == [0, 30]
    assert out.card.orders["exact"] == out.card.orders["total"]


def test_a_kill_without_a_target_proves_nothing(tmp_path: Path) -> None:
    """The second one comes while it is down, the third after nothing at all was sent: unknown, and why."""
    chaos = (
        "[{fault: kill, at: 10m, down: 5m}, {fault: kill, id: again, at: 12m}, "
        "{fault: kill, id: never, on: erp.return.create}]"
    )
    out = run(tmp_path, resolve("reference"), chaos)
    assert [(each.hit, each.effective) for each in out.card.faults] == [(1, 1), (1, 0), (0, 0)]
    assert out.card.verdict == "unknown"
    assert any("again changed nothing" in reason for reason in out.card.reasons)
    assert any("never never hit" in reason for reason in out.card.reasons)


@pytest.mark.parametrize(("when", "truth"), [("before", ""), ("after", "applied")])
def test_the_reference_survives_a_kill_at_its_most_delicate_call(
    tmp_path: Path, when: str, truth: str
) -> None:
    chaos = f"[{{fault: kill, on: {CREATE}, when: {when}, times: 3, at: 5m..25m, down: 20s}}]"
    out = run(tmp_path, resolve("reference"), chaos)
    assert out.card.verdict == "held", out.card.reasons
    assert out.card.findings == []
    killed = out.of("candidate.killed")
    assert [fact.data["when"] for fact in killed] == [when] * 3
    for fact in killed:
        number = fact.keys["x"]
        truths = [each.data["truth"] for each in out.of("exchange.committed") if each.keys["x"] == number]
        assert truths == ([truth] if truth else [])
        (answer,) = (each for each in out.of("exchange.answered") if each.keys["x"] == number)
        assert (answer.data["told"], answer.data["how"]) == ("unknown", "killed")


@pytest.mark.parametrize(
    "on", ["erp.customer.create", "shop.order.read", "erp.delivery.list", "shop.stock.write"]
)
def test_the_reference_may_be_killed_anywhere(tmp_path: Path, on: str) -> None:
    out = run(
        tmp_path, resolve("reference"), f"[{{fault: kill, on: {on}, times: 4, down: 15s, chance: 50%}}]"
    )
    assert out.card.verdict == "held", out.card.reasons
    assert out.card.findings == []
    assert len(out.of("candidate.killed")) > 1


def test_the_reference_ships_once_though_it_is_killed_while_it_ships(tmp_path: Path) -> None:
    chaos = "[{fault: kill, on: shop.order.ship, times: 4, down: 15s, at: 1h..3h, chance: 30%}]"
    out = run(tmp_path, resolve("reference"), chaos, "clock.duration=3h", "clock.settle=2h")
    assert out.card.verdict == "held", out.card.reasons
    assert out.card.findings == []
    assert len(out.of("candidate.killed")) == 4


def test_stock_is_true_though_what_was_cancelled_meanwhile_has_left(tmp_path: Path) -> None:
    """The reference was away while shoppers cancelled and the warehouse sent: the shop holds nothing back for these."""
    sets = ("clock.duration=2h", "traffic.orders.base=300/h", "traffic.life.cancelled=20%")
    out = run(tmp_path, resolve("reference"), "[{fault: kill, at: 40m, down: 70m}]", *sets)
    assert any(
        fact.data["what"].startswith("cancelled in the shop, shipped") for fact in out.of("desk.exception")
    )
    assert out.card.stock["residual_units"] == 0


# -- what it takes with it, and what it leaves ----------------------------------------------------------------


def test_who_keeps_the_inbox_in_memory_loses_it_and_who_stores_it_does_not(tmp_path: Path) -> None:
    """The canary of all this: the two differ in nothing but where the inbox is."""
    chaos = "[{fault: kill, at: 10m30s, down: 10s}]"
    forgets = run(tmp_path / "forgets", mortals.forgets, chaos)
    remembers = run(tmp_path / "remembers", mortals.remembers, chaos)
    assert remembers.card.orders["lost"] == 0
    assert forgets.card.orders["lost"] > 0
    lost = [finding for finding in forgets.card.findings if finding.kind == "lost"]
    assert {finding.cause.code for finding in lost} == {"killed_before_sending"}
    assert "the integration was killed at 14:10:30" in lost[0].cause.what


def test_the_dead_do_not_act(tmp_path: Path) -> None:
    """Calls, desk, log, storage, hooks, tasks and alarms of a life that is over have no effect."""
    seen: list[dict[str, Any]] = []

    async def integrate(kit: Kit) -> None:
        seen.append(dict(kit.storage.table("life")))
        await mortals.protests(kit)

    sets = ("shop.hooks.before_order.timeout=5s", "shop.hooks.before_order.fallback=continue")
    out = run(tmp_path, integrate, "[{fault: kill, at: 2s, down: 4m}]", *sets)
    assert [list(life) for life in seen] == [[], ["born"]]
    until_ms = out.down[0][1]
    before = [fact for fact in out.facts if fact.at_ms < until_ms]
    assert [fact for fact in before if fact.actor == "desk" and fact.at_ms >= out.down[0][0]] == []
    assert {fact.data["op"] for fact in before if fact.kind == "exchange.answered"} <= {
        "erp.health.read",
        "erp.customer.create",
    }
    assert out.while_down() == []
    asked = [
        fact.data["outcome"]
        for fact in before
        if fact.kind == "shop.checkout.waited" and fact.at_ms > out.down[0][0] + 10_000
    ]
    assert asked
    assert set(asked) == {"unreachable"}


@pytest.mark.filterwarnings("error")
def test_what_fails_on_its_way_out_is_not_logged(tmp_path: Path) -> None:
    """Tasks and handlers that raise when they are cancelled, and a second handler whose turn never came."""
    out = run(tmp_path, mortals.fails_on_its_way_out, "[{fault: kill, at: 10m..20m, times: 3, down: 10s}]")
    assert len(out.of("candidate.killed")) == 3
    assert out.log.count("last words") == 0
    assert "never retrieved" not in out.log


def test_a_notice_in_work_is_not_answered_and_the_shop_tells_again(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.takes_its_time, "[{fault: kill, at: 10m, down: 10s}]")
    (killed,) = out.of("candidate.killed")
    cut = [fact for fact in out.of("notice.delivered") if fact.at_ms == killed.at_ms]
    assert cut
    assert {fact.data["status"] for fact in cut} == {None}
    again = {
        fact.data["event"]: fact.data["status"] for fact in out.of("notice.delivered") if fact not in cut
    }
    assert [again[fact.data["event"]] for fact in cut] == [200] * len(cut)


def test_a_notice_answered_at_the_instant_of_the_kill_is_answered_once(tmp_path: Path) -> None:
    """The handler has ended, and what it handed over kills before the loop has noticed that."""
    chaos = "[{fault: kill, on: erp.health.read, when: before, times: 5, down: 10s}]"
    out = run(tmp_path, mortals.hands_over, chaos)
    assert len(out.of("candidate.killed")) == 5
    before = [out.facts[out.facts.index(killed) - 1] for killed in out.of("candidate.killed")]
    assert [(fact.kind, fact.data.get("status")) for fact in before] == [("notice.delivered", 200)] * 5
    answered = [fact.keys["x"] for fact in out.of("notice.delivered")]
    assert len(answered) == len(set(answered))


@pytest.mark.parametrize("set_off", ["at: 10m", "on: erp.health.read, when: before"])
def test_storage_that_cannot_be_read_ends_the_run_with_a_word_about_it(tmp_path: Path, set_off: str) -> None:
    async def integrate(kit: Kit) -> None:
        kit.storage.table("failed")["100"] = Told(500, "no")
        await mortals.ticks(kit)

    with pytest.raises(CandidateFailed, match="cannot be read back after a restart"):
        run(tmp_path, integrate, f"[{{fault: kill, {set_off}}}]")


def test_every_life_has_chance_of_its_own(tmp_path: Path) -> None:
    drawn: list[float] = []

    async def integrate(kit: Kit) -> None:
        drawn.append(kit.rng.random())
        await mortals.ticks(kit)

    run(tmp_path / "one", integrate, "[{fault: kill, at: 5m..20m, times: 3}]")
    run(tmp_path / "two", integrate, "[{fault: kill, at: 5m..20m, times: 3}]")
    assert len(set(drawn[:4])) == 4
    assert drawn[:4] == drawn[4:]


# -- standing still -------------------------------------------------------------------------------------------


def test_nothing_runs_while_it_stands_still_and_then_it_goes_on(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, "[{fault: pause, at: 10m, for: 5m}]")
    assert out.minutes("candidate.paused", "candidate.resumed") == [10, 15]
    start_ms = out.facts[0].at_ms
    sent = [(fact.data["sent_ms"] - start_ms) / 60_000 for fact in out.of("exchange.answered")]
    assert [at for at in sent if 10 < at < 15] == []
    assert [at for at in sent if at == 15] == [15], "what should have woken meanwhile wakes once"
    assert out.of("candidate.ended") == []


def test_a_notice_waits_at_the_door_and_goes_away_after_a_while(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, "[{fault: pause, at: 10m, for: 5m}]", "traffic.orders.base=600/h")
    paused, resumed = (fact.at_ms for fact in out.of("candidate.paused", "candidate.resumed"))
    during = [fact for fact in out.of("notice.delivered") if paused < fact.data["handed_ms"] < resumed]
    waited = [(fact.data["status"], fact.at_ms - fact.data["handed_ms"]) for fact in during]
    assert {wait for status, wait in waited if status is None} == {10_000}
    let_in = [(fact.at_ms, resumed - fact.data["handed_ms"]) for fact in during if fact.data["status"] == 200]
    assert let_in
    assert all(at_ms == resumed and wait <= 10_000 for at_ms, wait in let_in)


def test_who_is_killed_while_it_stands_still_starts_anew(tmp_path: Path) -> None:
    chaos = "[{fault: pause, at: 10m, for: 10m}, {fault: kill, at: 12m, down: 1m}]"
    out = run(tmp_path, resolve("reference"), chaos)
    assert out.minutes("candidate.paused", "candidate.killed") == [10, 12]
    assert out.minutes("candidate.started") == [0, 13]
    assert out.of("candidate.resumed") == []
    assert out.card.verdict == "held", out.card.reasons


def test_the_reference_does_not_mind_standing_still(tmp_path: Path) -> None:
    out = run(tmp_path, resolve("reference"), "[{fault: pause, at: 3m..28m, for: 90s, times: 5}]")
    assert out.card.verdict == "held", out.card.reasons
    assert out.card.findings == []


@pytest.mark.slow
def test_on_the_live_clock_it_is_the_same(tmp_path: Path) -> None:
    chaos = "[{fault: kill, at: 2m, down: 30s}, {fault: pause, at: 4m, for: 1m}]"
    loaded = load("calm", ["clock.duration=6m", "clock.settle=10m", f"chaos={chaos}"])
    plan = Plan(loaded, resolve("reference"), "calm", "reference", clock="live", speed=300)
    out = Outcome(tmp_path, execute(plan, tmp_path))
    assert [round(at, 1) for at in out.minutes("candidate.killed", "candidate.started")] == [0, 2, 2.5]
    assert out.card.orders["total"] == out.card.orders["exact"] > 0
    paused, resumed = (fact.at_ms for fact in out.of("candidate.paused", "candidate.resumed"))
    sent = [fact.data["sent_ms"] for fact in out.of("exchange.answered")]
    assert [at_ms for at_ms in sent if paused + 5_000 < at_ms < resumed] == []
    assert out.while_down() == []


# -- the same again, and what may be written ------------------------------------------------------------------


def test_another_process_kills_at_the_same_steps(tmp_path: Path) -> None:
    chaos = (
        "chaos=[{fault: kill, at: 5m..40m, times: 2, down: 20s}, {fault: pause, at: 30m, for: 1m}, "
        f"{{fault: kill, on: {CREATE}, chance: 10%, times: 3, down: 20s}}]"
    )
    for name, hash_seed in (("one", "0"), ("two", "4242")):
        sets = ("clock.duration=45m", "clock.settle=45m", chaos)
        elsewhere(hash_seed, run_command(tmp_path / name, "calm", sets=sets))
    assert first_difference(tmp_path / "one" / LEDGER_FILE, tmp_path / "two" / LEDGER_FILE) == ""
