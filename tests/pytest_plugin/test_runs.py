"""The fixture `golive`: what a run of a test has, and what a failed one says."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import Any

import pytest

from golive.pytest_plugin.choice import Choice
from golive.pytest_plugin.runs import JudgedRun, Runs
from golive.scenario import load

BRIEF = ["traffic.orders.base=6/h", "clock.duration=1h", "traffic.orders.peaks=[]"]


async def idle(kit: Any) -> None:
    """Accepts every event and does nothing about it."""
    kit.on_webhook(lambda event: 200)
    await asyncio.Event().wait()


def runs(tmp_path: Path, test: str = "tests/a_test.py::test_x[1/2]", **choice: Any) -> Runs:
    return Runs(Choice(**choice), test, tmp_path, lambda name: tmp_path / "temporary" / name, {})


@pytest.mark.golive(scenario="calm", candidate="reference", sets=BRIEF)
def test_a_run_that_held_passes(golive: Runs) -> None:
    run = golive.run()
    run.assert_held()
    assert (run.verdict, run.scorecard.orders["total"]) == ("held", len(run.orders))
    assert run.facts[0].kind == "run.phase"
    assert not (run.folder / "report.html").exists()  # it costs more than the run, and nothing failed
    assert run.report == run.folder / "report.html"
    assert run.report.exists()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> JudgedRun:
    kept = tmp_path_factory.mktemp("kept")
    return runs(kept).run("calm", idle, seed=3, sets=BRIEF)


def test_a_run_that_broke_fails_with_verdict_cause_fix_and_where_to_look(broken: JudgedRun) -> None:
    with pytest.raises(AssertionError) as failed:
        broken.assert_held()
    lines = str(failed.value).splitlines()
    lost = broken.scorecard.orders["lost"]
    assert lost > 0
    assert lines[0] == f"calm with {__name__}:idle, seed 3: BROKEN"
    assert lines[1].startswith(f"{lost} orders lost")
    assert f"  orders lost: expected 0, got {lost}" in lines
    assert any(line.startswith(f"{lost} x Lost silently (O1") for line in lines)
    assert any(line.startswith("  why: ") for line in lines)
    assert any(line.startswith("  fix: ") for line in lines)
    assert f"  see: golive explain {shlex.quote(str(broken.folder))} 000000001 --counterfactual" in lines
    assert lines[-2:] == ["again:  pytest 'tests/a_test.py::test_x[1/2]'", f"report: {broken.report}"]


def test_a_candidate_by_name_is_repeated_by_a_command(tmp_path: Path) -> None:
    golive = runs(tmp_path, erp=("erp.limits.rate=off",), profile="netsuite")
    run = golive.run("calm", "naive", seed=2, sets=BRIEF)
    words = shlex.split(run.again)
    assert words[:7] == ["golive", "run", "calm", "--candidate", "naive", "--seed", "2"]
    assert words[8::2] == ["erp.profile=[netsuite]", "erp.limits.rate=off", *BRIEF]
    assert run.result.record.scenario["erp"]["limits"]["rate"] == "off"


def test_kept_folders_are_named_after_file_test_and_scenario(tmp_path: Path) -> None:
    given: dict[Path, int] = {}
    kept = Runs(Choice(sets=tuple(BRIEF)), "tests/a_test.py::test_x[1/2]", tmp_path, Path, given)
    first, second = kept.run("calm", idle), kept.run("calm", idle)
    assert first.folder == tmp_path / "tests" / "a_test" / "test_x-1-2" / "calm"
    assert second.folder == first.folder.with_name("calm-2")
    assert (first.folder / "report.html").exists()
    again = Runs(Choice(sets=tuple(BRIEF)), "tests/a_test.py::test_x[1/2]", tmp_path, Path, {})
    assert again.run("calm", idle).folder == first.folder  # a later session


def test_what_is_missing_is_named(golive: Runs) -> None:
    with pytest.raises(ValueError, match="expected a scenario such as"):
        golive.run(candidate="naive")
    with pytest.raises(ValueError, match="expected a candidate"):
        golive.run("calm")


@pytest.mark.golive(sets=BRIEF)
def test_a_loaded_scenario_takes_no_replacements(golive: Runs) -> None:
    with pytest.raises(ValueError, match="give them to load_scenario instead"):
        golive.run(load("calm"), "naive")
