"""The control API of the shop."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fake_magento import snapshot
from fake_magento.model.order import Order
from fake_magento.shop import Shop
from golive.serve.control.books import shown
from golive.serve.control.desk import Question, Refused, Route
from golive.serve.control.moments import Moments, instant_text
from golive.serve.tail import Tail
from golive.sim import LiveClock


class ShopControl:
    """Inspects the shop, switches maintenance, restores snapshots."""

    def __init__(self, shop: Shop, clock: LiveClock, tail: Tail, about: dict[str, Any]) -> None:
        self._shop = shop
        self._clock = clock
        self._about = about
        self._moments = Moments(
            "shop", clock, tail, lambda: snapshot.take(shop), lambda kept: snapshot.restore_into(shop, kept)
        )

    def routes(self) -> list[Route]:
        """All routes of the shop."""
        return [
            Route("GET", "/state", self.state),
            Route("GET", "/orders/{number}", self.order),
            Route("GET", "/stock/{sku}", self.stock),
            Route("POST", "/maintenance", self.maintenance),
            *self._moments.routes(),
        ]

    def state(self, question: Question) -> Any:
        """The number of records of each kind, and whether the shop is in maintenance."""
        shop = self._shop
        by_status: dict[str, int] = {}
        for order in shop.orders:
            status = str(order.status)
            by_status[status] = by_status.get(status, 0) + 1
        return {
            **self._about,
            "now": instant_text(self._clock.now()),
            "orders": len(shop.orders),
            "orders_by_status": by_status,
            "invoices": len(shop.invoices),
            "shipments": len(shop.shipments),
            "creditmemos": len(shop.creditmemos),
            "maintenance": shop.maintenance,
        }

    def order(self, question: Question) -> Any:
        """An order by its increment id, as stored."""
        return shown(self._order(question))

    def stock(self, question: Question) -> Any:
        """The stock of a SKU at its sources, its reservations, and the salable quantity."""
        sku = question.params["sku"]
        level = self._shop.stock.level(sku)
        if level is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"there is no stock of {sku[:60]!a}")
        return {**shown(level), "salable": self._shop.stock.salable(sku)}

    def maintenance(self, question: Question) -> Any:
        """Put the shop into maintenance, {"on": true}, or out of it."""
        question.only("on")
        on = question.body.get("on")
        if not isinstance(on, bool):
            raise Refused(HTTPStatus.BAD_REQUEST, f"on: expected true or false, got {on!r}", "on")
        self._shop.maintenance = on
        return self.state(question)

    def _order(self, question: Question) -> Order:
        number = question.params["number"]
        order = self._shop.orders.by_number(number)
        if order is None:
            raise Refused(
                HTTPStatus.NOT_FOUND, f"there is no order {number[:60]!a}; they look like 000000001"
            )
        return order
