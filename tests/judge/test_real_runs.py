"""The judge against whole runs: what it counts is what anybody counts in the ledger."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from golive.judge.chart_series import series
from golive.judge.history import History
from golive.judge.scorecard import judge
from golive.record.folder import read_run, read_scorecard
from golive.record.ledger import ORDER_KEYS, MemoryLedger, StoredLedger, read
from golive.record.run import LEDGER_FILE, Fact, OrderLine, Scorecard
from golive.scenario import Scenario

from tests.depth import only_deep
from tests.runs import Runs

CANDIDATES = ("naive", "reference")
RUNS = {
    "rush": ("black-friday", ["clock.duration=4h30m", "traffic.orders.peaks[0].reach=400/h"]),
    "drops": ("silent-drops", ["clock.duration=3h", "traffic.orders.base=200/h"]),
    "twice": ("duplicate-events", ["clock.duration=2h"]),
    "slow": ("slow-network", ["clock.duration=2h"]),
}


@dataclass(frozen=True)
class Ran:
    scenario: Scenario
    folder: Path
    card: Scorecard
    lines: list[OrderLine]


ALWAYS = [("rush", "naive"), ("drops", "reference"), ("twice", "naive"), ("slow", "reference")]
OTHERS = [(run, who) for run in RUNS for who in CANDIDATES if (run, who) not in ALWAYS]
ROWS = [pytest.param(row, id="-".join(row)) for row in ALWAYS]
ROWS += [pytest.param(row, id="-".join(row), marks=pytest.mark.deep) for row in OTHERS]


@pytest.fixture(scope="module", params=ROWS)
def ran(request: pytest.FixtureRequest, runs: Runs) -> Ran:
    run, who = request.param
    name, sets = RUNS[run]
    played = runs(name, who, *sets, seed=3)
    return Ran(played.scenario, played.folder, played.card, played.orders)


def again(ran: Ran) -> tuple[History, Scorecard, list[OrderLine]]:
    """The stored ledger read and judged anew."""
    run = read_run(ran.folder)
    step_ms = run.series[0].step_ms
    history = History(ran.scenario.budgets.stock_ms, run.start_ms, step_ms)
    for fact in read(ran.folder / LEDGER_FILE):
        history.see(fact)
    history.close()
    old = ran.card
    ledger = StoredLedger(ran.folder / LEDGER_FILE)
    card, lines = judge(history, ledger, ran.scenario, old.candidate, old.seed, old.clock, old.replay)
    return history, card, list(lines)


def test_the_stored_ledger_is_judged_as_the_run_was(ran: Ran) -> None:
    history, card, lines = again(ran)
    run = read_run(ran.folder)
    assert card == ran.card == read_scorecard(ran.folder)
    assert lines == ran.lines
    assert series(history, run.start_ms, run.end_ms) == run.series
    assert len(list(read(ran.folder / LEDGER_FILE))) == run.facts


def test_an_independent_count_gives_the_same_orders(ran: Ran) -> None:
    """Reads the ledger with nothing of the judge: how often is each shop order alive in the ERP?"""
    status: dict[str, str] = {}
    of_order: dict[str, list[str]] = {}
    due: dict[str, bool] = {}
    ended: set[str] = set()
    shipped: set[str] = set()
    shown: dict[str, bool] = {}
    phantoms = 0
    for fact in read(ran.folder / LEDGER_FILE):
        order, ref, data = fact.keys.get("order", ""), fact.keys.get("ref", ""), fact.data
        if fact.kind == "shop.order.placed":
            due[order] = data["method"] == "purchaseorder"
        elif fact.kind == "shop.order.paid":
            due[order] = True
        elif fact.kind == "shop.order.shipped":
            shipped.add(order)
        elif fact.kind == "shop.order.cancelled" or (
            fact.kind == "shop.order.refunded" and data["full"] and order not in shipped
        ):
            ended.add(order)
        elif fact.kind == "desk.exception":
            shown[order] = True
        elif fact.kind == "desk.resolved":
            shown[order] = False
        elif fact.kind == "erp.order.created" and data["by"] != "till":
            status[order] = data["status"]
            of_order.setdefault(ref, []).append(order)
            phantoms += ref not in due
        elif fact.kind == "erp.order.status":
            status[order] = data["to"]
    alive = {order: sum(status[number] != "cancelled" for number in of_order.get(order, ())) for order in due}
    verdicts = {line.order: line.verdict for line in ran.lines}
    assert list(verdicts) == list(due)
    assert phantoms == ran.card.orders["phantom"] == 0
    for order, is_due in due.items():
        word = verdicts[order]
        assert (word == "duplicated") == (alive[order] > 1), order
        if is_due and order not in ended and not alive[order]:
            assert word == ("stuck_visible" if shown.get(order) else "lost"), order
        else:
            assert word != "lost", order
        if order in ended and alive[order] == 1:
            assert word in ("wrong_state", "stuck_visible"), order
    assert Counter(verdicts.values()) == Counter(
        {word: count for word, count in ran.card.orders.items() if count and word not in ("total", "phantom")}
    )


def test_an_independent_count_gives_the_same_stock_at_the_end(ran: Ran) -> None:
    """Salable and expected per SKU by the formula, from the last facts of each; long after the last change."""
    free: dict[str, dict[str, int]] = {}
    sources: dict[str, dict[str, int]] = {}
    units: Counter[str] = Counter()
    open_units: Counter[tuple[str, str]] = Counter()
    for fact in read(ran.folder / LEDGER_FILE):
        keys, data = fact.keys, fact.data
        if fact.kind == "erp.stock.changed":
            for sku, warehouse, on_hand, _, others, safety in data["rows"]:
                free.setdefault(sku, {})[warehouse] = on_hand - others - safety
        elif fact.kind == "shop.stock.changed":
            for sku, source, quantity, in_stock in data["rows"]:
                sources.setdefault(sku, {})[source] = quantity if in_stock else 0
        elif fact.kind == "shop.reservation.added":
            for sku, quantity in data["rows"]:
                units[sku] += quantity
                if data["event"] != "shipment_created":
                    open_units[keys["order"], sku] -= quantity
        elif fact.kind == "erp.delivery.posted":
            for sku, quantity in data["lines"]:
                key = (keys["ref"], sku)
                open_units[key] -= min(quantity, max(0, open_units[key]))
    wanted: Counter[str] = Counter()
    for (_, sku), quantity in open_units.items():
        wanted[sku] += max(0, quantity)
    drift = 0
    for sku in free:
        shown = max(0, sum(sources[sku].values()) + units[sku])
        drift += abs(shown - max(0, sum(free[sku].values()) - wanted[sku]))
    assert ran.card.stock["residual_units"] <= drift
    if ran.card.candidate == "reference":
        assert drift == 0
    else:
        assert ran.card.stock["residual_units"] == drift


def renamed(fact: Fact, rename: Callable[[str], str]) -> Fact:
    """The same fact, had the candidate used other references."""
    keys = dict(fact.keys)
    if fact.actor == "erp" and keys.get("ref"):
        keys["ref"] = rename(keys["ref"])
    if fact.kind.startswith("exchange.") and fact.data["op"].startswith("erp.order.") and keys["key"]:
        keys["key"] = rename(keys["key"])
    return fact._replace(keys=keys)


def judged_as(ran: Ran, rename: Callable[[str], str]) -> Scorecard:
    facts = [renamed(fact, rename) for fact in read(ran.folder / LEDGER_FILE)]
    history = History.of(facts, ran.scenario.budgets.stock_ms)
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        for name in dict.fromkeys(fact.keys.get(key, "") for key in ORDER_KEYS):
            by_name.setdefault(name, []).append(fact)
    ledger = MemoryLedger(facts)
    ledger.about = lambda key: by_name.get(key, [])  # type: ignore[method-assign]
    return judge(
        history, ledger, ran.scenario, ran.card.candidate, ran.card.seed, "virtual", ran.card.replay
    )[0]


def test_decorated_references_change_nothing(ran: Ran) -> None:
    assert judged_as(ran, lambda ref: f"WEB-{ref}/1") == ran.card


def test_references_of_the_candidates_own_make_neither_phantoms_nor_losses(ran: Ran) -> None:
    """Then content decides: which of two equal orders is the lost one may differ, how many are may not."""
    card = judged_as(ran, lambda ref: f"{zlib.crc32(ref.encode()):x}")
    assert card.orders["phantom"] == 0
    for word in ("lost", "duplicated", "compensated"):
        assert abs(card.orders[word] - ran.card.orders[word]) <= 2, word
    assert abs(card.orders["exact"] - ran.card.orders["exact"]) <= ran.card.orders["total"] / 100


def test_every_finding_points_at_facts_and_says_why_or_that_it_does_not_know(ran: Ran) -> None:
    for finding in ran.card.findings:
        assert list(finding.evidence) == sorted(set(finding.evidence)), finding
        assert all(1 <= seq <= read_run(ran.folder).facts for seq in finding.evidence)
        assert finding.what
        assert finding.cause.what
        assert bool(finding.cause.code) == bool(finding.cause.fix)


def test_the_reference_gives_nobody_cause_for_complaint(ran: Ran) -> None:
    if ran.card.candidate == "reference":
        assert [finding for finding in ran.card.findings if finding.kind != "shown_late"] == []


@pytest.mark.parametrize("seed", [11, 12, *only_deep(*range(13, 17))])
def test_no_false_alarm_on_a_quiet_day_with_changes_of_mind(runs: Runs, seed: int) -> None:
    life = ["traffic.life.cancelled=15%", "traffic.life.edited=10%", "traffic.life.late_paid=10%"]
    more = [
        "erp.others.sales=60/h",
        "traffic.customers.b2b=10%",
        "shop.stock.sources=[a,b]",
        "clock.duration=90m",
    ]
    card = runs("calm", "reference", *life, *more, seed=seed).card
    assert [replace(finding, evidence=()) for finding in card.findings] == []
    assert card.stock["unexplained_unit_hours"] == 0
