"""The golive command as tests call it: in this process, or elsewhere where the process is the point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


Golive = Callable[..., Said]
"""`golive("run", "calm", "--quiet")` carries out one command."""


def in_process(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Golive:
    """Commands in this process, in the given working folder; they and what they start can import the tests."""
    from golive.cli.main import main  # imports all of golive, which most tests do without

    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def call(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main([*arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, out, err)

    return call


def run_command(
    folder: Path, name: str, candidate: str = "reference", sets: tuple[str, ...] = (), seed: int = 1
) -> list[str]:
    """The words after `golive` for a run into this folder."""
    words = ["run", name, "--candidate", candidate, "--seed", str(seed), "--quiet", "--out", str(folder)]
    return words + [word for each in sets for word in ("--set", each)]


_ALL = """
import json, sys
from golive.cli.main import main
for words in json.loads(sys.argv[1]):
    try:
        main(words)
    except SystemExit as ended:
        assert ended.code in (0, 1, 2), (words, ended.code)
"""


def elsewhere(hash_seed: str, *commands: list[str]) -> None:
    """Commands one after the other in a process of their own that hashes strings by this seed; each gives a verdict."""
    words = [sys.executable, "-c", _ALL, json.dumps(commands)]
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
