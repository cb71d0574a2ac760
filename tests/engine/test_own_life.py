"""The shop's own life and its ways of telling, each in a whole run: the reference holds, and the thing happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.run import Scorecard
from golive.runner import Plan, execute

SHORT = ("clock.duration=90m", "clock.settle=2h", "traffic.life.cancelled=5%", "traffic.life.edited=3%")

LIVES: dict[str, tuple[list[str], str]] = {
    "business events": (["shop.events.version=1"], ""),
    "the second version": (["shop.events.version=2"], ""),
    "two versions at once": (["shop.events.version=[1, 2]"], ""),
    "few fields": (["shop.events.version=1", "shop.events.fields=[entity_id]"], ""),
    "lagging indexers": (["shop.indexers=3m"], ""),
    "checkouts that break off": (
        ["traffic.life.broken_off=10%", "shop.compensation=15m"],
        "shop.checkout.broke_off",
    ),
    "maintenance": (["shop.maintenance=[{at: 20m, for: 10m}, {at: 60m, for: 5m}]"], "visit.turned_away"),
    "late commits": (["traffic.life.late_committed=30%"], ""),
    "carts placed twice": (
        ["traffic.life.placed_twice=10%", "expect.orders.stuck_visible=<= 20%"],
        "cart.placed_again",
    ),
    "late payers": (["traffic.life.late_paid=30%"], ""),
    "answers on a slow way back": (
        ["chaos=[{fault: slow, on: erp, part: answer, latency: pareto 200ms p99 40s}]"],
        "",
    ),
    "every fifth answer lost": (
        ["chaos=[{fault: lose_reply, on: erp.order.create, calls: every 5}]"],
        "",
    ),
    "the ERP behind a partition": (["chaos=[{fault: partition, on: erp, at: 20m..28m}]"], ""),
    "half a partition": (
        ["chaos=[{fault: partition, on: [erp, shop], cuts: from_system, at: 20m..28m}]"],
        "",
    ),
    "the other half": (["chaos=[{fault: partition, on: shop, cuts: to_system, at: 20m..28m}]"], ""),
    "new and changed fields": (
        [
            "chaos=[{fault: patch_answer, on: shop, field: brand_new, how: add, chance: 50%},"
            " {fault: patch_answer, on: shop.order.read, field: items.product_type, how: set, to: hologram},"
            " {fault: patch_answer, on: erp.order.create, field: created_at, how: remove},"
            " {fault: patch_header, on: erp, header: content-language, to: de},"
            " {fault: patch_notice, on: shop.order.placed, field: data.value.entity_id, how: retype, chance: 50%},"
            " {fault: patch_notice, on: shop.order.placed, field: data.value.grand_total, how: rename}]"
        ],
        "",
    ),
    "a limit that answers 400 and punishes": (
        ["chaos=[{fault: rate_limit, rate: 6/m, at: 20m..40m, status: 400, headers: on, penalty: 5s}]"],
        "",
    ),
    "pages of the ERP in disorder": (
        [
            "chaos=[{fault: patch_rows, on: erp.order.list, how: skip, chance: 30%},"
            " {fault: patch_rows, on: erp.delivery.list, how: repeat},"
            " {fault: patch_rows, on: erp.stock.list, how: reverse}]"
        ],
        "",
    ),
    "lost notices": (["chaos=[{fault: drop_notice, chance: 20%}]"], "notice.lost"),
    "late notices": (["chaos=[{fault: delay_notice, chance: 30%}]"], ""),
    "overtaken notices": (["chaos=[{fault: reorder_notices, chance: 50%}]"], ""),
    "a release of the events": (
        ["shop.events.version=1", "chaos=[{change: upgrade_events, at: 30m, parallel: 20m}]"],
        "change.made",
    ),
}


def facts(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines()]


def run(folder: Path, *sets: str, candidate: str = "reference", named: str = "calm") -> Scorecard:
    folder.mkdir(exist_ok=True)
    loaded = scenario.load(named, [*SHORT, *sets])
    return execute(Plan(loaded, resolve(candidate), named, candidate, 3), folder)


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", LIVES)
def test_the_reference_holds_under_each(name: str, tmp_path: Path) -> None:
    sets, kind = LIVES[name]
    card = run(tmp_path, *sets)
    assert card.verdict == "held", card.reasons
    if kind:
        assert kind in {fact["kind"] for fact in facts(tmp_path)}


def test_it_holds_when_everything_is_on_at_once(tmp_path: Path) -> None:
    card = run(
        tmp_path,
        "shop.events.version=[1, 2]",
        "shop.indexers=2m",
        "traffic.life.broken_off=5%",
        "shop.compensation=15m",
        "shop.maintenance=[{at: 30m, for: 10m}]",
        "traffic.life.late_committed=20%",
        "traffic.life.late_paid=20%",
        "chaos=[{fault: drop_notice, chance: 10%}, {fault: reorder_notices, chance: 20%}]",
    )
    assert card.verdict == "held", card.reasons
