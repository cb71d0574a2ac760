"""Deliveries: waves ship what is allocated and old enough, one delivery per order and warehouse.

An order goes out whole, when its every unit is allocated; with partial deliveries what is allocated goes out, and the
rest later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias

from fake_erp.accounting.billing_queue import BillingQueue
from fake_erp.accounting.config import Finance
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.channels.feed import Feed
from fake_erp.errors import ErpError, NotFound, RuleRefused, See
from fake_erp.inventory.picking import PICKABLE, PickQueue
from fake_erp.inventory.stock import Stock
from fake_erp.model import NOT_YET, Checks, Delivery, Emit, Line, Now, Order
from fake_erp.sales.orders import Orders

Part: TypeAlias = tuple[Line, int]
"""A line of an order, and the units of it that leave."""


class ShippingPlan(Protocol):
    """What is configured about deliveries; see `fake_erp.config.ErpConfig`."""

    @property
    def lead_ms(self) -> int:
        """Time between the release of an order and its earliest shipment."""

    @property
    def partial_deliveries(self) -> bool:
        """Whether an order may be shipped in parts."""

    @property
    def finance(self) -> Finance:
        """The settings of accounting."""


class Shipping:
    """Emits `erp.delivery.posted`."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        plan: ShippingPlan,
        orders: Orders,
        stock: Stock,
        picking: PickQueue,
        calendar: Calendar,
        checks: Checks,
        billing: BillingQueue,
        on_posted: Callable[[Delivery], None],
        feed: Feed[Delivery],
    ) -> None:
        self._now = now
        self._emit = emit
        self._lead_ms = plan.lead_ms
        self._partial = plan.partial_deliveries
        self._orders = orders
        self._stock = stock
        self._picking = picking
        self._calendar = calendar
        self._checks = checks
        self._billing = billing
        self._on_posted = on_posted
        self._numbers = NumberRange.of("delivery", plan.finance.number_ranges)
        self.by_number: dict[str, Delivery] = {}
        self.feed = feed

    def get(self, number: str) -> Delivery:
        """Raises NotFound."""
        delivery = self.by_number.get(number)
        if delivery is None:
            raise NotFound(
                (f"there is no delivery {number[:64]!r}; ", See("delivery.list"), " lists them"), "number"
            )
        return delivery

    def wave(self) -> int:
        """Ship all that is due; the number of orders shipped. Nothing can be posted into a closed period.

        What may not be shipped now, because of its customer, its warehouse or a rule, waits for another wave.
        """
        now = self._now()
        if self._calendar.is_closed(now, "stock"):
            return 0
        shipped = 0
        waiting: list[Order] = []
        while (order := self._picking.take(now - self._lead_ms)) is not None:
            lines = [line for line in order.lines if line.allocated]
            if not lines:
                continue  # it queues again when it gets something
            if self._stock.frozen:
                lines = self._not_frozen(lines)
            if (
                not lines
                or order.customer.blocked_deliveries
                or not self._numbers.has(len(lines))
                or (self._checks.ship and self._must_wait(order))
            ):
                waiting.append(order)
                continue
            self._ship(order, _allocated(lines), now)
            shipped += 1
            if self._partial and any(line.allocated for line in order.lines):
                waiting.append(order)
        for order in waiting:
            self._picking.add(order)
        return shipped

    def require_shippable(self, order: Order) -> None:
        """Whether an order, released or about to be, can be shipped in full at once. Raises ErpError."""
        missing = self._stock.short(order) if order.released_at_ms == NOT_YET else order.missing or None
        frozen = any(line.row.warehouse in self._stock.frozen for line in order.lines)
        numbers = self._numbers.has(len(order.lines))
        if missing is not None or frozen or order.customer.blocked_deliveries or not numbers:
            raise RuleRefused(
                "shipment",
                "cannot_ship",
                f"order {order.number} cannot be shipped now: units are missing, or its customer or its warehouse is "
                "blocked",
                "lines",
            )
        for check in self._checks.ship:
            check(order, None)

    def ship_now(self, order: Order) -> None:
        """Ship all that is promised to a released order, before its turn; see `require_shippable`."""
        self._ship(order, _allocated(line for line in order.lines if line.allocated), self._now())

    def require_movable(self, order: Order, parts: Iterable[Part]) -> None:
        """Whether these units may leave now. Raises ErpError."""
        frozen = [line.row.warehouse for line, _ in parts if line.row.warehouse in self._stock.frozen]
        if frozen or order.customer.blocked_deliveries or not self._numbers.has(len(order.lines)):
            why = (
                f"warehouse {frozen[0]} is frozen"
                if frozen
                else "its customer or the number range is blocked"
            )
            raise RuleRefused(
                "shipment", "cannot_ship", f"order {order.number} cannot be shipped now: {why}", "order"
            )
        for check in self._checks.ship:
            check(order, None)

    def post(
        self, order: Order, parts: Sequence[Part], tracking: str, reference: str, by: str
    ) -> list[Delivery]:
        """Ship units that a client says have left, before their turn; see `require_movable`."""
        said = {"by": by, "reference": reference}
        return self._ship(order, parts, self._now(), tracking, said)

    def number_from(self, others: Shipping) -> None:
        """Number the next deliveries from those of another ERP on, so that no delivery note has a number twice."""
        self._numbers.last = max(self._numbers.last, others._numbers.last)

    def enter(self, order: Order, left: Delivery) -> bool:
        """Enter a delivery from its note, under its number; False where its units are not promised to the order."""
        lines = [order.lines[at] for at, _, _ in left.lines if at < len(order.lines)]
        units = [line.allocated for line in lines if line.row.warehouse == left.warehouse]
        if order.status not in PICKABLE or units != [count for _, _, count in left.lines]:
            return False
        self._stock.ship(order, _allocated(lines))
        whole = not self._partial or not any(line.open for line in order.lines)
        self._orders.advance(order, "ship" if whole else "ship_part")
        self._file(
            Delivery(
                left.number,
                order,
                left.warehouse,
                left.posted_at_ms,
                left.tracking,
                left.lines,
                reference=left.reference,
            )
        )
        self._billing.add(order)
        return True

    def _not_frozen(self, lines: list[Line]) -> list[Line]:
        """The lines whose warehouse lets goods go; none of them while an order must go out whole."""
        moving = [line for line in lines if line.row.warehouse not in self._stock.frozen]
        return moving if self._partial or len(moving) == len(lines) else []

    def _must_wait(self, order: Order) -> bool:
        try:
            return any(check(order, None) for check in self._checks.ship)
        except ErpError:
            return True

    def _ship(
        self,
        order: Order,
        parts: Sequence[Part],
        now: int,
        tracking: str = "",
        said: dict[str, str] | None = None,
    ) -> list[Delivery]:
        """`said` is what a client said of units that it posted; None for those of the ERP's own waves."""
        by_warehouse: dict[str, list[tuple[int, str, int]]] = {}
        position = {id(line): at for at, line in enumerate(order.lines)}
        for line, quantity in parts:
            units = by_warehouse.setdefault(line.row.warehouse, [])
            units.append(_row(position[id(line)], line.item.sku, quantity))
        self._stock.ship(order, parts)
        whole = not self._partial or not any(line.open for line in order.lines)
        self._orders.advance(order, "ship" if whole else "ship_part")
        posted = [
            self._post(order, warehouse, units, now, tracking, said)
            for warehouse, units in by_warehouse.items()
        ]
        self._billing.add(order)
        return posted

    def _post(
        self,
        order: Order,
        warehouse: str,
        lines: list[tuple[int, str, int]],
        now: int,
        tracking: str,
        said: dict[str, str] | None,
    ) -> Delivery:
        number = self._numbers.next()
        reference = "" if said is None else said["reference"]
        delivery = Delivery(
            number, order, warehouse, now, tracking or f"TRK-{number}", tuple(lines), reference=reference
        )
        self._file(delivery)
        self._emit(
            "erp.delivery.posted",
            {"order": order.number, "ref": order.external_reference, "delivery": number},
            {"warehouse": warehouse, "lines": [[sku, units] for _, sku, units in lines], **(said or {})},
        )
        return delivery

    def _file(self, delivery: Delivery) -> None:
        self.by_number[delivery.number] = delivery
        self.feed.touch(delivery)
        delivery.order.papers += (delivery,)
        self._on_posted(delivery)


def _allocated(lines: Iterable[Line]) -> list[Part]:
    return [(line, line.allocated) for line in lines]


@lru_cache(maxsize=4096)
def _row(position: int, sku: str, units: int) -> tuple[int, str, int]:
    """A row of a delivery; equal ones are one object, to save memory."""
    return position, sku, units
