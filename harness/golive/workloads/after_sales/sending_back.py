"""Goods that customers send back: a return of the shop, which its staff receive, inspect and close."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from fake_magento.errors import OutOfStock, ShopError
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.returns.handling import Wanted
from fake_magento.returns.rma import CHOICES, DAMAGED, EXCHANGE, REFUND, Rma
from fake_magento.shop import Shop
from golive.keys.value_kinds import MINUTE_MS
from golive.workloads.after_sales.exchanges import replace_goods

if TYPE_CHECKING:
    from golive.scenario import Returns

INSPECTION_MS = (10 * MINUTE_MS, 60 * MINUTE_MS)
"""Time from the arrival of goods to the decision about them."""
INTACT = tuple(label for label in CHOICES["condition"] if label != DAMAGED)

After = Callable[[tuple[int, int], Callable[[], object]], None]
"""Does something after a span of ms, unless the traffic has ended by then."""


class SendingBack:
    """`count` counts kinds of returns.

    `paid_back` is told of each amount that a credit memo pays back, in cents; `pay` pays the order of a replacement.
    """

    def __init__(
        self,
        shop: Shop,
        plan: Returns,
        rng: random.Random,
        after: After,
        count: Callable[[str], None],
        paid_back: Callable[[Order, int], None],
        pay: Callable[[Order], None],
    ) -> None:
        self._shop = shop
        self._plan = plan
        self._rng = rng
        self._after = after
        self._count = count
        self._paid_back = paid_back
        self._pay = pay

    def request(self, order: Order) -> None:
        """Ask for the return of units of a shipped order, and send them off."""
        rows = self._rows(order)
        if not rows:
            return
        with suppress(ShopError):
            rma = self._shop.returns.request(order, rows)
            self._shop.returns.authorize(rma)
            arrive = self._plan.arrive_ms
            self._after((arrive.low, arrive.high), lambda: self._arrive(rma))

    def _rows(self, order: Order) -> list[Wanted]:
        """One row, or two rows of one unit each where the goods have two reasons to come back."""
        rng = self._rng
        lines = [(line, units) for line in order.lines if (units := self._can_come_back(order, line)) > 0]
        if not lines:
            return []
        line, units = max(lines, key=lambda each: each[1])
        resolution = EXCHANGE if self._plan.exchanged and rng.random() < self._plan.exchanged else REFUND
        if units > 1 and rng.random() < self._plan.split:
            rows = [(1, DAMAGED), (1, rng.choice(INTACT))]
        else:
            rows = [
                (rng.randint(1, units), DAMAGED if rng.random() < self._plan.damaged else rng.choice(INTACT))
            ]
        return [
            Wanted(line.item_id, units, rng.choice(CHOICES["reason"]), condition, resolution)
            for units, condition in rows
        ]

    def _can_come_back(self, order: Order, line: OrderLine) -> int:
        """Units of a row, 0 for rows of several articles."""
        if line.parts or (line.made is not None and line.made.parent is not None):
            return 0
        return min(line.to_refund(), self._shop.returns.returnable(order, line))

    def _arrive(self, rma: Rma) -> None:
        with suppress(ShopError):
            self._shop.returns.receive(rma)
            self._after(INSPECTION_MS, lambda: self._close(rma))

    def _close(self, rma: Rma) -> None:
        rejected = {}
        if self._rng.random() < self._plan.rejected:
            rejected = {rma.items[-1].entity_id: 1}
            self._count("return_rejected")
        before_cents = rma.order.given_back_cents
        with suppress(ShopError, OutOfStock):
            self._shop.returns.close(rma, rejected)
            self._count("returned")
            if len({item.line.item_id for item in rma.items}) < len(rma.items):
                self._count("return_split")
            replacement = replace_goods(self._shop, rma, self._rng)
            if replacement is not None:
                self._count("exchanged")
                self._pay(replacement)
        cents = rma.order.given_back_cents - before_cents
        if cents:
            self._paid_back(rma.order, cents)
