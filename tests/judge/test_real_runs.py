"""The judge against whole runs: its counts are those of an independent reader of the ledger."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from golive.judge.chart_series import series
from golive.judge.history import History
from golive.judge.scorecard import judge
from golive.record.folder import read_run, read_scorecard
from golive.record.ledger import ORDER_KEYS, MemoryLedger, StoredLedger, read
from golive.record.run import LEDGER_FILE, ORDER_VERDICTS, Fact, OrderLine, Scorecard
from tests.depth import only_deep
from tests.runs import Runs

from .conftest import Ran


def test_the_runs_hold_what_the_tests_here_are_about(ran: Ran) -> None:
    assert all(fault.effective for fault in ran.card.faults), ran.card.faults
    words = {word for word in ORDER_VERDICTS if ran.card.orders[word]}
    expected = {"naive": {"lost", "duplicated", "compensated", "wrong_state"}, "reference": {"compensated"}}
    assert words >= {"exact", *expected[ran.card.candidate]}


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
    card.ledger_sha256 = old.ledger_sha256
    return history, card, list(lines)


def test_the_stored_ledger_is_judged_as_the_run_was(ran: Ran) -> None:
    history, card, lines = again(ran)
    run = read_run(ran.folder)
    assert card == ran.card == read_scorecard(ran.folder)
    assert lines == ran.lines
    assert series(history, run.start_ms, run.end_ms) == run.series
    assert len(list(read(ran.folder / LEDGER_FILE))) == run.facts


class Count:
    """Orders as an independent reader counts them in the ledger."""

    def __init__(self) -> None:
        self.status: dict[str, str] = {}
        self.of_order: dict[str, list[str]] = {}
        self.due: dict[str, bool] = {}
        self.ended: set[str] = set()
        self.shipped: set[str] = set()
        self.shown: dict[str, bool] = {}
        self.phantoms = 0

    def see(self, fact: Fact) -> None:
        order = fact.keys.get("order", "")
        if fact.kind.startswith("shop."):
            self._see_shop(order, fact)
        elif fact.kind.startswith("erp."):
            self._see_erp(order, fact)
        elif fact.kind in ("desk.exception", "desk.resolved"):
            self.shown[order] = fact.kind == "desk.exception"

    def _see_shop(self, order: str, fact: Fact) -> None:
        if fact.kind == "shop.order.placed":
            self.due[order] = fact.data["method"] == "purchaseorder"
        elif fact.kind == "shop.order.paid":
            self.due[order] = True
        elif fact.kind == "shop.order.shipped":
            self.shipped.add(order)
        elif fact.kind == "shop.order.cancelled" or (
            fact.kind == "shop.order.refunded" and fact.data["full"] and order not in self.shipped
        ):
            self.ended.add(order)

    def _see_erp(self, order: str, fact: Fact) -> None:
        if fact.kind == "erp.order.created" and fact.data["by"] != "till":
            ref = fact.keys.get("ref", "")
            self.status[order] = fact.data["status"]
            self.of_order.setdefault(ref, []).append(order)
            self.phantoms += ref not in self.due
        elif fact.kind == "erp.order.status":
            self.status[order] = fact.data["to"]

    def alive(self, order: str) -> int:
        """How often the shop order is alive in the ERP."""
        return sum(self.status[number] != "cancelled" for number in self.of_order.get(order, ()))


def test_an_independent_count_gives_the_same_orders(ran: Ran) -> None:
    count = Count()
    for fact in read(ran.folder / LEDGER_FILE):
        count.see(fact)
    verdicts = {line.order: line.verdict for line in ran.lines}
    assert list(verdicts) == list(count.due)
    assert count.phantoms == ran.card.orders["phantom"] == 0
    for order, is_due in count.due.items():
        word, alive, ended = verdicts[order], count.alive(order), order in count.ended
        assert (word == "duplicated") == (alive > 1), order
        if is_due and not ended and not alive:
            assert word == ("stuck_visible" if count.shown.get(order) else "lost"), order
        else:
            assert word != "lost", order
        if ended and alive == 1:
            assert word in ("wrong_state", "stuck_visible"), order
    assert Counter(verdicts.values()) == Counter(
        {word: count for word, count in ran.card.orders.items() if count and word not in ("total", "phantom")}
    )


class Shelves:
    """Units by SKU from the last facts of each, with nothing of the judge."""

    def __init__(self) -> None:
        self.free: dict[str, dict[str, int]] = {}
        self.sources: dict[str, dict[str, int]] = {}
        self.units: Counter[str] = Counter()
        self.open_units: Counter[tuple[str, str]] = Counter()

    def see(self, fact: Fact) -> None:
        rows = fact.data.get("rows", ())
        if fact.kind == "erp.stock.changed":
            for sku, warehouse, on_hand, _, others, safety in rows:
                self.free.setdefault(sku, {})[warehouse] = on_hand - others - safety
        elif fact.kind == "shop.stock.changed":
            for sku, source, quantity, in_stock in rows:
                self.sources.setdefault(sku, {})[source] = quantity if in_stock else 0
        elif fact.kind == "shop.reservation.added":
            self._reserved(fact.keys["order"], rows, fact.data["event"] == "shipment_created")
        elif fact.kind == "erp.delivery.posted":
            for sku, quantity in fact.data["lines"]:
                key = (fact.keys["ref"], sku)
                self.open_units[key] -= min(quantity, max(0, self.open_units[key]))

    def _reserved(self, order: str, rows: Iterable[tuple[str, int]], by_shipment: bool) -> None:
        for sku, quantity in rows:
            self.units[sku] += quantity
            if not by_shipment:
                self.open_units[order, sku] -= quantity

    def drift(self) -> int:
        """By how many units the shop shows other than what is free and not wanted, over all SKUs."""
        wanted: Counter[str] = Counter()
        for (_, sku), quantity in self.open_units.items():
            wanted[sku] += max(0, quantity)
        shown = {sku: max(0, sum(self.sources[sku].values()) + self.units[sku]) for sku in self.free}
        free = {sku: max(0, sum(places.values()) - wanted[sku]) for sku, places in self.free.items()}
        return sum(abs(shown[sku] - free[sku]) for sku in free)


def test_an_independent_count_gives_the_same_stock_at_the_end(ran: Ran) -> None:
    """Salable and expected per SKU by the formula, from the last facts of each; long after the last change."""
    shelves = Shelves()
    for fact in read(ran.folder / LEDGER_FILE):
        shelves.see(fact)
    drift = shelves.drift()
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
    if fact.kind.startswith("exchange.") and fact.data["op"].startswith("erp.order.") and keys.get("key"):
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
    card, _ = judge(
        history, ledger, ran.scenario, ran.card.candidate, ran.card.seed, "virtual", ran.card.replay
    )
    card.ledger_sha256 = ran.card.ledger_sha256
    return card


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


def test_the_reference_gives_no_cause_for_complaint(ran: Ran) -> None:
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
