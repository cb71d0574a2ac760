"""A cut-over: integrations are in service in their phases only, and the harm is told in the phase that made it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.cli import main
from golive.errors import InputError, UnknownCandidate
from golive.keys.value_kinds import MINUTE_MS
from golive.record.run import BROKEN, HELD
from golive.record.studies import STUDY_FILE
from golive.rehearsal.phases import Budget, CutOver, Phase
from golive.rehearsal.rehearsing import PhaseResult, Rehearsal, rehearse
from golive.rehearsal.relay import Relay
from golive.rehearsal.telling import study_of
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import load

SETS = ("traffic.orders.base=60/h", "shop.catalog.skus=20")
PHASE_MS = 40 * MINUTE_MS


def plan(*runs: str, hands_over: bool = False) -> CutOver:
    phases = [
        Phase(f"{number} {each}", PHASE_MS, each, hands_over=hands_over and number == 1)
        for number, each in enumerate(runs)
    ]
    return CutOver("test", "A test.", tuple(phases))


@cache
def played(old: str, new: str, *runs: str, hands_over: bool = False) -> Rehearsal:
    return rehearse("calm", plan(*runs, hands_over=hands_over), old, new, sets=SETS)


def counts(found: Rehearsal, name: str) -> list[int]:
    return [getattr(phase, name) for phase in found.phases]


def test_the_reference_takes_over_from_itself_without_harm_when_it_is_handed_what_was_stored() -> None:
    found = played("reference", "reference", "old", "new", hands_over=True)
    assert [phase.verdict for phase in found.phases] == [HELD, HELD]
    assert counts(found, "right") == counts(found, "orders")
    assert min(counts(found, "orders")) > 15


def test_without_the_state_of_the_old_one_it_does_harm_to_the_orders_before() -> None:
    found = played("reference", "reference", "old", "new")
    before, after = found.phases
    assert before.doubled + before.wrong > 0
    assert before.verdict == BROKEN
    assert after.doubled == after.lost == 0


def test_two_naive_integrations_at_once_book_every_order_of_that_time_twice() -> None:
    found = played("naive", "naive", "old", "both", "new")
    before, both, after = found.phases
    assert before.doubled == after.doubled == 0
    assert both.orders - 2 <= both.doubled <= both.orders  # events on their way at the end reach one alone


def test_orders_of_a_time_without_an_integration_are_lost_in_that_phase_only() -> None:
    found = played("naive", "naive", "old", "none", "new")
    assert (
        found.phases[1].lost > found.phases[1].orders / 2
    )  # the shop delivers the last ones again, to the next
    assert found.phases[0].lost == found.phases[2].lost == 0
    assert any("lost" in why for why in found.phases[1].broken)


def test_every_order_belongs_to_one_phase() -> None:
    for found in (
        played("naive", "naive", "old", "both", "new"),
        played("reference", "reference", "old", "new"),
    ):
        for phase in found.phases:
            assert phase.orders == phase.right + phase.lost + phase.doubled + phase.wrong + phase.visible
            assert phase.begin_ms < phase.end_ms


def test_a_budget_of_a_phase_is_that_of_its_orders_alone() -> None:
    first, second = plan("old", "old").phases
    chosen = CutOver("test", "A test.", (first, replace(second, budget=Budget(order_ms=100))))
    found = rehearse("calm", chosen, "naive", "naive", sets=SETS)
    assert counts(found, "late")[0] == 0
    assert found.phases[1].late == found.phases[1].orders
    assert any("not booked within 100ms" in why for why in found.phases[1].broken)


class Seen:
    """An integration that notes which orders it was told of, and when it was started."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.orders: Counter[str] = Counter()
        self.starts: list[int] = []
        self.kept: list[int] = []

    async def integrate(self, kit: Kit) -> None:
        self.starts.append(kit.now_ms())
        table = kit.storage.table("starts")
        self.kept.append(len(table))
        table[str(len(table))] = self.name

        def on_event(event: dict[str, Any]) -> int:
            self.orders[event["data"]["value"]["increment_id"]] += 1
            return 200

        kit.on_webhook(on_event)


def run_of(old: Seen, new: Seen, chosen: CutOver) -> RunResult:
    relay = Relay(chosen, old.integrate, new.integrate)
    minutes = chosen.lasts_ms // MINUTE_MS
    scenario = load("calm", (*SETS, f"clock.duration={minutes}m", "clock.settle=10m"))
    return carry_out(Plan(scenario, InProcess("relay", relay.integrate), "calm", "relay"), None)


def test_events_reach_those_in_service_alone() -> None:
    old, new = Seen("old"), Seen("new")
    run_of(old, new, plan("old", "new"))
    assert old.orders
    assert new.orders
    assert not set(old.orders) & set(new.orders)


def test_a_rollback_starts_the_old_one_with_what_it_had_stored() -> None:
    old, new = Seen("old"), Seen("new")
    run_of(old, new, plan("old", "new", "old"))
    assert (len(old.starts), len(new.starts)) == (2, 1)
    assert old.kept == [0, 1]
    assert new.kept == [0]


def test_a_hand_over_is_a_copy() -> None:
    old, new = Seen("old"), Seen("new")
    run_of(old, new, plan("old", "new", "old", hands_over=True))
    assert new.kept == [1]
    assert old.kept == [0, 1]  # what the new one stored is not among it


def test_a_program_and_a_fault_of_the_candidate_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "program.yaml"
    file.write_text("command: [sleep, '60']\n")
    with pytest.raises(UnknownCandidate, match="coroutine function or a design"):
        rehearse("calm", plan("old", "new"), "naive", str(file))
    with pytest.raises(InputError, match="faults of the candidate itself"):
        rehearse("calm", plan("old", "new"), "naive", "naive", sets=("chaos=[{fault: kill, at: 5m}]",))


def test_the_study_says_what_broke_where() -> None:
    chosen = plan("old", "both", "new")
    study = study_of(played("naive", "naive", "old", "both", "new"), chosen, "golive cutover")
    assert "1 both" in study.headline
    assert len(study.tables[0].rows) == 3


def status(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main.main(["cutover", *words])
    return int(str(ended.value.code))


def test_the_command_with_phases_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--old", "naive", "--new", "naive", "--phase", "one: old 20m drift 1000",
             "--phase", "two: both 20m drift 1000", "--set", "traffic.orders.base=60/h"]  # fmt: skip
    assert status("calm", *words, "--out", str(tmp_path / "c"), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [phase["verdict"] for phase in told["phases"]] == [HELD, BROKEN]
    assert told["command"].count("--phase") == 2
    assert json.loads((tmp_path / "c" / STUDY_FILE).read_bytes())["result"]["is_held"] is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--plan", "big-bang"], "expected one of switch"),
        (["--phase", "x"], "dual run: both 2h"),
        (["--phase", "x: old 1h", "--plan", "canary"], "--plan: it has no effect"),
        (["--old", "nonsense"], "--old nonsense: expected a bundled candidate"),
        (["--phase", "x: old 1h", "--phase", "x: new 1h"], "it is named twice"),
        (["--phase", "x: old 10d", "--phase", "y: new 5d"], "at most 14d together"),
        (["--phase", "x: new 1h late 2"], "expected a share such as 1% after late"),
        (["--phase", "x: canary 200% 1h"], "such as 2h (the maximum is 100%), as in"),
    ],
)
def test_wrong_words_are_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*words) == 3
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_phase_holds_only_without_harm() -> None:
    fine = PhaseResult("a", "new", 0, 1, 1000, 10, 10, 0, 0, 0, 0, 0, 0.0, 0.0, 5, ())
    assert fine.verdict == HELD
