"""Orders per second through the reference integration in virtual time, and memory per order.

Everything counts: shoppers, both fakes, every exchange, ledger on disk, oracles, scorecard. Interpreter start and
imports do not. Each size runs in a process of its own, so that peak memory is that run's.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates.registry import resolve
from golive.runner import Plan, execute
from tests.bench.warm_worker import peak_bytes

SIZES = ("1h", "5h")
TRAFFIC = ("traffic.orders.base=6000/h", "shop.stock.opening=5000..200000", "erp.limits.rate=off")


def run() -> list[dict[str, Any]]:
    """One row per figure: `{name, value, unit}`."""
    measured = [_in_a_process(size) for size in SIZES]
    small, large = measured
    grown = (large["peak_bytes"] - small["peak_bytes"]) / (large["orders"] - small["orders"])
    first = (small["peak_bytes"] - small["before_bytes"]) / small["orders"]
    return [
        {"name": "virtual orders through the reference", "value": large["per_second"], "unit": "orders/s"},
        {"name": "virtual orders, first hour", "value": small["per_second"], "unit": "orders/s"},
        {"name": "virtual exchanges", "value": large["exchanges_per_second"], "unit": "exchanges/s"},
        {"name": "memory per order, first hour", "value": round(first / 1024, 1), "unit": "KiB"},
        {"name": "memory per order, later hours", "value": round(grown / 1024, 1), "unit": "KiB"},
    ]


def _in_a_process(size: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.virtual_orders", size], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure(size: str) -> dict[str, Any]:
    loaded = scenario.load("calm", [f"clock.duration={size}", *TRAFFIC])
    plan = Plan(loaded, resolve("reference"), "calm", "reference")
    before = peak_bytes()
    gc.disable()  # as `golive run` does
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        card = execute(plan, Path(folder))
        spent = time.process_time() - began
        peak = peak_bytes()
        with (Path(folder) / "ledger.jsonl").open("rb") as ledger:
            lines = sum(b'"kind":"exchange.answered"' in line for line in ledger)
    if card.verdict != "held":
        raise SystemExit(f"the benchmark's own run is {card.verdict}: {card.reasons}")
    return {
        "orders": card.orders["total"],
        "per_second": round(card.orders["total"] / spent),
        "exchanges_per_second": round(lines / spent),
        "before_bytes": before,
        "peak_bytes": peak,
    }


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
