"""What a gate costs: processor time of golive and of all its runs, beside that of the same runs in one process.

python -m tests.bench.gate_cost
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.startup import GOLIVE, spent_s

SEEDS = 8
SETS = ("--set", "clock.duration=60m")
IN_ONE = f"""
import sys, tempfile
from pathlib import Path
from golive.candidates.registry import resolve
from golive.runner import Plan, execute
from golive.scenario import load
for seed in range(1, {SEEDS} + 1):
    plan = Plan(load("calm", ["clock.duration=60m"]), resolve("reference"), "calm", "reference", seed)
    execute(plan, Path(tempfile.mkdtemp(dir=sys.argv[1])))
"""
ROUNDS = 3


def run() -> list[dict[str, Any]]:
    """The least of several rounds, in seconds of processor time."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        gate = (*GOLIVE, "gate", "calm", "--seeds", f"1..{SEEDS}", *SETS, "--quiet", "--out", "gate")
        gates = min(spent_s(gate, {}, folder) for _ in range(ROUNDS))
        in_one = min(spent_s((sys.executable, "-P", "-c", IN_ONE, made), {}, folder) for _ in range(ROUNDS))
    return [
        {
            "name": f"gate of {SEEDS} seeds of 110 orders, processor time",
            "value": round(gates, 2),
            "unit": "s",
        },
        {"name": "the same runs in one process", "value": round(in_one, 2), "unit": "s"},
    ]


if __name__ == "__main__":
    for row in run():
        print(f"{row['value']:>12,} {row['unit']:<14} {row['name']}")
