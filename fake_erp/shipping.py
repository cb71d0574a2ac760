"""Deliveries: waves ship what is fully allocated and old enough, one delivery per warehouse."""

from __future__ import annotations

from fake_erp.calendar import Calendar
from fake_erp.config import ErpConfig
from fake_erp.feed import Feed
from fake_erp.model import Delivery, Emit, Now, Order
from fake_erp.numbering import NumberRange
from fake_erp.orders import Orders
from fake_erp.picking import PickQueue
from fake_erp.stock import Stock


class Shipping:
    """Emits `erp.delivery.posted`."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        config: ErpConfig,
        orders: Orders,
        stock: Stock,
        picking: PickQueue,
        calendar: Calendar,
    ) -> None:
        self._now = now
        self._emit = emit
        self._lead_ms = config.lead_ms
        self._orders = orders
        self._stock = stock
        self._picking = picking
        self._calendar = calendar
        self._numbers = NumberRange("DN")
        self.feed: Feed[Delivery] = Feed()
        self.to_invoice: list[Order] = []
        """Shipped and waiting for the next posting run."""

    def wave(self) -> int:
        """Ship all that is due; the number of orders shipped. Nothing can be posted into a closed period."""
        now = self._now()
        if self._calendar.is_closed(now):
            return 0
        shipped = 0
        while (order := self._picking.take(now - self._lead_ms)) is not None:
            self._ship(order, now)
            shipped += 1
        return shipped

    def _ship(self, order: Order, now: int) -> None:
        by_warehouse: dict[str, list[tuple[str, int]]] = {}
        for line in order.lines:
            by_warehouse.setdefault(line.row.warehouse, []).append((line.item.sku, line.quantity))
        self._stock.ship(order)
        self._orders.advance(order, "ship")
        for warehouse, lines in by_warehouse.items():
            self._post(order, warehouse, lines, now)
        self.to_invoice.append(order)

    def _post(self, order: Order, warehouse: str, lines: list[tuple[str, int]], now: int) -> None:
        number = self._numbers.next()
        delivery = Delivery(number, order, warehouse, now, f"TRK-{number}", lines)
        self.feed.touch(delivery)
        self._emit(
            "erp.delivery.posted",
            {"order": order.number, "ref": order.external_reference, "delivery": number},
            {"warehouse": warehouse, "lines": [[sku, quantity] for sku, quantity in lines]},
        )
