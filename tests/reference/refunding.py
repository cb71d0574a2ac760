"""What people in the shop's back office refund, as changes for scenarios."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.errors import ShopError
from fake_magento.model.order import Order
from fake_magento.sales.documents.credit_memos import Refund, refund
from fake_magento.shop import Shop
from golive import Action
from golive.chaos.actions.base import Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between, choice

NONE: frozenset[int] = frozenset()


def one_unit(order: Order) -> Refund:
    """One unit of the first line, without shipping, not sent back."""
    line = next(line for line in order.lines if line.to_refund() > 0)
    return Refund({line.item_id: 1}, 0, return_to_stock=NONE)


def one_unit_back(order: Order) -> Refund:
    """One of several units, put back on sale in the shop."""
    line = next(line for line in order.lines if line.to_refund() > 1)
    return Refund({line.item_id: 1}, 0)


def last_line(order: Order) -> Refund:
    """The last of several lines, put back on sale."""
    _, *_, line = order.lines
    return Refund({line.item_id: line.to_refund()}, 0)


def adjustment(order: Order) -> Refund:
    """Two euros for the delay; the shop demands a cent of the shipping charge beside it."""
    return Refund({}, 1, 200)


def fee(order: Order) -> Refund:
    """One unit less a fee of a euro."""
    return Refund({order.lines[0].item_id: 1}, 0, 0, 100, return_to_stock=NONE)


def shipping(order: Order) -> Refund:
    """The shipping charge alone."""
    return Refund({}, None)


def goods(order: Order) -> Refund:
    """All goods; the shop keeps the shipping charge."""
    return Refund(shipping_cents=0, return_to_stock=NONE)


def everything(order: Order) -> Refund:
    """All goods and the shipping charge."""
    return Refund(return_to_stock=NONE)


KINDS: dict[str, Callable[[Order], Refund]] = {
    each.__name__: each
    for each in (one_unit, one_unit_back, last_line, adjustment, fee, shipping, goods, everything)
}


@dataclass(frozen=True, slots=True)
class RefundOrders(Action):
    """Some orders in a state are refunded."""

    PASSES: ClassVar[bool] = False

    kind: str = setting("kind", choice(*KINDS), "What is refunded.", "one_unit")
    state: str = setting("state", choice("processing", "complete"), "Orders in this state.", "complete")
    youngest: int = setting(
        "youngest", between(1, 10_000), "Only orders placed in the last minutes.", "10000"
    )
    count: int = setting("count", between(1, 1000), "How many orders.", "5")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        done = 0
        for order in shop.orders:
            age_ms = shop.now() - order.created_ms
            if order.state != self.state or done >= self.count or age_ms > self.youngest * 60_000:
                continue
            with suppress(ShopError, StopIteration, ValueError):
                refund(shop, order, KINDS[self.kind](order), self.kind, "admin")
                done += 1
        return Begun(f"{done} orders refunded: {self.kind}" if done else "")
