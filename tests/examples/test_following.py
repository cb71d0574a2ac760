"""Programs with timers of their own, under libfaketime: a fast run has the verdicts of one in real time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS
from golive.machine import faketime

HERE = Path(__file__).parent / "following"
TOOLS = {"php": ("php",), "node": ("node",), "shell": ("sh", "curl", "jq", "flock")}
"""What each program needs on the PATH."""
FAST = 20

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(faketime.find() is None, reason=f"libfaketime is missing: {faketime.PACKAGE}"),
]


def lay(place: Path, name: str) -> None:
    """Lay the programs beside the examples; skips where one of them cannot run."""
    missing = [tool for tool in TOOLS[name] if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{name} cannot be run here: {', '.join(missing)} is not on the PATH")
    shutil.copytree(HERE, place / "following")


def started(place: Path, candidate: str, speed: int, *more: str) -> subprocess.Popen[str]:
    words = ["run", "following/short.yaml", "--candidate", f"following/{candidate}", "--clock", "live"]
    words += ["--speed", str(speed), "--out", f"out-{speed}", *more]
    return subprocess.Popen(
        [sys.executable, "-m", "golive", *words],
        cwd=place,
        env={**os.environ, "TMPDIR": str(place / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def verdicts(place: Path, tool: subprocess.Popen[str], speed: int) -> dict[str, str]:
    """The verdict of each order, once the run has ended."""
    said = tool.communicate()[0]
    assert tool.returncode in (HELD_STATUS, BROKEN_STATUS, UNKNOWN_STATUS), said
    lines = (place / f"out-{speed}" / "orders.jsonl").read_text().splitlines()
    return {row["order"]: row["verdict"] for row in map(json.loads, lines)}


@pytest.mark.parametrize("name", TOOLS)
def test_a_fast_run_has_the_verdicts_of_one_in_real_time(place: Path, name: str) -> None:
    lay(place, name)
    with started(place, f"{name}.yaml", 1) as plain:
        try:
            fast = verdicts(place, started(place, f"{name}.yaml", FAST), FAST)
            assert set(fast.values()) == {"exact"}
            assert len(fast) >= 4
            assert verdicts(place, plain, 1) == fast
        finally:
            plain.terminate()


def test_the_same_program_with_the_clock_of_the_machine_has_other_verdicts(place: Path) -> None:
    lay(place, "shell")
    path = place / "following" / "shell.yaml"
    path.write_text(path.read_text().replace("time: follow\n", ""))
    assert set(verdicts(place, started(place, "shell.yaml", FAST), FAST).values()) != {"exact"}
