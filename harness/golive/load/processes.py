"""The driver's processes: started, waited for, and ended, whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from golive.errors import LoadProblem
from golive.load.visits import LoadPlan, write_plan
from golive.machine.ports import free_port

DRIVER = "golive.load.driver"
PORTS_TRIED = 3
"""A free port may be taken by another program before the drivers bind it."""
GRACE_S = 10.0


def check_locust() -> None:
    """Raises LoadProblem where Locust is not installed."""
    if find_spec("locust") is None:
        raise LoadProblem("golive load needs Locust, which is not installed: python -m pip install locust")


def drive(plan: LoadPlan, workers: int, folder: Path) -> dict[str, Any]:
    """Send the load and wait for its end; returns the drivers' report. An interrupt ends it early and in order.

    Raises LoadProblem when Locust is not there or a driver fails.
    """
    check_locust()
    plan_file, result = folder / "plan.json", folder / "result.json"
    write_plan(plan_file, plan)
    for _ in range(PORTS_TRIED):
        lines = _command_lines(plan_file, result, workers)
        with (folder / "driver.log").open("wb") as log, _running(lines, log) as processes:
            _wait(processes[0], result)
        if result.exists() or "already in use" not in _last_words(folder / "driver.log"):
            break
    try:
        reported: dict[str, Any] = orjson.loads(result.read_bytes())
    except OSError as error:
        why = f"{_last_words(folder / 'driver.log')} (exit status {processes[0].returncode})"
        raise LoadProblem(f"the load could not be driven: {why}") from error
    return reported


def _command_lines(plan: Path, result: Path, workers: int) -> list[list[str]]:
    call = [sys.executable, "-m", DRIVER]
    if workers == 1:
        return [[*call, "alone", str(plan), str(result)]]
    tail = [str(plan), str(result), str(free_port()), str(workers)]
    return [[*call, "master", *tail], *([*call, "worker", *tail] for _ in range(workers))]


def _wait(process: subprocess.Popen[bytes], result: Path) -> None:
    """An interrupt asks the first process to conclude; a second one does not wait for that."""
    try:
        process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait(GRACE_S * 4)
        if not result.exists():
            raise


@contextmanager
def _running(lines: Sequence[Sequence[str]], log: Any) -> Iterator[list[subprocess.Popen[bytes]]]:
    """In sessions of their own: an interrupt at the terminal is for us to pass on."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        for line in lines:
            started.append(_started(line, log))  # noqa: PERF401 - those that were started are ended, even if one is not
        yield started
    finally:
        for process in started:
            if process.poll() is None:
                process.terminate()
        for process in started:
            try:
                process.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _started(line: Sequence[str], log: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)


def _last_words(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else "it wrote no output"
