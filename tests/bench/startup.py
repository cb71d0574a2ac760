"""CPU seconds of starting up, beside importing click and rich: the least of several alternating measurements.

`python -m tests.bench.startup [ROUNDS]` prints them with the ratio to the first row.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

WORLD = """
import asyncio, os, resource

async def integrate(kit):
    spent = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["SPENT"], "w") as file:
        file.write(str(spent.ru_utime + spent.ru_stime))
    await asyncio.sleep(10**9)
"""
"""A candidate that notes what the process has spent when its world starts."""

TINY = ("--set", "clock.duration=1m", "--set", "clock.settle=1m", "--set", "traffic.orders.base=60/h")
COMPLETION = {"_GOLIVE_COMPLETE": "bash_complete", "COMP_WORDS": "golive run ", "COMP_CWORD": "2"}
GOLIVE = (sys.executable, "-P", "-m", "golive")
STARTS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "import click, rich.console": ((sys.executable, "-P", "-c", "import click, rich.console"), {}),
    "golive --version": ((*GOLIVE, "--version"), {}),
    "golive --help": ((*GOLIVE, "--help"), {}),
    "completion of golive run": (GOLIVE, COMPLETION),
}
RUN = (*GOLIVE, "run", "calm", "--candidate", "world:integrate", "--quiet", "--out", "out", *TINY)


def spent_s(command: tuple[str, ...], environment: dict[str, str], folder: Path) -> float:
    """User and system seconds of one process, its children included."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def measured(rounds: int) -> dict[str, float]:
    """The least of each row."""
    found: dict[str, list[float]] = {name: [] for name in [*STARTS, "golive run until its world starts"]}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "world.py").write_text(WORLD)
        for _ in range(rounds):
            for name, (command, environment) in STARTS.items():
                found[name].append(spent_s(command, environment, folder))
            spent_s(RUN, {"SPENT": str(folder / "spent")}, folder)
            found["golive run until its world starts"].append(float((folder / "spent").read_text()))
    return {name: min(seconds) for name, seconds in found.items()}


if __name__ == "__main__":
    least = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    unit = least["import click, rich.console"]
    for name, seconds in least.items():
        print(f"{seconds:7.3f} s  {seconds / unit:5.2f}  {name}")
