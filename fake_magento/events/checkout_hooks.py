"""Synchronous hooks: the shop asks the integration while the shopper waits (Commerce Webhooks).

The answer is status 200 and `{"op": "success"}`, or `{"op": "exception", "message": ...}` to stop the checkout. `add`,
`replace` and `remove` are taken as success and change nothing. There is no second attempt.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import simpy

from fake_magento.catalog.composites import Choice
from fake_magento.errors import CheckoutStopped
from fake_magento.model.records import Cart, Order
from fake_magento.money import stored
from fake_magento.sales import quotes

if TYPE_CHECKING:
    from fake_magento.shop import Shop

Fallback = Literal["refuse", "continue"]
Answer = tuple[int, Any] | None
"""Status and decoded body; None when no connection came about, or none answered in time."""
Ask = Callable[[str, dict[str, Any], int], simpy.Event | None]
"""`ask(name, body, timeout_ms)`: a simpy event whose value is the Answer; None when nobody has registered."""

BEFORE_ORDER = "before_order"
_GOES_ON = ("success", "add", "replace", "remove")


@dataclass(frozen=True, slots=True)
class Hook:
    """How long the shopper is kept waiting, and whether no good answer stops the checkout (Adobe's `required`)."""

    timeout_ms: int = 5_000
    fallback: Fallback = "refuse"


def checkout(shop: Shop, hook: Hook, ask: Ask, cart: Cart, number: int) -> Generator[simpy.Event, Any, Order]:
    """Ask, wait, then place the order. `number` tells one checkout from another.

    Raises CheckoutStopped when the hook prevents it, and whatever `Shop.checkout` raises. The wait is a fact,
    however it ends, and whether it took the order away as well: what is sold out no hook can take away.
    """
    began_ms = shop.now()
    outcome, said = "success", ""
    asked = ask(BEFORE_ORDER, body(shop, cart, number), hook.timeout_ms)
    if asked is not None:
        answer: Answer = yield asked
        outcome, said = judge(answer, shop.now() - began_ms >= hook.timeout_ms)
    is_refused = outcome == "exception" or (outcome != "success" and hook.fallback == "refuse")
    is_stopped = is_refused and not _is_sold_out(shop, cart)
    shop.emit(
        "shop.checkout.waited",
        {"checkout": str(number)},
        {
            "ms": shop.now() - began_ms,
            "outcome": outcome,
            "said": said,
            "stopped": is_stopped,
            "value_cents": _value_cents(shop, cart),
        },
    )
    if is_stopped:
        raise CheckoutStopped(outcome, said)
    return shop.checkout(cart)


def judge(answer: Answer, is_late: bool) -> tuple[str, str]:
    """How it went, `success`, `exception`, `timeout`, `unreachable` or `error`, and what was said."""
    if answer is None:
        return ("timeout" if is_late else "unreachable"), ""
    status, said = answer
    operations = said if isinstance(said, list) else [said]
    for each in operations:
        op = each.get("op") if isinstance(each, dict) else None
        if status != 200 or not isinstance(op, str):
            return "error", f"status {status}"
        if op == "exception":
            return "exception", str(each.get("message", ""))
        if op not in _GOES_ON:
            return "error", f"unknown op {op}"
    return ("success", "") if operations else ("error", "an empty list")


def body(shop: Shop, cart: Cart, number: int) -> dict[str, Any]:
    """What is asked: the cart before it is an order, so without an order number."""
    store = shop.stores[cart.store]
    return {
        "hook": BEFORE_ORDER,
        "checkout": number,
        "cart": {
            "store_id": store.store_id,
            "currency": store.currency,
            "customer_id": cart.customer_id,
            "customer_email": cart.email,
            "customer_is_guest": cart.customer_id is None,
            "payment_method": cart.method,
            "country_id": cart.ship_to.country,
            "items": [_item(shop, sku, quantity) for sku, quantity in _wanted(cart)],
        },
    }


def _item(shop: Shop, sku: str, quantity: int) -> dict[str, Any]:
    return {"sku": sku, "qty": quantity, "price": stored(shop.catalog.get(sku).price_cents, 2)}


def _wanted(cart: Cart) -> list[tuple[str, int]]:
    """Goods by SKU: the chosen variant or selections where a line is a choice."""
    found: list[tuple[str, int]] = []
    for line in cart.lines:
        if not isinstance(line, Choice):
            found.append(line)
        elif line.selections:
            found += [(sku, units * line.quantity) for sku, units in line.selections]
        else:
            found.append((line.child or line.sku, line.quantity))
    return found


def _is_sold_out(shop: Shop, cart: Cart) -> bool:
    """Whether the shop would have refused the cart by itself."""
    group_id = quotes.group_of(shop, cart.customer_id)
    goods = quotes.goods_of(quotes.rows_of(shop, cart.lines, shop.stores[cart.store], group_id))
    return any(shop.stock.salable(sku) < quantity for sku, quantity in goods.items())


def _value_cents(shop: Shop, cart: Cart) -> int:
    """The goods at their list prices: what the shop would have sold, near enough."""
    return sum(shop.catalog.get(sku).price_cents * quantity for sku, quantity in _wanted(cart))
