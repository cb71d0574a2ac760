"""The machine notices harm: in an ERP that was spoilt in one place it does not get far."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fake_erp.accounting.credit_notes import CreditNotes
from fake_erp.accounting.payments import Payments
from fake_erp.inventory.deliveries import Shipping
from fake_erp.inventory.stock import Stock
from fake_erp.model import orders
from fake_erp.sales.order_changes import OrderChanges
from fake_erp.sales.order_register import OrderRegister

from .test_machine import SAMPLE, Machine

SHORT = settings(
    SAMPLE,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


SEEDS = 12
"""Samples that are tried at most: one alone need not meet every place."""


def nothing(*arguments: Any) -> None:
    """In place of what should be done."""


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (Stock, "_serve_waiting"),
        (Stock, "stop_waiting"),
        pytest.param(OrderChanges, "cancel_rest", marks=pytest.mark.deep),
        (OrderRegister, "file_under"),
        (Payments, "apply_ahead"),
        (CreditNotes, "expect"),
        (Shipping, "require_movable"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_left_undone_is_noticed(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    monkeypatch.setattr(owner, name, nothing)
    assert any(fails(seed) for seed in range(SEEDS)), f"{SEEDS} samples without a failure"


def test_a_price_of_a_fraction_that_is_cut_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(unit_cents: int, parts: int, scale: int) -> int:
        return unit_cents * parts // scale

    monkeypatch.setattr(orders, "priced", cut)
    assert any(fails(seed) for seed in range(SEEDS)), f"{SEEDS} samples without a failure"


def fails(seed: int) -> bool:
    """Whether the machine fails. The examples of a derandomized run follow from the name of its class."""
    machine = type(f"Machine{seed}", (Machine,), {})
    try:
        run_state_machine_as_test(machine, settings=SHORT)
    except AssertionError:
        return True
    return False
