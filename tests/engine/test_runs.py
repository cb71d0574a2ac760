"""Whole runs: the reference holds every bundled scenario, the naive one breaks for the reasons the scenario makes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.ledger import StoredLedger, read
from golive.record.run import BROKEN, HELD, LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE, Scorecard
from golive.runner import Plan, execute
from tests.depth import only_deep
from tests.runs import Runs

OWN = ("rolling-deploy", "overlapping-deploy", "wrong-clock")
"""Scenarios about the integration's own process."""
SMALL = ("calm", "duplicate-events", "erp-downtime", "silent-drops", "slow-network", *OWN)
SMALLER = ("clock.duration=4h30m", "traffic.orders.peaks[0].reach=400/h")
"""A Black Friday with a smaller rush."""
SAFETY = ("O1", "O2", "O3", "O4", "O6", "O7")


def run(folder: Path, name: str, candidate: str, seed: int = 1, *sets: str) -> Scorecard:
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        scenario.load(name, sets),
        resolve(candidate),
        name,
        candidate,
        seed,
        sets=sets,
    )
    return execute(plan, folder)


def causes(card: Scorecard) -> set[str]:
    return {finding.cause.code for finding in card.findings}


def check_reference(card: Scorecard) -> None:
    assert card.verdict == HELD, card.reasons
    assert [finding for finding in card.findings if finding.oracle in SAFETY] == []
    assert all(fault.hit for fault in card.faults), card.faults
    assert card.orders["total"] > 0
    assert card.coverage == 1.0
    assert card.score >= 98  # cancellations that an outage kept until the parcel had left are for people


@pytest.mark.parametrize("seed", [1, *only_deep(2, 3)])
@pytest.mark.parametrize("name", SMALL)
def test_the_reference_holds_without_a_finding(runs: Runs, name: str, seed: int) -> None:
    check_reference(runs(name, "reference", seed=seed).card)


def test_the_reference_holds_on_black_friday(runs: Runs) -> None:
    check_reference(runs("black-friday", "reference").card)


@pytest.mark.parametrize("sets", [SMALLER, *only_deep(())], ids=["smaller", "whole"])
def test_the_naive_one_breaks_on_black_friday_in_every_way(runs: Runs, sets: tuple[str, ...]) -> None:
    card = runs("black-friday", "naive", *sets, seed=3 if sets else 1).card
    assert card.verdict == BROKEN
    assert card.orders["lost"] > 0
    assert card.orders["duplicated"] > 0
    assert card.score < 50
    assert {"reply_lost", "gave_up_too_early", "notice_twice", "retries_exhausted"} <= causes(card)


def test_on_a_calm_day_even_the_naive_one_holds(runs: Runs) -> None:
    card = runs("calm", "naive").card
    assert card.verdict == HELD
    assert card.findings == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("duplicate-events", {"notice_twice"}),
        ("erp-downtime", {"retries_exhausted"}),
        ("silent-drops", {"dropped_silently", "reply_lost"}),
        ("slow-network", {"reply_lost", "gave_up_too_early"}),
        ("rolling-deploy", {"killed_after_booking"}),
    ],
)
@pytest.mark.parametrize("seed", [1, *only_deep(2)])
def test_the_naive_one_breaks_for_the_reasons_the_scenario_makes(
    runs: Runs, name: str, expected: set[str], seed: int
) -> None:
    card = runs(name, "naive", seed=seed).card
    assert card.verdict == BROKEN
    assert expected <= causes(card)
    of_orders = [finding for finding in card.findings if finding.oracle in ("O1", "O2")]
    assert all(finding.cause.code for finding in of_orders), "a loss or a duplicate without a cause"


def test_a_scenario_without_the_fault_does_not_name_its_cause(runs: Runs) -> None:
    found = causes(runs("duplicate-events", "naive").card)
    assert not found & {"reply_lost", "gave_up_too_early", "dropped_silently", "refused_and_given_up"}


def test_the_run_folder_holds_what_readers_expect_and_nothing_half_written(runs: Runs) -> None:
    played = runs("silent-drops", "naive")
    names = {path.name for path in played.folder.iterdir()}
    assert {LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE} <= names
    assert not [name for name in names if name.endswith(".part")]
    facts = played.facts
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    assert all(sooner.at_ms <= later.at_ms for sooner, later in pairwise(facts))
    assert all(type(fact.at_ms) is int for fact in facts)
    assert all(type(key) is str for fact in facts for key in fact.keys.values())
    ledger = StoredLedger(played.folder / LEDGER_FILE)
    evidence = {number for finding in played.card.findings for number in finding.evidence}
    assert evidence <= {fact.seq for fact in facts}
    lost = next(finding for finding in played.card.findings if finding.kind == "lost")
    assert {fact.seq for fact in ledger.about(lost.key)} >= set(lost.evidence)


def test_every_phase_is_there_once_and_ends_when_planned(tmp_path: Path) -> None:
    run(tmp_path, "calm", "reference", 1, "clock.duration=30m", "clock.settle=10m")
    facts = [fact for fact in read(tmp_path / LEDGER_FILE) if fact.kind == "run.phase"]
    start_ms = facts[0].at_ms
    assert [(fact.data["phase"], fact.at_ms - start_ms) for fact in facts] == [
        ("build", 0), ("traffic", 0), ("settle", 1_800_000), ("end", 2_400_000),
    ]  # fmt: skip


def test_after_healing_no_fault_acts_and_no_order_is_placed(tmp_path: Path) -> None:
    """Copies of notices that were decided before may still arrive; nothing new is decided."""
    run(tmp_path, "duplicate-events", "reference", 1, "clock.duration=1h")
    facts = list(read(tmp_path / LEDGER_FILE))
    heal_ms = next(fact.at_ms for fact in facts if fact.data.get("phase") == "settle")
    after = [fact for fact in facts if fact.at_ms > heal_ms]
    assert not [fact for fact in after if fact.kind == "shop.order.placed"]
    assert not [fact for fact in after if fact.kind == "exchange.answered" and fact.data["faults"]]


def test_a_scenario_whose_fault_never_hits_is_unknown(tmp_path: Path) -> None:
    card = run(tmp_path, "silent-drops", "reference", 1, "clock.duration=1h", "chaos[1].chance=0.001%")
    assert card.verdict == "unknown"
    assert any("never hit" in reason for reason in card.reasons)


def test_a_run_without_orders_is_unknown(tmp_path: Path) -> None:
    card = run(tmp_path, "calm", "reference", 1, "traffic.orders.base=0/h", "clock.duration=10m")
    assert card.verdict == "unknown"
