"""`golive history`: what it finds, what it leaves out by name, and that nothing in a folder can break it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from golive.cli import main
from golive.errors import CompareProblem
from golive.record.run import LEDGER_FILE, RUN_FILE, SCORECARD_FILE, Scorecard
from golive.sweep.earlier.past_runs import past

CARD = Scorecard(
    scenario="calm",
    candidate="naive",
    seed=1,
    clock="virtual",
    verdict="held",
    score=100.0,
    coverage=1.0,
    orders={"total": 10, "lost": 1, "duplicated": 2, "stuck_visible": 3},
    stock={"residual_units": 4},
    latency_ms={"p95": None},
    erp={},
    harm={"currency": "EUR", "total": 5},
    faults=[],
    findings=[],
    expectations=[],
).as_json()
RUN = {
    **dict.fromkeys(("golive", "candidate", "clock", "ended"), "x"),
    **dict.fromkeys(("seed", "speed", "start_ms", "heal_ms", "end_ms"), 0),
    "scenario": {},
    "phases": [],
    "windows": [],
    "series": [],
    "command": "golive run calm --seed 1 --set 'a=b c' --set d=e",
}


def write(folder: Path, at_s: int = 0, card: Any = CARD, run: Any = RUN) -> None:
    folder.mkdir(parents=True)
    (folder / SCORECARD_FILE).write_bytes(orjson.dumps(card))
    (folder / RUN_FILE).write_bytes(orjson.dumps(run))
    os.utime(folder / SCORECARD_FILE, (at_s, at_s))


def test_repetitions_are_left_out(tmp_path: Path) -> None:
    for name in ("gate/calm-1", "gate/calm-1-again", "alone-again", "-again"):
        write(tmp_path / name)
    assert {run.folder for run in past(str(tmp_path)).runs} == {"gate/calm-1", "alone-again", "-again"}


def test_a_run_itself_is_no_folder_of_runs(tmp_path: Path) -> None:
    write(tmp_path / "one")
    with pytest.raises(CompareProblem, match="got a run itself; write the folder it is in"):
        past(str(tmp_path / "one"))


def test_runs_are_found_at_any_depth_and_told_oldest_first(tmp_path: Path) -> None:
    write(tmp_path / "new", 300)
    write(tmp_path / "gate" / "calm-1", 200)
    write(tmp_path / "old", 100)
    found = past(str(tmp_path))
    assert [(run.folder, run.at_ms) for run in found.runs] == [
        ("old", 100_000), ("gate/calm-1", 200_000), ("new", 300_000)
    ]  # fmt: skip
    run = found.runs[0]
    assert (run.orders, run.lost, run.duplicated, run.stuck, run.drift_units, run.harm_cents) == (
        10,
        1,
        2,
        3,
        4,
        5,
    )
    assert (run.p95_ms, run.changes) == (None, "'a=b c' d=e")
    assert found.unreadable == ()


@pytest.mark.parametrize(
    "card",
    [
        [],
        "text",
        {},
        {**CARD, "orders": {}},
        {**CARD, "orders": {**CARD["orders"], "lost": "many"}},
        {**CARD, "orders": None},
        {**CARD, "harm": {"currency": "EUR", "total": True}},
        {**CARD, "latency_ms": {"p95": "soon"}},
        {**CARD, "seed": "first"},
        {**CARD, "seed": None},
        {**CARD, "seed": 1e30},
        {**CARD, "orders": {**CARD["orders"], "lost": 1e200}},
        {**CARD, "more": 1},
    ],
)
def test_a_folder_that_holds_something_else_is_named_and_left_out(tmp_path: Path, card: Any) -> None:
    write(tmp_path / "good")
    write(tmp_path / "odd", card=card)
    found = past(str(tmp_path))
    assert [run.folder for run in found.runs] == ["good"]
    assert [where for where, _ in found.unreadable] == ["odd"]


def test_a_name_that_is_no_text_does_not_break_the_json(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkdir(os.fsencode(tmp_path / "top") + b"\xff")
    top = next(tmp_path.iterdir())
    write(top / os.fsdecode(b"good\xfe"))
    write(top / os.fsdecode(b"odd\xfe"), card=[])
    for form in ("json", "text"):
        with pytest.raises(SystemExit) as ended:
            main.main(["history", str(top), "--format", form])
        said = capfd.readouterr()
        assert (ended.value.code, said.err) == (0, "")
        assert "top\ufffd" in said.out
        assert "odd\ufffd" in said.out


def test_a_run_that_was_killed_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs" / "killed").mkdir(parents=True)
    (tmp_path / "runs" / "killed" / LEDGER_FILE).touch()
    (tmp_path / "runs" / "killed" / (SCORECARD_FILE + ".part")).write_text('{"sce')
    write(tmp_path / "runs" / "odd", run={**RUN, "command": "golive 'unclosed"})
    write(tmp_path / "runs" / "good")
    with pytest.raises(SystemExit) as ended:
        main.main(["history"])
    out = capfd.readouterr().out
    assert ended.value.code == 0
    assert "! killed: left out: run.json: cannot be read" in out
    assert "! odd: left out: " in out
    assert "1 run below runs, 2 more could not be read" in out


def test_what_is_no_run_at_all_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "good")
    (tmp_path / "notes").mkdir()
    (tmp_path / "file.txt").touch()
    (tmp_path / "round").symlink_to(tmp_path)
    found = past(str(tmp_path))
    assert ([run.folder for run in found.runs], found.unreadable) == (["good"], ())
