"""List prices of the ERP reach the shop within their cadence, and nothing else of them is touched there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.candidates.reference.masters.prices import Prices
from golive.record.run import HELD

from .playing import Played, play

LONG = ("clock.duration=3h", "clock.settle=1h", "traffic.orders.base=30/h", "budgets.prices=20m")
CHANGED = "{change: change_prices, at: 30m..100m, count: 40}"
PROMOTED = "{change: promote, at: 20m}"


def written(played: Played) -> int:
    """Calls that wrote prices."""
    return played.calls["shop.price.write"]


def test_changed_prices_are_written_and_promotions_stay(tmp_path: Path) -> None:
    played = play(tmp_path, f"chaos=[{PROMOTED}, {CHANGED}]", short=LONG)
    assert played.card.verdict == HELD, played.card.reasons
    assert played.card.findings == []
    assert written(played) == 2


@pytest.mark.parametrize(
    "fault",
    [
        "{fault: lose_reply, on: shop.price.write, chance: 60%}",
        "{fault: refuse, on: shop.price.write, at: 30m..45m, status: 503}",
        "{fault: kill, on: shop.price.write, when: before, chance: 100%, times: 1, down: 30s}",
        "{fault: kill, on: erp.item.list, when: after, chance: 20%, times: 2, down: 30s}",
        "{fault: refuse, on: erp.price.list, at: 0m..20m, status: 503}",
    ],
)
def test_no_failure_loses_a_price(tmp_path: Path, fault: str) -> None:
    played = play(tmp_path, f"chaos=[{CHANGED}, {fault}]", "budgets.prices=40m", short=LONG)
    assert played.card.verdict == HELD, played.card.reasons
    assert written(played) >= 2


def test_prices_that_the_erp_changes_often_are_followed(tmp_path: Path) -> None:
    often = "erp.others.prices={at: every 1h, share: 30%}"
    played = play(tmp_path, often, short=LONG)
    assert played.card.verdict == HELD, played.card.reasons
    assert written(played) >= 3


def test_without_a_change_two_lists_are_read_every_ten_minutes_and_nothing_is_written(tmp_path: Path) -> None:
    played = play(tmp_path / "with", short=LONG)
    without = play(tmp_path / "without", design=Design(prices=False), short=LONG)
    more = {key: n - without.calls[key] for key, n in played.calls.items() if n != without.calls[key]}
    assert more == {"erp.item.list": 23, "erp.price.list": 23}


def test_prices_that_the_shop_owns_are_left_alone(tmp_path: Path) -> None:
    played = play(tmp_path, f"chaos=[{CHANGED}]", "owners.prices.list=shop", short=LONG)
    assert played.card.verdict == HELD, played.card.reasons
    assert not written(played) + played.calls["erp.item.list"]


def test_canary_of_prices(tmp_path: Path) -> None:
    class Dear(Prices):
        def row(self, sku: str, price: float) -> dict[str, Any]:
            return super().row(sku, price + 1)

    played = play(tmp_path / "dear", f"chaos=[{CHANGED}]", short=LONG, parts=Parts(prices=Dear))
    assert {each.kind for each in played.card.findings} >= {"wrong_price"}
    without = play(tmp_path / "none", f"chaos=[{CHANGED}]", short=LONG, design=Design(prices=False))
    assert {each.kind for each in without.card.findings} == {"wrong_price"}
