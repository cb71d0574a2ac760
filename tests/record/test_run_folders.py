"""Run folders: locked while in use, whole or interrupted, of one run only, and without places of this machine."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from golive.exit_status import HELD_STATUS, INPUT_STATUS
from golive.machine import lock
from golive.record import files
from golive.record.folder import read_run, read_scorecard
from golive.record.interrupted import Mark, mark
from golive.record.run import INTERRUPTED, UNKNOWN
from tests.forked import Said, golive
from tests.record.made import SHORT, interrupted


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    return shutil.copytree(finished, tmp_path / "run")


@contextmanager
def held_by_another(folder: Path) -> Iterator[None]:
    """The lock as another process holds it: through a descriptor of its own."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    yield
    os.close(descriptor)


# -- locks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [(*SHORT, "--out", "run"), ("report", "run"), ("gate", "calm", "--out", "run")]
)
def test_a_folder_in_use_is_refused_by_the_name_of_its_run(run: Path, words: tuple[str, ...]) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in run.iterdir()}
    with held_by_another(run):
        said = golive(words, run.parent)
    assert said.status == INPUT_STATUS
    assert "another run writes to it (golive run calm --candidate naive" in said.text
    assert {path.name: path.stat().st_mtime_ns for path in run.iterdir()} == before


def test_a_folder_in_use_can_be_shown(run: Path) -> None:
    with held_by_another(run):
        assert lock.is_held(run)
        assert golive(("show", "run", "000000001"), run.parent).status == HELD_STATUS


def test_a_lock_is_held_on_within_and_given_back(run: Path) -> None:
    with lock.held(run), lock.held(run):
        pass
    assert not lock.is_held(run)
    assert golive((*SHORT, "--out", "run"), run.parent) == Said(HELD_STATUS, "")


def test_a_lock_ends_with_its_process(run: Path) -> None:
    child = os.fork()
    if child == 0:
        lock.held(run).__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    assert not lock.is_held(run)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    files.write_json(path, 1)
    with pytest.raises(TypeError):
        files.write_lines(path, [{"a": 1}, {"b": object()}])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"1\n"]


# -- parts of two runs ---------------------------------------------------------------------------------------


@pytest.fixture
def other(run: Path) -> Path:
    golive([*SHORT, "--seed", "2", "--out", "other"], run.parent)
    return run.parent / "other"


@pytest.mark.parametrize("file", ["ledger.jsonl", "orders.jsonl", "scorecard.json"])
def test_files_of_another_run_are_noticed(run: Path, other: Path, file: str) -> None:
    shutil.copy(other / file, run / file)
    shown = golive(("show", "run", "000000001"), run.parent)
    reported = golive(("report", "run"), run.parent)
    listed = golive(("history", "."), run.parent)
    assert reported.status == INPUT_STATUS
    assert f"run/{file}: expected" in reported.text
    assert "belongs to another run or was changed" in reported.text
    assert "1 more could not be read" in listed.text
    if file != "scorecard.json":
        assert shown.status == INPUT_STATUS
        assert f"run/{file}: expected" in shown.text


def test_a_changed_file_of_the_same_size_is_noticed(run: Path) -> None:
    ledger = (run / "ledger.jsonl").read_bytes()
    (run / "ledger.jsonl").write_bytes(ledger.replace(b"SKU-00001", b"SKU-00002"))
    said = golive(("report", "run"), run.parent)
    assert said.status == INPUT_STATUS
    assert "run/ledger.jsonl: expected the SHA-256" in said.text


# -- interrupted runs ----------------------------------------------------------------------------------------


def test_an_interrupted_run_is_shown_and_reported_as_far_as_it_went(finished: Path, tmp_path: Path) -> None:
    cut = interrupted(finished, tmp_path / "cut")
    assert "cut: left out: scorecard.json: there is none, the run was interrupted" in golive(
        ["history", "."], tmp_path
    ).text.replace("! ", "")
    shown = golive(("show", "cut", "000000001"), tmp_path)
    assert "golive report cut judges it as far as it went" in shown.text
    assert golive(("report", "cut"), tmp_path).status == HELD_STATUS
    card, record = read_scorecard(cut), read_run(cut)
    assert (card.verdict, record.state) == (UNKNOWN, INTERRUPTED)
    assert card.reasons[0].startswith("the run was interrupted after ")
    whole = read_scorecard(finished)
    assert 0 < card.orders["total"] <= whole.orders["total"]
    assert record.start_ms < record.end_ms < read_run(finished).end_ms
    assert "the run was interrupted after" in (cut / "report.html").read_text("utf-8")
    assert golive(("report", "cut"), tmp_path).status == HELD_STATUS, "as often as wanted"
    assert " 1 runs" not in golive(["history", "."], tmp_path).text
    assert re.search(r"\b1  +(\?|unknown)", golive(["history", "."], tmp_path).text)


def test_the_reason_of_an_interruption_is_in_the_report(finished: Path, tmp_path: Path) -> None:
    cut = interrupted(finished, tmp_path / "cut")
    row = {"scenario": "calm", "candidate": "naive", "seed": 1, "command": "golive run calm", "offset_ms": 0}
    mark(cut, Mark(**row, why="ledger.jsonl: no space is left on the disk;\n  free some space"))  # type: ignore[arg-type]
    assert golive(("report", "cut"), tmp_path).status == HELD_STATUS
    words = (
        "(ledger.jsonl: no space is left on the disk; free some space): what would have followed is not known"
    )
    assert words in read_scorecard(cut).reasons[0]
    assert words in (cut / "report.html").read_text("utf-8")


def test_the_whole_ledger_of_a_killed_run_gives_its_findings(finished: Path, tmp_path: Path) -> None:
    cut = interrupted(finished, tmp_path / "cut")
    shutil.copy(finished / "ledger.jsonl", cut / "ledger.jsonl")
    assert golive(("report", "cut"), tmp_path).status == HELD_STATUS
    found, whole = read_scorecard(cut), read_scorecard(finished)
    assert found.orders == whole.orders
    assert {(each.kind, each.key) for each in found.findings} == {
        (each.kind, each.key) for each in whole.findings
    }


def test_an_empty_ledger_has_nothing_to_judge(finished: Path, tmp_path: Path) -> None:
    cut = interrupted(finished, tmp_path / "cut")
    (cut / "ledger.jsonl").write_bytes(b"")
    said = golive(("report", "cut"), tmp_path)
    assert said.status == INPUT_STATUS
    assert "cut/ledger.jsonl: expected facts, it is empty" in said.text


# -- places of this machine ----------------------------------------------------------------------------------


def test_no_file_holds_the_place_of_the_folder(tmp_path: Path) -> None:
    said = golive([*SHORT, "--out", str(tmp_path / "mine")], tmp_path)
    assert said.status == HELD_STATUS
    for path in (tmp_path / "mine").iterdir():
        assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_the_traceback_of_a_candidate_names_no_place_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "failing.py").write_text(
        "async def integrate(kit):\n    await kit.erp.get('/api/v1/orders')\n    raise LookupError('no such luck')\n"
    )
    golive([*SHORT, "--candidate", "failing:integrate", "--out", "mine"], tmp_path)
    log = (tmp_path / "mine" / "candidate.log").read_text()
    assert 'File "failing.py", line 3, in integrate' in log
    for path in (tmp_path / "mine").iterdir():
        assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_the_same_run_in_another_place_has_the_same_files(run: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        golive([*SHORT, "--out", str(tmp_path / name / "same")], tmp_path)
    for path in (tmp_path / "a" / "same").iterdir():
        other = (tmp_path / "b" / "same" / path.name).read_bytes()
        if path.name == "run.json":
            rows = [orjson.loads(each) for each in (path.read_bytes(), other)]
            assert rows[0] | {"ran_at": ""} == rows[1] | {"ran_at": ""}
        elif path.name != "report.html":
            assert path.read_bytes() == other, path.name
