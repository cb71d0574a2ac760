"""A verdict depends on scenario, candidate and seed, and on nothing around the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from golive.record.run import CANDIDATE_LOG, LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE
from tests.commands import ROOT, Golive

CHATTY = """
import os, random
from golive.candidates import naive

async def integrate(kit):
    kit.on_webhook(lambda event: print("an event", random.random(), flush=True) or os.write(2, b"seen\\n") and 200)
    await naive.integrate(kit)
"""
WORDS = ["run", "calm", "--candidate", "chatty:integrate", "--set", "clock.duration=30m"]


def played(folder: Path, words: list[str], stdout: int, **environment: str) -> tuple[int, dict[str, bytes]]:
    """The exit status in such surroundings, and the files of the run."""
    folder.mkdir()
    (folder / "chatty.py").write_text(CHATTY)
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "golive", *WORDS, *words],
        cwd=folder,
        env=env,
        stdout=stdout,
        check=False,
    )
    run_dir = folder / words[1]
    names = (LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE, CANDIDATE_LOG)
    return done.returncode, {name: (run_dir / name).read_bytes() for name in names}


def test_the_surroundings_of_the_process_change_nothing(tmp_path: Path) -> None:
    reader, gone = os.pipe()
    os.close(reader)
    one = played(
        tmp_path / "one",
        ["--out", "x"],
        gone,
        TZ="Pacific/Chatham",
        LC_ALL="C",
        PYTHONHASHSEED="1",
        COLUMNS="20",
    )
    os.close(gone)
    other = played(
        tmp_path / "another folder",
        ["--out", "a longer name", "--quiet"],
        subprocess.DEVNULL,
        TZ="America/St_Johns",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="2",
        PYTHONUTF8="1",
    )
    assert one == other
    assert b"Z an event 0." in one[1][CANDIDATE_LOG]
    assert b"Z seen" in one[1][CANDIDATE_LOG]


def test_a_folder_into_which_a_run_writes_is_refused(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "nested.py").write_text(
        "import subprocess, sys, os\nasync def integrate(kit):\n"
        "    await kit.erp.get('/api/v1/health')\n"
        "    again = [sys.executable, '-P', '-m', 'golive', 'run', 'calm', '--out', 'x']\n"
        "    done = subprocess.run(again, capture_output=True, text=True)\n"
        "    kit.log(f'{done.returncode} {done.stderr}')\n"
    )
    golive("run", "calm", "--candidate", "nested:integrate", "--out", "x", "--set", "clock.duration=5m")
    assert "3 golive: x: another run writes to it" in (tmp_path / "x" / CANDIDATE_LOG).read_text("utf-8")
