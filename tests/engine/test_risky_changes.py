"""Changes that break integrations: a warehouse that opens, a price rule that begins, statuses with other names."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from fake_erp.inventory.warehouses import Warehouses
from golive.chaos.faults import PatchAnswer
from golive.record.run import Fact
from golive.runner import run
from golive.scenario import ScenarioError, load
from golive.wire.alterations import altered

SETS = ("clock.duration=1h", "traffic.orders.base=40/h", "shop.catalog.skus=20", "erp.fulfilment.lead=5m")
HALF_MS = 30 * 60_000


def facts(kind: str, chaos: str, *sets: str) -> tuple[list[Fact], list[Fact]]:
    """The facts of a kind before and after the change at half past."""
    result = run("calm", "reference", sets=(*SETS, *sets, f"chaos=[{chaos}]"))
    half_ms = result.record.start_ms + HALF_MS
    found = [fact for fact in result.ledger if fact.kind == kind]
    return [each for each in found if each.at_ms < half_ms], [each for each in found if each.at_ms >= half_ms]


def test_after_a_warehouse_has_opened_orders_leave_from_it() -> None:
    chaos = "{change: open_warehouse, at: 30m, warehouse: north, tried: first}"
    before, after = facts("erp.delivery.posted", chaos, "shop.stock.sources=[main, south]")
    assert "north" not in {fact.data["warehouse"] for fact in before}
    assert "north" in {fact.data["warehouse"] for fact in after}


def test_a_warehouse_that_is_tried_last_serves_only_what_the_others_lack() -> None:
    chaos = "{change: open_warehouse, at: 30m, warehouse: north, tried: last}"
    _, after = facts("erp.delivery.posted", chaos, "shop.stock.sources=[main, south]")
    assert {fact.data["warehouse"] for fact in after} == {"main"}


def test_a_warehouse_can_open_only_where_the_shop_can_have_another_source() -> None:
    with pytest.raises(ScenarioError) as refused:
        load("calm", ["chaos=[{change: open_warehouse, at: 30m}]"])
    assert "shop.stock.sources" in str(refused.value)
    assert "chaos[0]" in str(refused.value)


@pytest.mark.parametrize(("is_first", "order"), [(True, ("c", "a", "b")), (False, ("a", "b", "c"))])
def test_warehouses_keep_their_place_when_another_opens(is_first: bool, order: Sequence[str]) -> None:
    places = Warehouses(lambda *told: None, ("a", "b"), {"a": "DE", "b": "FR"}, "nearest")
    places.add("c", is_first=is_first)
    assert places.names == ("a", "b", "c")
    assert places.tried_for("AT") == order
    assert places.tried_for("FR")[0] == "b"
    with pytest.raises(ValueError, match="'c' already"):
        places.add("c")


def test_orders_have_the_new_status_in_the_old_state_until_the_end_of_the_window() -> None:
    chaos = "{change: change_order_status, at: 30m..45m, state: processing, status: in_preparation}"
    before, after = facts("shop.order.placed", chaos)
    back_ms = after[0].at_ms - after[0].at_ms % HALF_MS + HALF_MS // 2
    assert {fact.data["state"] for fact in (*before, *after)} == {"processing"}
    assert {fact.data["status"] for fact in before} == {"processing"}
    assert {fact.data["status"] for fact in after if fact.at_ms < back_ms} == {"in_preparation"}
    assert {fact.data["status"] for fact in after if fact.at_ms >= back_ms} == {"processing"}


def test_a_price_rule_takes_its_share_off_the_carts_of_its_time() -> None:
    before, after = facts("shop.order.placed", "{change: add_discount, at: 30m, percent: 20%, above: 40 EUR}")
    assert not any(fact.data["discount_cents"] for fact in before)
    assert any(fact.data["discount_cents"] for fact in after)


@pytest.mark.parametrize(("was", "changed"), [("held", 1), ("any", 3)])
def test_a_patch_of_one_value_leaves_the_others(was: str, changed: int) -> None:
    patch = PatchAnswer(field="rows.status", how="set", to="in_clearing", was=was)
    outcome = patch.judge(None, None)  # type: ignore[arg-type]
    rows = [{"status": each} for each in ("held", "released", "shipped")]
    random.Random(1).shuffle(rows)
    data = altered({"rows": rows}, outcome.change)  # type: ignore[union-attr]
    assert [row["status"] for row in data["rows"]].count("in_clearing") == changed
    assert altered({"rows": [{"status": "open"}]}, outcome.change) is None or was == "any"  # type: ignore[union-attr]
