"""The traffic that comes is the traffic declared: within bounds that chance leaves once in a thousand times.

Seeds are fixed, so a test that passes goes on passing. Every check has a canary: traffic that is a little off.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from math import exp
from pathlib import Path

import pytest

from golive import scenario
from golive.keys.value_kinds import HOUR_MS
from golive.record.run import Fact
from golive.scenario import Scenario
from golive.sim.seeding import stream
from golive.workloads.arrivals import arrivals
from golive.workloads.baskets import Shelf
from golive.workloads.demand import Demand

from . import bounds
from .misbehaving import idle
from .test_workloads import play

MINUTE_MS = 60_000
SURE = 0.999

PLANS: dict[str, tuple[str, ...]] = {
    "steady": ("clock.duration=8h", "traffic.orders.base=300/h"),
    "rush": (
        "clock.duration=8h",
        "traffic.orders.base=90/h",
        "traffic.orders.peaks=[{at: 3h, reach: 3600/h, ramp: 5m, hold: 1h, decay: 30m}]",
    ),
    "flash": (
        "clock.duration=3h",
        "traffic.orders.base=200/h",
        "traffic.orders.flashes=[{at: 1h, reach: 9000/h, lasts: 20m}]",
    ),
    "fortnight": (
        "clock.duration=14d",
        "traffic.orders.base=60/h",
        "traffic.orders.day=shop",
        "traffic.orders.week=shop",
        "traffic.orders.campaigns=[{at: 10h, every: 3d, times: 5, reach: 240/h}]",
    ),
    "weights": (
        "clock.duration=5d",
        "traffic.orders.base=120/h",
        "traffic.orders.day=[0, 0, 0, 0, 0, 0, 1, 2, 4, 4, 4, 3, 2, 3, 4, 4, 3, 2, 1, 1, 1, 0, 0, 0]",
        "traffic.orders.week=b2b",
    ),
}


def load(*sets: str) -> Scenario:
    return scenario.load("calm", sets)


def demand(loaded: Scenario) -> Demand:
    return Demand(loaded.traffic.orders, loaded.clock.start)


def came(loaded: Scenario, seed: int) -> list[int]:
    return list(arrivals(demand(loaded), loaded.clock.duration_ms, stream(seed, "workload.arrivals")))


# -- checks: each says whether a sample may come from what was declared ---------------------------------------


def follows_minutes(at_ms: list[int], plan: Demand, duration_ms: int) -> bool:
    """Chi-square over minutes, quiet ones pooled, against the area under the rate."""
    edges = range(0, duration_ms + 1, MINUTE_MS)
    seen = Counter(at // MINUTE_MS for at in at_ms)
    counts, means = bounds.pooled(
        [seen[number] for number in range(len(edges) - 1)],
        [plan.expected(left, right) for left, right in pairwise(edges)],
    )
    low, high = bounds.chi_square_bounds(len(counts), SURE)
    return low <= bounds.chi_square(counts, means) <= high


def comes_as_many(count: int, mean: float) -> bool:
    low, high = bounds.poisson(mean, SURE)
    return low <= count <= high


def comes_by_chance(at_ms: list[int], plan: Demand) -> bool:
    """Seen in the plan's own time, the gaps between customers are exponential with a mean of 1."""
    gaps = [plan.expected(sooner, later) for sooner, later in pairwise(at_ms)]
    gap = bounds.kolmogorov(gaps, lambda x: 1 - exp(-x))
    return gap < bounds.kolmogorov_bound(len(gaps), SURE)


def is_share(count: int, trials: int, share: float) -> bool:
    low, high = bounds.binomial(trials, share, SURE)
    return low <= count <= high


def is_zipf(counts: list[int], exponent: float) -> bool:
    found, error = bounds.zipf_exponent(counts)
    return abs(found - exponent) < bounds.sigmas(SURE) * error


def is_spread(seen: Counter[int], weights: list[float]) -> bool:
    """Counts from 1 on, against their weights."""
    total = sum(seen.values())
    means = [total * weight / sum(weights) for weight in weights]
    fit = bounds.chi_square([seen[number] for number in range(1, len(weights) + 1)], means)
    return total == sum(seen[number] for number in range(1, len(weights) + 1)) and (
        fit <= bounds.chi_square_bounds(len(weights) - 1, SURE)[1]
    )


# -- arrivals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", PLANS)
def test_customers_come_minute_by_minute_as_planned(name: str, seed: int) -> None:
    loaded = load(*PLANS[name])
    plan, at_ms = demand(loaded), came(loaded, seed)
    assert follows_minutes(at_ms, plan, loaded.clock.duration_ms)
    assert comes_as_many(len(at_ms), plan.expected(0, loaded.clock.duration_ms))


def test_the_hour_of_the_rush_and_the_minute_of_the_flash_have_as_many_as_planned() -> None:
    for name, from_ms, to_ms in (
        ("rush", 3 * HOUR_MS, 4 * HOUR_MS),
        ("rush", 3 * HOUR_MS, 3 * HOUR_MS + MINUTE_MS),
        ("flash", HOUR_MS, HOUR_MS + MINUTE_MS),
        ("flash", HOUR_MS - MINUTE_MS, HOUR_MS),
    ):
        loaded = load(*PLANS[name])
        for seed in range(1, 6):
            count = sum(from_ms <= at < to_ms for at in came(loaded, seed))
            assert comes_as_many(count, demand(loaded).expected(from_ms, to_ms)), (name, seed, count)


@pytest.mark.parametrize("name", ["steady", "rush", "flash", "weights"])
def test_between_customers_there_is_nothing_but_chance(name: str) -> None:
    loaded = load(*PLANS[name])
    assert comes_by_chance(came(loaded, 1), demand(loaded))


@pytest.mark.parametrize("name", PLANS)
def test_the_area_is_the_sum_of_the_rate(name: str) -> None:
    """Trapezia exactly as the sum over small steps, whatever crosses what."""
    loaded = load(*PLANS[name], "clock.duration=14d")
    plan, step = demand(loaded), 10_000
    for first_h, last_h in ((0, 2), (2, 5), (9, 14), (20, 30)):
        steps = range(first_h * HOUR_MS, last_h * HOUR_MS, step)
        total = sum(plan.rate(at + step / 2) for at in steps) * step / HOUR_MS
        assert plan.expected(first_h * HOUR_MS, last_h * HOUR_MS) == pytest.approx(total, rel=2e-4)


def test_a_day_and_a_week_keep_the_mean() -> None:
    loaded = load("clock.duration=14d", "traffic.orders={base: 60/h, day: shop, week: b2b}")
    assert demand(loaded).expected(0, 14 * 24 * HOUR_MS) == pytest.approx(14 * 24 * 60)


def test_hours_and_days_are_those_of_the_place_where_the_run_begins() -> None:
    """A Friday at 23:30 in Berlin: half an hour of Friday, then Saturday."""
    at = "clock.start=2025-11-28T23:30:00+01:00"
    days = "[0, 0, 0, 0, 7, 14, 0]"
    plan = demand(load(at, "clock.duration=2h", f"traffic.orders={{base: 60/h, week: {days}}}"))
    assert [round(plan.rate(minutes * MINUTE_MS)) for minutes in (0, 29, 30, 60)] == [140, 140, 280, 280]
    hours = "[24" + ", 0" * 22 + ", 12]"
    plan = demand(load(at, "clock.duration=2h", f"traffic.orders={{base: 60/h, day: {hours}}}"))
    assert [round(plan.rate(minutes * MINUTE_MS)) for minutes in (0, 29, 30, 89, 90)] == [
        480,
        480,
        960,
        960,
        0,
    ]


# -- a whole run ---------------------------------------------------------------------------------------------

SHARES = ("traffic.customers={guests: 40%, returning: 25%, b2b: 5%}", "traffic.baskets.coupons=12%")
SHELVES = ("shop.stock.opening=50000..60000", "shop.catalog.skus=100")


Played = tuple[Scenario, list[Fact], Counter[str]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    loaded = load(*PLANS["rush"], *SHARES, *SHELVES, "traffic.life.late_paid=2%", "clock.settle=1m")
    folder: Path = tmp_path_factory.mktemp("statistics")
    made, facts = play(folder, loaded, idle, 3)
    return loaded, facts, Counter(made.kinds)


def test_a_run_places_its_orders_minute_by_minute_as_planned(played: Played) -> None:
    loaded, facts, _ = played
    placed = [fact.at_ms - loaded.clock.start_ms for fact in facts if fact.kind == "shop.order.placed"]
    assert len(placed) > 5_000
    assert follows_minutes(placed, demand(loaded), loaded.clock.duration_ms)


def test_a_run_has_customers_coupons_and_late_payers_in_the_shares_declared(played: Played) -> None:
    _, _, kinds = played
    orders = sum(kinds[kind] for kind in ("guest", "new", "returning", "b2b"))
    assert is_share(kinds["guest"], orders, 0.40)
    assert is_share(kinds["b2b"], orders, 0.05)
    assert is_share(kinds["coupon"], orders, 0.12)
    assert is_share(kinds["returning"], kinds["returning"] + kinds["new"], 0.25)
    assert is_share(kinds["late_paid"], orders - kinds["b2b"], 0.02)


# -- baskets -------------------------------------------------------------------------------------------------


def first_lines(exponent: float, count: int, seed: int, skus: int = 400) -> list[int]:
    """How often each article is the first of a basket, by rank; nothing was there to exclude it."""
    shelf = Shelf(
        [str(rank) for rank in range(skus)],
        exponent,
        load().traffic.baskets,
        stream(seed, "workload.baskets"),
    )
    sold = Counter(int(shelf.basket()[0][0]) for _ in range(count))
    return [sold[rank] for rank in range(skus)]


@pytest.mark.parametrize("exponent", [0.6, 0.8, 1.1, 1.5, 2.0])
def test_popularity_falls_off_with_the_exponent_declared(exponent: float) -> None:
    assert is_zipf(first_lines(exponent, 20_000, 5), exponent)


def test_sizes_and_units_come_by_their_weights() -> None:
    sizes, units = [62.0, 21, 9, 0, 5, 3], [88.0, 9, 2, 0.5]
    baskets = load("traffic.baskets={sizes: [62, 21, 9, 0, 5, 3], units: [88, 9, 2, 0.5]}").traffic.baskets
    shelf = Shelf([str(rank) for rank in range(3_000)], 0.3, baskets, random.Random(2))
    drawn = [shelf.basket() for _ in range(10_000)]
    lines = Counter(len(basket) for basket in drawn)
    assert lines[4] == 0
    assert is_spread(Counter({size: lines[size] for size in (1, 2, 3)}), sizes[:3])
    assert is_share(lines[6], len(drawn), 0.03)
    assert is_spread(Counter(count for basket in drawn for _, count in basket), units)


# -- canaries ------------------------------------------------------------------------------------------------


def test_canary_of_a_rate_a_little_too_high() -> None:
    """A tenth shows in the sum, a fifth in the minutes too."""
    declared = demand(load(*PLANS["rush"]))
    tenth = came(load(*PLANS["rush"], "traffic.orders.peaks[0].reach=3960/h"), 1)
    assert not comes_as_many(len(tenth), declared.expected(0, 8 * HOUR_MS))
    fifth = came(load(*PLANS["rush"], "traffic.orders.peaks[0].reach=4320/h"), 1)
    assert not follows_minutes(fifth, declared, 8 * HOUR_MS)


def test_canary_of_as_many_at_the_wrong_time() -> None:
    declared, real = load(*PLANS["fortnight"]), load(*PLANS["fortnight"], "traffic.orders.day=flat")
    assert not follows_minutes(came(real, 1), demand(declared), declared.clock.duration_ms)


def test_canary_of_customers_in_step() -> None:
    """As many as planned in every minute, but one after the other at even distances."""
    loaded = load(*PLANS["steady"])
    even = list(range(0, 8 * HOUR_MS, HOUR_MS // 300))
    assert comes_as_many(len(even), demand(loaded).expected(0, 8 * HOUR_MS))
    assert not follows_minutes(even, demand(loaded), 8 * HOUR_MS)
    assert not comes_by_chance(even, demand(loaded))


def test_canary_of_an_exponent_a_little_off() -> None:
    assert not is_zipf(first_lines(1.15, 20_000, 5), 1.1)


def test_canary_of_shares_and_weights_a_little_off() -> None:
    assert not is_share(round(6_000 * 0.43), 6_000, 0.40)
    rng = random.Random(1)
    drawn = Counter(1 if rng.random() < 0.66 else 2 for _ in range(10_000))
    assert not is_spread(drawn, [62, 38])


def test_the_bounds_are_those_of_the_tables() -> None:
    """Printed tables: Poisson and binomial tails summed by hand, chi-square quantiles."""
    assert bounds.poisson(10, 0.95) == (4, 17)
    assert bounds.binomial(20, 0.5, 0.95) == (6, 14)
    low, high = bounds.chi_square_bounds(10, 0.95)
    assert (round(low, 3), round(high, 3)) == (3.247, 20.483)
    assert round(bounds.sigmas(0.95), 2) == 1.96


# -- stores and contracts ------------------------------------------------------------------------------------

STORES = (
    "shop.stores=[{code: de, share: 50%}, {code: ch, currency: CHF, base: EUR, exchange: 0.94, tax: exclusive,"
    " share: 20%}, {code: at}, {code: nl}]"
)


def test_stores_take_their_shares_and_the_silent_ones_split_the_rest(tmp_path: Path) -> None:
    loaded = load(STORES, *SHELVES, "traffic.orders.base=1200/h", "clock.settle=1m")
    _, facts = play(tmp_path, loaded, idle, 1)
    placed = Counter(fact.data["store"] for fact in facts if fact.kind == "shop.order.placed")
    for store, share in (("de", 0.5), ("ch", 0.2), ("at", 0.15), ("nl", 0.15)):
        assert is_share(placed[store], placed.total(), share)


@pytest.mark.parametrize(
    ("stores", "words"),
    [
        ("[{code: de, share: 50%}, {code: at, share: 40%}]", "expected shares that come to 100%, got 90%"),
        ("[{code: de, share: 80%}, {code: at, share: 40%}]", "expected shares that come to 100%, got 120%"),
        ("[{code: de, share: 80%}, {code: at, share: 40%}, {code: nl}]", "come to 100% at most, got 120%"),
        ("[{code: de}, {code: at, rate: 20%}]", "expected 19%, the rate of the first store"),
    ],
)
def test_stores_that_do_not_go_together_are_refused(stores: str, words: str) -> None:
    with pytest.raises(scenario.ScenarioError) as told:
        load(f"shop.stores={stores}")
    assert words in str(told.value)


def test_only_businesses_pay_a_contract_price(tmp_path: Path) -> None:
    loaded = load("traffic.customers={b2b: 30%, contract: 8%}", *SHELVES, "traffic.orders.base=300/h")
    made, _ = play(tmp_path, loaded, idle, 1)
    sides: dict[bool, int] = Counter()
    for order in made.shop.orders:
        is_business = order.method == "purchaseorder"
        sides[is_business] += 1
        for line in order.lines:
            listed = made.shop.catalog.get(line.sku).price_cents
            paid = listed - round(listed * 0.08 + 1e-9) if is_business else listed
            assert abs(line.unit_cents - paid) <= 1 if is_business else line.unit_cents == paid
    assert min(sides.values()) > 100
