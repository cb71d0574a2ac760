"""Amounts that rules and quirks are set to, and the currencies they are in."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig, configured_rules
from fake_erp.accounting.config import Finance
from fake_erp.quirks import configured_quirks
from fake_erp.settings import Amount

from .world import MOUNTS, World

RATES = Finance(rates_micro={"USD": 500_000})
"""Two dollars are one euro."""
ON_ACCOUNT = {"payment": {"method": "invoice", "prepaid": False}}


def world_of(rules: dict[str, Any] | None = None, quirks: dict[str, Any] | None = None) -> World:
    return World(
        ErpConfig(
            rules=configured_rules(**(rules or {})),
            quirks=configured_quirks(**(quirks or {})),
            finance=RATES,
        )
    )


def test_an_amount_of_another_currency_is_taken_at_its_rate() -> None:
    world = world_of({"credit_limit": {"mode": "hold", "credit": Amount(90_000, "USD")}})
    assert world.erp.customers.get(world.customer).credit_limit_cents == 45_000
    assert world.erp.rules["credit_limit"].credit == Amount(90_000, "USD")  # type: ignore[attr-defined]


@pytest.mark.parametrize("currency", ["JPY", "GBP"])
def test_an_amount_that_nothing_can_be_compared_with_is_refused(currency: str) -> None:
    rule = {"credit_limit": {"credit": Amount(90_000, currency)}}
    with pytest.raises(
        ValueError, match=rf"rules\.credit_limit\.credit: expected .* in EUR or USD, got .*{currency}"
    ):
        world_of(rule)
    with pytest.raises(ValueError, match=r"quirks\.drop_order\.above"):
        world_of(quirks={"drop_order": {"share": 1.0, "above": Amount(1, currency)}})


def test_a_refused_change_leaves_the_rules_as_they_were() -> None:
    world = world_of({"minimum_order": {"mode": "refuse", "value": Amount(10_000, "EUR")}})
    before = world.erp.rules
    with pytest.raises(ValueError, match="no exchange rate"):
        world.erp.change_rule("minimum_order", value=Amount(1, "JPY"))
    assert world.erp.rules is before
    assert MOUNTS["in_process"](world.erp).login().post("/orders", world.order()).status == 422


def test_a_default_is_an_amount_of_the_home_currency() -> None:
    world = World(ErpConfig(currencies=("JPY", "EUR")))
    assert world.erp.customers.get(world.customer).credit_limit_cents == 500_000


@pytest.mark.parametrize(
    ("currency", "price", "dropped"), [("EUR", "15", True), ("USD", "15", False), ("USD", "25", True)]
)
def test_a_quirk_weighs_orders_in_the_home_currency(currency: str, price: str, dropped: bool) -> None:
    world = world_of(quirks={"drop_order": {"share": 1.0, "above": Amount(1_000, "EUR")}})
    lines = [{"item": "A", "quantity": 1, "unit_price": price}]
    document = world.order(currency=currency, lines=lines, **ON_ACCOUNT)
    assert MOUNTS["in_process"](world.erp).login().post("/orders", document).status == 201
    assert bool(world.of_kind("erp.order.dropped")) is dropped


@pytest.mark.parametrize(("currency", "status"), [("EUR", 422), ("USD", 201)])
def test_the_tolerance_of_a_payment_is_in_the_home_currency(currency: str, status: int) -> None:
    world = world_of({"payment_amount": {"mode": "refuse", "tolerance": Amount(5, "EUR")}})
    payment = {"method": "card", "prepaid": True, "amount": "40.08"}
    document = world.order(currency=currency, payment=payment)
    assert MOUNTS["in_process"](world.erp).login().post("/orders", document).status == status
