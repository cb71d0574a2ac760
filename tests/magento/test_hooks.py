"""Hooks before an order: what the answers mean, and what becomes of the checkout."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
import simpy

from fake_magento.errors import CheckoutStopped, OutOfStock
from fake_magento.events.checkout_hooks import Answer, Hook, checkout, judge
from fake_magento.model.order import Order

from .world import World

ANSWERS: dict[str, tuple[Answer, str]] = {
    "yes": ((200, {"op": "success"}), "success"),
    "a list of changes": ((200, [{"op": "replace", "path": "x", "value": 1}, {"op": "add"}]), "success"),
    "no": ((200, {"op": "exception", "message": "why"}), "exception"),
    "a no among others": ((200, [{"op": "success"}, {"op": "exception"}]), "exception"),
    "another status": ((204, {"op": "success"}), "error"),
    "a failure": ((500, None), "error"),
    "no object": ((200, "success"), "error"),
    "an unknown op": ((200, {"op": "maybe"}), "error"),
    "an empty list": ((200, []), "error"),
    "no endpoint": (None, "unreachable"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_an_answer_means(name: str) -> None:
    answer, outcome = ANSWERS[name]
    assert judge(answer, is_late=False)[0] == outcome


def test_no_answer_after_the_whole_wait_is_a_timeout() -> None:
    assert judge(None, is_late=True)[0] == "timeout"


def shop_at(
    world: World, hook: Hook, answer: Answer, after_ms: int | None
) -> tuple[Any, list[dict[str, Any]]]:
    """One checkout with this answer (`after_ms` None: no endpoint); its order or refusal, and the questions asked."""
    env = simpy.Environment(initial_time=world.now_ms)
    asked: list[dict[str, Any]] = []
    found: list[Any] = []

    def ask(name: str, body: dict[str, Any], timeout_ms: int) -> simpy.Event | None:
        asked.append(body)
        return None if after_ms is None else env.timeout(after_ms, answer)

    def shopper() -> Generator[simpy.Event, Any, None]:
        try:
            found.append((yield from checkout(world.shop, hook, ask, world.cart(), 1)))
        except (CheckoutStopped, OutOfStock) as stopped:
            found.append(stopped)

    env.process(shopper())
    env.run()
    return found[0], asked


@pytest.mark.parametrize(("fallback", "is_placed"), [("refuse", False), ("continue", True)])
def test_without_a_good_answer_the_fallback_decides(world: World, fallback: Any, is_placed: bool) -> None:
    outcome, _ = shop_at(world, Hook(5_000, fallback), (500, None), 10)
    assert isinstance(outcome, Order) == is_placed


def test_a_no_stops_the_checkout_whatever_the_fallback_and_reserves_nothing(world: World) -> None:
    before = list(world.shop.stock.reservations)
    outcome, _ = shop_at(world, Hook(5_000, "continue"), (200, {"op": "exception"}), 10)
    assert isinstance(outcome, CheckoutStopped)
    assert list(world.shop.stock.reservations) == before
    assert len(world.shop.orders) == 0


def test_who_stops_what_is_sold_out_anyway_has_taken_no_order_away(world: World) -> None:
    for sku in {line[0]: None for line in world.cart().lines}:
        world.shop.stock.put([(sku, world.shop.stock.default_source, 0, True)], "counted", "test")
    outcome, _ = shop_at(world, Hook(), (200, {"op": "exception", "message": "sold out"}), 10)
    assert isinstance(outcome, OutOfStock)
    (waited,) = [fact for fact in world.facts if fact[0] == "shop.checkout.waited"]
    assert (waited[2]["outcome"], waited[2]["stopped"]) == ("exception", False)


def test_without_a_registered_endpoint_the_order_is_placed_at_once(world: World) -> None:
    outcome, _ = shop_at(world, Hook(), None, None)
    assert isinstance(outcome, Order)


def test_the_question_is_the_cart_and_names_no_order(world: World) -> None:
    _, (body,) = shop_at(world, Hook(), (200, {"op": "success"}), 10)
    assert body["cart"]["items"]
    assert all(set(item) == {"sku", "qty", "price"} for item in body["cart"]["items"])
    assert "increment_id" not in str(body)
