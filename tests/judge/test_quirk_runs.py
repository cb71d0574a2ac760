"""Whole runs in a house with a silent habit: the judge calls by its name what the habit did to each order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from golive import scenario
from golive.candidates import naive, reference
from golive.candidates.coroutine import InProcess
from golive.record.folder import read_orders
from golive.record.ledger import read
from golive.record.run import BROKEN, HELD, LEDGER_FILE
from golive.run import Plan, execute

CANDIDATES = {"naive": naive.integrate, "reference": reference.integrate}
SMALL = ["clock.duration=1h", "clock.settle=1h", "traffic.orders.base=100/h"]

RUNS = [
    ("drop_order=5%", "naive", BROKEN, {"exact", "lost"}),
    ("drop_order=5%", "reference", HELD, {"exact", "compensated"}),
    ("drop_lines=10%", "naive", BROKEN, {"exact", "wrong_content"}),
    ("limbo=8%", "naive", BROKEN, {"exact", "wrong_state"}),
    ("limbo=8%", "reference", BROKEN, {"exact", "stuck_visible"}),
    ("late_commit=8%", "naive", BROKEN, {"exact", "duplicated"}),
    ("late_commit=8%", "reference", HELD, {"exact"}),
    ("date_only=100%", "reference", HELD, {"exact"}),
]


@pytest.mark.parametrize(
    ("quirk", "who", "verdict", "words"),
    RUNS,
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set) else value,
)
def test_what_a_habit_does_to_orders_gets_its_name(
    quirk: str, who: str, verdict: str, words: set[str], tmp_path: Path
) -> None:
    sets = [*SMALL, f"erp.quirks.{quirk}"]
    plan = Plan(scenario.load("calm", sets), InProcess(who, CANDIDATES[who]), "calm", who, seed=3)
    card = execute(plan, tmp_path)
    verdicts = {line.order: line.verdict for line in read_orders(tmp_path)}
    assert card.verdict == verdict
    assert set(verdicts.values()) == words
    facts = list(read(tmp_path / LEDGER_FILE))
    hit = Counter(fact.keys["ref"] for fact in facts if fact.kind == "erp.quirk")
    went_wrong = [number for number, word in verdicts.items() if word != "exact"]
    assert went_wrong == [number for number in went_wrong if number in hit], (
        "only orders that were hit go wrong"
    )
    assert hit
