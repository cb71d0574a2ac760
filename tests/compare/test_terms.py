"""What a gate is asked beside its runs: a baseline, a limit of real time, a summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import orjson
import pytest

from golive.record.batch import FAILED, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive.sweep.gating.baseline import Baseline, Earlier, read_baseline
from golive.sweep.gating.budget import Budget
from golive.sweep.gating.repetition import settled
from tests.commands import Golive

SHORT = ("--set", "clock.duration=30m", "--set", "clock.settle=40m")
STATUS = {HELD: 0, BROKEN: 1, UNKNOWN: 2, FAILED: 4}


def read(path: str) -> Any:
    return orjson.loads(Path(path).read_bytes())


def run(verdict: str, seed: int = 1, crash: str = "", **orders: int) -> RunResult:
    status = STATUS[verdict]
    return RunResult("s", "c", "", seed, verdict, status, "again", f"s-{seed}", orders=orders, crash=crash)


def against(
    before: dict[int, tuple[str, set[str]]], *now: RunResult
) -> tuple[list[int], list[int], list[int]]:
    """The seeds that are newly failing, newly fixed and worse beside a baseline of `seed: (verdict, kinds)`."""
    earlier = {
        ("", "s", seed): Earlier(verdict, frozenset(kinds), "") for seed, (verdict, kinds) in before.items()
    }
    found = Baseline("b", "c", {"": ()}, "virtual", earlier).beside(now)
    failing, fixed, worse = (
        [each.seed for each in part] for part in (found.newly_failing, found.newly_fixed, found.worse)
    )
    return failing, fixed, worse


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((HELD, set()), run(HELD), ([], [], [])),
        ((HELD, set()), run(BROKEN, lost=1), ([1], [], [1])),
        ((HELD, set()), run(UNKNOWN), ([], [], [1])),
        ((UNKNOWN, set()), run(FAILED), ([1], [], [1])),
        ((UNKNOWN, set()), run(HELD), ([], [], [])),
        ((BROKEN, {"lost"}), run(HELD), ([], [1], [])),
        ((BROKEN, {"lost"}), run(BROKEN, lost=9, exact=3), ([], [], [])),
        ((BROKEN, {"lost"}), run(BROKEN, lost=1, duplicated=1), ([], [], [1])),
        ((BROKEN, {"lost"}), run(BROKEN, lost=1, crash="at noon"), ([], [], [1])),
        ((BROKEN, {"lost", "duplicated"}), run(BROKEN, lost=1), ([], [], [])),
        ((BROKEN, set()), run(FAILED), ([], [], [1])),
    ],
)
def test_worse_is_a_worse_verdict_or_a_new_kind_of_finding(
    before: tuple[str, set[str]], now: RunResult, expected: tuple[list[int], list[int], list[int]]
) -> None:
    assert against({1: before}, now) == expected


def test_a_run_without_an_earlier_one_is_worse_where_it_does_not_hold() -> None:
    assert against({}, run(HELD, 1), run(BROKEN, 2), run(UNKNOWN, 3)) == ([2], [], [2, 3])


def test_a_gate_is_held_against_an_earlier_one(golive: Golive) -> None:
    """Of the two candidates one breaks: in either direction the exit status follows what is asked."""
    Path("stormy.yaml").write_text(
        "name: stormy\nbase: calm\nchaos: [{fault: outage, at: 5m..12m, how: refused}]\n"
    )
    words = ("gate", "./stormy.yaml", *SHORT)
    assert golive(*words, "--candidate", "naive", "--out", "naive").status == 1
    worse_only = ("--baseline", "naive", "--fail-on", "worse")
    same = golive(*words, "--candidate", "naive", "--out", "naive", *worse_only)
    assert (same.status, "compared with naive: nothing worse" in same.out) == (0, True), same.out
    found = read("naive/gate.json")
    assert (found["verdict"], found["status"], found["against"]["worse"]) == (BROKEN, 0, [])
    fixed = golive(*words, "--out", "reference", "--baseline", "naive/gate.json")
    assert (fixed.status, "newly fixed: stormy seed 1, broken, now held" in fixed.out) == (0, True), fixed.out
    broken = golive(*words, "--candidate", "naive", "--baseline", "reference", "--fail-on", "worse")
    assert (broken.status, "newly failing: stormy seed 1, held, now broken" in broken.out) == (1, True), (
        broken.out
    )


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--fail-on", "worse"), "there is no baseline"),
        (("--baseline", "none"), "--baseline none: expected the folder of a golive gate"),
        (("--baseline", "text.json"), "expected the folder of a golive gate or its gate.json"),
        (("--baseline", "list.json"), "as golive gate writes it"),
        (("--baseline", "odd.json"), "verdict 'fine'"),
        (("--baseline", "other.json"), "expected a golive gate with the same --set, none"),
        (("--baseline", "live.json"), "expected a golive gate with the same --clock, virtual"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_told_before_anything_is_run(
    golive: Golive, words: tuple[str, ...], hint: str
) -> None:
    row = {
        "scenario": "calm",
        "seed": 1,
        "verdict": "fine",
        "orders": {},
        "beside_orders": {},
        "crash": "",
        "command": "",
    }
    gate: dict[str, Any] = {"candidate": "c", "sets": [], "runs": []}
    files = {
        "text.json": b"{",
        "list.json": b"[1]",
        "odd.json": orjson.dumps({**gate, "runs": [row]}),
        "other.json": orjson.dumps({**gate, "sets": ["a=b"]}),
        "live.json": orjson.dumps({**gate, "clock": "live"}),
    }
    for name, content in files.items():
        Path(name).write_bytes(content)
    said = golive("gate", "calm", *words)
    assert (said.status, hint in said.err) == (3, True), said.err
    assert not Path("runs").exists()


def test_a_baseline_of_before_there_were_clocks_is_of_the_virtual_one(tmp_path: Path) -> None:
    (tmp_path / "gate.json").write_bytes(orjson.dumps({"candidate": "c", "sets": [], "runs": []}))
    assert read_baseline(str(tmp_path)).clock == "virtual"


def test_a_budget_takes_another_run_where_the_longest_one_would_still_fit() -> None:
    now = [100.0]
    budget = Budget(10, lambda: now[0])
    now[0] = 150
    assert budget.takes_another()
    assert not budget.takes_another()
    now[0] = 104
    budget.spent("one", 4)
    assert budget.takes_another()
    now[0] = 106
    assert not budget.takes_another()
    assert all(Budget(None, lambda: now[0]).takes_another() for _ in range(3))


def test_what_did_not_fit_into_the_time_is_said_everywhere(golive: Golive) -> None:
    """The first run starts in any case; the other scenario was not tested at all, so the verdict is not held."""
    Path("other.yaml").write_text("name: other\nbase: calm\n")
    words = (
        "gate",
        "calm",
        "./other.yaml",
        "--seeds",
        "1..3",
        "--jobs",
        "1",
        "--time-budget",
        "1ms",
        "--out",
        "all",
    )
    said = golive(*words, *SHORT, "--summary", "summary.md")
    assert said.status == 2, said.out
    gate = read("all/gate.json")
    assert (gate["verdict"], gate["time_budget_s"], len(gate["runs"])) == (UNKNOWN, 0.001, 1)
    left_out = [(each["scenario"], each["seed"]) for each in gate["not_run"]]
    assert left_out == [("other", 1), ("calm", 2), ("other", 2), ("calm", 3), ("other", 3)]
    note = "5 of 6 runs not made"
    assert note in said.out
    assert note in Path("summary.md").read_text()
    suites = Tree.parse("all/junit.xml").getroot()
    assert (suites.get("tests"), suites.get("skipped")) == ("6", "5")


def test_the_summary_goes_where_ci_wants_it(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("page.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page.md")
    golive("gate", "calm", "--quiet", "--out", "all", "--set", "expect.orders.exact=0", *SHORT)
    page = Path("page.md").read_text()
    assert page.startswith("before\n## ")
    assert "all/calm-1/report.html" in page
    assert "golive run calm --candidate reference --seed 1" in page
    said = golive("gate", "calm", "--quiet", "--summary", "none/page.md", *SHORT)
    assert (said.status, "--summary none/page.md: cannot be written" in said.err) == (3, True)
    assert not Path("runs").exists()


def test_only_a_repetition_that_holds_makes_a_run_flaky() -> None:
    broken = run(BROKEN, lost=1)
    for again in (BROKEN, UNKNOWN, FAILED):
        found = settled(broken, replace(run(again), folder="s-1-again"))
        assert (found.verdict, found.status, found.flaky, found.repetition) == (BROKEN, 1, False, "s-1-again")
    found = settled(broken, run(HELD))
    assert (found.verdict, found.status, found.flaky) == (UNKNOWN, 2, True)
