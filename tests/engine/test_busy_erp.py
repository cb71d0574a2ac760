"""Runs in which the ERP is busy by itself: it gets slow under load, and its people change the stock meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.ledger import StoredLedger
from golive.record.run import BROKEN, HELD, LEDGER_FILE, Fact, Scorecard
from golive.runner import Plan, execute

Play = Callable[[str, str, list[str]], tuple[Scorecard, list[Fact], bytes]]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    def run(name: str, candidate: str, sets: list[str]) -> tuple[Scorecard, list[Fact], bytes]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        plan = Plan(scenario.load(name, sets), resolve(candidate), name, candidate)
        card = execute(plan, folder)
        ledger = folder / LEDGER_FILE
        return card, list(StoredLedger(ledger)), ledger.read_bytes()

    return run


SHORT = ["clock.duration=4h15m"]


def test_an_overloaded_erp_makes_an_impatient_integration_book_twice_without_any_fault(play: Play) -> None:
    card, facts, _ = play("erp-overload", "naive", SHORT)
    assert card.verdict == BROKEN
    assert card.orders["duplicated"] > 20
    assert not card.faults
    held = [fact.data for fact in facts if fact.kind == "erp.tables.held"]
    assert {data["by"] for data in held} == {"wave", "posting_run"}
    assert max(data["ms"] for data in held) > 10_000


def test_an_integration_that_looks_before_it_sends_again_survives_the_same_day(play: Play) -> None:
    card, facts, _ = play("erp-overload", "reference", SHORT)
    assert card.verdict == HELD, card.reasons
    assert card.orders["lost"] == card.orders["duplicated"] == 0
    answered = [fact.data for fact in facts if fact.kind == "exchange.answered"]
    assert any(data["status"] == 504 for data in answered)


LIFE = [
    "clock.duration=26h",
    "traffic.orders.base=30/h",
    "clock.settle=3h",
    "shop.stock.sources=[berlin, leipzig]",
    "erp.others.sales=20/h",
    "erp.others.receipts=daily 05:00",
    "erp.others.counts={at: every 12h, lasts: 1h, wrong: 20%}",
    "erp.others.corrections={at: every 3h, share: 5%}",
    "erp.others.transfers={at: daily 15:00, below: 900}",
    "erp.others.prices={at: daily 03:00, share: 10%}",
    "erp.others.payments=daily 09:00",
    "erp.service.maintenance=[{at: daily 02:00, lasts: 10m, answer: html}]",
    "erp.fulfilment.lead=30m..4h",
]


def test_a_day_full_of_life_leaves_no_difference_that_nobody_can_explain(play: Play) -> None:
    card, facts, first = play("calm", "reference", LIFE)
    whys = {fact.data["why"] for fact in facts if fact.kind == "erp.stock.changed"}
    assert whys >= {"count", "shrinkage", "transfer", "shipped", "allocated"}
    assert {fact.kind for fact in facts} >= {
        "erp.warehouse.frozen",
        "erp.warehouse.thawed",
        "erp.maintenance.begun",
    }
    assert card.orders["lost"] == card.orders["duplicated"] == 0
    residual = next(each for each in card.expectations if each.metric == "stock.residual")
    assert residual.verdict == HELD, residual
    assert play("calm", "reference", LIFE)[2] == first
