"""The orders that are there when a sandbox opens."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from fake_erp.profiles import NAMES
from harness.serve.fates import ROUND
from harness.serve.plan import Plan
from harness.serve.sandbox import Sandbox

BOTH, ERP, SHOP = ("erp", "shop"), ("erp",), ("shop",)


def opened(systems: tuple[str, ...], orders: int, **others: Any) -> Sandbox:
    """A sandbox that is built but not on the network."""
    plan = Plan(systems, orders=orders, **others)
    sandbox = Sandbox(plan, plan.scenario(), lambda text: None)
    sandbox.close()
    return sandbox


def test_every_state_is_there_even_with_few_orders() -> None:
    sandbox = opened(BOTH, len(ROUND))
    assert sandbox.erp is not None
    assert sandbox.shop is not None
    in_erp = {order.status for order in sandbox.erp.orders.by_number.values()}
    wanted = "draft pending_approval released shipped invoiced closed cancelled held"
    assert in_erp == set(wanted.split())
    in_shop = {str(order.status) for order in sandbox.shop.orders}
    assert in_shop == {"pending", "processing", "complete", "closed", "canceled", "holded"}


@pytest.mark.parametrize("profile", NAMES)
def test_the_past_is_the_same_under_every_profile(profile: str) -> None:
    """Rules, habits, lead times and payment terms of the house are those of today."""
    sandbox = opened(ERP, 2 * len(ROUND), profile=profile)
    assert sandbox.erp is not None
    found = Counter(order.status for order in sandbox.erp.orders.by_number.values())
    assert found == Counter(fate.erp for fate in ROUND * 2)


def test_every_order_is_what_its_fate_says_in_both_systems() -> None:
    """Pairs by reference: the states belong together, and so do totals, articles and times."""
    sandbox = opened(BOTH, 200)
    assert sandbox.erp is not None
    assert sandbox.shop is not None
    pairs = {(fate.shop, fate.erp) for fate in ROUND}
    for order in sandbox.erp.orders.by_number.values():
        sold = sandbox.shop.orders.by_number(order.external_reference)
        assert sold is not None
        assert (sold.status, order.status) in pairs
        assert sold.ordered.total == order.total_cents
        assert sold.created_ms == order.ordered_at_ms
        assert [line.sku for line in sold.lines] == [line.item.sku for line in order.lines]


def test_stock_is_the_same_in_both_systems() -> None:
    """What was shipped has left both; what the shop still sells is not more than what lies in the ERP."""
    sandbox = opened(BOTH, 300)
    assert sandbox.erp is not None
    assert sandbox.shop is not None
    for sku in sandbox.erp.items.by_sku:
        row = sandbox.erp.stock.row(sku, "main")
        assert sandbox.shop.stock.quantity(sku, "main") == row.on_hand
        assert row.on_hand == sum(row.moved.values())


@pytest.mark.parametrize("systems", [ERP, SHOP, BOTH])
def test_the_same_seed_gives_the_same_past(systems: tuple[str, ...]) -> None:
    assert _story(opened(systems, 60)) == _story(opened(systems, 60))
    assert _story(opened(systems, 60)) != _story(opened(systems, 60, seed=2))


def test_nobody_can_work_out_the_control_token_from_the_seed() -> None:
    assert opened(ERP, 0).keys.control_token != opened(ERP, 0).keys.control_token


def _story(sandbox: Sandbox) -> list[Any]:
    """What does not depend on the moment it was opened."""
    told: list[Any] = [replace(sandbox.keys, control_token="")]
    if sandbox.erp is not None:
        told += [
            (order.number, order.status, order.total_cents, order.customer.email)
            for order in sandbox.erp.orders.by_number.values()
        ]
    if sandbox.shop is not None:
        told += [
            (sold.increment_id, sold.status, sold.ordered.total, sold.email) for sold in sandbox.shop.orders
        ]
    return told


def test_the_rules_of_the_profile_are_in_force_after_it() -> None:
    """The past is made without them; the first order of today meets them."""
    sandbox = opened(ERP, 20, profile="netsuite")
    assert sandbox.erp is not None
    assert sandbox.erp.rules == sandbox.erp.config.rules
    assert sandbox.erp.orders.create_checks


def test_nothing_of_the_past_is_news() -> None:
    """Whoever asks for the facts of the sandbox hears only what happens from now on."""
    sandbox = opened(BOTH, 20)
    assert sandbox.tail.last == 0


@pytest.mark.parametrize("profile", ["odoo,production-like", "[odoo, production-like]"])
def test_several_profiles_are_laid_over_each_other(profile: str) -> None:
    scenario = Plan(ERP, profile=profile).scenario()
    assert scenario.erp.profile == ("odoo", "production-like")
