"""Shipping and billing one order before its turn."""

from __future__ import annotations

import pytest

from fake_erp.errors import RuleRefused
from fake_erp.model import Draft, DraftLine, Order

from .world import World


def released(world: World, quantity: int = 2) -> Order:
    draft = Draft(world.customer, "EUR", world.now_ms, [DraftLine("A", quantity, 1999)], "R1", release=True)
    return world.erp.orders.create(draft, "test")


def test_an_order_is_shipped_and_billed_before_its_turn() -> None:
    world = World()
    order = released(world)
    world.erp.shipping.require_shippable(order)
    world.erp.shipping.ship_now(order)
    world.erp.invoicing.bill_now(order)
    assert order.status == "invoiced"
    world.now_ms += world.config.lead_ms
    assert world.erp.shipping.wave() == 0
    assert world.erp.invoicing.run() == 0


def test_what_is_missing_is_not_shipped() -> None:
    world = World()
    with pytest.raises(RuleRefused):
        world.erp.shipping.require_shippable(released(world, 101))


def test_a_frozen_warehouse_ships_nothing() -> None:
    world = World()
    order = released(world)
    world.erp.stock.freeze("main")
    with pytest.raises(RuleRefused):
        world.erp.shipping.require_shippable(order)


def test_a_customer_that_is_blocked_is_not_billed() -> None:
    world = World()
    order = released(world)
    world.erp.customers.set_blocked(world.customer, True, "billing")
    with pytest.raises(RuleRefused):
        world.erp.invoicing.require_billable(order)
