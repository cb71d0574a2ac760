"""Changes of a contract during a run: new master data on one side, and limits that appear."""

from __future__ import annotations

from random import Random

import pytest

from fake_erp.builder import new_erp
from fake_magento import ShopConfig
from fake_magento.shop import Shop
from golive.candidates.coroutine import InProcess
from golive.candidates.reference import integrate
from golive.chaos.actions.drift.limit_input import LimitInput
from golive.record.ledger import Ledger
from golive.runner import Plan, carry_out
from golive.scenario import load


def _ignored(kind: str, keys: dict[str, str], data: dict[str, object]) -> None:
    """No ledger."""


@pytest.mark.parametrize(("before", "during"), [(None, 15), (10, 10), (50, 15)])
def test_a_limit_is_in_force_for_its_window_and_never_loosens_another(
    before: int | None, during: int
) -> None:
    shop = Shop(lambda: 0, Random(1), _ignored, ShopConfig(complex_array_limit=before))
    erp = new_erp(lambda: 0, Random(1), _ignored)
    begun = LimitInput(15).begin(erp, shop)
    assert shop.config.complex_array_limit == during
    assert bool(begun.what) == (during != before)
    begun.end()
    assert shop.config.complex_array_limit == before


def _ledger(scenario: str) -> Ledger:
    plan = Plan(load(scenario), InProcess("reference", integrate), scenario, "reference", 1)
    result = carry_out(plan, None)
    assert result.scorecard.verdict == "held", result.scorecard.reasons
    return result.ledger


def test_the_reference_reports_once_what_the_shop_does_not_have_and_goes_on() -> None:
    facts = list(_ledger("new-in-the-erp"))
    alerts = [fact.data["text"] for fact in facts if fact.kind == "desk.alert"]
    assert [text.count("NEW-") for text in alerts] == [6]
    refused = [fact for fact in facts if fact.kind == "shop.stock.refused"]
    written = [fact for fact in facts if fact.kind == "shop.stock.changed" and fact.data["why"] == "api"]
    assert len(refused) > 1
    assert written[-1].at_ms > refused[-1].at_ms


def test_the_reference_sends_smaller_batches_once_it_is_told_the_limit() -> None:
    facts = list(_ledger("input-limit"))
    since_ms = next(fact.at_ms for fact in facts if fact.kind == "change.made")
    sizes = [
        len(fact.data["rows"])
        for fact in facts
        if fact.kind == "shop.stock.changed" and fact.data["why"] == "api" and fact.at_ms > since_ms
    ]
    refused = [
        fact
        for fact in facts
        if fact.kind == "exchange.answered"
        and fact.data["op"] == "shop.stock.write"
        and fact.data["status"] == 400
    ]
    assert max(sizes) == 20
    assert len(refused) == 1
