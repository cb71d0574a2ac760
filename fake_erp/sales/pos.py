"""Sales of the channel `store`: its tills know the stock and sell only what is free."""

from __future__ import annotations

from random import Random

from fake_erp.errors import ErpError
from fake_erp.inventory.items import Items
from fake_erp.inventory.stock import Stock
from fake_erp.model import TILL_CHANNEL, Customer, Draft, DraftLine, Now, Order
from fake_erp.sales.customers import Customers
from fake_erp.sales.orders import Orders


class Till:
    """Orders come from the same domain as everybody's, through no interface; their facts say `by: till`."""

    def __init__(
        self,
        now: Now,
        rng: Random,
        currency: str,
        items: Items,
        customers: Customers,
        stock: Stock,
        orders: Orders,
    ) -> None:
        self._now = now
        self._rng = rng
        self._currency = currency
        self._items = items
        self._customers = customers
        self._stock = stock
        self._orders = orders
        self._walk_in: Customer | None = None
        self._skus: list[str] = []
        self._renamed = 0

    def wait_ms(self, sales_per_hour: float) -> int:
        """How long until the next sale, in milliseconds, as chance has it."""
        return max(1, round(self._rng.expovariate(sales_per_hour) * 3_600_000))

    def sell(self) -> Order | None:
        """One or two units of some item, half a unit more with decimal quantities.

        None when it is not there or may not be sold.
        """
        if len(self._skus) != len(self._items) or self._renamed != self._items.renamed:
            self._skus = list(self._items.by_sku)
            self._renamed = self._items.renamed
        if not self._skus:
            return None
        item = self._items.by_sku[self._skus[int(self._rng.random() * len(self._skus))]]
        quantity = 1 + int(self._rng.random() * 2)
        beyond = 0 if item.scale == 1 else item.scale // 2
        wanted = quantity * item.scale + beyond
        row = self._stock.best_row(item.sku, wanted)
        if item.status != "active" or row.available < wanted:
            return None
        line = DraftLine(item.sku, quantity, item.price_cents, 0, row.warehouse, thousandths=beyond)
        draft = Draft(
            self._customer().number, self._currency, self._now(), [line], channel=TILL_CHANNEL, prepaid=True
        )
        draft.custom = {"sales_channel": TILL_CHANNEL}
        draft.payment_method = "cash"
        draft.release = True
        try:
            return self._orders.create(draft, "till")
        except ErpError as error:  # a closed period, a blocked item: no sale, and the till goes on
            self._orders.refused("", error)
            return None

    def _customer(self) -> Customer:
        if self._walk_in is None:
            address = {"street": "at the counter", "city": "-", "postcode": "", "country": "DE"}
            self._walk_in = self._customers.add("Walk-in customer", "", address)
        return self._walk_in
