"""`golive gate --stop-early`: what cannot change the exit status is not run, and nothing that broke is hidden."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Tree

import orjson
import pytest

from golive.record.batch import FAILED, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive.sweep.gating.baseline import Baseline, Earlier
from golive.sweep.gating.budget import Budget
from golive.sweep.gating.terms import WORSE, Terms
from tests.commands import Golive

SHORT = ("--set", "clock.duration=30m", "--set", "clock.settle=40m")


def run(verdict: str, **orders: int) -> RunResult:
    return RunResult("s", "c", "", 1, verdict, 1, "again", "s-1", orders=orders)


@pytest.mark.parametrize(
    ("verdict", "settles"), [(BROKEN, True), (HELD, False), (UNKNOWN, False), (FAILED, False)]
)
def test_only_a_broken_run_settles_its_scenario_and_no_other(verdict: str, settles: bool) -> None:
    terms = Terms(stops_early=True)
    assert terms.is_settled("s", [run(verdict)]) == settles
    assert not terms.is_settled("other", [run(verdict)])
    assert not Terms().is_settled("s", [run(verdict)])


def test_where_only_worse_runs_count_a_run_that_broke_before_settles_nothing() -> None:
    earlier = {("", "s", 1): Earlier(BROKEN, frozenset({"lost"}), "")}
    terms = Terms(Budget(), Baseline("b", "c", {"": ()}, "virtual", earlier), WORSE, stops_early=True)
    assert not terms.is_settled("s", [run(BROKEN, lost=3)])
    assert terms.is_settled("s", [run(BROKEN, lost=3, duplicated=1)])


def test_the_other_seeds_of_a_broken_scenario_are_listed_and_every_other_run_is_made(golive: Golive) -> None:
    Path("stormy.yaml").write_text(
        "name: stormy\nbase: calm\nchaos: [{fault: outage, at: 5m..12m, how: refused}]\n"
    )
    words = (
        "gate",
        "./stormy.yaml",
        "calm",
        "--candidate",
        "naive",
        "--seeds",
        "1..3",
        "--jobs",
        "1",
        *SHORT,
    )
    said = golive(*words, "--stop-early", "--out", "all")
    assert said.status == 1, said.out + said.err
    gate = orjson.loads(Path("all/gate.json").read_bytes())
    made = [(each["scenario"], each["seed"], each["verdict"]) for each in gate["runs"]]
    assert made == [("stormy", 1, BROKEN), ("calm", 1, HELD), ("calm", 2, HELD), ("calm", 3, HELD)]
    left_out = [(each["scenario"], each["seed"], each["why"]) for each in gate["not_run"]]
    assert left_out == [("stormy", 2, "settled"), ("stormy", 3, "settled")]
    note = "2 of 6 runs not made, because their scenario was broken already: stormy with seed 2, 3"
    assert note in said.out
    assert note in Path("all/gate.html").read_text()
    skipped = [each.get("message") for each in Tree.parse("all/junit.xml").getroot().iter("skipped")]
    assert skipped == ["not run: the scenario was broken already"] * 2
