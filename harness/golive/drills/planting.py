"""Differences between both systems, made by people, and what has become of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.errors import ErpError
from fake_erp.model import Order as ErpOrder
from fake_erp.model.order_changes import LineChange, OrderChange
from fake_magento.model.order import Order as ShopOrder
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between
from golive.people.rekeying import typed
from golive.people.screens import Sight

MISSING, TWICE, FOREIGN, QUANTITY, STOCK = "missing", "twice", "foreign", "quantity", "stock"
KINDS = {
    MISSING: "an order of the shop is cancelled in the ERP by hand",
    TWICE: "an order is in the ERP a second time, with the same reference",
    FOREIGN: "the ERP has an order with a reference that the shop does not know",
    QUANTITY: "the quantity of a line is raised in the ERP",
    STOCK: "the shop shows more stock than the ERP has",
}
"""The kinds of differences and what they are."""
RIGHT, THERE, WORSE = "right", "there", "worse"
"""What has become of a difference: it is gone, it is there as planted, or there is another in its place."""
PLANTS = "golive.drills.planting:PlantDifferences"
_BY = "clerk"
_UNITS = 25
_MARK = "9"
"""Before the number of an order: the reference of one that the shop does not know."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A difference: its kind, and the order or article that it is about."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class PlantDifferences(Action):
    """People make differences of all kinds between the two systems."""

    PASSES: ClassVar[bool] = False

    each: int = setting("each", between(1, 100), "How many of each kind.", "2")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        """Plant, and say what was planted as `kind key; kind key`."""
        planted: list[Planted] = []
        orders = iter(_untouched(erp, shop))
        for kind, plant in _OF_ORDERS.items():
            done = 0
            for order, booked in orders:
                if plant(erp, order, booked):
                    planted.append(
                        Planted(kind, _MARK + order.increment_id if kind == FOREIGN else order.increment_id)
                    )
                    done += 1
                if done == self.each:
                    break
        planted += [Planted(STOCK, sku) for sku in _more_stock(erp, shop, self.each)]
        return Begun("; ".join(f"{each.kind} {each.key}" for each in planted))


def planted_of(text: str) -> list[Planted]:
    """The differences of the text of a `PlantDifferences`."""
    pairs = (part.partition(" ") for part in text.split("; ") if part)
    return [Planted(kind, key) for kind, _, key in pairs]


def _untouched(erp: Erp, shop: Shop) -> list[tuple[ShopOrder, ErpOrder]]:
    """Orders that both systems have once, paid in the shop and not yet shipped, the oldest first."""
    found = []
    for order in shop.orders:
        booked = erp.orders.with_reference(order.increment_id)
        if order.state == "processing" and len(booked) == 1 and booked[0].status == "released":
            found.append((order, booked[0]))
    return found


def _cancel(erp: Erp, order: ShopOrder, booked: ErpOrder) -> bool:
    return _done(lambda: erp.orders.cancel(booked, "deleted by hand", _BY))


def _type_again(erp: Erp, order: ShopOrder, booked: ErpOrder) -> bool:
    customer = erp.customers.get(booked.customer.number)
    return _done(lambda: typed(erp, Sight((), order, booked, customer, None), _BY, with_reference=True))


def _type_foreign(erp: Erp, order: ShopOrder, booked: ErpOrder) -> bool:
    before = set(erp.orders.by_number)
    customer = erp.customers.get(booked.customer.number)
    if not _done(lambda: typed(erp, Sight((), order, booked, customer, None), _BY, with_reference=False)):
        return False
    (number,) = set(erp.orders.by_number) - before
    change = OrderChange(reference=_MARK + order.increment_id)
    return _done(lambda: erp.orders.update(erp.orders.by_number[number], change, _BY))


def _raise_quantity(erp: Erp, order: ShopOrder, booked: ErpOrder) -> bool:
    line = booked.lines[0]
    change = OrderChange(lines=[LineChange(0, quantity=line.quantity + 1)])
    return _done(lambda: erp.orders.update(booked, change, _BY))


_OF_ORDERS: dict[str, Callable[[Erp, ShopOrder, ErpOrder], bool]] = {
    MISSING: _cancel,
    TWICE: _type_again,
    FOREIGN: _type_foreign,
    QUANTITY: _raise_quantity,
}


def _done(act: Callable[[], object]) -> bool:
    """Whether the ERP let people do it."""
    try:
        act()
    except ErpError:
        return False
    return True


def _more_stock(erp: Erp, shop: Shop, count: int) -> list[str]:
    """Show more units of the articles that sell least, and return their SKUs."""
    skus = [sku for sku in erp.items.by_sku if sku in shop.catalog][-count:]
    source = shop.stock.default_source
    shop.stock.put(
        [(sku, source, shop.stock.quantity(sku, source) + _UNITS, True) for sku in skus], "count", "admin"
    )
    return skus


def state_of(planted: Planted, erp: Erp, shop: Shop) -> str:
    """What has become of a difference: right, there or worse."""
    if planted.kind == STOCK:
        return _stock_state(planted.key, erp, shop)
    live, order = _live(planted.key, erp), shop.orders.by_number(planted.key)
    if planted.kind == FOREIGN:
        return RIGHT if not live else THERE
    wanted = 0 if order is None else _wanted(order)
    was = {MISSING: 0, TWICE: 2, QUANTITY: 1}[planted.kind]
    if len(live) != wanted:
        return THERE if len(live) == was else WORSE
    return RIGHT if not wanted or _units(live) == _ordered(order) else THERE


def apart(erp: Erp, shop: Shop, until_ms: int) -> list[str]:
    """The orders placed before an instant that the ERP does not have as often as it should, by number."""
    return [
        order.increment_id
        for order in shop.orders
        if order.created_ms < until_ms and len(_live(order.increment_id, erp)) != _wanted(order)
    ]


def _live(reference: str, erp: Erp) -> list[ErpOrder]:
    return [order for order in erp.orders.with_reference(reference) if order.status != "cancelled"]


def _wanted(order: ShopOrder) -> int:
    return 0 if order.state in ("canceled", "closed") else 1


def _units(orders: Iterable[ErpOrder]) -> int:
    return sum(line.quantity for order in orders for line in order.lines)


def _ordered(order: ShopOrder | None) -> int:
    return 0 if order is None else sum(line.quantity for line in order.lines)


def _stock_state(sku: str, erp: Erp, shop: Shop) -> str:
    apart = shop.stock.level(sku)
    shown = 0 if apart is None else apart.total
    there = sum(row.on_hand for row in erp.stock.rows_of(sku))
    return RIGHT if abs(shown - there) < _UNITS / 2 else THERE if shown > there else WORSE
