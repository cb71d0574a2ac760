"""Harm that walks through the ERP have found or that they would take long to find: each once, in plain words."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from fake_erp.errors import RuleRefused
from fake_erp.model import Order
from tests.erp.world import MOUNTS, Client, World

from .installations import CREDIT_CENTS, INSTALLATIONS, LEAD_MS, Installation


def opened(installation: Installation) -> tuple[World, Client]:
    world = installation.world()
    return world, MOUNTS["in_process"](world.erp).login()


def placed(world: World, client: Client, *lines: tuple[str, int, str], **changes: Any) -> Order:
    written = [{"item": sku, "quantity": units, "unit_price": price} for sku, units, price in lines]
    reply = client.post("/orders", world.order(lines=written, **{"payment": {"prepaid": False}, **changes}))
    assert reply.status == 201, reply
    return world.erp.orders.get(reply.data["number"])


def test_a_refused_approval_leaves_the_order_where_it_was() -> None:
    """It once lost its reason and where it was going, and could then be approved into no state at all."""
    world, client = opened(Installation(rules={"order_approval": "ask"}))
    order = placed(world, client, ("A", 11, "20.00"))
    assert (order.status, order.resume) == ("pending_approval", "released")
    world.erp.change_rule("credit_limit", mode="refuse")
    told = len(world.facts)
    with pytest.raises(RuleRefused):
        world.erp.orders.approve(order, "Eve")
    assert (order.status, order.hold_reason, order.resume) == ("pending_approval", "order_value", "released")
    assert (order.approved, len(world.facts)) == ((), told)
    world.erp.change_rule("credit_limit", mode="off")
    world.erp.orders.approve(order, "Eve")
    assert order.status == "released"


def test_the_credit_of_a_new_order_is_counted_in_the_home_currency() -> None:
    """184.10 CHF are 200.03 EUR: over the limit of 200.00 EUR, at once as well as later."""
    world, client = opened(
        Installation(finance={"rates_micro": {"CHF": 1_086_517}}, rules={"credit_limit": "hold"})
    )
    order = placed(world, client, ("A", 10, "18.41"), currency="CHF")
    assert order.total_cents < CREDIT_CENTS < order.exposure_cents
    assert (order.status, order.hold_reason) == ("held", "credit_limit")


@pytest.mark.parametrize("with_a_free_line", [False, True])
def test_an_order_cut_short_is_never_worth_less_than_its_invoices(with_a_free_line: bool) -> None:
    """10.01 was billed of 15.01; the rest is given up, and what is left would be rounded to 10.00."""
    world, client = opened(INSTALLATIONS["coins"])
    world.erp.stock.count("B", "main", 0)
    world.erp.stock.count("B", "south", 0)
    free = [("B", 1, "0.00")] if with_a_free_line else []
    order = placed(world, client, ("A", 1, "10.01"), *free, ("C", 1, "5.00"))
    world.now_ms += LEAD_MS
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    world.erp.stock.receive("B", "main", 1)
    world.erp.shipping.wave()
    body = orjson.dumps({"lines": [{"line": len(order.lines), "quantity": 0}]})
    assert client.raw("PATCH", f"/api/v1/orders/{order.number}", body).status == 200
    world.erp.invoicing.run()
    assert (order.status, order.total_cents, order.billed_cents, order.exposure_cents) == (
        "invoiced",
        1001,
        1001,
        1001,
    )
    assert [invoice.total_cents for invoice in world.erp.invoicing.by_number.values()][1:] == [0] * len(free)
