"""What a module of the user does to the process while it is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from golive.record.run import CANDIDATE_LOG
from tests.commands import Golive

INTEGRATE = """
import asyncio
async def integrate(kit):
    await kit.erp.get("/api/v1/health")
    await asyncio.Event().wait()
"""
TINY = ("--set", "clock.duration=5m", "--set", "clock.settle=40m", "--set", "traffic.orders.base=120/h")
ENDS = {
    "import os; os._exit(0)": r"it called os\._exit\(0\) at mine\.py:1 in <module>$",
    "import os; os.kill(os.getpid(), 9)": r"its process was killed by signal 9 \(SIGKILL\)",
    "import os; os.abort()": r"\(SIGABRT\) at mine\.py:1 in <module>",
    "import ctypes; ctypes.string_at(0)": r"\(SIGSEGV\) at mine\.py:1 in <module>",
    "import ctypes; ctypes.CDLL(None)._exit(0)": "its process ended with exit status 0 before the run was over",
    "import os; os.closerange(3, 4096)": "it closed a file descriptor that is golive's own",
    "import os; os.kill(os.getppid(), 9)\nwhile True: pass": "its process ended the one that keeps it",
    "while True: pass": r"it was not over within 2s of real time \(--wall-clock\)",
}


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("text", ENDS)
def test_its_end_is_named_and_nothing_is_made(
    golive: Golive, tmp_path: Path, text: str, command: str
) -> None:
    (tmp_path / "mine.py").write_text(text + INTEGRATE)
    said = golive(command, "calm", *TINY, "--candidate", "mine:integrate", "--wall-clock", "2s")
    assert said.status == 4
    (line,) = said.err.splitlines()
    assert re.search(ENDS[text], line), line
    assert not (tmp_path / "runs").exists()


JUDGED = [
    "import os; os.chdir('/')",
    "import os; os.umask(0o777)",
    "import os; os.environ.clear()",
    "import os; os.closerange(0, 3)",
    "import random; random.seed(1)",
    "import signal; [signal.signal(number, signal.SIG_IGN) for number in (2, 15, 17)]",
    "import sys; sys.stdout = sys.stderr = None",
    "import atexit, os; atexit.register(os._exit, 0)",
    "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "import os; os.fork() or os._exit(0)",
]


@pytest.mark.parametrize("text", JUDGED)
def test_what_it_changes_does_not_change_the_verdict(golive: Golive, tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.py").write_text(text + INTEGRATE)
    said = golive("run", "calm", *TINY, "--candidate", "mine:integrate", "--quiet", "--out", "x")
    assert (said.status, said.out) == (1, ""), said


def test_what_it_prints_is_in_the_log(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("print('loaded')" + INTEGRATE)
    golive("run", "calm", *TINY, "--candidate", "mine:integrate", "--quiet", "--out", "x")
    assert re.search(r"^2025-\S+Z loaded$", (tmp_path / "x" / CANDIDATE_LOG).read_text("utf-8"), re.MULTILINE)
