"""Whole runs in the language of a product: a good integration copes with its misbehaviour, the naive one does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import scenario
from golive.candidates import naive, reference
from golive.candidates.coroutine import InProcess
from golive.record.run import BROKEN, HELD, Scorecard
from golive.runner import Plan, execute

SMALL = ["clock.duration=30m", "clock.settle=1h", "traffic.orders.base=100/h"]


def ran(name: str, sets: list[str], folder: Path) -> Scorecard:
    candidate = {"naive": naive.integrate, "reference": reference.integrate}[name]
    plan = Plan(scenario.load("calm", sets), InProcess(name, candidate), "calm", name, seed=3)
    folder.mkdir(exist_ok=True)
    return execute(plan, folder)


RUNS = [
    ("odoo", "commit_then_fail=10%", "duplicated"),
    ("business_one", "commit_then_fail=10%", "duplicated"),
    ("s4hana", "commit_then_fail=10%", "duplicated"),
    ("odoo", "write_conflict=60%", "lost"),
    ("erpnext", "write_conflict=60%", "lost"),
]


@pytest.mark.parametrize(("dialect", "quirk", "harm"), RUNS, ids=[f"{run[0]}-{run[1]}" for run in RUNS])
def test_the_reference_survives_and_the_naive_candidate_does_not(
    dialect: str, quirk: str, harm: str, tmp_path: Path
) -> None:
    sets = [*SMALL, f"erp.dialect={dialect}", f"erp.quirks.{quirk}"]
    assert ran("reference", sets, tmp_path / "reference").verdict == HELD
    card = ran("naive", sets, tmp_path / "naive")
    assert (card.verdict, card.orders[harm] > 0) == (BROKEN, True), card.orders


@pytest.mark.parametrize(
    ("dialect", "quirk"),
    [
        ("s4hana", "session_death=20%"),
        ("business_one", "session_death=20%"),
        ("s4hana", "needless_warning=100%"),
    ],
)
def test_the_reference_survives(dialect: str, quirk: str, tmp_path: Path) -> None:
    assert (
        ran("reference", [*SMALL, f"erp.dialect={dialect}", f"erp.quirks.{quirk}"], tmp_path).verdict == HELD
    )


@pytest.mark.parametrize("dialect", ["business_one", "netsuite"])
def test_an_order_that_waits_for_approval_is_not_reported_as_done(dialect: str, tmp_path: Path) -> None:
    sets = [*SMALL, f"erp.dialect={dialect}", "erp.quirks.approval_draft=20%", "erp.others.approvals=off"]
    card = ran("reference", sets, tmp_path / "reference")
    assert card.orders["stuck_visible"] > 0
    assert card.orders["wrong_state"] == 0
    assert ran("naive", sets, tmp_path / "naive").orders["wrong_state"] > 0
