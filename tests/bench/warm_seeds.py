"""Seeds of 100 orders in a warm process and full runs, as a ratio to simpy's own steps and beside an earlier commit.

A seed is a run in memory from the loaded scenario to the scorecard, judge included; a full run fills its folder. Steps
of simpy are measured in the same process, before and after each run. The processes of both trees take turns, so that
what else the machine does meets both; a ratio is the median over pairs of runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.earlier import EARLIER, earlier, environment
from tests.bench.virtual_orders import SIZES, TRAFFIC

HERE = Path(__file__).parents[2]
FAULT = "chaos=[{fault: lose_reply, on: erp.order.create, chance: 10%, attempts: first}]"
RUNS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "warm seed of 100 orders": (9, "seed", "calm", ("clock.duration=50m",)),
    "warm seed of 100 orders with a fault": (9, "seed", "calm", ("clock.duration=50m", FAULT)),
    "full run of black-friday": (3, "full", "black-friday", ()),
}
"""Rounds, kind, scenario and overrides by name."""
Told = dict[str, Any]


class Worker:
    """A process that runs on demand, in this tree or in that of an earlier commit."""

    def __init__(self, tree: Path | None = None) -> None:
        package = "golive" if tree is None else "harness"
        command = [sys.executable, str(HERE / "tests" / "bench" / "warm_worker.py"), package]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=tree or HERE,
            env=None if tree is None else environment(tree),
            text=True,
        )

    def ask(self, kind: str, scenario: str, seed: int, *sets: str) -> Told:
        """Have a run carried out. Raises SystemExit where the process has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([kind, scenario, seed, *sets]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the benchmark's process ended: {self._process.args!r}")
        told: Told = json.loads(line)
        return told

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def run() -> list[dict[str, Any]]:
    """One row per figure: `{name, value, unit}`."""
    with ExitStack() as stack:
        tree = stack.enter_context(earlier())
        workers = [Worker(), *([] if tree is None else [Worker(tree)])]
        for worker in workers:
            stack.callback(worker.close)
        rows = [row for name, of_run in RUNS.items() for row in _rows(name, workers, *of_run)]
        return rows if tree is None else [*rows, *_memory(tree)]


def _memory(tree: Path) -> list[dict[str, Any]]:
    """Memory per order of a run into a folder, of both trees, each in a process of its own."""
    now, before = _bytes_per_order(None), _bytes_per_order(tree)
    return [
        _row("memory per order of a full run", round(now / 1024, 1), "KiB"),
        _row(f"memory per order of a full run, {EARLIER}", round(before / 1024, 1), "KiB"),
        _row(f"memory per order, beside {EARLIER}", round(now / before, 2), "times"),
    ]


def _bytes_per_order(tree: Path | None) -> float:
    """What the peak of the memory of a new process rises by in a run, per order."""
    with closing(Worker(tree)) as worker:
        told = worker.ask("full", "calm", 1, f"clock.duration={SIZES[0]}", *TRAFFIC)
    return float(told["grown_bytes"]) / float(told["orders"])


def _rows(
    name: str, workers: list[Worker], rounds: int, kind: str, scenario: str, sets: tuple[str, ...]
) -> list[dict[str, Any]]:
    for worker in workers:
        worker.ask("seed", scenario, 0, *sets)
    pairs = [[each.ask(kind, scenario, seed, *sets) for each in workers] for seed in range(1, rounds + 1)]
    now = [pair[0] for pair in pairs]
    rows = [
        _row(name, round(median(each["orders"] / each["cpu_s"] for each in now)), "orders/s"),
        _row(name, round(median(each["cpu_s"] for each in now), 3), "s CPU"),
        _row(name, round(median(map(_per_step, now)), 3), "orders/1000 steps"),
    ]
    if len(workers) > 1:
        before = [pair[1] for pair in pairs]
        ratio = median(_per_step(pair[0]) / _per_step(pair[1]) for pair in pairs)
        rows += [
            _row(f"{name}, {EARLIER}", round(median(map(_per_step, before)), 3), "orders/1000 steps"),
            _row(f"{name}, beside {EARLIER}", round(ratio, 2), "times"),
        ]
    return rows


def _per_step(told: Told) -> float:
    """Orders in the time of 1,000 steps of simpy."""
    return float(1000 * told["orders"] / told["cpu_s"] / told["steps_per_s"])


def _row(name: str, value: float, unit: str) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit}
