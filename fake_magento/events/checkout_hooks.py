"""Synchronous hooks: the checkout calls the integration while the shopper waits.

The answer is status 200 and `{"op": "success"}`, or `{"op": "exception", "message": ...}` to stop the checkout. `add`,
`replace` and `remove` count as success and change nothing. There is no retry. Source: Adobe Commerce developer docs,
"Adobe Commerce Webhooks".
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import simpy

from fake_magento.carts import cart_rows
from fake_magento.errors import CheckoutStopped
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.order import Order
from fake_magento.money import stored
from fake_magento.quantities import priced, shown

if TYPE_CHECKING:
    from fake_magento.shop import Shop


Fallback = Literal["refuse", "continue"]
Answer = tuple[int, Any] | None
"""Status and decoded body; None without a connection or without an answer in time."""
Ask = Callable[[str, dict[str, Any], int], simpy.Event | None]
"""`ask(name, body, timeout_ms)`: a simpy event whose value is the Answer; None without a registered hook."""
BEFORE_ORDER = "before_order"
_SUCCESSES = ("success", "add", "replace", "remove")


@dataclass(frozen=True, slots=True)
class Hook:
    """The timeout of the hook, and whether a failed hook stops the checkout (Adobe's `required`)."""

    timeout_ms: int = 5_000
    fallback: Fallback = "refuse"


def checkout(shop: Shop, hook: Hook, ask: Ask, cart: Cart, number: int) -> Generator[simpy.Event, Any, Order]:
    """Send the request, wait for the answer, then place the order. `number` identifies the checkout.

    Raises CheckoutStopped when the hook stops it, and the errors of `Shop.checkout`. Emits the wait as a fact, however
    it ends; `stopped` is false for a cart that was sold out anyway.
    """
    began_ms = shop.now()
    outcome, message = "success", ""
    request = ask(BEFORE_ORDER, body(shop, cart, number), hook.timeout_ms)
    if request is not None:
        answer: Answer = yield request
        outcome, message = judge(answer, shop.now() - began_ms >= hook.timeout_ms)
    is_refused = outcome == "exception" or (outcome != "success" and hook.fallback == "refuse")
    is_stopped = is_refused and not _is_sold_out(shop, cart)
    shop.emit(
        "shop.checkout.waited",
        {"checkout": str(number)},
        {
            "ms": shop.now() - began_ms,
            "outcome": outcome,
            "said": message,
            "stopped": is_stopped,
            "value_cents": _value_cents(shop, cart),
        },
    )
    if is_stopped:
        raise CheckoutStopped(outcome, message)
    return shop.checkout(cart)


def judge(answer: Answer, is_late: bool) -> tuple[str, str]:
    """(outcome, message) of an answer. Outcomes: `success`, `exception`, `timeout`, `unreachable`, `error`."""
    if answer is None:
        return ("timeout" if is_late else "unreachable"), ""
    status, data = answer
    operations = data if isinstance(data, list) else [data]
    for each in operations:
        op = each.get("op") if isinstance(each, dict) else None
        if status != 200 or not isinstance(op, str):
            return "error", f"status {status}"
        if op == "exception":
            return "exception", str(each.get("message", ""))
        if op not in _SUCCESSES:
            return "error", f"unknown op {op}"
    return ("success", "") if operations else ("error", "an empty list")


def body(shop: Shop, cart: Cart, number: int) -> dict[str, Any]:
    """The body of the request: the cart, which has no order number yet."""
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
    product = shop.catalog.get(sku)
    return {"sku": sku, "qty": shown(quantity, product.scale), "price": stored(product.price_cents, 2)}


def _wanted(cart: Cart) -> list[tuple[str, int]]:
    """(SKU, units) of the goods: the chosen variant or selections where a line is a choice."""
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
    """Whether the shop itself would refuse the cart."""
    group_id = cart_rows.group_of(shop, cart.customer_id)
    goods = cart_rows.goods_of(cart_rows.rows_of(shop, cart.lines, shop.stores[cart.store], group_id))
    return any(shop.stock.salable(sku) < quantity for sku, quantity in goods.items())


def _value_cents(shop: Shop, cart: Cart) -> int:
    """The goods at their base prices: an estimate of the lost sale."""
    goods = [(shop.catalog.get(sku), quantity) for sku, quantity in _wanted(cart)]
    return sum([priced(product.price_cents, quantity, product.scale) for product, quantity in goods])
