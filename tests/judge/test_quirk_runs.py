"""Whole runs against an ERP with quirks: each order that a quirk hit gets the verdict that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import scenario
from golive.candidates import naive, reference
from golive.candidates.coroutine import InProcess
from golive.record.folder import read_orders
from golive.record.ledger import read
from golive.record.run import BROKEN, HELD, LEDGER_FILE
from golive.runner import Plan, execute

CANDIDATES = {"naive": naive.integrate, "reference": reference.integrate}
SMALL = ["clock.duration=1h", "clock.settle=1h", "traffic.orders.base=100/h"]

RUNS = [
    (
        "naive",
        BROKEN,
        {
            "drop_order=5%": "lost",
            "drop_lines=10%": "wrong_content",
            "limbo=8%": "wrong_state",
            "late_commit=8%": "duplicated",
        },
    ),
    ("reference", HELD, {"drop_order=5%": "compensated", "late_commit=8%": "exact"}),
    ("reference", HELD, {"date_only=100%": "exact"}),
    ("reference", BROKEN, {"limbo=8%": "stuck_visible"}),
]


@pytest.mark.parametrize(
    ("candidate", "verdict", "quirks"), RUNS, ids=["naive", "reference", "dates", "limbo"]
)
def test_a_quirk_gives_the_orders_it_hits_their_verdict(
    candidate: str, verdict: str, quirks: dict[str, str], tmp_path: Path
) -> None:
    sets = [*SMALL, *(f"erp.quirks.{quirk}" for quirk in quirks)]
    plan = Plan(
        scenario.load("calm", sets), InProcess(candidate, CANDIDATES[candidate]), "calm", candidate, seed=3
    )
    card = execute(plan, tmp_path)
    assert card.verdict == verdict
    hits: dict[str, set[str]] = {}
    for fact in read(tmp_path / LEDGER_FILE):
        if fact.kind == "erp.quirk":
            hits.setdefault(fact.keys["ref"], set()).add(fact.data["quirk"])
    words = {quirk.partition("=")[0]: word for quirk, word in quirks.items()}
    assert set().union(*hits.values()) == set(words), "every quirk hit an order"
    for line in read_orders(tmp_path):
        hit = hits.get(line.order, set())
        if len(hit) < 2:
            assert line.verdict == (words[min(hit)] if hit else "exact"), line
