"""Writes of records with an owner: customers, products, categories, attributes, groups, and orders of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from golive.judge.history.orders import Orders
from golive.judge.history.records.authors import is_client
from golive.record.run import Fact


class FieldWrite(NamedTuple):
    """A write that changed one field of a record. Times are ms since 1970."""

    at_ms: int
    seq: int
    field: str
    was: Any
    now: Any
    by: str

    @property
    def by_client(self) -> bool:
        """Whether the integration made the write."""
        return is_client(self.by)


class StockSet(NamedTuple):
    """Stock of the ERP that was set: the units on hand before and after."""

    seq: int
    item: str
    warehouse: str
    was: int
    now: int
    by: str


class Deletion(NamedTuple):
    """A record that is gone. `what` are some of its fields."""

    at_ms: int
    seq: int
    record: str
    what: Any
    by: str


class OrderTouch(NamedTuple):
    """A write of the integration on an ERP order that is not one of the shop's."""

    at_ms: int
    seq: int
    order: str
    what: str
    was: str
    by: str


class RecordBook:
    """Writes by record, such as `erp customer C100001` or `shop product SKU-00001`.

    Memory grows with records that were changed, and with the changes of their fields.
    """

    def __init__(self, orders: Orders) -> None:
        self.writes: dict[str, list[FieldWrite]] = {}
        self.deletions: list[Deletion] = []
        self.touched: list[OrderTouch] = []
        self.stock_sets: list[StockSet] = []
        self.emails: dict[str, str] = {}
        """E-mail addresses of customers, by record."""
        self.born: set[str] = set()
        """Records that the integration created."""
        self.item_status: dict[str, list[tuple[int, str]]] = {}
        """Status of items of the ERP that changed it, with the time of each change."""
        self.shop_sources: dict[str, list[int]] = {}
        """When people and customers changed an account of the shop, by its e-mail address in lower case."""
        self._orders = orders
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.product.saved": self._product,
            "shop.product.deleted": self._product_gone,
            "shop.customer.created": self._account,
            "shop.customer.changed": self._account,
            "shop.customer.deleted": self._account_gone,
            "shop.record.changed": self._record,
            "erp.customer.created": self._customer_new,
            "erp.customer.changed": self._customer,
            "erp.item.changed": self._item,
            "erp.stock.set": self._stock_set,
            "erp.order.status": self._order_status,
            "erp.order.changed": self._order_changed,
        }

    def _note(self, record: str, fact: Fact) -> None:
        was, now, by = fact.data.get("was") or {}, fact.data.get("now") or {}, fact.data.get("by", "")
        writes = self.writes.setdefault(record, [])
        for name in {**was, **now}:
            writes.append(FieldWrite(fact.at_ms, fact.seq, name, was.get(name), now.get(name), by))

    def _stock_set(self, fact: Fact) -> None:
        data = fact.data
        self.stock_sets.append(
            StockSet(fact.seq, fact.keys["item"], data["warehouse"], data["was"], data["now"], data["by"])
        )

    def _product(self, fact: Fact) -> None:
        record = f"shop product {fact.keys['sku']}"
        if not fact.data.get("created"):
            self._note(record, fact)
        elif is_client(fact.data["by"]):
            self.born.add(record)

    def _product_gone(self, fact: Fact) -> None:
        self._gone(f"shop product {fact.keys['sku']}", fact)

    def _gone(self, record: str, fact: Fact) -> None:
        data = fact.data
        self.deletions.append(Deletion(fact.at_ms, fact.seq, record, data.get("was"), data.get("by", "")))

    def _account(self, fact: Fact) -> None:
        record, data = f"shop customer {fact.keys['customer']}", fact.data
        email = self.emails[record] = data.get("email", "").casefold()
        if not is_client(data["by"]):
            self.shop_sources.setdefault(email, []).append(fact.at_ms)
        if "was" in data:
            self._note(record, fact)
        elif is_client(data["by"]):
            self.born.add(record)

    def _account_gone(self, fact: Fact) -> None:
        self._gone(f"shop customer {fact.keys['customer']}", fact)

    def _record(self, fact: Fact) -> None:
        record, data = f"shop {fact.keys['record']}", fact.data
        if data["now"] is None:
            self._gone(record, fact)
        elif data["was"] is not None:
            self._note(record, fact)
        elif is_client(data["by"]):
            self.born.add(record)

    def _customer_new(self, fact: Fact) -> None:
        record = f"erp customer {fact.keys['customer']}"
        self.emails[record] = fact.data.get("email", "").casefold()
        if is_client(fact.data.get("by", "integration")):
            self.born.add(record)

    def _customer(self, fact: Fact) -> None:
        record = f"erp customer {fact.keys['customer']}"
        email = fact.data.get("email")
        if email:
            self.emails[record] = email.casefold()
        self._note(record, fact)

    def _item(self, fact: Fact) -> None:
        status = fact.data["now"].get("status")
        if status is not None:
            self.item_status.setdefault(fact.keys["item"], []).append((fact.at_ms, status))

    def _order_status(self, fact: Fact) -> None:
        by = fact.data.get("by", "")
        if by and is_client(by):
            self._touched(fact, fact.data["to"], fact.data["from"], by)

    def _order_changed(self, fact: Fact) -> None:
        by = fact.data.get("by", "")
        if by and is_client(by):
            self._touched(fact, "changed", "", by)

    def _touched(self, fact: Fact, what: str, was: str, by: str) -> None:
        number = fact.keys["order"]
        if number not in self._orders.documents:
            self.touched.append(OrderTouch(fact.at_ms, fact.seq, number, what, was, by))
