"""A warehouse management system ships in the shop, and the ERP learns of it from the integration."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.record.run import HELD, UNKNOWN
from golive.scenario import ScenarioError, load
from tests.runs import Played, Runs

MINUTE_MS = 60_000
NAME = "shipped-by-the-wms"
SHORT = ("clock.duration=40m", "chaos=[]", "wms.outages=[]")


def shipped(played: Played) -> dict[str, int]:
    """When the system shipped each order, in ms after the start of the traffic."""
    start_ms = played.scenario.clock.start_ms
    facts = played.of_kind("shop.order.shipped")
    assert {fact.data["by"] for fact in facts} <= {"wms"}
    return {fact.keys["order"]: fact.at_ms - start_ms for fact in facts}


def test_each_shipment_is_one_delivery_of_the_erp(runs: Runs) -> None:
    played = runs(NAME)
    posted = [fact.keys["ref"] for fact in played.of_kind("erp.delivery.posted")]
    assert sorted(posted) == sorted(shipped(played))
    assert played.card.verdict == HELD


def test_an_outage_holds_shipments_up_and_a_batch_follows(runs: Runs) -> None:
    times = shipped(runs(NAME)).values()
    assert not [at_ms for at_ms in times if 30 * MINUTE_MS <= at_ms < 60 * MINUTE_MS]
    first_ms = min(at_ms for at_ms in times if at_ms >= 60 * MINUTE_MS)
    assert sum(at_ms == first_ms for at_ms in times) > 5


def test_the_same_orders_are_its_share_whenever_it_looks(runs: Runs) -> None:
    looks = ("wms.every=1m", "wms.every=7m")
    often, seldom = (shipped(runs(NAME, "reference", *SHORT, "wms.ships=50%", each)) for each in looks)
    every = shipped(runs(NAME, "reference", *SHORT))
    assert set(often) == set(seldom)
    assert 0 < len(often) < len(every)


def test_the_verdict_is_unknown_where_it_never_acts(runs: Runs) -> None:
    card = runs(NAME, "reference", *SHORT, "wms.lead=8h").card
    assert (card.verdict, [each.cases for each in card.exercised if each.name == "wms"]) == (UNKNOWN, [0])


@pytest.mark.parametrize(
    "fault", ["lose_reply, chance: 40%", "kill, chance: 20%", "refuse, status: 503, chance: 40%"]
)
def test_the_reference_posts_each_delivery_once_under_faults(runs: Runs, fault: str) -> None:
    chaos = f"chaos=[{{fault: {fault}, on: erp.delivery.create}}]"
    played = runs(NAME, "reference", "clock.duration=40m", "wms.outages=[]", chaos)
    assert (played.card.verdict, played.card.findings) == (HELD, [])


def test_stock_that_the_erp_shows_late_is_not_counted_twice(runs: Runs) -> None:
    played = runs(NAME, "reference", *SHORT, "erp.quirks.stale_reads={share: 100%, lag: 3m}")
    assert played.card.findings == []


def test_what_it_ships_shortly_before_the_end_is_not_held_against_the_integration(runs: Runs) -> None:
    sets = (*SHORT, "wms.lead=35m..35m", "traffic.life.cancelled=0%")
    assert "wrong_state" not in {
        found.kind for found in runs(NAME, "naive", *sets, "clock.settle=10m").card.findings
    }
    assert "wrong_state" in {found.kind for found in runs(NAME, "naive", *sets).card.findings}


@pytest.mark.parametrize(
    "path", ["owners.shipments", "erp.fulfilment.wave", "erp.fulfilment.delivery_posts", "shop.stock.sources"]
)
def test_what_it_needs_is_named(path: str, tmp_path: Path) -> None:
    (tmp_path / "wms.yaml").write_text(
        "name: wms\nbase: calm\nwms: {ships: 100%}\nshop: {stock: {sources: [north, south]}}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load(str(tmp_path / "wms.yaml"))
    assert f"{path}: expected" in str(caught.value)
    assert "beside wms.ships, since" in str(caught.value)
