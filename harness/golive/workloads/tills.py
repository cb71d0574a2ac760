"""Store sales: tills that sell from the same stock until the traffic ends."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from fake_erp.erp import Erp
from golive.sim import Environment


def tills(
    env: Environment, erp: Erp, sales_per_hour: float, until_ms: int
) -> Generator[simpy.Event, Any, None]:
    """A simpy process that books store sales at a rate per hour until `until_ms`."""
    while sales_per_hour > 0:
        wait = erp.till.wait_ms(sales_per_hour)
        if env.now_ms() + wait >= until_ms:
            return
        yield env.timeout(wait)
        erp.till.sell()
        erp.runs["sales"] = erp.runs.get("sales", 0) + 1
