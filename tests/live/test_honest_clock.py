"""A correct program at an impossible speed, or on a busy machine, is never blamed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from golive.candidates.programs.program import _in_thread
from golive.candidates.registry import resolve
from golive.record.run import AUTO, Scorecard
from golive.runner import Plan, execute
from golive.scenario import load
from golive.sim import LiveClock
from tests.live.alive import START_MS
from tests.live.program_runs import EXAMPLES, facts

SETS = ("clock.duration=30m", "clock.settle=30m", "traffic.orders.base=240/h")


def run(folder: Path, speed: float) -> Scorecard:
    folder.mkdir()
    program = resolve(str(EXAMPLES / "python_connector.yaml"))
    plan = Plan(
        load("calm", SETS), program, "calm", "python_connector.yaml", clock="live", speed=speed, sets=SETS
    )
    return execute(plan, folder)


@contextmanager
def busy_machine(processes: int = 6) -> Iterator[None]:
    """Processes that use every core for the length of a block."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for each in spinning:
            each.kill()
            each.wait()


def test_an_impossible_speed_gives_unknown_and_names_a_safe_one(tmp_path: Path) -> None:
    card = run(tmp_path / "out", 5000)
    assert card.verdict == "unknown"
    assert "is safe, or --speed auto" in card.reasons[0]


def test_a_busy_machine_is_not_charged_to_the_integration(tmp_path: Path) -> None:
    with busy_machine():
        card = run(tmp_path / "out", 1000)
    assert card.verdict in ("held", "unknown")
    assert card.verdict == "held" or "is safe, or --speed auto" in card.reasons[0]


def test_an_automatic_speed_is_measured_and_recorded(tmp_path: Path) -> None:
    card = run(tmp_path / "out", AUTO)
    (clock,) = facts(tmp_path / "out", "run.clock")
    assert clock.data["speed"] >= 1
    assert f"--speed {clock.data['speed']:g}" in card.replay
    assert card.verdict in ("held", "unknown")


def test_what_fails_in_a_thread_beside_the_clock_fails_the_run_and_does_not_hold_it_up() -> None:
    def fails() -> None:
        raise OSError("no room")

    clock = LiveClock(START_MS, 1.0)
    with closing(clock), pytest.raises(OSError, match="no room"):
        clock.run(_in_thread(clock, fails))
