"""CPU time of whole runs beside another tree of this repository, alternating: the median of the ratios.

`python -m tests.bench.beside TREE [ROUNDS] [CANDIDATE]`; TREE has been made ready with `make setup`. CANDIDATE runs in
this tree, `reference` in the other one. With a copy of the other tree's reference integration both make the same calls.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

RUN = """
import gc, json, sys, tempfile, time
from pathlib import Path
from golive import scenario
from golive.candidates.registry import resolve
from golive.runner import Plan, execute

name, candidate, *sets = sys.argv[1:]
plan = Plan(scenario.load(name, sets), resolve(candidate), name, candidate)
gc.disable()
with tempfile.TemporaryDirectory() as folder:
    began = time.process_time()
    card = execute(plan, Path(folder))
    spent = time.process_time() - began
    calls = (Path(folder) / "ledger.jsonl").read_bytes().count(b'"kind":"exchange.answered"')
print(json.dumps({"s": spent, "orders": card.orders["total"], "calls": calls}))
"""
RUNS = {
    "black-friday": ("black-friday",),
    "calm, 8 h of 1,200 orders": ("calm", "clock.duration=8h", "traffic.orders.base=1200/h"),
}


def spent(tree: Path, candidate: str, scenario: str, *sets: str) -> dict[str, Any]:
    """One run in a tree: CPU seconds `s`, `orders` and `calls`."""
    python = tree / ".venv" / "bin" / "python"
    command = [str(python), "-c", RUN, scenario, candidate, *sets]
    done = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def beside(other: Path, rounds: int, candidate: str) -> None:
    """Print one line per scenario."""
    here = Path(__file__).parents[2]
    for name, (scenario, *sets) in RUNS.items():
        pairs = [
            (spent(other, "reference", scenario, *sets), spent(here, candidate, scenario, *sets))
            for _ in range(rounds)
        ]
        ratio = statistics.median(new["s"] / old["s"] for old, new in pairs)
        old, new = pairs[0]
        print(f"{ratio:6.3f}  {name}: {new['orders']} orders, {old['calls']} and {new['calls']} calls")


if __name__ == "__main__":
    tree, *more = sys.argv[1:]
    beside(Path(tree).resolve(), int(more[0]) if more else 5, more[1] if len(more) > 1 else "reference")
