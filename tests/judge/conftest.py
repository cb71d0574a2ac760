"""Whole runs, played once for all tests of the judge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from golive.record.run import OrderLine, Scorecard
from golive.scenario import Scenario
from tests.runs import Runs

CANDIDATES = ("naive", "reference")
EVERYTHING = """
    {fault: slow, on: erp.*, at: 40m..70m, latency: lognormal 1s p99 30s, part: travel},
    {fault: slow, id: slow-orders, on: erp.order.create, at: 40m..80m, chance: 10%, latency: 20s..90s, part: service},
    {fault: outage, on: erp, at: 70m..80m, how: refused},
    {fault: rate_limit, on: erp.*, at: 80m..90m, rate: 20/m, burst: 1},
    {fault: lose_reply, id: silence, on: erp.*, at: 10%..85%, chance: 3%, how: timeout},
    {fault: lose_reply, id: broken-line, on: [erp.order.create, erp.customer.create], at: 10%..80%, chance: 4%,
     how: reset},
    {fault: silent_drop, on: erp.order.create, at: 5%..95%, chance: 3%},
    {fault: duplicate_notice, id: at-once, on: shop.order.placed, chance: 10%, spread: 10ms..5s},
    {fault: duplicate_notice, id: later, on: shop.order.placed, chance: 8%, spread: 10m..50m, copies: 3},
    {fault: duplicate_notice, id: changes, on: [shop.order.paid, shop.order.cancelled], chance: 20%, spread: 1s..20m}
"""
RUN = [
    "clock.duration=2h",
    "traffic.orders.base=120/h",
    "traffic.orders.peaks=[]",
    "traffic.life={cancelled: 8%, edited: 5%, late_paid: 5%}",
    f"chaos=[{' '.join(EVERYTHING.split())}]",
]
"""Black Friday without its rush, and with every fault of the bundled scenarios that orders can suffer from."""


@dataclass(frozen=True)
class Ran:
    scenario: Scenario
    folder: Path
    card: Scorecard
    lines: list[OrderLine]


ROWS = [pytest.param((who, 3), id=f"{who}-3") for who in CANDIDATES]
ROWS += [pytest.param((who, 4), id=f"{who}-4", marks=pytest.mark.deep) for who in CANDIDATES]


@pytest.fixture(scope="session", params=ROWS)
def ran(request: pytest.FixtureRequest, runs: Runs) -> Ran:
    who, seed = request.param
    played = runs("black-friday", who, *RUN, seed=seed)
    return Ran(played.scenario, played.folder, played.card, played.orders)
