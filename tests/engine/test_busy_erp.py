"""Runs in which the ERP is busy by itself: it gets slow under load, and its people change the stock meanwhile."""

from __future__ import annotations

from pathlib import Path

from golive.record.run import BROKEN, HELD, LEDGER_FILE
from tests.runs import Runs, execute_into

SHORT = "clock.duration=4h15m"


def test_an_overloaded_erp_makes_an_impatient_integration_book_twice_without_any_fault(runs: Runs) -> None:
    played = runs("erp-overload", "naive", SHORT)
    card, facts = played.card, played.facts
    assert card.verdict == BROKEN
    assert card.orders["duplicated"] > 20
    assert not card.faults
    held = [fact.data for fact in facts if fact.kind == "erp.tables.held"]
    assert {data["by"] for data in held} == {"wave", "posting_run"}
    assert max(data["ms"] for data in held) > 10_000


def test_an_integration_that_looks_before_it_sends_again_survives_the_same_day(runs: Runs) -> None:
    played = runs("erp-overload", "reference", SHORT)
    card, facts = played.card, played.facts
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


def test_a_busy_day_leaves_no_unexplained_difference(runs: Runs, tmp_path: Path) -> None:
    played = runs("calm", "reference", *LIFE)
    card, facts = played.card, played.facts
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
    execute_into(tmp_path, "calm", "reference", *LIFE)
    assert (tmp_path / LEDGER_FILE).read_bytes() == (played.folder / LEDGER_FILE).read_bytes()
