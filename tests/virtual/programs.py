"""Small programs in virtual time, and what they wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import golive
from golive.runner import RunResult

SHORT = ("clock.duration=20m", "clock.settle=5m")
START_S = 1_762_952_400
"""When calm begins, in seconds since 1970: 2025-11-12T13:00:00Z."""

CALL = """
import os, urllib.request, urllib.error

def call_the_shop():
    try:
        urllib.request.urlopen(os.environ["GOLIVE_SHOP_URL"] + "/rest/V1/orders", timeout=30)
    except urllib.error.HTTPError as error:
        return error.code
call_the_shop()
"""
"""A call without a token: a run without any call is no run. It takes 6 ms."""


def script(folder: Path, code: str, name: str = "program.py") -> Path:
    """A script of that code, behind one call of the shop."""
    path = folder / name
    path.write_text(CALL + dedent(code), "utf-8")
    return path


def run(
    folder: Path, code: str, sets: Sequence[str] = SHORT, seed: int = 1, named: str = "calm", **said: Any
) -> RunResult:
    """Run a script through a scenario, in memory; `said` are keys of its candidate file."""
    path = script(folder, code)
    candidate = str(path)
    if said:
        candidate = str(folder / "candidate.yaml")
        Path(candidate).write_text(json.dumps({"python": path.name, **said}), "utf-8")
    return golive.run(named, candidate, sets=sets, seed=seed)


def written(result: RunResult) -> list[str]:
    """The lines of the candidate's log, without their times."""
    return [line.partition("Z ")[2] for line in result.log.splitlines()]


def times(result: RunResult, pattern: str = "") -> list[str]:
    """When the lines that match were written: hours, minutes, seconds."""
    lines = [line for line in result.log.splitlines() if re.search(pattern, line)]
    return [line[11:19] for line in lines]


def ended(result: RunResult) -> list[dict[str, Any]]:
    """How the program ended by itself."""
    return [dict(fact.data) for fact in result.facts if fact.kind == "candidate.ended"]
