"""Ledgers about prices, customers and products, written by hand.

Records().opened({"A": 1000}).at("12:00").erp_price("A", 1200).at("12:20").shop_price("A", 1200)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.judge.ledgers import Book, clock_ms, whole_life

API = "api"
CLIENT = "web-integration"
MANY = {f"P{number:03d}": 1000 + number for number in range(1, 41)}


class Records(Book):
    """A book of records. It remembers prices, so that a write needs only the new one."""

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[tuple[Any, ...], Any] = {}

    def _swap(self, place: tuple[Any, ...], value: Any) -> Any:
        was = self._held.get(place)
        self._held[place] = value
        return was

    # -- prices ------------------------------------------------------------------------------------------

    def opened(
        self, prices: Mapping[str, int], stores: Sequence[int] = (1,), shop: Mapping[str, int] | None = None
    ) -> Records:
        """The prices of the ERP, and those of the shop where they differ."""
        rows = [[sku, "", 1, 0, None, None, cents] for sku, cents in prices.items()]
        self.say("erp", "erp.price.changed", {}, {"by": "", "why": "opening", "rows": rows})
        shown = {**prices, **(shop or {})}
        for sku, cents in prices.items():
            self._swap(("erp", sku), cents)
            self._swap(("base", sku, 0), shown[sku])
        rows = [[sku, "base", 0, None, cents] for sku, cents in shown.items()]
        names = [[store, f"store{store}"] for store in stores]
        data = {"by": "", "why": "opening", "stores": names, "rows": rows}
        self.say("shop", "shop.price.changed", {}, data)
        return self

    def erp_price(self, sku: str, cents: int | None, by: str = "people") -> Records:
        row = [sku, "", 1, 0, None, self._swap(("erp", sku), cents), cents]
        self.say("erp", "erp.price.changed", {}, {"by": by, "why": "", "rows": [row]})
        return self

    def erp_row(
        self,
        sku: str,
        cents: int,
        owner: str = "list:standard",
        begins: str | None = None,
        ends: str | None = None,
        quantity: int = 1,
    ) -> Records:
        from_ms = clock_ms(begins) if begins else 0
        row = [sku, owner, quantity, from_ms, clock_ms(ends) if ends else None, None, cents, "EUR"]
        self.say("erp", "erp.price.changed", {}, {"by": "people", "why": "", "rows": [row]})
        return self

    def shop_price(self, sku: str, cents: int | None, store: int = 0, by: str = API) -> Records:
        return self._price(sku, "base", store, cents, by)

    def special(
        self,
        sku: str,
        cents: int | None,
        begins: str | None = None,
        ends: str | None = None,
        by: str = API,
        store: int = 0,
        off_ms: int = 0,
    ) -> Records:
        """`off_ms` moves the end."""
        until = clock_ms(ends) + off_ms if ends else None
        value = None if cents is None else [cents, clock_ms(begins) if begins else None, until]
        return self._price(sku, "special", store, value, by)

    def tier(
        self, sku: str, cents: int | None, group: str = "Wholesale", quantity: int = 1, by: str = API
    ) -> Records:
        return self._price(sku, "tier", [quantity, group, 0], cents, by)

    def _price(self, sku: str, kind: str, place: Any, value: Any, by: str) -> Records:
        was = self._swap((kind, sku, str(place) if kind == "tier" else place), value)
        self.say(
            "shop", "shop.price.changed", {}, {"by": by, "why": "", "rows": [[sku, kind, place, was, value]]}
        )
        return self

    # -- other records -----------------------------------------------------------------------------------

    def customer(
        self, number: str = "C1", email: str = "customer-1@example.com", by: str = CLIENT
    ) -> Records:
        data = {"email": email, "ref": "", "by": by}
        self.say("erp", "erp.customer.created", {"customer": number}, data)
        return self

    def customer_set(
        self, field: str, value: Any, was: Any = None, number: str = "C1", by: str = CLIENT
    ) -> Records:
        before = self._swap(("customer", number, field), value)
        data = {"fields": [field], "by": by, "email": "", "was": {field: before if was is None else was}}
        self.say("erp", "erp.customer.changed", {"customer": number}, {**data, "now": {field: value}})
        return self

    def account_set(
        self, field: str, value: Any, number: str = "7", by: str = API, email: str = "customer-1@example.com"
    ) -> Records:
        was = self._swap(("account", number, field), value)
        data = {"by": by, "email": email, "was": {field: was}, "now": {field: value}}
        self.say("shop", "shop.customer.changed", {"customer": number}, data)
        return self

    def account_gone(self, number: str = "7", by: str = API) -> Records:
        data = {"by": by, "email": "ann@example.com", "was": {"email": "ann@example.com"}}
        self.say("shop", "shop.customer.deleted", {"customer": number}, data)
        return self

    def product_set(self, sku: str, field: str, value: Any, was: Any = None, by: str = API) -> Records:
        before = self._swap(("product", sku, field), value)
        change = {"was": {field: before if was is None else was}, "now": {field: value}}
        self.say("shop", "shop.product.saved", {"sku": sku}, {"by": by, **change})
        return self

    def product_new(self, sku: str, by: str = API) -> Records:
        data = {"by": by, "created": True, "was": {}, "now": {"name": "new"}}
        self.say("shop", "shop.product.saved", {"sku": sku}, data)
        return self

    def product_gone(self, sku: str, by: str = API) -> Records:
        self.say("shop", "shop.product.deleted", {"sku": sku}, {"by": by, "was": {"name": "Mug"}})
        return self

    def record(self, name: str, was: Any, now: Any, by: str = API) -> Records:
        self.say("shop", "shop.record.changed", {"record": name}, {"by": by, "was": was, "now": now})
        return self

    def item_status(self, sku: str, status: str) -> Records:
        change = {"was": {"status": "active"}, "now": {"status": status}}
        self.say("erp", "erp.item.changed", {"item": sku}, {"by": "clerk", **change})
        return self

    def till_order(self, number: str = "T1") -> Records:
        self.created(number, "", by="till")
        return self

    def cancelled_by(self, number: str, by: str = CLIENT) -> Records:
        data = {"from": "released", "to": "cancelled", "why": "cancelled", "by": by}
        self.say("erp", "erp.order.status", {"order": number, "ref": ""}, data)
        return self

    def at(self, clock: str) -> Records:
        super().at(clock)
        return self


def day(
    prices: Mapping[str, int] | None = None,
    stores: Sequence[int] = (1,),
    shop: Mapping[str, int] | None = None,
) -> Records:
    """A good day up to 11:05: the prices, and one order that went as it should."""
    book = Records().opened({"A": 1000, "B": 2000} if prices is None else prices, stores, shop)
    whole_life(book=book)
    return book


def noon() -> Records:
    """A good day up to 12:00."""
    return day().at("12:00")


def every(minutes: int, times: int, start: str = "11:10") -> list[str]:
    """Clock times from `start` on."""
    hours, first = (int(part) for part in start.split(":"))
    moments = [hours * 60 + first + minutes * number for number in range(times)]
    return [f"{moment // 60:02d}:{moment % 60:02d}" for moment in moments]
