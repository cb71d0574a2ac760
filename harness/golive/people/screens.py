"""The screens of a clerk: the desk entry, the order in the shop's back office, and the records in the ERP."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fake_erp.erp import Erp
from fake_erp.model import Customer, Item
from fake_erp.model import Order as ErpOrder
from fake_magento.model.order import Order as ShopOrder
from fake_magento.shop import Shop
from golive.judge.history.linking import words_in

_MOST_WORDS = 200
_WANTED = ("processing", "complete")
_OVER = ("canceled", "closed")
_ON_ACCOUNT = ("purchaseorder",)


@dataclass(frozen=True, slots=True)
class Sight:
    """One entry with its records. A record is None where the entry leads to none."""

    words: tuple[str, ...]
    """The words of the entry, those of the reason first."""
    shop_order: ShopOrder | None
    erp_order: ErpOrder | None
    customer: Customer | None
    item: Item | None

    @property
    def is_wanted(self) -> bool:
        """Whether the order should be in the ERP, by its state in the shop."""
        order = self.shop_order
        if order is None:
            return False
        return order.state in _WANTED or (order.state == "new" and order.method in _ON_ACCOUNT)

    @property
    def is_over(self) -> bool:
        """Whether the order has ended in the shop."""
        return self.shop_order is not None and self.shop_order.state in _OVER


class Screens:
    """Looks records up in both systems by the words on an entry."""

    def __init__(self, erp: Erp, shop: Shop) -> None:
        self.erp = erp
        self._shop = shop

    def look(self, order: str, what: str, why: str, fix: str) -> Sight:
        """Look an entry up in both systems."""
        words = tuple(islice(_words(f"{why} {what} {fix}"), _MOST_WORDS))
        in_shop = self._in_shop(order)
        in_erp = self._in_erp(order, in_shop, words)
        return Sight(words, in_shop, in_erp, self._customer(in_shop, in_erp, words), self._item(words))

    def _in_shop(self, order: str) -> ShopOrder | None:
        orders = self._shop.orders
        return next((found for word in words_in(order) if (found := orders.by_number(word))), None)

    def _in_erp(self, order: str, in_shop: ShopOrder | None, words: tuple[str, ...]) -> ErpOrder | None:
        """The one that lives, by the reference or by its own number on the entry."""
        book = self.erp.orders
        found = book.with_reference(order)
        if in_shop is not None and in_shop.increment_id != order:
            found += book.with_reference(in_shop.increment_id)
        found += [book.by_number[word] for word in words if word in book.by_number]
        if in_shop is not None:
            found = [each for each in found if not self._is_of_another(each, in_shop)]
        return next((each for each in found if each.status != "cancelled"), None)

    def _is_of_another(self, order: ErpOrder, in_shop: ShopOrder) -> bool:
        """Whether its reference is the number of another order of the shop: the entry only speaks of it."""
        named = self._in_shop(order.external_reference)
        return named is not None and named is not in_shop

    def _customer(
        self, in_shop: ShopOrder | None, in_erp: ErpOrder | None, words: tuple[str, ...]
    ) -> Customer | None:
        if in_erp is not None:
            return in_erp.customer
        customers = self.erp.customers
        named = next((customers.by_number[word] for word in words if word in customers.by_number), None)
        if named is not None or in_shop is None:
            return named
        return next(iter(customers.with_email(in_shop.email)), None)

    def _item(self, words: tuple[str, ...]) -> Item | None:
        """Of several on the entry the first that cannot be sold: the screens show which that is."""
        items = self.erp.items.by_sku
        named = [items[word] for word in words if word in items]
        return next((item for item in named if item.status != "active"), next(iter(named), None))


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?()[]{}'\"") for word in text.split()]
