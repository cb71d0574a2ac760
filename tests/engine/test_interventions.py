"""Interventions: the world changes under a running integration, at its moment, and back where it passes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest

import golive
from fake_erp.builder import new_erp
from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive import scenario
from golive.candidates.registry import resolve
from golive.chaos.actions import INTERVENTIONS
from golive.chaos.actions.upgrades.upgrade_erp import UpgradeErp
from golive.keys.declare import Key
from golive.keys.value_kinds import word
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, Fact, Scorecard
from golive.runner import Plan, execute
from golive.scenario import Scenario, ScenarioError, dump, load

EXAMPLES: dict[str, str] = {
    "close_period": "[{change: close_period, at: 30m}]",
    "freeze_warehouse": "[{change: freeze_warehouse, at: 20m..40m}]",
    "open_warehouse": "[{change: open_warehouse, at: 20m, warehouse: north}]",
    "add_discount": "[{change: add_discount, at: 20m..40m, percent: 15%, above: 50 EUR}]",
    "change_order_status": "[{change: change_order_status, at: 20m..40m, status: in_preparation}]",
    "add_items": "[{change: add_items, at: 20m, count: 3, stock: 40}]",
    "rename_items": "[{change: rename_items, at: 20m, count: 2}]",
    "delete_items": "[{change: delete_items, at: 20m, count: 2, where: shop}]",
    "reuse_skus": "[{change: reuse_skus, at: 40m, count: 2, stock: 7}]",
    "block_items": "[{change: block_items, at: 10m..40m, count: 5}]",
    "block_customers": "[{change: block_customers, at: 10m..40m, count: 3}]",
    "erase_customers": "[{change: erase_customers, at: 50m, count: 2}]",
    "delete_orders": "[{change: delete_orders, at: 30m, count: 2}]",
    "edit_orders": "[{change: edit_orders, at: 30m, count: 2, what: address}]",
    "merge_orders": "[{change: merge_orders, at: 50m}]",
    "import_orders": "[{change: import_orders, at: 30m, count: 3, times: 2}]",
    "change_rules": "[{change: change_rules, at: 30m..50m, rules: {hidden_fields: [custom.cost_centre]}}]",
    "change_prices": "[{change: change_prices, at: 20m..40m, count: 3, by: 5%}]",
    "withdraw_prices": "[{change: withdraw_prices, at: 20m..40m, count: 3}]",
    "plan_campaign": "[{change: plan_campaign, at: 20m, count: 3, after: 10m, lasts: 30m}]",
    "promote": "[{change: promote, at: 20m, count: 3, lasts: 1h}]",
    "restart_erp": "[{change: restart_erp, at: 30m}]",
    "restore_backup": "[{change: restore_backup, at: 40m, age: 20m}]",
    "skew_clock": "[{change: skew_clock, at: 20m..40m, system: erp, by: -7m}]",
    "limit_input": "[{change: limit_input, at: 10m..40m, items: 15}]",
    "upgrade_erp": "[{change: upgrade_erp, at: 30m..45m}]",
    "upgrade_events": "[{change: upgrade_events, at: 30m, parallel: 10m}]",
    "upgrade_shop": "[{change: upgrade_shop, at: 30m, version: 2.4.7}]",
}


def _loaded(chaos: str) -> Scenario:
    sets = ["shop.events.version=1"] if "upgrade_events" in chaos else []
    sets += ["shop.stock.sources=[main, south]"] if "open_warehouse" in chaos else []
    sets += ["erp.dialect=erpnext", "erp.version=13"] if "upgrade_erp" in chaos else []
    return load("calm", ["clock.duration=1h", "clock.settle=30m", *sets, f"chaos={chaos}"])


def _run(chaos: str, tmp_path: Path) -> tuple[Scorecard, list[Fact]]:
    loaded = _loaded(chaos)
    plan = Plan(loaded, resolve("reference"), "calm", "reference")
    card = execute(plan, tmp_path)
    return card, [fact for fact in StoredLedger(tmp_path / LEDGER_FILE) if fact.kind.startswith("change.")]


def test_every_intervention_has_an_example_here() -> None:
    assert EXAMPLES.keys() == INTERVENTIONS.keys()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_intervention_happens_at_its_moment_and_is_counted(kind: str, tmp_path: Path) -> None:
    card, facts = _run(EXAMPLES[kind], tmp_path)
    (spec,) = _loaded(EXAMPLES[kind]).changes
    start_ms = _loaded(EXAMPLES[kind]).clock.start_ms
    wanted = [("change.made", start_ms + spec.at_ms)]
    if spec.until_ms is not None:
        wanted.append(("change.undone", start_ms + spec.until_ms))
    assert [(fact.kind, fact.at_ms) for fact in facts] == wanted
    assert facts[0].data["what"]
    assert [(each.id, each.asked, each.hit, each.effective) for each in card.faults] == [(kind, 1, 1, 1)]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_dumped_change_loads_as_the_same_change(kind: str) -> None:
    loaded = _loaded(EXAMPLES[kind])
    again: list[dict[str, Any]] = dump(loaded)["chaos"]
    assert [entry["change"] for entry in again] == [kind]
    (entry,) = again
    written = ", ".join(f"{name}: {_flow(value)}" for name, value in entry.items())
    assert _loaded(f"[{{{written}}}]").chaos == loaded.chaos


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


def test_a_closed_period_refuses_what_comes_after_it(tmp_path: Path) -> None:
    card, _ = _run(EXAMPLES["close_period"], tmp_path)
    assert card.orders["stuck_visible"] > 0
    assert card.orders["lost"] == 0


def test_the_blocked_customers_are_those_with_most_orders_and_never_the_tills(tmp_path: Path) -> None:
    card, facts = _run("[{change: block_customers, at: 30m}]", tmp_path)
    numbers = [
        fact.data["customer"]
        for fact in StoredLedger(tmp_path / LEDGER_FILE)
        if fact.kind == "erp.order.created" and fact.data["by"] != "till" and fact.at_ms < facts[0].at_ms
    ]
    most = min(numbers, key=lambda number: (-numbers.count(number), number))
    assert facts[0].data["what"] == f"blocked for orders: {most}"
    assert card.orders["stuck_visible"] > 0


def test_a_change_that_changes_nothing_proves_nothing(tmp_path: Path) -> None:
    """The second closing of the same month has no effect, and the verdict says so."""
    twice = "[{change: close_period, at: 50m}, {change: close_period, at: 55m}]"
    card, facts = _run(twice, tmp_path)
    assert [bool(fact.data["what"]) for fact in facts] == [True, False]
    assert [each.effective for each in card.faults] == [1, 0]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{change: close_perod, at: 5m}", "did you mean close_period?"),
        ("{change: restart_erp, at: 5m..6m}", "this change does not end"),
        ("{change: restart_erp}", "chaos[0].at"),
        ("{change: restart_erp, at: 9h}", "it starts after the traffic"),
        ("{change: close_period, at: 5m, period: November}", "a month such as 2025-11"),
        ("{change: restart_erp, at: 5m, chance: 5%}", "the unknown key chance"),
        ("{change: nowhere.at:All, at: 5m}", "No module named"),
    ],
)
def test_wrong_changes_are_refused_with_what_to_write_instead(entry: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario.load("calm", [f"chaos=[{entry}]"])
    assert said in str(refused.value)


class Renames:
    """Declared as a plain class: renames the item that sells best, and renames it back."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (Key("to", word("a SKU", r"\S+"), doc="The other name."),)

    def __init__(self, settings: dict[str, Any]) -> None:
        self._to = settings["to"]
        self._sku = ""

    def begin(self, erp: Erp, shop: Shop) -> str:
        self._sku = next(iter(erp.items.by_sku))
        erp.rename_item(self._sku, self._to)
        return f"{self._sku} is {self._to}"

    def end(self, erp: Erp, shop: Shop) -> None:
        erp.rename_item(self._to, self._sku)


@dataclass(frozen=True, slots=True)
class RevokesTokens(golive.Action):
    """Declared with the public names only."""

    PASSES: ClassVar[bool] = False

    def begin(self, erp: Erp, shop: Shop) -> golive.Begun:
        erp.sessions.revoke_all()
        return golive.Begun("no token is valid")


class Undecorated(golive.Action):
    """Lacks its decorator."""


def test_actions_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "own_actions", sys.modules[__name__])
    chaos = "[{change: 'own_actions:Renames', at: 10m..20m, to: OTHER}, {change: 'own_actions:RevokesTokens', at: 15m}]"
    result = golive.run(_loaded(chaos), "reference")
    facts = [fact for fact in result.facts if fact.kind.startswith("change.")]
    assert [(fact.kind, fact.keys["change"]) for fact in facts] == [
        ("change.made", "renames"), ("change.made", "revokestokens"), ("change.undone", "renames"),
    ]  # fmt: skip
    assert facts[0].data["what"].endswith("is OTHER")
    assert facts[1].data["what"] == "no token is valid"


def test_an_action_without_its_decorator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "own_actions", sys.modules[__name__])
    with pytest.raises(ScenarioError, match=r"Undecorated lacks @dataclass\(frozen=True, slots=True\)"):
        _loaded("[{change: 'own_actions:Undecorated', at: 10m}]")


def test_an_upgraded_erp_shows_the_new_version_and_forgets_sessions(tmp_path: Path) -> None:
    """The reference logs in again and goes on; what was booked in both versions is right."""
    card, facts = _run(EXAMPLES["upgrade_erp"], tmp_path)
    assert facts[0].data["what"] == "erpnext in version 15"
    assert card.orders["lost"] == card.orders["duplicated"] == 0
    assert card.verdict == "held"


def test_a_product_with_one_version_has_nothing_to_upgrade_to() -> None:
    erp = new_erp(lambda: 0, Random(1), lambda kind, keys, data: None)
    shop = Shop(lambda: 0, Random(1), lambda kind, keys, data: None)
    assert UpgradeErp().begin(erp, shop).what == ""
