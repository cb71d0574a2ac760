"""What a list call asked and which records it returned, for the record of a run; it is not sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fake_magento.inventory.stock import SourceItem
from fake_magento.model.customer import Customer
from fake_magento.model.documents import CreditMemo, Invoice, Shipment
from fake_magento.model.order import Order
from fake_magento.model.product import Product
from fake_magento.returns.rma import Rma
from fake_magento.search.criteria import Criteria


class Listed(NamedTuple):
    """The criteria of a list call, the business keys of the rows of the page in their order, and the count of all rows.

    `asked` has the values by `field condition`; the filters of one group are joined with ` | `.
    """

    asked: dict[str, str]
    keys: list[str]
    total: int | None
    more: bool


def _of_document(document: Any) -> str:
    number: str = document.order.increment_id
    return number


_KEYS: dict[type[Any], Callable[[Any], str]] = {
    Order: lambda order: order.increment_id,
    Invoice: _of_document,
    Shipment: _of_document,
    CreditMemo: _of_document,
    Rma: _of_document,
    Product: lambda product: product.sku,
    SourceItem: lambda item: item.sku,
    Customer: lambda customer: str(customer.customer_id),
}


def listed(criteria: Criteria, page: list[Any], total: int) -> Listed | None:
    """Return the rows of a page as keys; None for rows without a business key."""
    key_of = _KEYS.get(type(page[0])) if page else str
    if key_of is None:
        return None
    size, number = criteria.page_size, max(1, criteria.current_page or 1)
    more = bool(size) and number * max(1, size or 1) < total
    return Listed(_asked(criteria), list(map(key_of, page)), total, more)


def _asked(criteria: Criteria) -> dict[str, str]:
    asked: dict[str, str] = {}
    for group in criteria.groups:
        name = " | ".join([f"{wanted.field} {wanted.condition}" for wanted in group])
        value = " | ".join([wanted.value for wanted in group])
        if name:
            asked[f"{name} " if name in asked else name] = value
    for sort in criteria.sorts:
        order = f"{sort.field} {sort.direction}"
        asked["sort"] = f"{asked['sort']}, {order}" if "sort" in asked else order
    if criteria.page_size is not None:
        asked["size"] = str(criteria.page_size)
    if criteria.current_page is not None:
        asked["page"] = str(criteria.current_page)
    return asked
