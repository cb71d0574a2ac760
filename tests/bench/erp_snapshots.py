"""What it costs to write an ERP down and to fork it, at 10 to 10,000 orders with 50 items.

Processor time, the least of many runs: what else the machine does meanwhile is not in it.
"""

from __future__ import annotations

import time
from typing import Any

from fake_erp import snapshot
from fake_erp.erp import Erp
from golive.serve.plan import Plan
from golive.serve.sandbox import Sandbox

SIZES = (10, 100, 1_000, 10_000)


def run() -> list[dict[str, Any]]:
    """Milliseconds, bytes and forks per second."""
    rows: list[dict[str, Any]] = []
    for orders in SIZES:
        erp = _erp(orders)
        times = max(3, 3_000 // orders) if orders > 100 else 100
        taken = snapshot.take(erp)
        take_s = _quickest(lambda erp=erp: snapshot.take(erp), times)
        fork_s = _quickest(lambda erp=erp, taken=taken: snapshot.restore(taken, erp.now, erp.emit), times)
        name = f"{orders:,} orders"
        rows += [
            {"name": f"ERP written down, {name}", "value": round(take_s * 1000, 2), "unit": "ms"},
            {"name": f"ERP snapshot, {name}", "value": len(taken), "unit": "bytes"},
            {"name": f"ERP forks from one snapshot, {name}", "value": round(1 / fork_s), "unit": "forks/s"},
        ]
    return rows


def _erp(orders: int) -> Erp:
    plan = Plan(("erp",), orders=orders, sets=("shop.catalog.skus=50",))
    sandbox = Sandbox(plan, plan.scenario(), lambda text: None)
    sandbox.close()
    assert sandbox.erp is not None
    return sandbox.erp


def _quickest(work: Any, times: int) -> float:
    """Seconds of processor time of the quickest run."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)
