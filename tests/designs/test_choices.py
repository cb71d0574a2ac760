"""What single choices do, in small runs of two designs that differ in nothing else."""

from __future__ import annotations

import pytest

from golive.candidates.designs.choices.times import pause_s
from golive.candidates.designs.kinds import Trigger
from golive.record.run import Scorecard
from golive.result import RunResult
from tests.designs.playing import played

OUTAGE = ("chaos=[{fault: outage, on: erp, at: 20%..60%}]",)
REFUSES = ("erp.rules.minimum_order={mode: refuse, value: 150 EUR}",)
NO_COMMENTS = ("chaos=[{fault: refuse, on: shop.order.comment, at: 10%..40%, status: 503}]",)
TWICE = ("chaos=[{fault: duplicate_notice, chance: 30%}]",)
HOUR_S = 3600.0


def card(design: str, *sets: str) -> Scorecard:
    return played(design, sets=sets).scorecard


def calls(result: RunResult, operation: str) -> list[int]:
    """The instants in ms at which the candidate sent the calls of one operation."""
    return [
        fact.data["sent_ms"]
        for fact in result.ledger
        if fact.kind == "exchange.answered" and fact.data["op"] == operation
    ]


def test_a_time_of_day_is_the_next_one() -> None:
    at_two = Trigger("batch", at_ms=2 * 3_600_000)
    assert pause_s(at_two, 0) == 2 * HOUR_S
    assert pause_s(at_two, 2 * 3_600_000) == 24 * HOUR_S
    assert pause_s(at_two, 3 * 3_600_000 + 24 * 3_600_000) == 23 * HOUR_S


def test_a_poller_takes_no_events_and_sends_at_its_turns() -> None:
    result = played("{orders: {trigger: poll every 10m, reconcile: off}}")
    begin_ms = result.record.start_ms
    turns = {(sent_ms - begin_ms) // 60_000 for sent_ms in calls(result, "erp.order.create")}
    assert turns == {10, 20, 30}
    assert calls(result, "shop.event.subscribe") == []


def test_without_a_buffer_the_shop_waits_for_the_erp() -> None:
    slow = ("chaos=[{fault: slow, on: erp.order.create, latency: 4s}]",)
    waited = {
        buffer: max(
            fact.at_ms - fact.data["handed_ms"]
            for fact in played(f"{{orders: {{buffer: {buffer}, retries: {{count: 3}}}}}}", sets=slow).ledger
            if fact.kind == "notice.delivered"
        )
        for buffer in ("none", "memory")
    }
    assert waited["none"] >= 4000 > waited["memory"]


def test_retries_that_are_counted_end() -> None:
    few, many = card("{orders: {retries: {count: 2}, reconcile: off}}", *OUTAGE), card("{}", *OUTAGE)
    assert few.orders["stuck_visible"] > 0 == many.orders["stuck_visible"]


def test_rejections_are_dropped_logged_or_parked() -> None:
    parked, logged, dropped = (
        played(f"{{orders: {{rejections: {how}}}}}", sets=REFUSES) for how in ("park", "log", "drop")
    )
    assert parked.scorecard.orders["stuck_visible"] > 0 == parked.scorecard.orders["lost"]
    assert logged.scorecard.orders["lost"] == dropped.scorecard.orders["lost"] > 0
    assert "the ERP refuses the order" in logged.log
    assert "refuses" not in dropped.log


def test_held_orders_hold_those_behind_them() -> None:
    held, parked = (
        card(f"{{orders: {{workers: 1, rejections: {how}}}}}", *REFUSES) for how in ("hold", "park")
    )
    assert held.orders["exact"] < parked.orders["exact"]


def test_refusals_are_repeated_where_all_is_repeated() -> None:
    repeated, once = (
        card(f"{{orders: {{retries: {{count: 3, which: {which}}}}}}}", *REFUSES)
        for which in ("all", "temporary")
    )
    assert repeated.erp["refused"] == 4 * once.erp["refused"] > 0


def test_a_flow_that_begins_again_books_again() -> None:
    restarted, resumed, knowing = (
        card(f"{{flow: {flow}, orders: {{idempotency: {how}, reconcile: off}}}}", *NO_COMMENTS)
        for flow, how in (
            ("restart", "external reference"),
            ("resume", "external reference"),
            ("restart", "inbox table"),
        )
    )
    assert restarted.orders["duplicated"] > 0
    assert resumed.orders["duplicated"] == knowing.orders["duplicated"] == 0


def test_only_no_idempotency_books_each_delivery_of_an_event() -> None:
    none, reference = (
        card(f"{{orders: {{idempotency: {how}, reconcile: off}}}}", *TWICE)
        for how in ("none", "external reference")
    )
    assert none.orders["duplicated"] > 0 == reference.orders["duplicated"]


def test_a_queue_delivers_again_what_a_kill_left() -> None:
    kills = ("chaos=[{fault: kill, on: erp.order.create, when: after, chance: 20%, times: 3, down: 30s}]",)
    doubled = card("{orders: {trigger: queue, idempotency: external reference, reconcile: off}}", *kills)
    known = card("{orders: {trigger: queue, reconcile: off}}", *kills)
    assert doubled.orders["duplicated"] > 0 == known.orders["duplicated"]
    assert doubled.orders["lost"] == known.orders["lost"] == 0


def test_orders_of_both_owners_are_cancelled_on_both_sides() -> None:
    deleted = ("chaos=[{change: delete_orders, at: 20m, count: 3}]",)
    both, erp = (played(f"{{orders: {{owner: {owner}}}}}", sets=deleted) for owner in ("both", "erp"))
    assert len(calls(both, "shop.order.cancel")) == 3
    assert calls(erp, "shop.order.cancel") == []


def test_customers_of_both_owners_are_written_with_every_order() -> None:
    returning = ("traffic.customers.returning=80%", "traffic.customers.guests=0%")
    both, shop = (played(f"{{customers: {{owner: {owner}}}}}", sets=returning) for owner in ("both", "shop"))
    assert len(calls(both, "erp.customer.update")) > len(calls(shop, "erp.customer.update"))


def test_batches_are_of_the_size_that_is_written() -> None:
    small, large = (played(f"{{stock: {{batch: {size}}}}}") for size in (5, 100))
    assert len(calls(small, "shop.stock.write")) > len(calls(large, "shop.stock.write")) > 0


def test_all_stock_is_written_again_where_that_is_chosen() -> None:
    whole, changed = (played(f"{{stock: {{reconcile: {when}}}}}") for when in ("15m", "off"))
    assert len(calls(whole, "shop.stock.write")) > len(calls(changed, "shop.stock.write"))


def test_without_alerts_an_outage_is_not_alerted() -> None:
    quiet = "alerts: off"
    silent = (
        f"{{orders: {{reconcile: off, rejections: log, {quiet}}}, stock: {{{quiet}}}, prices: {{{quiet}}},"
        f" customers: {{{quiet}}}, refunds: {{{quiet}}}}}"
    )
    long = ("chaos=[{fault: outage, on: erp, at: 0%..100%}]",)
    alerts = [
        sum(fact.kind == "desk.alert" for fact in played(design, sets=long).ledger)
        for design in (silent, "{}")
    ]
    assert alerts[0] == 0 < alerts[1]


@pytest.mark.parametrize("channel", ["files", "tables", "batch"])
def test_goods_have_a_trigger_of_their_own_beside_a_channel(channel: str) -> None:
    orders = f"channel: {channel}, orders: {{trigger: batch every 5m}}"
    often, seldom = (
        calls(
            played(f"{{{orders}, stock: {{trigger: {trigger}}}}}", sets=("erp.channels.batch=on",)),
            "erp.stock.list",
        )
        for trigger in ("poll every 2m", "batch every 20m")
    )
    assert len(often) > 4 * len(seldom) > 0
    rounds = [at_ms for at_ms, after_ms in zip(seldom[1:], seldom, strict=False) if at_ms - after_ms > 60_000]
    assert all(at_ms - seldom[0] >= 20 * 60_000 for at_ms in rounds)
