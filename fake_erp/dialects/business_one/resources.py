"""Sets of entities: how their records are found in the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.documents.follow_ups import CREDIT_NOTES, DELIVERIES, INVOICES, RETURNS
from fake_erp.dialects.business_one.documents.orders import TYPES, orders_in, set_of
from fake_erp.dialects.business_one.documents.payments import PAYMENTS
from fake_erp.dialects.business_one.masters.items import (
    ITEMS,
    PRICE_LIST,
    SPECIAL_PRICES,
    WAREHOUSES,
    price_lists,
)
from fake_erp.dialects.business_one.masters.lists import (
    GROUPS,
    TERMS,
    USER_FIELDS,
    groups,
    terms,
    user_fields,
)
from fake_erp.dialects.business_one.masters.partners import PARTNERS
from fake_erp.dialects.business_one.memory import memory_of, partner_of
from fake_erp.dialects.business_one.numbers import number_of
from fake_erp.dialects.business_one.queries.definitions import SQL_QUERIES
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.model import CreditNote, Customer, Delivery, Invoice, Payment, Return

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Rows = Callable[["Erp", Query], Sequence[Any]]
Find = Callable[["Erp", Segment], Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """A set: the noun of its operations, its type, its records for a query, and one record by its key."""

    noun: str
    entity: EntityType
    rows: Rows
    find: Find


def key_of(segment: Segment, name: str = "") -> Any:
    """The value of a key."""
    found = segment.key(name)
    if found is None:
        return None
    return found.value if found.kind == "text" else found.text


def _orders(set_name: str) -> Resource:
    def rows(erp: Erp, query: Query) -> Sequence[Any]:
        entry = query.equal("DocEntry") or query.equal("DocNum")
        if entry is not None:
            order = erp.orders.by_number.get(number_of(erp, "order", str(entry)))
            return [order] if order is not None and set_of(erp, order) == set_name else []
        return orders_in(erp, set_name, query.equal("NumAtCard"))

    def find(erp: Erp, segment: Segment) -> Any:
        order = erp.orders.by_number.get(number_of(erp, "order", key_of(segment, "DocEntry")))
        return order if order is not None and set_of(erp, order) == set_name else None

    return Resource("order", TYPES[set_name], rows, find)


def _papers(noun: str, kind: type[Any], entity: EntityType, book: Callable[[Erp], Any]) -> Resource:
    """A set of documents that follow orders. `NumAtCard` is that of the order, except of its own."""
    of_order = kind in (Delivery, Invoice)

    def rows(erp: Erp, query: Query) -> Sequence[Any]:
        reference = query.equal("NumAtCard")
        entry = query.equal("DocEntry") or query.equal("DocNum")
        if entry is not None:
            record = book(erp).by_number.get(number_of(erp, noun, str(entry)))
            return [record] if record is not None else []
        if of_order and reference:
            orders = erp.orders.by_reference.get(reference, ())
            return [paper for order in orders for paper in order.papers if type(paper) is kind]
        return list(book(erp).by_number.values())

    def find(erp: Erp, segment: Segment) -> Any:
        return book(erp).by_number.get(number_of(erp, noun, key_of(segment, "DocEntry")))

    return Resource(noun, entity, rows, find)


def _partners(erp: Erp, query: Query) -> Sequence[Customer]:
    code, email, reference = (
        query.equal("CardCode"),
        query.equal("EmailAddress"),
        query.equal("U_ExternalReference"),
    )
    found: Sequence[Customer | None]
    if code is not None:
        found = [partner_of(erp, str(code))]
    elif email is not None:
        found = erp.customers.with_email(email)
    elif reference is not None:
        found = [erp.customers.by_reference.get(reference)]
    else:
        return erp.customers.all
    return [customer for customer in found if customer is not None]


def _items(erp: Erp, query: Query) -> Sequence[Any]:
    sku = query.equal("ItemCode")
    if sku is not None:
        item = erp.items.find(str(sku))
        return [item] if item is not None else []
    return list(erp.items.by_sku.values())


def _special_prices(erp: Erp, query: Query) -> Sequence[Any]:
    return erp.prices.feed.page(0, 1_000_000)[0]


def _special_price(erp: Erp, segment: Segment) -> Any:
    code, sku = key_of(segment, "CardCode"), key_of(segment, "ItemCode")
    get_code, get_sku = SPECIAL_PRICES.keys[0].get, SPECIAL_PRICES.keys[1].get
    rows = _special_prices(erp, Query())
    return next(
        (row for row in reversed(rows) if get_code(erp, row) == code and get_sku(erp, row) == sku), None
    )


def _named(entity: EntityType, rows: Callable[[Erp], Sequence[Any]], noun: str) -> Resource:
    """A short list, searched from end to end."""
    key = entity.keys[0]

    def find(erp: Erp, segment: Segment) -> Any:
        wanted = str(key_of(segment, key.name))
        return next((record for record in rows(erp) if str(key.get(erp, record)) == wanted), None)

    return Resource(noun, entity, lambda erp, query: rows(erp), find)


RESOURCES: dict[str, Resource] = {
    **{name: _orders(name) for name in TYPES},
    "DeliveryNotes": _papers("delivery", Delivery, DELIVERIES, lambda erp: erp.shipping),
    "Invoices": _papers("invoice", Invoice, INVOICES, lambda erp: erp.receivables),
    "Returns": _papers("return", Return, RETURNS, lambda erp: erp.returns),
    "CreditNotes": _papers("credit_note", CreditNote, CREDIT_NOTES, lambda erp: erp.credit_notes),
    "IncomingPayments": _papers("payment", Payment, PAYMENTS, lambda erp: erp.payments),
    "BusinessPartners": Resource(
        "customer",
        PARTNERS,
        _partners,
        lambda erp, segment: partner_of(erp, str(key_of(segment, "CardCode"))),
    ),
    "Items": Resource(
        "item", ITEMS, _items, lambda erp, segment: erp.items.find(str(key_of(segment, "ItemCode")))
    ),
    "Warehouses": _named(WAREHOUSES, lambda erp: erp.stock.places.names, "warehouse"),
    "PriceLists": _named(PRICE_LIST, price_lists, "price"),
    "SpecialPrices": Resource("price", SPECIAL_PRICES, _special_prices, _special_price),
    "BusinessPartnerGroups": _named(GROUPS, groups, "customer"),
    "PaymentTermsTypes": _named(TERMS, terms, "customer"),
    "UserFieldsMD": _named(USER_FIELDS, user_fields, "openapi"),
    "SQLQueries": _named(SQL_QUERIES, lambda erp: list(memory_of(erp).queries.values()), "openapi"),
}
"""By the names of sets."""

BY_LOWER = {name.lower(): name for name in RESOURCES}
"""Addresses may spell the first letter of a set in either case."""
