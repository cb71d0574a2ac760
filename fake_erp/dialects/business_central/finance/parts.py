"""What posted documents have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fake_erp.channels.feed import Feed
from fake_erp.dialects.business_central.columns import (
    contact_of,
    currency_id,
    customer_number,
    fixed,
    flag,
    identifier,
    lanes,
    name_of,
    order_of,
    record_of,
    text,
)
from fake_erp.dialects.business_central.resources import since, visible
from fake_erp.dialects.odata.model import Property
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.record_ids import guid
from fake_erp.model import CreditNote, Invoice, Order, Payment
from fake_erp.operations.base import Hides

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def heading() -> tuple[Property, ...]:
    """The customer, the addresses and the currency of the order of a document."""
    return (
        identifier("customerId", lambda erp, each: guid("customer", order_of(each).customer.number)),
        text("customerNumber", lambda erp, each: customer_number(order_of(each).customer), 20),
        text("customerName", lambda erp, each: order_of(each).customer.name),
        text("billToName", lambda erp, each: name_of(order_of(each).bill_to) or order_of(each).customer.name),
        text("billToCustomerNumber", lambda erp, each: customer_number(order_of(each).customer), 20),
        text("shipToName", lambda erp, each: name_of(order_of(each).ship_to)),
        text("shipToContact", lambda erp, each: contact_of(order_of(each).ship_to)),
        *lanes("sellTo", lambda each: order_of(each).customer.address),
        *lanes("billTo", lambda each: order_of(each).bill_to),
        *lanes("shipTo", lambda each: order_of(each).ship_to),
        identifier("currencyId", lambda erp, each: currency_id(erp, order_of(each).currency)),
        text("currencyCode", lambda erp, each: order_of(each).currency, 10),
        flag("pricesIncludeTax", lambda erp, each: order_of(each).prices_include_tax),
        text("salesperson", fixed("")),
        text("phoneNumber", lambda erp, each: (order_of(each).ship_to or {}).get("phone", "")),
        text("email", lambda erp, each: order_of(each).customer.email),
    )


def changed_at(document: Any) -> int:
    """When an invoice was posted, paid or credited last."""
    found: int = document.posted_at_ms
    if isinstance(document, Invoice):
        for paper in document.order.papers:
            paid = type(paper) is Payment and any(number == document.number for number, _ in paper.applied)
            if paid or (type(paper) is CreditNote and paper.invoice is document):
                found = max(found, paper.posted_at_ms)
    return found


def orders_in(erp: Erp, query: Query) -> list[Order] | None:
    """The orders whose documents a filter is about; None where it does not say."""
    number, order_id = query.equal("orderNumber"), query.equal("orderId")
    reference = query.equal("externalDocumentNumber")
    if isinstance(number, str):
        found = erp.orders.by_number.get(number)
        return [found] if found is not None else []
    if isinstance(order_id, str):
        found = record_of(erp, "order", erp.orders.by_number, order_id)
        return [found] if found is not None else []
    if isinstance(reference, str) and reference:
        return erp.orders.with_reference(reference)
    return None


def papers_of(kind: type[Any], feed: Callable[[Erp], Feed[Any]], by_number: Callable[[Erp], Any]) -> Any:
    """The function that gives the documents of a kind for a list."""

    def rows(erp: Erp, query: Query, hides: Hides | None) -> Sequence[Any]:
        number = query.equal("number")
        if isinstance(number, str):
            return visible([by_number(erp).get(number)], hides)
        orders = orders_in(erp, query)
        if orders is not None:
            return visible([each for order in orders for each in order.papers if type(each) is kind], hides)
        return since(feed(erp), query.least("lastModifiedDateTime"), changed_at, hides)

    return rows


def finder(kind: str, by_number: Callable[[Erp], Any]) -> Any:
    """The function that finds a document by its GUID."""
    return lambda erp, keys: record_of(erp, kind, by_number(erp), keys.get("id") or keys.get("") or "")


def key_of(document: Any) -> str:
    """The business key: that of the order."""
    order = order_of(document)
    return order.external_reference or order.number
