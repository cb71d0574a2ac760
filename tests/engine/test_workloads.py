"""What customers, clerks and master data do by themselves."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive import scenario
from golive.build.world import World, build
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.sessions import shop_session
from golive.keys.value_kinds import HOUR_MS
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE, Fact
from golive.scenario import Scenario
from golive.sim import VirtualClock
from golive.sim.seeding import stream
from golive.workloads.arrivals import arrivals
from golive.workloads.baskets import Shelf
from golive.workloads.customers.people import People
from golive.workloads.demand import Demand
from golive.workloads.masterdata import articles
from tests.depth import only_deep

from .misbehaving import idle

MINUTE_MS = 60_000


def load(*sets: str, name: str = "calm") -> Scenario:
    return scenario.load(name, sets)


def world(folder: Path, loaded: Scenario, seed: int = 1) -> World:
    return build(loaded, seed, VirtualClock(loaded.clock.start_ms), folder)


# -- arrivals ------------------------------------------------------------------------------------------------


def test_the_rate_is_a_trapezium_on_top_of_the_usual() -> None:
    orders = load(name="black-friday").traffic.orders  # 90/h; at 3h to 3600/h in 5m, 1h there, 30m back
    at = {
        "before": 3 * HOUR_MS - 1,
        "begin": 3 * HOUR_MS,
        "half up": 3 * HOUR_MS + 150_000,
        "top": 3 * HOUR_MS + 5 * MINUTE_MS,
        "end of top": 4 * HOUR_MS + 5 * MINUTE_MS - 1,
        "half down": 4 * HOUR_MS + 20 * MINUTE_MS,
        "after": 4 * HOUR_MS + 35 * MINUTE_MS,
    }
    rates = {name: round(Demand(orders).rate(offset)) for name, offset in at.items()}
    assert rates == {
        "before": 90, "begin": 90, "half up": 1845, "top": 3600, "end of top": 3600, "half down": 1845, "after": 90,
    }  # fmt: skip


def test_of_overlapping_peaks_the_higher_counts_and_a_low_one_does_not() -> None:
    written = (("1h", 200), ("1h30m", 300), ("2h", 10))
    each = [f"{{at: {at}, reach: {reach}/h, ramp: 0s, hold: 1h, decay: 0s}}" for at, reach in written]
    peaks = f"[{', '.join(each)}]"
    orders = load(
        "clock.duration=8h", "traffic.orders.base=100/h", f"traffic.orders.peaks={peaks}"
    ).traffic.orders
    assert [Demand(orders).rate(minutes * MINUTE_MS) for minutes in (30, 75, 105, 140, 170)] == [
        100,
        200,
        300,
        300,
        100,
    ]


@pytest.mark.parametrize("seed", range(1, 6))
def test_arrivals_follow_the_rate(seed: int) -> None:
    """In every stretch as many as the area under the rate, within four standard deviations; in order."""
    orders = load(name="black-friday").traffic.orders
    came = list(arrivals(Demand(orders), 8 * HOUR_MS, stream(seed, "workload.arrivals")))
    assert came == sorted(came)
    assert all(type(at) is int and 0 <= at < 8 * HOUR_MS for at in came)
    stretches = [(0, 180), (180, 185), (185, 215), (215, 245), (245, 275), (275, 480)]
    for first, last in stretches:
        step = MINUTE_MS // 6
        area = sum(
            Demand(orders).rate(at + step / 2) * step / HOUR_MS
            for at in range(first * MINUTE_MS, last * MINUTE_MS, step)
        )
        count = sum(1 for at in came if first * MINUTE_MS <= at < last * MINUTE_MS)
        assert abs(count - area) < 4 * area**0.5, (first, last, count, area)


def test_gaps_between_customers_are_those_of_chance() -> None:
    """Exponential: the standard deviation of the gaps equals their mean, and a third is longer than it."""
    orders = load("traffic.orders.base=3600/h").traffic.orders
    came = list(arrivals(Demand(orders), 4 * HOUR_MS, random.Random(1)))
    gaps = [later - sooner for sooner, later in zip(came, came[1:])]  # noqa: B905, RUF007
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert 950 < mean < 1050
    assert 0.95 < deviation / mean < 1.05
    assert 0.35 < sum(gap > mean for gap in gaps) / len(gaps) < 0.385


def test_without_a_rate_no_customer_arrives() -> None:
    assert (
        list(arrivals(Demand(load("traffic.orders.base=0/h").traffic.orders), 24 * HOUR_MS, random.Random(1)))
        == []
    )


# -- baskets -------------------------------------------------------------------------------------------------


@given(st.integers(1, 30), st.integers(1, 5), st.integers(0, 4), st.floats(0.1, 3), st.integers(0, 99))
def test_a_basket_has_different_articles_in_the_quantities_asked_for(
    skus: int, low: int, more: int, exponent: float, seed: int
) -> None:
    baskets = load(
        "shop.catalog.skus=200", f"traffic.baskets.lines={low}..{low + more}", "traffic.baskets.quantity=2..5"
    ).traffic.baskets
    names = [f"S{number}" for number in range(skus)]
    shelf = Shelf(names, exponent, baskets, random.Random(seed))
    for _ in range(5):
        basket = shelf.basket()
        assert 1 <= len(basket) <= min(low + more, skus)
        assert len({sku for sku, _ in basket}) == len(basket)
        assert all(sku in names and 2 <= quantity <= 5 for sku, quantity in basket)


@pytest.mark.parametrize("exponent", [0.8, 1.1, 1.5])
def test_the_kth_article_sells_in_proportion_to_its_rank(exponent: float) -> None:
    baskets = load("traffic.baskets.lines=1..1").traffic.baskets
    names = [f"S{number}" for number in range(1, 101)]
    shelf = Shelf(names, exponent, baskets, random.Random(7))
    sold = Counter(sku for _ in range(20_000) for sku, _ in shelf.basket())
    total = sum(1 / rank**exponent for rank in range(1, 101))
    for rank in (1, 2, 5, 20):
        expected = 20_000 / rank**exponent / total
        assert abs(sold[f"S{rank}"] - expected) < 5 * expected**0.5


def test_numbers_of_lines_and_units_are_spread_evenly() -> None:
    baskets = load("traffic.baskets.lines=1..4", "traffic.baskets.quantity=1..2").traffic.baskets
    shelf = Shelf([f"S{number}" for number in range(500)], 0.5, baskets, random.Random(3))
    drawn = [shelf.basket() for _ in range(8_000)]
    lines = Counter(len(basket) for basket in drawn)
    units = Counter(quantity for basket in drawn for _, quantity in basket)
    assert all(abs(lines[count] - 2000) < 200 for count in (1, 2, 3, 4))
    assert abs(units[1] - units[2]) < 500


# -- people --------------------------------------------------------------------------------------------------


def test_customers_come_in_the_shares_asked_for(tmp_path: Path) -> None:
    shares = ("traffic.customers.guests=40%", "traffic.customers.returning=25%", "traffic.customers.b2b=5%")
    made = world(tmp_path, load(*shares))
    people = People(made.shop, made.scenario.traffic.customers, random.Random(5))
    drawn = [people.next() for _ in range(8_000)]
    kinds = Counter(kind for _, kind in drawn)
    assert abs(kinds["guest"] - 3200) < 180
    assert abs(kinds["b2b"] - 400) < 80
    assert abs(kinds["returning"] - 1100) < 130
    assert all((person.customer_id is None) == (kind == "guest") for person, kind in drawn)
    assert all(person.on_account == (kind == "b2b") for person, kind in drawn)
    by_email: dict[str, int | None] = {}
    for person, _ in drawn:
        assert by_email.setdefault(person.email, person.customer_id) == person.customer_id
    emails = Counter(person.email for person, kind in drawn if kind in ("guest", "new"))
    assert set(emails.values()) == {1}
    made.clock.close()


# -- master data ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["calm", "black-friday"])
def test_both_systems_open_with_the_same_articles_prices_and_stock(tmp_path: Path, name: str) -> None:
    loaded = load(name=name)
    made = world(tmp_path, loaded)
    catalog, stock = loaded.shop.catalog, loaded.shop.stock
    found = articles(loaded, 1)
    assert len(found) == catalog.skus == len(made.erp.items)
    for article in found:
        product, item = made.shop.catalog.find(article.sku), made.erp.items.by_sku[article.sku]
        assert product is not None
        assert (product.name, product.price_cents, product.tax_hundredths) == (
            item.name, item.price_cents, item.tax_bp,
        )  # fmt: skip
        assert catalog.price.low * 100 <= article.price_cents < (catalog.price.high + 1) * 100
        opening = sum(quantity for _, quantity in article.stock)
        assert stock.opening.low <= opening <= stock.opening.high
        assert all(quantity >= 0 for _, quantity in article.stock)
        assert made.shop.salable(article.sku) == opening
    made.clock.close()
    made.ledger.close()
    shelves: dict[str, dict[tuple[str, str], int]] = {"shop": {}, "erp": {}}
    for fact in read(tmp_path / LEDGER_FILE):
        if fact.kind == "shop.stock.changed":
            shelves["shop"] |= {(sku, source): quantity for sku, source, quantity, _ in fact.data["rows"]}
        elif fact.kind == "erp.stock.changed":
            shelves["erp"] |= {(row[0], row[1]): row[2] for row in fact.data["rows"]}
    assert shelves["shop"] == shelves["erp"]
    assert len(shelves["shop"]) == catalog.skus * len(stock.sources)


def test_master_data_follows_the_seed_and_nothing_else() -> None:
    loaded = load()
    assert articles(loaded, 1) == articles(loaded, 1)
    assert articles(loaded, 1) != articles(loaded, 2)


# -- what becomes of orders ----------------------------------------------------------------------------------

LIFE = (
    "clock.duration=4h",
    "clock.settle=10m",
    "traffic.orders.base=200/h",
    "traffic.baskets.coupons=20%",
    "traffic.customers.b2b=15%",
    "traffic.life.cancelled=25%",
    "traffic.life.edited=25%",
    "traffic.life.late_paid=40%",
)


def play(folder: Path, loaded: Scenario, integrate: Any, seed: int = 1) -> tuple[World, list[Fact]]:
    made = world(folder, loaded, seed)
    candidate = InProcess("test", integrate)

    async def main() -> None:
        await candidate.start(made)
        made.open_doors()
        await made.clock.until(loaded.clock.end_ms)
        await candidate.stop()

    try:
        made.clock.run(main())
    finally:
        made.clock.close()
        made.ledger.close()
    return made, list(read(folder / LEDGER_FILE))


def amounts(facts: list[Fact], kind: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for fact in facts:
        if fact.kind == kind:
            found.setdefault(fact.keys["order"], []).append(fact.data["amount_cents"])
    return found


def check_money(made: World, facts: list[Fact]) -> None:
    """The independent record of payments says what the shop says, order by order."""
    captured, refunded = amounts(facts, "payment.captured"), amounts(facts, "payment.refunded")
    assert captured == amounts(facts, "shop.order.paid")
    assert refunded == amounts(facts, "shop.order.refunded")
    for order in made.shop.orders:
        paid, back = sum(captured.get(order.increment_id, [])), sum(refunded.get(order.increment_id, []))
        assert (paid, back) == (order.paid_cents, order.refunded_cents)
        assert len(captured.get(order.increment_id, [])) <= 1
        if order.state in ("canceled", "closed"):
            assert paid == back
        if back:
            assert order.state == "closed"
            assert back == paid == order.ordered.total


@pytest.mark.parametrize("seed", [1, *only_deep(2, 3)])
def test_payments_agree_with_the_shop_on_every_path_of_an_order(tmp_path: Path, seed: int) -> None:
    made, facts = play(tmp_path, load(*LIFE), idle, seed)
    check_money(made, facts)
    kinds = Counter(made.kinds)
    for kind in ("guest", "new", "returning", "b2b", "coupon", "cancelled", "edited", "late_paid"):
        assert kinds[kind] > 20, kinds
    states = Counter(order.state for order in made.shop.orders)
    assert all(states[state] > 20 for state in ("new", "processing", "canceled", "closed")), states
    placed = [fact for fact in facts if fact.kind == "shop.order.placed"]
    assert sum(1 for fact in placed if fact.data["replaces"]) == kinds["edited"]
    assert sum(kinds[kind] for kind in ("guest", "new", "returning", "b2b")) == len(placed) - kinds["edited"]


def test_nothing_is_paid_cancelled_or_edited_after_the_doors_have_closed(tmp_path: Path) -> None:
    loaded = load(*LIFE)
    _, facts = play(tmp_path, loaded, idle)
    late = [
        fact
        for fact in facts
        if fact.at_ms >= loaded.clock.traffic_end_ms and fact.actor in ("workload", "shop")
    ]
    assert not [fact for fact in late if fact.kind.startswith(("payment.", "workload.", "shop.order."))]


def test_who_is_sold_out_sells_no_more_and_says_so(tmp_path: Path) -> None:
    loaded = load("traffic.orders.base=600/h", "shop.stock.opening=1..5", "shop.catalog.skus=20")
    made, facts = play(tmp_path, loaded, idle)
    assert any(fact.kind == "shop.checkout.refused" for fact in facts)
    assert all(made.shop.salable(f"SKU-{number:05d}") >= 0 for number in range(1, 21))


@pytest.mark.parametrize("seed", [1, *only_deep(2)])
def test_a_candidate_that_meddles_with_orders_does_not_break_the_customers(tmp_path: Path, seed: int) -> None:
    """It invoices, holds, cancels, ships and refunds what it likes while customers do the same."""

    async def meddles(kit: Kit) -> None:
        shop = shop_session(kit.shop, kit.credentials)
        waiting: asyncio.Queue[str] = asyncio.Queue()

        def on_event(event: dict[str, Any]) -> int:
            waiting.put_nowait(event["data"]["value"]["entity_id"])
            return 200

        kit.on_webhook(on_event)
        while True:
            order = await waiting.get()
            paths = [f"order/{order}/invoice", f"orders/{order}/hold", f"orders/{order}/unhold"]
            paths += [f"orders/{order}/cancel", f"order/{order}/ship", f"order/{order}/refund"]
            for _ in range(2):
                path = kit.rng.choice(paths)
                await shop.post(f"/rest/V1/{path}", {"capture": True} if path.endswith("invoice") else {})

    made, facts = play(tmp_path, load(*LIFE, "traffic.orders.base=300/h"), meddles, seed)
    meddled = Counter(fact.data.get("by") for fact in facts if fact.actor == "shop")
    assert meddled["api"] > 100
    assert facts[-1].at_ms <= made.scenario.clock.end_ms
    captured, booked = amounts(facts, "payment.captured"), amounts(facts, "shop.order.paid")
    assert all(booked[order] == [sum(cents)] for order, cents in captured.items())


def test_tills_sell_at_their_rate_until_the_traffic_ends(tmp_path: Path) -> None:
    loaded = load("erp.others.sales=120/h", "clock.duration=4h", "traffic.orders.base=0/h")
    _, facts = play(tmp_path, loaded, idle)
    sold = [fact for fact in facts if fact.kind == "erp.order.created" and fact.data["by"] == "till"]
    assert abs(len(sold) - 480) < 90
    assert all(fact.at_ms < loaded.clock.traffic_end_ms for fact in sold)
