"""Runs with a program as candidate, on the live clock, and what they leave behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates.files import load
from golive.candidates.programs.program import Program
from golive.record.ledger import StoredLedger
from golive.record.run import Scorecard
from golive.runner import Plan, execute

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SHORT = ["clock.duration=3m", "clock.settle=2m"]


def candidate(folder: Path, **said: Any) -> Program:
    """A program from a candidate file that says this. The file lies beside the run folder."""
    path = folder.parent / "candidate.yaml"
    path.write_text(json.dumps(said))
    return Program(load(path))


def python(program: str, *arguments: str) -> list[str]:
    """The command of one of the programs beside this file."""
    return ["{python}", str(HERE / "programs" / program), *arguments]


def run(
    program: Program, folder: Path, sets: list[str] = SHORT, named: str = "calm", speed: float = 60
) -> Scorecard:
    loaded = scenario.load(named, sets)
    return execute(Plan(loaded, program, named, "candidate.yaml", clock="live", speed=speed), folder)


def facts(folder: Path, kind: str) -> list[Any]:
    return [fact for fact in StoredLedger(folder / "ledger.jsonl") if fact.kind == kind]


def interrupted(folder: Path, until: Callable[[Path], None], *more: str, speed: int = 60) -> None:
    """`golive run` in a process of its own with the candidate beside the folder; Ctrl-C as soon as `until` returns,
    which is given the run folder. It must end with the status of an interrupted run and say so."""
    out = folder / "out"
    words = ["run", "calm", "--candidate", str(folder.parent / "candidate.yaml"), "--clock", "live"]
    words += ["--speed", str(speed), *more, "--out", str(out), "--quiet"]
    code = "import sys; from golive.cli.main import main; main(sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stderr=subprocess.PIPE,
        cwd=HERE.parents[1],
        start_new_session=True,
    ) as tool:
        until(out)
        tool.send_signal(signal.SIGINT)
        said = tool.communicate(timeout=30)[1].decode()
    assert tool.returncode == 130, said
    assert "interrupted" in said
