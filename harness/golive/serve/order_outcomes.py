"""The final states of a sandbox's past orders in both systems, and the steps that lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fake_erp.erp import Erp
from fake_erp.model import Order as ErpOrder
from fake_magento.model.order import Order as ShopOrder
from fake_magento.sales.documents import invoices
from fake_magento.sales.documents.shipments import NewTrack
from fake_magento.shop import Shop

Basket = tuple[str, ...]
"""Product types in a basket, as in `assortment.BASKETS`; `simple` is a plain article."""

BASKETS: tuple[Basket, ...] = (
    ("simple",),
    ("configurable", "simple"),
    ("bundle", "fixed bundle"),
    ("grouped", "virtual"),
    ("virtual",),
)


@dataclass(frozen=True, slots=True)
class Fate:
    """The final state of one order.

    `shop` and `erp` are its states; `way` names the steps in the shop (`_STEPS`). `age` is when the order was placed:
    `old` (within a month), `lately` or `new`.
    """

    shop: str
    erp: str
    age: str
    method: str = "card"
    way: str = ""
    basket: Basket = ("simple",)
    guest: bool = False
    coupon: str = ""

    @property
    def on_account(self) -> bool:
        """Whether the order is paid after delivery."""
        return self.method == "purchaseorder"


AGES = ("old", "lately", "new")

_FATES: dict[str, tuple[Fate, ...]] = {
    # one fate per basket, in their order
    "complete": (
        Fate("complete", "closed", "old", "free", "ship", coupon="ON-US"),
        Fate("complete", "closed", "old", way="parcels", coupon="SPRING10"),
        Fate("complete", "invoiced", "old", "purchaseorder", "ship"),
        Fate("complete", "closed", "old", way="part refunded"),
        Fate("complete", "closed", "old", way="pay"),
    ),
    "processing": (
        Fate("processing", "released", "new", way="pay"),
        Fate("processing", "shipped", "lately", way="first parcel"),
        Fate("processing", "released", "new", way="pay", coupon="FIVER"),
        Fate("processing", "released", "new", "banktransfer", "part paid"),
        Fate("processing", "pending_approval", "new"),
    ),
    "pending": (
        Fate("pending", "draft", "new", "banktransfer"),
        Fate("pending", "released", "new", "purchaseorder"),
        Fate("pending", "draft", "new", "checkmo"),
        Fate("pending", "draft", "new", "checkmo", coupon="SPRING10"),
        Fate("pending", "draft", "new", "banktransfer"),
    ),
    "pending_payment": (Fate("pending_payment", "draft", "new", "redirect"),) * 5,
    "payment_review": (Fate("payment_review", "held", "new", way="review"),) * 5,
    "holded": (
        Fate("holded", "held", "new", way="pay, hold"),
        Fate("holded", "held", "new", way="pay, hold"),
        Fate("holded", "held", "new", "banktransfer", "hold"),
        Fate("holded", "held", "new", way="pay, hold"),
        Fate("holded", "held", "new", way="hold"),
    ),
    "canceled": (
        Fate("canceled", "cancelled", "old", "banktransfer", "cancel"),
        Fate("canceled", "cancelled", "old", "redirect", "cancel"),
        Fate("canceled", "cancelled", "old", "checkmo", "cancel", coupon="SPRING10"),
        Fate("canceled", "cancelled", "old", way="review, deny"),
        Fate("canceled", "cancelled", "old", way="cancel"),
    ),
    "closed": (
        Fate("closed", "cancelled", "old", way="pay, refund"),
        Fate("closed", "closed", "old", way="ship, refund"),
        Fate("closed", "cancelled", "old", way="pay, refund", coupon="FIVER"),
        Fate("closed", "closed", "old", way="part refunded, refund"),
        Fate("closed", "closed", "old", way="pay, refund"),
    ),
}


def _with(fate: Fate, at: int) -> Fate:
    """Each fate has the basket of its place, and every third a guest."""
    return replace(fate, basket=BASKETS[at % len(BASKETS)], guest=at % 3 == 2 and not fate.on_account)


_EVERYTHING = tuple(
    # eight states and five baskets have no common factor: every state meets every basket
    _with(list(_FATES.values())[at % len(_FATES)][at % len(BASKETS)], at)
    for at in range(len(_FATES) * len(BASKETS))
)
_COMMON = tuple(
    _with(
        (
            Fate("complete", "closed", "old", way="ship"),
            Fate("complete", "closed", "old", way="ship"),
            Fate("complete", "shipped", "lately", way="ship"),
            Fate("complete", "closed", "old", way="ship", coupon="SPRING10"),
            Fate("complete", "invoiced", "old", "purchaseorder", "ship"),
            Fate("complete", "closed", "old", way="parcels"),
        )[at % 6],
        5 * at // 6,
    )
    for at in range(60)
)
ROUND = (*_EVERYTHING, *_COMMON)
"""Dealt out over and over: first every state with every kind of product, then what is usual."""


def dealt(orders: int) -> dict[str, list[Fate]]:
    """The final states of so many orders, by age; within an age, open ones come last."""
    fates = [ROUND[at % len(ROUND)] for at in range(orders)]
    return {
        age: sorted((fate for fate in fates if fate.age == age), key=lambda fate: fate.erp == "invoiced")
        for age in AGES
    }


# -- in the shop -----------------------------------------------------------------------------------------


def carry_out_in_shop(shop: Shop, order: ShopOrder, fate: Fate) -> None:
    """Take the steps from a placed order to its final state."""
    for step in fate.way.split(", "):
        _STEPS[step](shop, order)


def _nothing(shop: Shop, order: ShopOrder) -> None:
    pass


def _pay(shop: Shop, order: ShopOrder) -> None:
    shop.capture(order)


def _part_paid(shop: Shop, order: ShopOrder) -> None:
    """The first row is paid, the others are not."""
    first = order.lines[0]
    invoices.invoice(shop, order, {first.item_id: first.quantity}, "part paid")


def _ship(shop: Shop, order: ShopOrder) -> None:
    shop.capture(order)
    if not order.is_virtual:
        shop.ship(order, tracks=[_track(order, 1)])


def _first_parcel(shop: Shop, order: ShopOrder) -> None:
    """One unit, or one bundle, has left; the rest is on its way."""
    shop.capture(order)
    row = next(row for line in order.lines for row in line.stock_rows if row.to_ship())
    shop.ship(order, {row.item_id: 1}, [_track(order, 1)])


def _parcels(shop: Shop, order: ShopOrder) -> None:
    """Two shipments, the second with two parcels. An order of a single unit leaves at once."""
    if sum(line.to_ship() for line in order.lines) > 1:
        _first_parcel(shop, order)
        shop.ship(order, tracks=[_track(order, 2), _track(order, 3)])
    else:
        _ship(shop, order)


def _track(order: ShopOrder, parcel: int) -> NewTrack:
    return NewTrack(f"00340434{order.entity_id:08d}{parcel}", "DHL", "dhl")


def _part_refunded(shop: Shop, order: ShopOrder) -> None:
    """One unit of the first row arrived broken: its price goes back, the goods do not."""
    _ship(shop, order)
    first = order.lines[0]
    shop.refund(order, {first.item_id: 1}, restock=False, shipping_cents=0, why="arrived broken")


def _refund(shop: Shop, order: ShopOrder) -> None:
    """All that is left. What had been sent, and what cannot be sent back, stays with the customer."""
    shop.refund(order, restock=not order.shipments and not order.is_virtual)


def _hold(shop: Shop, order: ShopOrder) -> None:
    shop.hold(order)
    shop.comment(order, "Is the address right?", order.status)


_STEPS: dict[str, Callable[[Shop, ShopOrder], object]] = {
    "": _nothing,
    "review": _nothing,
    "pay": _pay,
    "part paid": _part_paid,
    "ship": _ship,
    "first parcel": _first_parcel,
    "parcels": _parcels,
    "part refunded": _part_refunded,
    "refund": _refund,
    "hold": _hold,
    "cancel": lambda shop, order: shop.cancel(order),
    "deny": lambda shop, order: shop.deny(order),
}


# -- in the ERP ------------------------------------------------------------------------------------------


def carry_out_in_erp(erp: Erp, order: ErpOrder, fate: Fate) -> None:
    """Take the manual steps; picking waves and posting runs do the rest."""
    if fate.erp == "cancelled":
        erp.orders.cancel(order, "cancelled in the shop")
    elif fate.erp == "held":
        erp.orders.hold(order, "manual")
    elif fate.erp == "pending_approval":
        erp.orders.require_approval(order, "value")
