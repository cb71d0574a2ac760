"""The orders that are there when a sandbox opens."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from fake_erp.profiles import NAMES
from fake_magento.model.order_line import OrderLine
from fake_magento.sales.order_states import STATUSES
from golive.serve.assortment import WHOLESALE
from golive.serve.order_outcomes import ROUND
from golive.serve.plan import Plan
from golive.serve.sandbox import Sandbox

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
    wanted = "pending pending_payment payment_review processing complete closed canceled holded"
    assert in_shop == set(wanted.split())


def test_forty_orders_show_every_kind_of_product_in_every_state() -> None:
    shop = opened(SHOP, 40).shop
    assert shop is not None
    found = {(order.state, _kind_of(line)) for order in shop.orders for line in order.lines}
    kinds = ("simple", "configurable", "bundle", "fixed bundle", "grouped", "virtual")
    assert found >= set(product(STATUSES, kinds))
    assert {order.state for order in shop.orders if order.is_virtual} == set(STATUSES)


def test_forty_orders_show_what_orders_can_look_like() -> None:
    """Part payments, parcels, part refunds, guests, coupons, both stores, nothing to pay, prices of a group."""
    shop = opened(SHOP, 40).shop
    assert shop is not None
    orders = list(shop.orders)
    assert any(order.invoices and any(line.to_invoice() for line in order.lines) for order in orders)
    assert any(order.state == "processing" and order.shipments for order in orders)
    assert any(len(order.shipments) == 2 and len(order.shipments[1].tracks) == 2 for order in orders)
    assert any(order.state == "complete" and order.creditmemos for order in orders)
    assert any(len(order.creditmemos) == 2 for order in orders)
    assert any(order.ordered.total == 0 for order in orders)
    assert {order.customer_id is None for order in orders} == {True, False}
    assert {order.coupon_code for order in orders} == {"", "SPRING10", "FIVER", "ON-US"}
    assert {order.store.code for order in orders} == {"default", "second"}
    assert {order.group_id for order in orders if order.method == "purchaseorder"} == {WHOLESALE}


def _kind_of(line: OrderLine) -> str:
    fixed = line.made is not None and line.kind == "bundle" and not line.made.by_parts
    return "fixed bundle" if fixed else line.kind


@pytest.mark.sample(3)
@pytest.mark.parametrize("profile", NAMES)
def test_the_past_is_the_same_under_every_profile(profile: str) -> None:
    """Rules, quirks, lead times and payment terms are those of today."""
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
        goods = [sku for line in sold.lines for sku, _ in line.goods(line.quantity)]
        assert goods == [line.item.sku for line in order.lines]


def test_stock_is_the_same_in_both_systems() -> None:
    """What was sent has left both, so their stock differs by what only one of them knows to have left."""
    sandbox = opened(BOTH, 300)
    assert sandbox.erp is not None
    assert sandbox.shop is not None
    left_shop, left_erp = Counter[str](), Counter[str]()
    for sold in sandbox.shop.orders:
        for part in (part for line in sold.lines for part in line.stock_rows):
            gone = part.invoiced if part.kind == "virtual" else part.shipped
            left_shop.update(dict(part.goods(gone)))
    for order in sandbox.erp.orders.by_number.values():
        for line in order.lines:
            left_erp[line.item.sku] += line.shipped
    for sku in sandbox.erp.items.by_sku:
        row = sandbox.erp.stock.row(sku, "default")
        assert sandbox.shop.stock.quantity(sku, "default") + left_shop[sku] == row.on_hand + left_erp[sku]
        assert row.on_hand == sum(row.moved.values())


@pytest.mark.parametrize("systems", [ERP, SHOP, BOTH])
def test_the_same_seed_gives_the_same_past(systems: tuple[str, ...]) -> None:
    assert _story(opened(systems, 60)) == _story(opened(systems, 60))
    assert _story(opened(systems, 60)) != _story(opened(systems, 60, seed=2))


def test_the_orders_of_an_erp_do_not_depend_on_whether_its_shop_is_served() -> None:
    alone, both = opened(ERP, 60), opened(BOTH, 60)
    assert alone.shop is None
    assert list(alone.systems) == ["erp"]
    assert _story(alone) == [story for story in _story(both) if story not in _shop_story(both)]


def test_what_was_given_back_after_it_had_left_is_credited_in_the_erp() -> None:
    sandbox = opened(BOTH, 40)
    assert sandbox.erp is not None
    assert sandbox.shop is not None
    credited = Counter[str]()
    for note in sandbox.erp.credit_notes.by_number.values():
        credited[note.invoice.order.external_reference] += note.total_cents
    given = {order.increment_id: order.given_back_cents for order in sandbox.shop.orders if order.creditmemos}
    closed = {ref for ref in given if sandbox.erp.orders.with_reference(ref)[0].status == "closed"}
    assert closed
    assert credited == {ref: given[ref] for ref in closed}


def test_the_control_token_cannot_be_derived_from_the_seed() -> None:
    assert opened(ERP, 0).keys.control_token != opened(ERP, 0).keys.control_token


def _story(sandbox: Sandbox) -> list[Any]:
    """What does not depend on the moment it was opened."""
    told: list[Any] = [replace(sandbox.keys, control_token="")]
    if sandbox.erp is not None:
        told += [
            (order.number, order.status, order.total_cents, order.customer.email)
            for order in sandbox.erp.orders.by_number.values()
        ]
    return told + _shop_story(sandbox)


def _shop_story(sandbox: Sandbox) -> list[Any]:
    if sandbox.shop is None:
        return []
    return [(sold.increment_id, sold.status, sold.ordered.total, sold.email) for sold in sandbox.shop.orders]


def test_the_rules_of_the_profile_are_in_force_after_it() -> None:
    """The past is made without them; the first order of today meets them."""
    sandbox = opened(ERP, 20, profile="netsuite")
    assert sandbox.erp is not None
    assert sandbox.erp.rules == sandbox.erp.config.rules
    assert sandbox.erp.checks.create


def test_nothing_of_the_past_is_news() -> None:
    """The facts of the sandbox are only those from now on."""
    sandbox = opened(BOTH, 20)
    assert sandbox.tail.last == 0


@pytest.mark.parametrize("profile", ["odoo,production-like", "[odoo, production-like]"])
def test_several_profiles_are_laid_over_each_other(profile: str) -> None:
    scenario = Plan(ERP, profile=profile).scenario()
    assert scenario.erp.profile == ("odoo", "production-like")
