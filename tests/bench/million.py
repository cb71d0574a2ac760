"""`python -m tests.bench.million [ORDERS [FOLDER [SEED]]]`: a Black Friday week of many orders through the reference.

A million orders where no number is given. Everything is as in `golive run`: ledger, oracles, report. Hours, orders,
processor time and memory are printed as they grow; the last line is a JSON object with the figures and the verdict.
Systems and stock are sized for the number of orders, so that the day is the one of the scenario, only larger. FOLDER
keeps the run, about 7 KB for each order; without it the folder is temporary. `make bench` does not start it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates.registry import resolve
from golive.runner import Plan, execute
from tests.bench.warm_worker import peak_bytes

ORDERS = 1_000_000
HOURS = 7 * 24
PEAK = 40
"""How many times the usual rate of orders the peak has; it counts as many usual hours as `PEAK_HOURS`."""
PEAK_HOURS = 50
SKUS = 800
SHOWN_EVERY = 0.02
"""Of the run's length."""


def overrides(orders: int) -> list[str]:
    """The replacements that make a week of so many orders of the scenario `black-friday`."""
    per_hour = max(1, round(orders / (HOURS + PEAK_HOURS)))
    calls_per_s = max(20, round(per_hour * PEAK / 3600 * 8))
    peak = f"[{{at: 3h, reach: {per_hour * PEAK}/h, ramp: 5m, hold: 1h, decay: 30m}}]"
    return [
        f"clock.duration={HOURS}h",
        f"traffic.orders.base={per_hour}/h",
        f"traffic.orders.peaks={peak}",
        f"shop.stock.opening={orders // 20}..{orders * 2}",
        f"erp.limits={{rate: {calls_per_s}/s, concurrency: {max(8, calls_per_s // 2)}}}",
    ]


def week(orders: int, folder: Path, seed: int = 1) -> dict[str, Any]:
    """Carry out the week into a folder; its figures and its verdict."""
    loaded = scenario.load("black-friday", overrides(orders))
    plan = Plan(loaded, resolve("reference"), "black-friday", "reference", seed)
    before, began, shown = peak_bytes(), time.process_time(), [0.0]

    def progress(part: float, phase: str, history: Any) -> None:
        if part >= shown[0]:
            shown[0] = part + SHOWN_EVERY
            spent, memory = time.process_time() - began, peak_bytes() / 2**30
            placed = len(history.orders.stories)
            print(
                f"{part:5.0%} {phase:8} {placed:>9,} orders {spent:8.1f} s CPU {memory:6.2f} GiB", flush=True
            )

    card = execute(plan, folder, progress)
    spent, total = time.process_time() - began, card.orders["total"]
    return {
        "orders": total,
        "verdict": card.verdict,
        "reasons": card.reasons,
        "cpu_s": round(spent, 1),
        "orders_per_s": round(total / spent),
        "peak_gib": round(peak_bytes() / 2**30, 2),
        "kib_per_order": round((peak_bytes() - before) / 1024 / total, 2),
        "ledger_gib": round((folder / "ledger.jsonl").stat().st_size / 2**30, 2),
    }


def main(orders: str = str(ORDERS), folder: str = "", seed: str = "1") -> None:
    """Carry out the week in the given folder, or in a temporary one, and print its figures."""
    if folder:
        Path(folder).mkdir(parents=True)
        print(json.dumps(week(int(orders), Path(folder), int(seed))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(week(int(orders), Path(temporary), int(seed))))


if __name__ == "__main__":
    main(*sys.argv[1:])
