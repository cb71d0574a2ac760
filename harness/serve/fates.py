"""What has become of the orders of a sandbox's past, in both systems, and how they got there."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.erp import Erp
from fake_erp.model import Document
from fake_erp.model import Order as ErpOrder
from fake_erp.rules import Approval
from fake_magento.model import Order as ShopOrder
from fake_magento.shop import Shop


@dataclass(frozen=True, slots=True)
class Fate:
    """`age` is when the order was placed: `old` (within a month), `lately` or `new`."""

    shop: str
    erp: str
    age: str
    on_account: bool = False


AGES = ("old", "lately", "new")

_COMMON = Fate("complete", "closed", "old")
ROUND = (
    _COMMON,
    Fate("complete", "shipped", "lately"),
    Fate("processing", "released", "new"),
    Fate("pending", "draft", "new"),
    Fate("complete", "invoiced", "old", on_account=True),
    Fate("canceled", "cancelled", "old"),
    Fate("holded", "held", "new"),
    Fate("closed", "cancelled", "old"),
    Fate("processing", "pending_approval", "new"),
    *(_COMMON,) * 8,
    Fate("processing", "released", "new"),
    Fate("complete", "shipped", "lately"),
    Fate("complete", "invoiced", "old", on_account=True),
)
"""Dealt out over and over, so that even a handful of orders shows many states."""


def dealt(orders: int) -> dict[str, list[Fate]]:
    """So many fates by age; within an age, what is to stay open is the youngest."""
    fates = [ROUND[at % len(ROUND)] for at in range(orders)]
    return {
        age: sorted((fate for fate in fates if fate.age == age), key=lambda fate: fate.erp == "invoiced")
        for age in AGES
    }


def carry_out_in_shop(shop: Shop, order: ShopOrder, fate: Fate) -> None:
    """From a placed order to the state it is to have."""
    if fate.shop in ("processing", "complete", "closed", "holded"):
        shop.capture(order)
    if fate.shop == "complete":
        shop.ship(order)
    elif fate.shop == "closed":
        shop.refund(order)
    elif fate.shop == "canceled":
        shop.cancel(order)
    elif fate.shop == "holded":
        shop.hold(order)


def carry_out_in_erp(erp: Erp, order: ErpOrder, fate: Fate) -> None:
    """The steps people take; picking waves and posting runs do the rest."""
    if fate.erp == "cancelled":
        erp.orders.cancel(order, "cancelled in the shop")
    elif fate.erp == "held":
        erp.orders.hold(order, "manual")
    elif fate.erp == "pending_approval":
        in_force, erp.orders.release_checks = erp.orders.release_checks, (_large,)
        erp.orders.release(order)
        erp.orders.release_checks = in_force


def _large(order: ErpOrder, document: Document | None) -> str:
    return Approval("value")
