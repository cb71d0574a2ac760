"""Runs on demand in one process, of this tree or of an earlier one, each between two measurements of simpy.

`python warm_worker.py PACKAGE`, where PACKAGE is `golive`, or `harness` in trees in which it had that name. Each line
of the standard input is a JSON list: `seed` or `full`, the scenario, the seed, and overrides. The answer is a line with
`cpu_s`, `orders`, `verdict`, `grown_bytes`, by which the peak of the resident memory rose during the run, and
`steps_per_s`, the steps of simpy in a second of processor time. A tree that runs only into folders gets one in memory
for seeds, too.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import tempfile
import time
from collections.abc import Generator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import simpy

STEPS = 20_000
PROCESSES = 10
IN_MEMORY = Path("/dev/shm")


def steps_per_s() -> float:
    """Steps of simpy in a second of processor time."""
    env = simpy.Environment()

    def process() -> Generator[simpy.Event, Any, None]:
        while True:
            yield env.timeout(1)

    for _ in range(PROCESSES):
        env.process(process())
    began = time.process_time()
    env.run(until=STEPS // PROCESSES)
    return STEPS / (time.process_time() - began)


def peak_bytes() -> int:
    """The largest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Runs:
    """The runs of a tree; scenarios and the candidate are loaded once."""

    def __init__(self, package: str) -> None:
        self._runner = import_module(f"{package}.{'runner' if package == 'golive' else 'run'}")
        self._load = cache(lambda name, sets: import_module(f"{package}.scenario").load(name, sets))
        self._candidate = import_module(f"{package}.candidates.registry").resolve("reference")

    def carried_out(self, kind: str, name: str, seed: int, *sets: str) -> dict[str, Any]:
        """Carry out a run and return what is told of it."""
        loaded, before = self._load(name, sets), steps_per_s()
        with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
            began, memory = time.process_time(), peak_bytes()
            plan = self._runner.Plan(loaded, self._candidate, name, "reference", seed)
            if kind == "seed" and hasattr(self._runner, "carry_out"):
                card = self._runner.carry_out(plan, None).scorecard
            else:
                card = self._runner.execute(plan, Path(folder))
            spent, grown = time.process_time() - began, peak_bytes() - memory
        steps = (before + steps_per_s()) / 2
        gc.collect()
        return {
            "cpu_s": spent,
            "orders": card.orders["total"],
            "verdict": card.verdict,
            "grown_bytes": grown,
            "steps_per_s": steps,
        }


if __name__ == "__main__":
    gc.disable()
    runs = Runs(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(runs.carried_out(*json.loads(line))), flush=True)
