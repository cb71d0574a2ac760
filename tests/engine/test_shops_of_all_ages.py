"""The reference holds at shops of every version, and at one that surprises wherever it can."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_magento.version_switches import TOGGLES, VERSIONS
from golive import scenario
from golive.scenario.loading.errors import ScenarioError

from .test_runs import check_reference, run


@pytest.mark.parametrize("version", VERSIONS)
def test_the_reference_holds_at_every_version(tmp_path: Path, version: str) -> None:
    check_reference(run(tmp_path, "calm", "reference", 1, f"shop.version={version}", "clock.duration=45m"))


def test_the_reference_holds_at_a_shop_full_of_surprises(tmp_path: Path) -> None:
    surprises = f"shop.surprises=[{', '.join(TOGGLES)}]"
    card = run(tmp_path, "calm", "reference", 1, surprises)
    assert card.findings == []
    assert all("never acted" in reason for reason in card.reasons), (
        "it makes none of the calls that meet them"
    )


def test_the_reference_holds_where_several_rules_act_on_one_order(tmp_path: Path) -> None:
    rules = "shop.discounts=[{name: summer, percent: 10%}, {name: five, amount: 5 EUR}]"
    kinds = ["traffic.baskets.coupons=40%", "shop.catalog.kinds.bundle=20%"]
    check_reference(run(tmp_path, "calm", "reference", 1, rules, *kinds, "clock.duration=30m"))


def test_the_reference_holds_where_rules_act_on_some_carts_and_articles(tmp_path: Path) -> None:
    rules = (
        "shop.discounts=[{name: three-for-two, buy: 2, skus: [SKU-00001, SKU-00002, SKU-00003], stops: on},"
        " {name: large, percent: 10%, above: 100 EUR}, {name: few, amount: 3 EUR, skus: [SKU-00004, SKU-00005]}]"
    )
    kinds = ["traffic.baskets.coupons=40%", "shop.catalog.kinds.bundle=20%", "traffic.baskets.quantity=1..6"]
    given = (*kinds, "clock.duration=2h", "traffic.life.partly_refunded=20%", "erp.rules.credit_limit=off")
    check_reference(run(tmp_path, "calm", "reference", 1, rules, *given))


def test_a_surprise_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ScenarioError, match="unstable_paging"):
        scenario.load("calm", ["shop.surprises=[unstable]"])
