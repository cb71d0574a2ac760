"""CPU time and memory of judging many orders: a short run of the reference, repeated under other keys.

`python -m tests.bench.judging [ORDERS]` prints the figures of one size. Reading is spread over a run; judging
happens at its end. Every repetition has orders, customers and addresses of its own, so that nothing is shared
that a run of that length would not share.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates.registry import resolve
from golive.judge.history import CHART_STEPS, History
from golive.judge.scorecard import judge
from golive.record.files import write_lines
from golive.record.ledger import MemoryLedger, read
from golive.record.run import Fact
from golive.runner import Plan, execute
from golive.scenario import Scenario

SIZES = (20_000, 100_000)
SETS = ("clock.duration=1h", "traffic.orders.base=1200/h", "shop.stock.opening=5000..200000")
ONCE = ("run.", "candidate.", "erp.price.", "shop.price.", "exchange.listed")
"""Beginnings of the kinds of facts that are not repeated."""
SAME = ("sku", "item", "warehouse", "source", "x")
"""Keys that are the same in every repetition."""


def run() -> list[dict[str, Any]]:
    """One row per figure: `{name, value, unit}`."""
    small, large = [_in_a_process(size) for size in SIZES]
    grown = large["judging_s"] / large["orders"] / (small["judging_s"] / small["orders"])
    million = 1_000_000 / large["orders"]
    return [
        {"name": "judging 1,000,000 orders", "value": round(large["judging_s"] * million, 1), "unit": "s"},
        {"name": "memory of that", "value": round(large["judging_mb"] * million), "unit": "MB"},
        {"name": "reading their facts", "value": round(large["reading_s"] * million, 1), "unit": "s"},
        {"name": "memory of that, read", "value": round(large["reading_mb"] * million), "unit": "MB"},
        {
            "name": "growth of judging per order, five times the orders",
            "value": round(grown, 2),
            "unit": "times",
        },
    ]


def _in_a_process(orders: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.judging", str(orders)], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(orders: int) -> dict[str, Any]:
    """Read and judge at least so many orders; CPU seconds and MB."""
    loaded = scenario.load("calm", SETS)
    with tempfile.TemporaryDirectory() as folder:
        first = _facts(loaded, Path(folder))
    gc.collect()
    gc.disable()  # as `golive run` does
    start_ms, end_ms = loaded.clock.start_ms, first[-1].at_ms
    count = sum(fact.kind == "shop.order.placed" for fact in first)
    history = History(1_800_000, start_ms, (end_ms - start_ms) * (orders // count + 1) // CHART_STEPS)
    before, began, making_s = _resident_mb(), time.process_time(), 0.0
    for repetition in range(-(-orders // count)):
        made = time.process_time()
        facts = list(_repeated(first, repetition, end_ms - start_ms))
        making_s += time.process_time() - made
        _read(history, facts)
    del facts
    history.close()
    reading_s, read_mb = time.process_time() - began - making_s, _resident_mb()
    began = time.process_time()
    card, lines = judge(history, MemoryLedger(), loaded, "reference", 1, "virtual", "")
    judged = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        write_lines(Path(folder) / "orders.jsonl", (line.as_json() for line in lines))
    return {
        "orders": card.orders["total"],
        "exact": card.orders["exact"],
        "findings": card.counts,
        "reading_s": round(reading_s, 2),
        "reading_mb": round(read_mb - before),
        "judging_s": round(time.process_time() - began, 2),
        "of_that_lines_s": round(time.process_time() - judged, 2),
        "judging_mb": round(_peak_mb() - read_mb),
    }


def _facts(loaded: Scenario, folder: Path) -> list[Fact]:
    execute(Plan(loaded, resolve("reference"), "calm", "reference"), folder)
    return list(read(folder / "ledger.jsonl"))


def _repeated(facts: list[Fact], repetition: int, length_ms: int) -> Iterator[Fact]:
    """The facts again, later and about other orders and customers."""
    suffix, later_ms, seq = f"{repetition:05}", repetition * length_ms, repetition * len(facts)
    for fact in facts:
        if repetition and fact.kind.startswith(ONCE):
            continue
        keys = {
            name: value if name in SAME or not value else value + suffix for name, value in fact.keys.items()
        }
        data = {
            name: _CHANGED[name](value, suffix, later_ms) if name in _CHANGED else value
            for name, value in fact.data.items()
        }
        yield Fact(seq + fact.seq, fact.at_ms + later_ms, fact.actor, fact.kind, keys, data)


def _named(value: Any, suffix: str, later_ms: int) -> Any:
    return value + suffix if isinstance(value, str) and value else value


def _timed(value: Any, suffix: str, later_ms: int) -> Any:
    return value + later_ms if isinstance(value, int) else value


def _lived(value: Any, suffix: str, later_ms: int) -> Any:
    return [f"{value[0]} {suffix}", f"{value[1]} {suffix}", *value[2:]] if value else value


_CHANGED: dict[str, Callable[[Any, str, int], Any]] = {
    **dict.fromkeys(("email", "order", "number", "replaces"), _named),
    **dict.fromkeys(("sent_ms", "ordered_ms", "handed_ms", "at_ms"), _timed),
    **dict.fromkeys(("ship_to", "bill_to"), _lived),
}


def _read(history: History, facts: list[Fact]) -> None:
    see = history.see
    for fact in facts:
        see(fact)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[1])))
