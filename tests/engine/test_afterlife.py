"""Store credit, refunds in parts and late second thoughts happen as declared, and the reference holds under them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from golive import scenario
from golive.candidates.registry import resolve
from golive.keys.value_kinds import HOUR_MS
from golive.record.ledger import read
from golive.record.run import HELD, LEDGER_FILE, Fact
from golive.runner import Plan, execute
from golive.workloads.complaints import GOODWILL_CENTS

from . import bounds
from .misbehaving import idle
from .test_workloads import play

SURE = 0.999
FEWER = "traffic.orders.base=100/h"
LONG = ("clock.duration=8h", "traffic.orders.base=200/h", "shop.stock.opening=20000..30000")


def held(folder: Path, *sets: str) -> list[Fact]:
    """The facts of a run with the reference, which must hold."""
    loaded = scenario.load("calm", [*LONG, *sets])
    card = execute(Plan(loaded, resolve("reference"), "calm", "reference"), folder)
    assert card.verdict == HELD, card.reasons
    return list(read(folder / LEDGER_FILE))


def test_store_credit_pays_for_accounts_in_the_share_declared(tmp_path: Path) -> None:
    loaded = scenario.load("calm", [*LONG, "traffic.baskets.store_credit=20%"])
    made, _ = play(tmp_path, loaded, idle)
    accounts = [order for order in made.shop.orders if order.customer_id is not None]
    paid_with = [order for order in made.shop.orders if order.extras and order.extras.store_credit[0]]
    assert all(order.customer_id is not None for order in paid_with)
    low, high = bounds.binomial(len(accounts), 0.2, SURE)
    assert low <= len(paid_with) <= high


def test_what_is_paid_back_in_parts_is_paid_back_more_than_once(tmp_path: Path) -> None:
    facts = held(tmp_path, FEWER, "traffic.life={partly_refunded: 20%, refund_parts: 2..3}")
    times = Counter(fact.keys["order"] for fact in facts if fact.kind == "payment.refunded")
    assert max(times.values()) == 3
    assert sum(count > 1 for count in times.values()) > 50


def test_each_kind_of_refund_has_its_rows_and_its_amount(tmp_path: Path) -> None:
    kinds = "traffic.life={partly_refunded: 30%, refunds: [returned, goodwill, shipping, fee]}"
    facts = held(tmp_path, "traffic.orders.base=40/h", kinds)
    memos = [fact.data for fact in facts if fact.kind == "shop.order.refunded"]
    back = [memo for memo in memos if memo["restocked"]]
    bare = [memo["amount_cents"] for memo in memos if not memo["lines"]]
    assert len(memos) > 30
    assert all(memo["lines"] for memo in back)
    assert {GOODWILL_CENTS} < set(bare)
    assert len(back) + len(bare) == len(memos)


LATE = "traffic.life={cancelled: 60%, second_thoughts: 2h..5h}"


def test_second_thoughts_come_in_the_time_declared(tmp_path: Path) -> None:
    """Where no order is sent, all of them are in time."""
    _, facts = play(tmp_path, scenario.load("calm", [*LONG, LATE]), idle)
    placed = {fact.keys["order"]: fact.at_ms for fact in facts if fact.kind == "shop.order.placed"}
    back = [fact for fact in facts if fact.kind == "payment.refunded"]
    waits = [fact.at_ms - placed[fact.keys["order"]] for fact in back]
    assert len(waits) > 300
    assert all(2 * HOUR_MS <= wait < 5 * HOUR_MS for wait in waits)


def test_late_second_thoughts_find_most_orders_sent(tmp_path: Path) -> None:
    late, early = tmp_path / "late", tmp_path / "early"
    late.mkdir()
    early.mkdir()
    thoughts = {
        folder: sum(fact.kind == "payment.refunded" for fact in held(folder, FEWER, life))
        for folder, life in ((late, LATE), (early, "traffic.life.cancelled=60%"))
    }
    assert thoughts[late] < thoughts[early] / 2


def test_what_is_left_of_orders_cancelled_in_part_is_paid_and_sent(tmp_path: Path) -> None:
    life = "traffic.life={cancelled_in_part: 30%, edited: 5%, cancelled: 5%, partly_refunded: 10%}"
    facts = held(tmp_path, "traffic.orders.base=60/h", "traffic.baskets.coupons=20%", life)
    left = {fact.keys["order"]: fact.data for fact in facts if fact.kind == "shop.order.reduced"}
    paid = {fact.keys["order"]: fact.data for fact in facts if fact.kind == "payment.captured"}
    ordered = {fact.keys["order"]: fact.data for fact in facts if fact.kind == "shop.order.placed"}
    assert len(left) > 30
    for order, data in left.items():
        assert paid[order]["amount_cents"] == data["total_cents"]
        lacking = units(ordered[order]) - units(data)
        assert lacking.total() == 1


def units(data: dict[str, Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    for sku, quantity, *_ in data["lines"]:
        found[sku] += quantity
    return found
