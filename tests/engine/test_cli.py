"""The command line: what it says, what it leaves behind, and with which status it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from fake_erp.quirks import QUIRKS
from fake_erp.rules import RULES
from fake_erp.settings import settings_of
from golive.candidates.registry import CANDIDATES
from golive.chaos.faults import FAULTS
from golive.cli.group import COMMANDS, SECTIONS
from golive.record import folder
from golive.record.run import JUNIT_FILE, LEDGER_FILE, ORDERS_FILE, REPORT_FILE, RUN_FILE, SCORECARD_FILE
from tests.commands import ROOT, Golive
from tests.live.alive import eventually

SHORT = ("--set", "clock.duration=20m", "--set", "clock.settle=40m")
BAD = "tests.engine.misbehaving"


def test_help_says_what_there_is(golive: Golive) -> None:
    said = golive("--help")
    assert said.status == 0
    for word in ("run", "show", "report", "scenarios", "faults", "candidates", "schema"):
        assert f"\n  {word} " in said.out
    assert golive("-h").out == said.out
    of_run = golive("run", "--help")
    assert of_run.status == 0
    for option in ("--candidate", "--seed", "--clock", "--speed", "--set", "--out", "--format", "--quiet"):
        assert option in of_run.out


def test_every_command_is_in_one_section_of_the_help() -> None:
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(COMMANDS)


def test_examples_of_a_help_keep_their_lines(golive: Golive) -> None:
    assert "\n  golive run black-friday --candidate naive    a naive" in golive("--help").out


def test_version(golive: Golive) -> None:
    said = golive("--version")
    assert (said.status, said.out.split(",")[0]) == (0, "golive")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            "scenarios",
            ["black-friday", "calm", "duplicate-events", "erp-downtime", "silent-drops", "slow-network"],
        ),
        ("faults", list(FAULTS)),
        ("candidates", list(CANDIDATES)),
    ],
)
def test_lists_name_everything_with_a_line_of_its_own(golive: Golive, command: str, words: list[str]) -> None:
    said = golive(command)
    assert said.status == 0
    lines = [line.strip() for line in said.out.splitlines()]
    for word in words:
        (line,) = [line for line in lines if line.startswith(word + " ")]
        assert len(line.removeprefix(word).strip()) > 20


@pytest.mark.parametrize(("command", "registry"), [("rules", RULES), ("quirks", QUIRKS)])
def test_each_setting_of_an_installation_is_listed_and_described(
    golive: Golive, command: str, registry: dict[str, Any]
) -> None:
    listed = golive("erp", command)
    assert listed.status == 0
    named = [line.split()[0] for line in listed.out.splitlines() if not line.startswith(" ")]
    assert named == list(registry)
    for name, declared in registry.items():
        told = golive("erp", command, name)
        assert told.status == 0
        assert told.out.startswith(name)
        words = [line.split()[0] for line in told.out.splitlines() if not line.startswith(" ")]
        assert [key.key for key in settings_of(declared) if key.key not in words] == []
    wrong = golive("erp", command, "no-such")
    assert (wrong.status, "expected one of" in wrong.err) == (3, True)


def test_the_schema_is_json(golive: Golive) -> None:
    said = golive("schema")
    assert said.status == 0
    assert json.loads(said.out)["$schema"].startswith("https://json-schema.org/")


def test_output_that_is_no_terminal_is_never_wrapped(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    budgets = ("order", "surfacing", "stock", "prices", "shipment", "credentials", "refund")
    sets = [word for name in budgets for word in ("--set", f"budgets.{name}=20m")]
    said = golive("run", "calm", *SHORT, *sets, "--candidate", f"{BAD}:idle")
    (replay,) = [line for line in said.out.splitlines() if line.startswith("Replay")]
    assert replay.endswith(" ".join([*SHORT, *sets]))
    assert [line for line in said.out.splitlines() if line != line.rstrip()] == []
    listed = golive("erp", "rules")
    assert len(listed.out.splitlines()) == len(RULES)


# -- a run ---------------------------------------------------------------------------------------------------


def test_a_run_makes_a_whole_folder_and_says_how_it_went(golive: Golive, tmp_path: Path) -> None:
    said = golive("run", "calm", *SHORT)
    assert said.status == 0
    assert "HELD" in said.out
    made = tmp_path / "runs" / "calm-reference-1"
    names = {path.name for path in made.iterdir()}
    assert {LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE, REPORT_FILE, JUNIT_FILE} <= names
    assert not [name for name in names if name.endswith(".part")]
    golive("run", "calm", *SHORT, "--quiet")
    assert (tmp_path / "runs" / "calm-reference-1-2" / LEDGER_FILE).read_bytes() == (
        made / LEDGER_FILE
    ).read_bytes()


def test_json_is_exactly_the_scorecard_and_nothing_else(golive: Golive, tmp_path: Path) -> None:
    said = golive("run", "calm", *SHORT, "--format", "json", "--out", "x", "--candidate", f"{BAD}:prints")
    assert said.out.encode() == (tmp_path / "x" / SCORECARD_FILE).read_bytes()
    assert json.loads(said.out)["candidate"] == f"{BAD}:prints"


def test_quiet_is_silent(golive: Golive) -> None:
    said = golive("run", "calm", *SHORT, "--quiet")
    assert (said.status, said.out, said.err) == (0, "", "")


def test_the_replay_command_repeats_the_run(golive: Golive, tmp_path: Path) -> None:
    golive("run", "silent-drops", "--candidate", "naive", "--seed", "7", *SHORT, "--quiet", "--out", "one")
    command = orjson.loads((tmp_path / "one" / RUN_FILE).read_bytes())["command"]
    words = command.split()
    assert words[0] == "golive"
    golive(*words[1:], "--quiet", "--out", "two")
    assert (tmp_path / "one" / LEDGER_FILE).read_bytes() == (tmp_path / "two" / LEDGER_FILE).read_bytes()


def test_statuses_held_broken_unknown(golive: Golive) -> None:
    assert golive("run", "calm", *SHORT, "--quiet").status == 0
    assert golive("run", "calm", *SHORT, "--quiet", "--candidate", f"{BAD}:idle").status == 1
    assert golive("run", "calm", *SHORT, "--quiet", "--set", "traffic.orders.base=0/h").status == 2


def test_our_own_failure_is_status_5_and_says_so(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(folder, "new_folder", breaks)
    said = golive("run", "calm")
    assert said.status == 5
    assert "golive itself failed: ZeroDivisionError: no such luck" in said.err


def test_ctrl_c_is_status_130_and_keeps_what_was_recorded(tmp_path: Path) -> None:
    arguments = [
        sys.executable,
        "-m",
        "golive",
        "run",
        "calm",
        "--clock",
        "live",
        "--out",
        str(tmp_path / "x"),
    ]
    with subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        ledger = tmp_path / "x" / LEDGER_FILE
        eventually(
            lambda: process.poll() is not None or (ledger.exists() and ledger.stat().st_size),
            "something is in the ledger",
        )
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.splitlines() == [
        f"golive: interrupted; {ledger} ends at that moment; golive report {ledger.parent} judges it as far as it went"
    ]
    assert ledger.read_bytes().endswith(b"\n")


@pytest.mark.sample(2)
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("candidate", "status"), [("reference", 0), (f"{BAD}:idle", 1)])
def test_a_reader_who_leaves_does_not_change_the_verdict(
    tmp_path: Path, form: str, candidate: str, status: int
) -> None:
    arguments = [sys.executable, "-m", "golive", "run", "calm", *SHORT]
    arguments += ["--candidate", candidate, "--format", form, "--out", str(tmp_path / "x")]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(arguments, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (status, "")


def test_a_thread_that_the_candidate_leaves_for_ever_holds_nothing_up(tmp_path: Path) -> None:
    lines = ["import asyncio, threading", "async def integrate(kit):"]
    lines += ["    threading.Thread(target=threading.Event().wait, name='stubborn').start()"]
    lines += ["    await asyncio.sleep(10 ** 9)"]
    (tmp_path / "leaving.py").write_text("\n".join(lines))
    arguments = [sys.executable, "-m", "golive", "run", "calm", *SHORT, "--quiet"]
    arguments += ["--candidate", "leaving:integrate", "--out", str(tmp_path / "x")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == "golive: the candidate left threads running (stubborn); ended without them\n"


# -- wrong input ---------------------------------------------------------------------------------------------

WRONG: list[tuple[list[str], str]] = [
    (["run"], "Missing argument 'SCENARIO'"),
    (["run", "black-firday"], "black-friday"),
    (["run", "nowhere.yaml"], "nowhere.yaml"),
    (["run", "calm", "--set", "traffic.orders.bas=1/h"], "base"),
    (["run", "calm", "--set", "clock.duration=soon"], "clock.duration"),
    (["run", "calm", "--set", "nonsense"], "nonsense"),
    (["run", "calm", "--seed", "-1"], "--seed"),
    (["run", "calm", "--seed", str(2**63)], "--seed"),
    (["run", "calm", "--seed", "one"], "--seed"),
    (["run", "calm", "--clock", "sundial"], "--clock"),
    (["run", "calm", "--speed", "0"], "--speed"),
    (["run", "calm", "--speed", "60"], "--speed: it has no effect here"),
    (["run", "calm", "--speed", "1"], "add --clock live"),
    (["run", "calm", "--load", "2"], "add --clock live"),
    (["run", "calm", "--quiet", "--format", "json"], "--quiet: it has no effect here"),
    (["gate", "calm", "--quiet", "--format", "json"], "--quiet: it has no effect here"),
    (["compare", "calm", "--quiet", "--format", "json"], "--quiet: it has no effect here"),
    (["events", "--version", "1"], "--version: it has no effect here"),
    (["load", "--url", "http://127.0.0.1:1"], "nothing accepts connections"),
    (["show", "interrupted", "000000001"], "there is only a ledger.jsonl"),
    (["report", "interrupted"], "was interrupted"),
    (["run", "calm", "--format", "xml"], "--format"),
    (["run", "calm", "--candidate", "referense"], "did you mean reference"),
    (["run", "calm", "--candidate", "nowhere.yaml"], "nowhere.yaml"),
    (["run", "calm", "--candidate", "nowhere:run"], "cannot import 'nowhere'"),
    (["run", "calm", "--candidate", f"{BAD}:idel"], "did you mean idle"),
    (["run", "calm", "--candidate", f"{BAD}:NOT_A_FUNCTION"], "async def"),
    (["run", "calm", "--candidate", ":x"], "--candidate :x"),
    (["run", "calm", "--candidate", "x:"], "--candidate x:"),
    (["run", "calm", "--candidate", "crashes_at_import:run"], "ZeroDivisionError"),
    (["run", "calm", "--candidate", "exits_at_import:run"], "SystemExit"),
    (["run", "calm", "--candidate", "breaks_at_import:run"], "SyntaxError"),
    (["run", "calm", "--out", "a_file"], "this is a file"),
    (["run", "calm", "--out", "foreign"], "notes.txt"),
    (["run", "calm", "--out", "a_file/below"], "cannot be used"),
    (["run", "calm", "--out", "~nobodyatall/x"], "~nobodyatall"),
    (["run", "calm", "--out", "x" * 300], "cannot be used"),
    (["run", "calm", "--frobnicate"], "--frobnicate"),
    (["frobnicate"], "frobnicate"),
    (["show", "calm"], "ORDER"),
    (["show", "nowhere", "000000001"], "no such run"),
    (["show", "x" * 300, "000000001"], "no such run"),
    (["show", "foreign", "000000001"], "run folder"),
    (["report", "nowhere"], "no such run"),
    (["report", "foreign"], "run folder"),
    (["report", "~nobodyatall/x"], "~nobodyatall"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG, ids=[" ".join(row[0])[:60] for row in WRONG])
def test_wrong_input_is_status_3_one_message_and_no_trace(
    golive: Golive, tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "a_file").write_text("x")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "notes.txt").write_text("mine")
    (tmp_path / "interrupted").mkdir()
    (tmp_path / "interrupted" / LEDGER_FILE).write_text("{}\n")
    (tmp_path / "crashes_at_import.py").write_text("1 / 0")
    (tmp_path / "exits_at_import.py").write_text("raise SystemExit(0)")
    (tmp_path / "breaks_at_import.py").write_text("def (:")
    before = {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts}
    said = golive(*arguments)
    assert said.status == 3, said
    assert says in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts} == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_may_not_be_written_is_wrong_input(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    for place in ("locked", "locked/below"):
        said = golive("run", "calm", "--out", place)
        assert said.status == 3
        assert "Permission denied" in said.err


def test_a_runs_name_that_is_taken_by_a_file_is_wrong_input(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder")
    said = golive("run", "calm", *SHORT)
    assert said.status == 3
    assert "runs" in said.err


def test_an_earlier_run_is_replaced_whole(golive: Golive, tmp_path: Path) -> None:
    golive("run", "calm", *SHORT, "--quiet", "--out", "x")
    (tmp_path / "x" / "candidate-data").mkdir()
    (tmp_path / "x" / "candidate-data" / "state.db").write_text("old")
    (tmp_path / "x" / (SCORECARD_FILE + ".part")).write_text("{")
    (tmp_path / "x" / JUNIT_FILE).write_text("old")
    said = golive("run", "calm", *SHORT, "--quiet", "--out", "x", "--candidate", f"{BAD}:returns_at_once")
    assert said.status == 4
    assert {path.name for path in (tmp_path / "x").iterdir()} == {
        LEDGER_FILE,
        RUN_FILE,
        "candidate.log",
        "exchanges.jsonl",
        "interrupted.json",
    }


def test_a_folder_that_only_looks_like_a_run_is_left_alone(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "mine").write_text("precious")
    (tmp_path / "x" / LEDGER_FILE).symlink_to(tmp_path / "mine")
    assert golive("run", "calm", "--out", "x").status == 3
    assert (tmp_path / "mine").read_text() == "precious"


@pytest.mark.parametrize("command", ["compare", "completion"])
def test_examples_in_a_help_text_keep_their_lines(golive: Golive, command: str) -> None:
    lines = [line.strip() for line in golive(command, "--help").out.splitlines()]
    assert "\\b" not in "".join(lines)
    assert [line for line in lines if line.endswith(("--candidate reference", "completion fish | source"))]
