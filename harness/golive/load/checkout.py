"""A guest's checkout, call by call, as the shop's REST API expects it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple

from golive.load.visits import LoadPlan, Visit

CARRIER = "flatrate"


class Step(NamedTuple):
    """One POST. `name` is its name in statistics."""

    name: str
    path: str
    body: Any


def checkout(plan: LoadPlan, visit: Visit) -> Generator[Step, Any, None]:
    """Yields the calls of a visit and receives the parsed reply of each, all successful.

    Cart, items, shipping, payment: the last one places the order and answers with its id.
    """
    address = {**plan.addresses[visit.face], "email": f"guest.{visit.number}@example.com"}
    cart = yield Step("cart", "guest-carts", None)
    root = f"guest-carts/{cart}"
    for sku, quantity in visit.lines:
        item = {"sku": sku, "qty": quantity, "quote_id": cart}
        yield Step("item", f"{root}/items", {"cartItem": item})
    shipping = {
        "shipping_address": address,
        "billing_address": address,
        "shipping_carrier_code": CARRIER,
        "shipping_method_code": CARRIER,
    }
    yield Step("shipping", f"{root}/shipping-information", {"addressInformation": shipping})
    payment = {
        "email": address["email"],
        "paymentMethod": {"method": plan.method},
        "billing_address": address,
    }
    yield Step("payment", f"{root}/payment-information", payment)


def reason(step: str, status: int, answer: Any, error: object) -> str:
    """Why a call failed, in few words that can be printed, without what differs from order to order."""
    if not status:
        return _printable(f"{step}: {type(error).__name__}: {error}")
    message = answer.get("message") if isinstance(answer, dict) else None
    return _printable(f"{step}: {status} {message}") if message else f"{step}: {status}"


def _printable(text: str) -> str:
    """A text without control characters, which could steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:160])
