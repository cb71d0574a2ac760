"""`golive compare` with several scenarios: what it shows, what it keeps, how it goes on and when it ends."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from golive.record.batch import INTERRUPTED, SETTLED, TIME_BUDGET
from golive.record.cells.store import cells
from golive.record.schemas import schema
from golive.scenario import load
from golive.sweep.matrix.suites import SUITES, Named, spelt_out
from tests.forked import Said, golive
from tests.sweep.jobs import CHAOS, SHORT

SETS = [word for each in CHAOS for word in ("--set", each)]
TWO = ["compare", "calm", "plain-hour", *SETS]


def shown(folder: Path, name: str = "out") -> Any:
    row = json.loads((folder / name / "sweep.json").read_text())
    jsonschema.Draft202012Validator(schema("sweep")).validate(row)
    return row


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="module")
def said(folder: Path) -> Said:
    words = ["--candidate", "naive", "--candidate", "reference", "--seeds", "1..4", "--out", "out"]
    return golive([*TWO, *words], folder)


def test_every_column_and_scenario_has_a_row_and_every_cell_is_kept(said: Said, folder: Path) -> None:
    assert said.status == 1, said.text
    assert all(word in said.text for word in ("naive", "reference", "calm", "plain-hour", "16 cells played"))
    stored = list(cells(folder / "out" / "results.sqlite"))
    assert len({cell.job.key for cell in stored}) == 16
    row = shown(folder)
    naive = next(each for each in row["places"] if (each["scenario"], each["column"]) == ("calm", "naive"))
    of_naive = [cell for cell in stored if (cell.job.scenario, cell.job.candidate) == ("calm", "naive")]
    assert naive["cells"] == 4
    assert naive["orders"]["duplicated"] == sum(cell.result.orders["duplicated"] for cell in of_naive) > 0


def test_differences_are_paired_by_seed(said: Said, folder: Path) -> None:
    assert said.status == 1
    each = next(
        each
        for each in shown(folder)["differences"]
        if (each["scenario"], each["metric"]) == ("calm", "orders.duplicated")
    )
    assert (each["first"], each["second"], each["seeds"]) == ("naive", "reference", 4)
    assert each["low"] < each["difference"] < each["high"]
    by_seed = {
        (cell.job.candidate, cell.job.seed): cell.result.orders["duplicated"]
        for cell in cells(folder / "out" / "results.sqlite")
        if cell.job.scenario == "calm"
    }
    assert each["difference"] == sum(by_seed["naive", s] - by_seed["reference", s] for s in range(1, 5)) / 4


def test_the_same_again_plays_nothing_and_a_seed_more_only_that(said: Said, folder: Path) -> None:
    assert said.status == 1
    words = [*TWO, "--candidate", "naive", "--candidate", "reference", "--store", "out/results.sqlite"]
    before = shown(folder)
    again = golive([*words, "--seeds", "1..4", "--out", "again", "--format", "json"], folder)
    row = json.loads(again.text)
    assert (row["played"], row["kept"]) == (0, 16)
    assert (row["places"], row["differences"]) == (before["places"], before["differences"])
    more = golive([*words, "--seeds", "1..5", "--out", "more", "--format", "json"], folder)
    assert (json.loads(more.text)["played"], json.loads(more.text)["kept"]) == (4, 16)


KILLER = """
import os, signal
from pathlib import Path

async def integrate(kit):
    count = Path("count.txt")
    played = len(count.read_text()) + 1 if count.exists() else 1
    count.write_text("x" * played)
    if played == 3:
        golive = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(golive, signal.SIGKILL)
"""


def test_a_killed_sweep_goes_on_without_losing_or_repeating_a_finished_cell(tmp_path: Path) -> None:
    (tmp_path / "killer.py").write_text(KILLER)
    words = [*TWO, "--candidate", "killer:integrate", "--variant", "a:", "--variant", "b:budgets.order=10m"]
    words += ["--jobs", "1", "--out", "out"]
    assert golive(words, tmp_path).status == -signal.SIGKILL
    stored = {cell.job.key: cell for cell in cells(tmp_path / "out" / "results.sqlite")}
    assert len(stored) == 2
    golive(words, tmp_path)
    row = shown(tmp_path)
    assert (row["played"], row["kept"]) == (2, 2)
    assert len((tmp_path / "count.txt").read_text()) == 5  # two, the one that was cut off, and two
    after = {cell.job.key: cell for cell in cells(tmp_path / "out" / "results.sqlite")}
    assert {key: after[key] for key in stored} == stored


def test_another_code_of_the_candidate_is_another_cell(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    words = [*TWO, "--candidate", "mine:integrate", "--candidate", "naive", "--out", "out", "--quiet"]
    for text, played in (("async def integrate(kit): pass\n", 4), ("async def integrate(kit): ...\n", 2)):
        mine.write_text(text)
        golive(words, tmp_path)
        assert shown(tmp_path)["played"] == played


def test_a_settled_scenario_is_not_played_to_its_last_seed(folder: Path) -> None:
    words = ["--candidate", "naive", "--candidate", "reference", "--seeds", "1..12", "--until-settled"]
    store = ["--store", "out/results.sqlite", "--out", "settled", "--quiet"]
    golive([*TWO, *words, *store], folder)
    row = shown(folder, "settled")
    assert row["looks"] == [4, 8, 12]
    assert row["error"] < 0.05
    settled = [each for each in row["standings"] if each["settled"]]
    assert settled
    assert {each["scenario"] for each in row["not_run"]} <= {each["scenario"] for each in settled}
    assert {each["why"] for each in row["not_run"]} == {SETTLED}
    assert all(each["leader"] == "reference" for each in settled)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["calm", "plain-hour", "--candidate", "naive"], "two or more things to compare"),
        (["calm", "nothing", "--candidate", "naive", "--candidate", "reference"], "nothing"),
        (["calm", "plain-hour", "--clock", "live"], "--clock live"),
        (["calm", "plain-hour", "--address", "tcp://127.0.0.1:1"], "add --engine dask"),
        (
            ["calm", "plain-hour", "--engine", "dask", "--address", "nowhere"],
            "such as tcp://127.0.0.1:8786",
        ),
        (["calm", "plain-hour", "--shop-port", "8080"], "--shop-port"),
        (
            ["calm", "./calm.yaml", "--candidate", "naive", "--candidate", "reference"],
            "calm is named already",
        ),
        (
            ["calm", "plain-hour", "--candidate", "naive", "--candidate", "coupled", "--store", "calm.yaml"],
            "--store",
        ),
    ],
)
def test_wrong_input_is_refused_before_anything_is_played(tmp_path: Path, words: list[str], why: str) -> None:
    (tmp_path / "calm.yaml").write_text("name: calm\nbase: calm\n")
    said = golive(["compare", *words, "--out", "out"], tmp_path)
    assert (said.status, why in said.text) == (3, True), said.text


def test_a_folder_with_other_things_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    said = golive([*TWO, "--candidate", "naive", "--candidate", "reference", "--out", "out"], tmp_path)
    assert (said.status, "notes.txt" in said.text) == (3, True)
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_lists_stand_for_their_scenarios() -> None:
    assert len({each.scenario for each in SUITES["designs"]}) == 12
    assert spelt_out(["calm", "designs", "calm"]) == (Named("calm"), *SUITES["designs"])
    for each in SUITES["designs"]:
        load(each.scenario, each.sets)


def test_results_are_shown_as_text_json_and_csv(said: Said, folder: Path) -> None:
    assert said.status == 1
    overview = golive(["results", "out"], folder)
    assert overview.status == 0
    assert "harm_per_run" in overview.text
    query = "SELECT candidate, count(*) AS n FROM cells WHERE seed < 5 GROUP BY 1"
    answer = golive(["results", "out", "--sql", query, "--json"], folder)
    assert json.loads(answer.text) == [{"candidate": "naive", "n": 8}, {"candidate": "reference", "n": 8}]
    csv = golive(["results", "out/results.sqlite", "--table", "faults", "--csv"], folder)
    assert csv.text.splitlines()[0] == "scenario,candidate,variant,seed,fault,kind,asked,hit,effective"
    assert len(csv.text.splitlines()) == 1 + len(list(cells(folder / "out" / "results.sqlite")))
    refused = golive(["results", "out", "--sql", "DELETE FROM cells"], folder)
    assert (refused.status, "only SELECT" in refused.text) == (3, True)


def test_profiles_are_columns_and_the_command_keeps_the_margin(tmp_path: Path) -> None:
    words = [
        "--candidate",
        "naive",
        "--profiles",
        "test-like,production-like",
        "--margin",
        "5",
        "--out",
        "out",
    ]
    said = golive([*TWO, *words], tmp_path)
    assert said.status in {0, 1}, said.text
    row = shown(tmp_path)
    assert [each["name"] for each in row["columns"]] == ["test-like", "production-like"]
    assert "--margin 5" in row["command"]


def test_a_scenario_named_twice_is_one_scenario(tmp_path: Path) -> None:
    said = golive(
        ["compare", "calm", "calm", *SETS, "--candidate", "naive", "--candidate", "reference"], tmp_path
    )
    assert said.status in {0, 1}, said.text
    assert "Traceback" not in said.text


@pytest.mark.parametrize("margin", ["nan", "-1", "101"])
def test_a_margin_is_a_share(tmp_path: Path, margin: str) -> None:
    said = golive([*TWO, "--candidate", "naive", "--candidate", "reference", "--margin", margin], tmp_path)
    assert said.status == 3
    assert "--margin" in said.text


def test_a_column_that_was_not_played_leaves_a_sweep_unknown(tmp_path: Path) -> None:
    short = [word for each in SHORT for word in ("--set", each)]
    words = ["--candidate", "reference", "--candidate", "hybrid", "--jobs", "1", "--time-budget", "1ms"]
    said = golive(["compare", "calm", "plain-hour", *short, *words, "--out", "out"], tmp_path)
    row = shown(tmp_path)
    assert (said.status, row["status"], row["verdict"]) == (2, 2, "unknown")
    assert {each["verdict"] for each in row["places"] if each["cells"]} == {"held"}
    assert {each["why"] for each in row["not_run"]} == {TIME_BUDGET}


def test_a_sweep_beside_an_earlier_one_fails_only_on_what_is_worse(said: Said, folder: Path) -> None:
    assert said.status == 1
    words = [*TWO, "--candidate", "naive", "--candidate", "reference", "--store", "out/results.sqlite"]
    beside = ["--baseline", "out", "--fail-on", "worse", "--seeds", "1..4"]
    same = golive([*words, *beside, "--out", "same"], folder)
    assert same.status == 0, same.text
    assert "compared with out: nothing worse" in same.text
    row = shown(folder, "same")
    assert row["against"]["worse"] == []
    assert "--baseline out --fail-on worse" in row["command"]
    shutil.copytree(folder / "out", folder / "earlier")
    with closing(sqlite3.connect(folder / "earlier" / "results.sqlite", isolation_level=None)) as store:
        place = "scenario = 'calm' AND candidate = 'naive' AND seed = 2"
        held = "json_set(cell, '$.result.verdict', 'held')"
        store.execute(f"UPDATE cells SET cell = {held} WHERE {place}")
    beside[1] = "earlier"
    worse = golive([*words, *beside, "--out", "worse"], folder)
    assert worse.status == 1
    assert "newly failing: calm · naive seed 2, held, now broken" in worse.text
    assert "newly failing" in (folder / "worse" / "sweep.html").read_text()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--fail-on", "worse"], "there is no baseline; add --baseline FOLDER"),
        (["--baseline", "nothing"], "expected the folder of a golive compare of several scenarios"),
        (["--baseline", "out", "--set", "budgets.order=11m"], "expected results with the same settings"),
        (["--baseline", "out/sweep.json"], "no SQLite file"),
    ],
)
def test_a_baseline_that_cannot_be_compared_is_refused(
    said: Said, folder: Path, words: list[str], why: str
) -> None:
    assert said.status == 1
    refused = golive([*TWO, "--candidate", "naive", "--candidate", "reference", *words], folder)
    assert (refused.status, why in refused.text) == (3, True), refused.text


INTERRUPTING = """
import os, signal
from pathlib import Path

async def integrate(kit):
    golive = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(golive, signal.SIGINT)
    while True:
        signal.pause()
"""


def test_an_interrupted_sweep_says_how_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(INTERRUPTING)
    words = [*TWO, "--candidate", "mine:integrate", "--candidate", "naive", "--jobs", "1", "--out", "out"]
    said = golive(words, tmp_path)
    assert said.status == 128 + signal.SIGINT
    assert "the same again goes on: golive compare calm plain-hour --candidate mine:integrate" in said.text
    assert [cell.job.candidate for cell in cells(tmp_path / "out" / "results.sqlite")] == ["naive"]
    row = shown(tmp_path)
    assert (row["played"], row["status"]) == (1, said.status)
    assert {each["why"] for each in row["not_run"]} == {INTERRUPTED}
    assert (
        "1 cells played, 3 left out, golive was interrupted" in (tmp_path / "out" / "sweep.html").read_text()
    )


INTERRUPTING_LATER = """
import os, signal
from pathlib import Path
from golive.candidates.naive import integrate as naive

async def integrate(kit):
    count = Path(COUNT)
    played = len(count.read_text()) + 1 if count.exists() else 1
    count.write_text("x" * played)
    if played == 3:
        golive = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(golive, signal.SIGINT)
        while True:
            signal.pause()
    await naive(kit)
"""


def test_reports_that_were_interrupted_are_gone_on_with(tmp_path: Path) -> None:
    count = tmp_path / "count.txt"
    (tmp_path / "mine.py").write_text(INTERRUPTING_LATER.replace("COUNT", repr(str(count))))
    words = [*TWO, "--candidate", "naive", "--candidate", "mine:integrate", "--jobs", "1", "--out", "out"]
    assert golive([*words, "--reports"], tmp_path).status == 128 + signal.SIGINT
    before = {each["report"] for each in shown(tmp_path)["places"]} - {""}
    written = {each: (tmp_path / "out" / each).stat().st_mtime_ns for each in before}
    assert before
    assert not any("mine" in each for each in before)
    golive([*words, "--reports"], tmp_path)
    after = {each["report"] for each in shown(tmp_path)["places"] if each["verdict"] == "broken"}
    assert before < after
    assert "" not in after
    assert written == {each: (tmp_path / "out" / each).stat().st_mtime_ns for each in before}
