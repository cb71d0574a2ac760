"""Returns of shipped orders against their model, and that the model notices harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from fake_magento import Order
from fake_magento.returns import handling
from fake_magento.returns.handling import Returns
from fake_magento.sales.documents import credit_memos
from tests.depth import deep

from .return_rules import ReturnRules
from .world import World


class ReturnMachine(ReturnRules):
    """Orders are paid and shipped at once."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.shop = self.world.shop
        self.orders: list[Order] = []
        self.sell(5)

    @rule(units=st.integers(2, 6))
    def sell(self, units: int) -> None:
        if self.shop.salable("SKU-1") < units or self.shop.salable("SKU-2") < 2:
            return
        order = self.world.order(("SKU-1", units), ("SKU-2", 2), method="card")
        self.shop.capture(order)
        self.shop.ship(order)
        self.orders.append(order)


SAMPLE = settings(max_examples=20, stateful_step_count=30, deadline=None)
TestReturnMachine = ReturnMachine.TestCase
TestReturnMachine.settings = settings.default if deep() else SAMPLE
SHORT = settings(
    SAMPLE, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def anything_goes(self: Returns, *of: Any) -> int:
    return 1000


def restocks(refund: Callable[..., Any]) -> Callable[..., Any]:
    """Refunds that put the goods back on sale."""

    def refund_and_restock(shop: Any, order: Any, request: Any, *more: Any) -> Any:
        return refund(shop, order, credit_memos.Refund(request.quantities, 0, by_hand=True), *more)

    return refund_and_restock


@pytest.mark.parametrize(
    ("owner", "name", "spoilt"),
    [
        (Returns, "returnable", anything_goes),
        (credit_memos, "refund", restocks(credit_memos.refund)),
        (handling, "EXCHANGE", "none of them"),
        (handling, "_expect", lambda rma, status: None),
    ],
    ids=["more than was shipped", "back on sale", "exchanges paid back", "steps left out"],
)
def test_harm_is_noticed(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, spoilt: Any) -> None:
    monkeypatch.setattr(owner, name, spoilt)
    machine = type("Spoilt", (ReturnMachine,), {})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=SHORT)
