"""What a comparison is asked beside its runs: a baseline, a limit of real time, a summary; and what programs are."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import orjson
import pytest

from tests.commands import Golive

SHORT = ("--set", "clock.duration=30m", "--set", "clock.settle=40m")
BOTH = ("compare", "./stormy.yaml", "--candidate", "naive", "--candidate", "reference", *SHORT)


@pytest.fixture
def golive(golive: Golive) -> Golive:
    """As everywhere, with a scenario that naive breaks."""
    Path("stormy.yaml").write_text(
        "name: stormy\nbase: calm\nchaos: [{fault: outage, at: 5m..12m, how: refused}]\n"
    )
    return golive


def read(path: str) -> Any:
    return orjson.loads(Path(path).read_bytes())


def test_a_comparison_is_held_against_an_earlier_one(golive: Golive) -> None:
    assert golive(*BOTH, "--out", "before").status == 1
    same = golive(
        *BOTH, "--baseline", "before", "--fail-on", "worse", "--out", "after", "--summary", "page.md"
    )
    assert (same.status, "compared with before: nothing worse" in same.out) == (0, True), same.out
    found = read("after/compare.json")
    assert (found["verdict"], found["against"]["worse"], found["not_run"]) == ("broken", [], [])
    page = Path("page.md").read_text()
    assert page.startswith("## ✗ golive compare: stormy broken")
    assert "Compared with before: nothing worse" in page
    assert "| lost |" in page
    suites = Tree.parse("after/junit.xml").getroot()
    assert [suite.get("name") for suite in suites] == ["naive", "reference"]
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")


def test_a_baseline_counts_by_variant(golive: Golive) -> None:
    """The verdicts of two variants are exchanged in the baseline: one is newly failing, the other fixed."""
    golive(*BOTH, "--out", "before")
    found = read("before/compare.json")
    for row, other in zip(found["runs"], reversed(read("before/compare.json")["runs"]), strict=True):
        row.update({key: other[key] for key in ("verdict", "orders", "beside_orders")})
    Path("exchanged.json").write_bytes(orjson.dumps(found))
    said = golive(*BOTH, "--baseline", "exchanged.json")
    assert said.status == 1
    assert "newly failing: stormy · naive seed 1, held, now broken (lost)" in said.out
    assert "newly fixed: stormy · reference seed 1, broken, now held" in said.out


def test_with_a_limit_of_time_a_seed_is_run_under_every_variant_or_under_none(golive: Golive) -> None:
    said = golive(*BOTH, "--seeds", "1..3", "--jobs", "1", "--time-budget", "1ms", "--out", "both")
    assert said.status == 1, said.out + said.err
    found = read("both/compare.json")
    assert [(each["variant"], each["seed"]) for each in found["runs"]] == [("naive", 1), ("reference", 1)]
    left_out = [(each["variant"], each["seed"]) for each in found["not_run"]]
    assert left_out == [("naive", 2), ("reference", 2), ("naive", 3), ("reference", 3)]
    note = "4 of 6 runs not made, for the time budget of 1 ms: naive with seed 2, 3; reference with seed 2, 3"
    assert note in said.out
    assert note in Path("both/compare.html").read_text()
    assert Tree.parse("both/junit.xml").getroot().get("skipped") == "4"


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"clock": "live"}, "expected a golive compare with the same --clock, virtual"),
        (
            {"variants": [{"name": "naive", "sets": ["a=b"]}]},
            "with the same --set in naive, clock.duration=30m",
        ),
        ({"variants": [{"name": "ours", "sets": []}]}, "the same candidates or variants, naive, reference"),
        ({"variants": 3}, "as golive compare writes it"),
    ],
)
def test_a_baseline_of_other_conditions_is_refused(
    golive: Golive, changes: dict[str, Any], hint: str
) -> None:
    sets = list(SHORT[1::2])
    variants = [{"name": name, "sets": sets} for name in ("naive", "reference")]
    Path("b.json").write_bytes(orjson.dumps({"variants": variants, "runs": [], **changes}))
    said = golive(*BOTH, "--baseline", "b.json")
    assert (said.status, hint in said.err) == (3, True), said.err
    assert not Path("runs").exists()


@pytest.mark.parametrize(
    "words", ["gate ./odd.yaml --seeds 1,2", "compare ./odd.yaml --variant a: --variant b:"]
)
def test_the_warnings_of_a_scenario_are_said_once(golive: Golive, words: str) -> None:
    Path("odd.yaml").write_text(
        "name: odd\nbase: calm\nbudgets: {order: 30d}\nclock: {duration: 5m, settle: 5m}\n"
    )
    assert golive(*words.split()).err.count("golive: warning: ") == 1
    assert golive(*words.split(), "--quiet").err == ""


@pytest.mark.parametrize("command", ["gate", "compare"])
def test_options_of_programs_are_refused_where_no_candidate_is_one(golive: Golive, command: str) -> None:
    more = ("--candidate", "reference") if command == "compare" else ()
    said = golive(command, "calm", "--candidate", "naive", *more, "--shop-port", "8001", *SHORT)
    assert (said.status, "--shop-port: it has no effect here" in said.err) == (3, True), said.err


def test_runs_with_one_port_are_made_one_at_a_time(golive: Golive) -> None:
    said = golive("gate", "calm", "--shop-port", "8001", "--jobs", "4")
    assert "--jobs 4: 1 at a time, all have the same port" in said.err
