"""Which design is better at what: orderings that follow from what the designs are, in small runs."""

from __future__ import annotations

import pytest

from golive.candidates.designs.bundle import DESIGNS, path_of
from golive.candidates.files import load
from golive.record.run import Scorecard
from tests.designs.playing import played

LOST_REPLIES = ("chaos=[{fault: lose_reply, on: erp.order.create, at: 5%..80%, chance: 20%}]",)
SILENT_DROPS = ("chaos=[{fault: silent_drop, on: erp.order.create, at: 5%..80%, chance: 15%}]",)
LOST_EVENTS = ("chaos=[{fault: drop_notice, at: 5%..80%, chance: 20%}]",)
KILLS = ("chaos=[{fault: kill, on: erp.order.create, when: before, chance: 20%, times: 4, down: 30s}]",)
BY_DAY = [name for name in DESIGNS if name != "nightly-batch"]
"""The designs that carry orders within the hour."""


def card(design: str, sets: tuple[str, ...] = ()) -> Scorecard:
    return played(design, sets=sets).scorecard


def test_idempotent_beats_not_on_lost_replies() -> None:
    doubled = {
        how: card(f"{{orders: {{idempotency: {how}, reconcile: off}}}}", LOST_REPLIES).orders["duplicated"]
        for how in ("none", "external reference", "look first", "inbox table")
    }
    assert doubled["none"] > 0 == doubled["look first"] == doubled["inbox table"]
    assert doubled["external reference"] > 0  # this ERP takes a reference twice


def test_a_reference_is_enough_where_the_erp_takes_each_once() -> None:
    refusing = (*LOST_REPLIES, "erp.rules.duplicate_reference=refuse")
    known = card("{orders: {idempotency: external reference, reconcile: off}}", refusing)
    refused = card("{orders: {idempotency: none, reconcile: off}}", refusing)
    assert known.orders["exact"] == known.orders["total"]
    assert refused.orders["duplicated"] == 0
    assert refused.desk["entries"] > 0 == known.desk["entries"]  # people look at what is right already


@pytest.mark.parametrize("name", BY_DAY)
def test_only_comparing_designs_lose_nothing_to_silent_drops(name: str) -> None:
    decision = load(path_of(name)).decision
    assert decision is not None
    lost = card(name, SILENT_DROPS).orders["lost"]
    compares = decision.channel != "api" or decision.orders.reconcile_ms is not None
    assert (lost == 0) == compares


@pytest.mark.parametrize("name", ["idempotent-queue", "outbox"])
def test_only_comparing_designs_find_lost_events(name: str) -> None:
    lost = card(name, LOST_EVENTS).orders["lost"]
    assert (lost == 0) == (name == "outbox")


def test_durable_beats_memory_under_kills() -> None:
    lost = {
        buffer: card(
            f"{{orders: {{buffer: {buffer}, retries: {{count: 5}}, reconcile: off}}}}", KILLS
        ).orders["lost"]
        for buffer in ("none", "memory", "durable")
    }
    assert lost["memory"] > 0
    assert lost["durable"] == 0


def test_batch_beats_real_time_on_load_and_loses_on_latency() -> None:
    real_time = card(
        "{orders: {trigger: webhook}, stock: {trigger: poll every 1m}, prices: {trigger: poll every 1m}}"
    )
    batch = card(
        "{orders: {trigger: batch every 20m}, stock: {trigger: batch every 30m}, prices: {trigger: batch every 30m}}"
    )
    assert batch.erp["calls"] < real_time.erp["calls"]
    assert (batch.latency_ms["p95"] or 0) > 60 * (real_time.latency_ms["p95"] or 0)


def test_ownership_beats_two_way_on_drift() -> None:
    owned, two_way = card("{stock: {owner: erp}}"), card("{stock: {owner: both}}")
    assert owned.stock["residual_units"] == 0 < two_way.stock["residual_units"]
    assert owned.stock["unexplained_unit_hours"] < two_way.stock["unexplained_unit_hours"]
