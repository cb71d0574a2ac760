"""A warehouse system owns the stock: the ERP follows, and no integration writes over its counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive import scenario
from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.candidates.reference.shipments.shop_stock import ShopStock
from golive.candidates.reference.stock import StockSync
from golive.record.run import HELD, Scorecard
from golive.runner import Plan, carry_out
from golive.scenario import ScenarioError, load
from tests.runs import Played, Runs

NAME = "stock-of-the-wms"


def figures(played: Played, kind: str) -> dict[tuple[str, str], int]:
    """The last quantity of each article, by warehouse."""
    return {(row[0], row[1]): row[2] for fact in played.of_kind(kind) for row in fact.data["rows"]}


def with_parts(parts: Parts) -> Scorecard:
    async def integrate(kit: Kit) -> None:
        await reference.run(kit, Design(), parts)

    plan = Plan(scenario.load(NAME), InProcess("it", integrate), NAME, "it", 1)
    return carry_out(plan, None).scorecard


def test_the_erp_has_the_figures_of_the_shop_at_the_end(runs: Runs) -> None:
    played = runs(NAME)
    counts = [
        fact
        for fact in played.of_kind("shop.stock.changed")
        if fact.data["by"] == "wms" and fact.data["why"] == "api"
    ]
    assert len(counts) > 20
    assert figures(played, "shop.stock.changed") == figures(played, "erp.stock.changed")
    assert (played.card.verdict, played.card.findings) == (HELD, [])


@pytest.mark.parametrize("fault", ["lose_reply, chance: 30%", "kill, chance: 5%"])
def test_it_follows_under_faults(runs: Runs, fault: str) -> None:
    card = runs(
        NAME, "reference", "clock.duration=40m", f"chaos=[{{fault: {fault}, on: erp.stock.set}}]"
    ).card
    assert card.findings == []


def test_it_follows_where_the_erp_ships(runs: Runs) -> None:
    sets = ("wms.ships=0%", "owners.shipments=erp", "erp.fulfilment.wave=15m", "clock.duration=40m")
    assert runs(NAME, "reference", *sets).card.findings == []


def test_stock_that_is_sent_to_the_shop_is_against_its_owner() -> None:
    found = [
        each for each in with_parts(Parts(shop_stock=StockSync)).findings if each.kind == "against_owner"
    ]
    assert {each.cause.code for each in found} == {"written_against_owner"}
    assert "which the shop owns" in found[0].what


class Idle(ShopStock):
    """Carries no stock."""

    async def run_once(self) -> None:
        return


def test_counts_that_the_erp_does_not_get_are_found() -> None:
    found = [each for each in with_parts(Parts(shop_stock=Idle)).findings if each.kind == "residual_stock"]
    assert {each.cause.code for each in found} == {"count_not_followed"}
    assert "wms changed it in the shop at" in found[0].cause.what


def test_what_counts_need_is_named(tmp_path: Path) -> None:
    (tmp_path / "wms.yaml").write_text("name: wms\nbase: calm\nwms: {counts: 5/h}\n")
    with pytest.raises(ScenarioError) as caught:
        load(str(tmp_path / "wms.yaml"))
    for path in ("owners.stock: expected shop", "erp.fulfilment.stock_writes: expected on"):
        assert f"{path} beside wms.counts" in str(caught.value)
