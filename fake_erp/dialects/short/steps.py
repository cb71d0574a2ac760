"""Matches of steps with an order, and of what is created: the same in every product but for their replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.short import documents
from fake_erp.dialects.short.matching import ShortMatch, nothing
from fake_erp.dialects.short.odata4 import quietly
from fake_erp.dialects.short.records import key_of
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Sent = Callable[[], dict[str, Any]]
Give = Callable[[Any], Reply]


def order_step(
    operation: str,
    find: Callable[[], Order],
    take: Callable[[Order, str], Command[Any]],
    give: Give,
    sent: Callable[[], Any] = nothing,
) -> ShortMatch:
    """A step with an order that exists; `find` raises NotFound where there is none."""
    order = quietly(find)
    return ShortMatch(
        operation,
        lambda by: take(find(), by),
        give,
        reads=False,
        number=order.number if order is not None else "",
        asked=key_of(order) if order is not None else None,
        sent=sent,
    )


def reference_of(sent: Sent) -> str | None:
    """The external reference that was sent."""
    given = quietly(sent, {}).get("external_reference")
    return given if type(given) is str and given else None


def order_creation(erp: Erp, request: Request, sent: Sent, give: Give, least: int = 1) -> ShortMatch:
    """The creation of an order."""
    return ShortMatch(
        "order.create",
        lambda by: documents.create_order(erp, sent(), by, discard=request.discard, least=least),
        give,
        reads=False,
        asked=lambda: reference_of(sent),
        sent=sent,
    )


def customer_creation(erp: Erp, sent: Sent, give: Give) -> ShortMatch:
    """The creation of a customer."""
    return ShortMatch(
        "customer.create",
        lambda by: documents.create_customer(erp, sent(), by),
        give,
        reads=False,
        asked=lambda: reference_of(sent),
        sent=sent,
    )
