"""Prices of items for a customer, in order of precedence.

The customer's contract, the customer's price list, the standard list, the list price of the item. Within each of
these the row with the highest `from_quantity` that is reached wins, and of two such rows the one that began last.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.accounting.currencies import ONE, Currencies
from fake_erp.channels.feed import Feed
from fake_erp.errors import NotFound
from fake_erp.inventory.items import Items
from fake_erp.model import Customer, Emit, Now, PriceRow
from fake_erp.sales.customers import Customers


class Price(NamedTuple):
    """A price of one base unit, and where it comes from."""

    cents: int
    source: str
    """`contract`, the name of a price list, or `item`."""
    row: PriceRow | None


STANDARD_LIST = "standard"
"""The list of customers that have none of their own."""


class Prices:
    """Contract prices, price lists and list prices. They are net or gross as the installation exchanges them."""

    def __init__(
        self,
        now: Now,
        items: Items,
        customers: Customers,
        currencies: Currencies,
        feed: Feed[PriceRow],
        emit: Emit,
    ) -> None:
        self._now = now
        self._emit = emit
        self._items = items
        self._customers = customers
        self._currencies = currencies
        self._of_lists: dict[tuple[str, str], list[PriceRow]] = {}
        self._contracts: dict[tuple[str, str], list[PriceRow]] = {}
        self.feed = feed

    def set_list_price(
        self,
        price_list: str,
        sku: str,
        price_cents: int,
        from_quantity: int = 1,
        from_ms: int = 0,
        to_ms: int | None = None,
        currency: str = "",
        by: str = "",
    ) -> PriceRow:
        """A row of a price list; `STANDARD_LIST` applies to all customers. Raises NotFound for an unknown item."""
        row = self._row(price_list, "", sku, price_cents, from_quantity, from_ms, to_ms, currency, by)
        self._of_lists.setdefault((price_list, row.sku), []).append(row)
        return row

    def set_contract_price(
        self,
        customer: str,
        sku: str,
        price_cents: int,
        from_quantity: int = 1,
        from_ms: int = 0,
        to_ms: int | None = None,
        currency: str = "",
        by: str = "",
    ) -> PriceRow:
        """A price agreed with one customer. Raises NotFound for an unknown customer or item."""
        self._customers.get(customer)
        row = self._row("", customer, sku, price_cents, from_quantity, from_ms, to_ms, currency, by)
        self._contracts.setdefault((customer, row.sku), []).append(row)
        return row

    def end(self, row: PriceRow, at_ms: int, by: str = "") -> None:
        """Let a row end at an instant. Emits `erp.price.changed`."""
        row.to_ms = at_ms
        self._touch(row)
        self._tell(row, row.price_cents, by)

    def price_of(
        self, sku: str, customer: Customer | None, at_ms: int, quantity: int, currency: str = ""
    ) -> int:
        """Cents for one base unit, in the home currency or another one. Raises NotFound for an unknown item."""
        return self.find(sku, customer, at_ms, quantity, currency).cents

    def find(
        self, sku: str, customer: Customer | None, at_ms: int, quantity: int, currency: str = ""
    ) -> Price:
        """The price and where it comes from. Raises NotFound for an unknown item."""
        item = self._items.get(sku)
        currency = currency or self._currencies.home
        for source, rows in self._candidates(item.sku, customer):
            row = _best(rows, at_ms, quantity, currency)
            if row is not None:
                return Price(row.price_cents, source, row)
        rate = self._currencies.rate_micro(currency)
        cents = item.price_cents if rate == ONE else (2 * item.price_cents * ONE + rate) // (2 * rate)
        return Price(cents, "item", None)

    def list_rows(self, price_list: str, sku: str) -> list[PriceRow]:
        """The rows of an item in a price list, oldest first."""
        return list(self._of_lists.get((price_list, sku), ()))

    def renamed(self, old: str, new: str) -> None:
        """An item has another SKU: its rows go with it."""
        for table in (self._of_lists, self._contracts):
            for owner, sku in [key for key in table if key[1] == old]:
                rows = table[owner, new] = table.pop((owner, sku))
                for row in rows:
                    row.sku = new
                    self._touch(row)

    def _candidates(self, sku: str, customer: Customer | None) -> list[tuple[str, list[PriceRow]]]:
        found = []
        if customer is not None:
            found.append(("contract", self._contracts.get((customer.number, sku), [])))
            if customer.price_list:
                found.append((customer.price_list, self._of_lists.get((customer.price_list, sku), [])))
        found.append((STANDARD_LIST, self._of_lists.get((STANDARD_LIST, sku), [])))
        return found

    def _row(
        self,
        price_list: str,
        customer: str,
        sku: str,
        price_cents: int,
        from_quantity: int,
        from_ms: int,
        to_ms: int | None,
        currency: str,
        by: str,
    ) -> PriceRow:
        if price_cents < 0 or from_quantity < 1 or (to_ms is not None and to_ms <= from_ms):
            raise ValueError(
                "a price row has a price of at least 0, a from_quantity of at least 1 and ends after it begins; "
                f"got {price_cents}, {from_quantity}, {from_ms} to {to_ms}"
            )
        if not price_list and not customer:
            raise NotFound("a price row belongs to a price list or a customer, got neither", "price_list")
        item = self._items.get(sku)
        row = PriceRow(
            price_list,
            customer,
            item.sku,
            price_cents,
            currency or self._currencies.home,
            from_quantity,
            from_ms,
            to_ms,
        )
        self._touch(row)
        self._tell(row, None, by)
        return row

    def _touch(self, row: PriceRow) -> None:
        row.changed_at_ms = self._now()
        self.feed.touch(row)

    def _tell(self, row: PriceRow, was_cents: int | None, by: str) -> None:
        self._emit("erp.price.changed", {}, {"by": by, "why": "", "rows": [row_fact(row, was_cents)]})

    def open(self) -> None:
        """Emit the list prices and rows with which the ERP opens, one fact for all."""
        rows: list[list[Any]] = [
            [item.sku, "", 1, 0, None, None, item.price_cents] for item in self._items.by_sku.values()
        ]
        rows += [
            row_fact(row, None)
            for table in (self._of_lists, self._contracts)
            for kept in table.values()
            for row in kept
        ]
        self._emit("erp.price.changed", {}, {"by": "", "why": "opening", "rows": rows})


def row_fact(row: PriceRow, was_cents: int | None) -> list[Any]:
    """A price in a fact: SKU, owner, from_quantity, from, to, old and new price in cents, currency.

    The owner is `list:NAME` or `customer:NUMBER`, and "" for the list price of an item, which has no currency.
    """
    owner = f"customer:{row.customer}" if row.customer else f"list:{row.price_list}"
    return [
        row.sku,
        owner,
        row.from_quantity,
        row.from_ms,
        row.to_ms,
        was_cents,
        row.price_cents,
        row.currency,
    ]


def _best(rows: list[PriceRow], at_ms: int, quantity: int, currency: str) -> PriceRow | None:
    best: PriceRow | None = None
    for row in rows:
        if (
            row.currency == currency
            and row.from_quantity <= quantity
            and row.from_ms <= at_ms
            and (row.to_ms is None or at_ms < row.to_ms)
            and (best is None or (row.from_quantity, row.from_ms) >= (best.from_quantity, best.from_ms))
        ):
            best = row
    return best
