"""The columns of each entity, and the filters that an index answers."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from fake_magento.carts.open_carts import OpenCart
from fake_magento.carts.ordered_carts import OrderedCart
from fake_magento.inventory.stock import SourceItem
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.quantities import shown, total
from fake_magento.rest.documents.document_json import creditmemo_json, invoice_json, shipment_json
from fake_magento.rest.orders.order_fields import fields_json
from fake_magento.rest.orders.order_items import row_json
from fake_magento.rest.orders.order_json import order_json
from fake_magento.rest.search import order_index, tables
from fake_magento.rest.search.tables import table
from fake_magento.sales.order_book import OrderBook
from fake_magento.search.conditions import Column, leading_number
from fake_magento.search.criteria import Filter
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_SAME = frozenset({"eq", "seq", "is"})


def _number(get: Callable[[Any], Any]) -> Column:
    return Column("number", get)


def _text(get: Callable[[Any], Any]) -> Column:
    return Column("text", get)


def _time(get: Callable[[Any], Any]) -> Column:
    return Column("time", get)


def number_keys(*names: str) -> dict[str, Column]:
    """Number columns of rows that are dicts, by key."""
    return {name: Column("number", _getter(name)) for name in names}


def text_keys(*names: str) -> dict[str, Column]:
    """Text columns of rows that are dicts, by key."""
    return {name: Column("text", _getter(name)) for name in names}


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda row: row.get(name)


def _order_of(book: OrderBook, wanted: Filter) -> Order | bool | None:
    """The order of an `order_id` filter, None if it does not exist; False for a filter of another kind."""
    if wanted.field != "order_id" or wanted.condition not in _SAME:
        return False
    number = leading_number(wanted.value)
    return book.find(int(number)) if number.is_integer() else None


def _narrow_items(book: OrderBook, wanted: Filter) -> list[tuple[Order, OrderLine]] | None:
    order = _order_of(book, wanted)
    if isinstance(order, bool):
        return None
    return [(order, line) for line in order.rows()] if order else []


def _narrow_documents(kind: str) -> Callable[[OrderBook, Filter], list[Any] | None]:
    """The documents of one order, read from the order."""

    def narrow(book: OrderBook, wanted: Filter) -> list[Any] | None:
        order = _order_of(book, wanted)
        if isinstance(order, bool):
            return None
        return list(getattr(order, kind)) if order else []

    return narrow


def _narrow_carts(shop: Shop, wanted: Filter) -> list[Any] | None:
    if wanted.field != "entity_id" or wanted.condition not in _SAME:
        return None
    number = leading_number(wanted.value)
    if not number.is_integer():
        return []
    order = shop.carts.ordered(int(number))
    return [OrderedCart(order)] if order else [cart for cart in shop.carts if cart.cart_id == number]


def _narrow_source_items(shop: Shop, wanted: Filter) -> list[SourceItem] | None:
    product = shop.catalog.find(wanted.value)
    if wanted.field != "sku" or wanted.condition not in _SAME or product is None:
        return None
    level = shop.stock.level(product.sku)
    return list(level.items.values()) if level else []


def _order_row(order: Order) -> dict[str, Any]:
    """The flat fields of an order, with its base amounts."""
    if order.base is None:
        return fields_json(order, "", "")
    return order_json(order)


def _incl(line: OrderLine) -> int:
    return line.row_cents + line.tax_before_cents


def _item_row(row: tuple[Order, OrderLine]) -> dict[str, Any]:
    return row_json(*row, "", "")


def _cart_row(cart: OpenCart | OrderedCart) -> dict[str, Any]:
    """The columns of a cart; the amounts are those of its order."""
    store = cart.store
    row: dict[str, Any] = {
        "quote_currency_code": store.currency,
        "store_currency_code": store.currency,
        "base_currency_code": store.base_currency or store.currency,
        "global_currency_code": store.base_currency or store.currency,
    }
    if isinstance(cart, OpenCart):
        return row | {"coupon_code": cart.coupon.code if cart.coupon else None}
    return row | {name: value for name, value in _order_row(cart.order).items() if name not in _NOT_OF_A_CART}


_NOT_OF_A_CART = ("entity_id", "store_id", "created_at", "updated_at", "increment_id")
ORDERS = Entity(
    {
        **table(_order_row, tables.ORDER_NUMBERS, tables.ORDER_TEXTS),
        "entity_id": _number(attrgetter("entity_id")),
        "increment_id": _text(attrgetter("increment_id")),
        "state": _text(attrgetter("state")),
        "status": _text(attrgetter("status")),
        "store_id": _number(lambda order: order.store.store_id),
        "created_at": _time(attrgetter("created_ms")),
        "updated_at": _time(attrgetter("updated_ms")),
        "customer_email": _text(attrgetter("email")),
        "customer_firstname": _text(attrgetter("firstname")),
        "customer_lastname": _text(attrgetter("lastname")),
        "customer_id": _number(attrgetter("customer_id")),
        "customer_is_guest": _number(lambda order: int(order.customer_id is None)),
        "customer_group_id": _number(attrgetter("group_id")),
        "grand_total": _number(lambda order: order.ordered.total / 100),
        "base_grand_total": _number(lambda order: (order.base or order).ordered.total / 100),
        "subtotal": _number(lambda order: order.ordered.subtotal / 100),
        "tax_amount": _number(lambda order: order.ordered.tax / 100),
        "discount_amount": _number(lambda order: -order.ordered.discount / 100),
        "shipping_amount": _number(lambda order: order.ordered.shipping / 100),
        "total_paid": _number(lambda o: o.invoiced_total and o.invoiced_total.total / 100),
        "total_refunded": _number(lambda o: o.refunded_total and o.refunded_total.total / 100),
        "total_due": _number(lambda order: (order.ordered.total - order.paid_cents) / 100),
        "total_item_count": _number(lambda order: len(order.lines)),
        "total_qty_ordered": _number(
            lambda order: total((line.quantity, line.scale) for line in order.lines)
        ),
        "order_currency_code": _text(lambda order: order.store.currency),
        "base_currency_code": _text(lambda order: order.store.base_currency or order.store.currency),
        "coupon_code": _text(lambda order: order.coupon_code or None),
        "protect_code": _text(attrgetter("protect_code")),
        "quote_id": _number(attrgetter("entity_id")),
        "remote_ip": _text(attrgetter("remote_ip")),
        "is_virtual": _number(lambda order: int(order.is_virtual)),
        "ext_order_id": _text(attrgetter("ext_order_id")),
        "original_increment_id": _text(attrgetter("original_increment_id")),
        "relation_parent_real_id": _text(lambda o: o.parent.increment_id if o.parent else None),
        "relation_child_real_id": _text(lambda o: o.child.increment_id if o.child else None),
        "hold_before_state": _text(attrgetter("hold_before_state")),
        "hold_before_status": _text(attrgetter("hold_before_status")),
        "shipping_description": _text(lambda order: "Flat Rate - Fixed"),
        "shipping_method": _text(lambda order: "flatrate_flatrate"),
    },
    model="Magento\\Sales\\Model\\Order",
    candidates=order_index.candidates,
    in_order_of=order_index.IN_ORDER_OF,
    is_cached=True,
    sorted_rows=order_index.in_order_of,
)
ITEMS = Entity(
    {
        **table(_item_row, tables.ITEM_NUMBERS, tables.ITEM_TEXTS),
        "row_total": _number(lambda row: row[1].row_cents / 100),
        "base_row_total": _number(lambda row: row[1].in_base().row_cents / 100),
        "row_total_incl_tax": _number(lambda row: _incl(row[1]) / 100),
        "base_row_total_incl_tax": _number(lambda row: _incl(row[1].in_base()) / 100),
        "item_id": _number(lambda row: row[1].item_id),
        "order_id": _number(lambda row: row[0].entity_id),
        "parent_item_id": _number(
            lambda r: r[1].made.parent.item_id if r[1].made and r[1].made.parent else None
        ),
        "product_id": _number(lambda row: row[1].product_id),
        "product_type": _text(lambda row: row[1].kind),
        "sku": _text(lambda row: row[1].sku),
        "name": _text(lambda row: row[1].name),
        "store_id": _number(lambda row: row[0].store.store_id),
        "qty_ordered": _number(lambda row: shown(row[1].quantity, row[1].scale)),
        "qty_invoiced": _number(lambda row: shown(row[1].invoiced, row[1].scale)),
        "qty_shipped": _number(lambda row: shown(row[1].shipped, row[1].scale)),
        "qty_canceled": _number(lambda row: shown(row[1].canceled, row[1].scale)),
        "qty_refunded": _number(lambda row: shown(row[1].refunded, row[1].scale)),
        "price": _number(lambda row: row[1].price_cents / 100),
        "created_at": _time(lambda row: row[0].created_ms),
        "updated_at": _time(lambda row: row[0].updated_ms),
    },
    narrow=_narrow_items,
)
COMMENTS = Entity(
    {
        "entity_id": _number(lambda entry: entry.entity_id),
        "comment": _text(lambda entry: entry.comment),
        "status": _text(lambda entry: entry.status),
        "created_at": _time(lambda entry: entry.created_ms),
    }
)
_DOCUMENT = {
    "entity_id": _number(lambda document: document.entity_id),
    "increment_id": _text(lambda document: document.increment_id),
    "order_id": _number(lambda document: document.order.entity_id),
    "store_id": _number(lambda document: document.order.store.store_id),
    "created_at": _time(lambda document: document.created_ms),
    "updated_at": _time(lambda document: document.created_ms),
}
_MONEY_DOCUMENT = {
    **_DOCUMENT,
    "state": _number(lambda document: document.state),
    "grand_total": _number(lambda document: document.amounts.total / 100),
    "order_currency_code": _text(lambda document: document.order.store.currency),
}
INVOICES = Entity(
    {
        **table(invoice_json, tables.INVOICE_NUMBERS, tables.PAPER_TEXTS),
        **_MONEY_DOCUMENT,
        "transaction_id": _text(lambda invoice: invoice.transaction_id),
    },
    narrow=_narrow_documents("invoices"),
)
CREDITMEMOS = Entity(
    {
        **table(creditmemo_json, tables.CREDITMEMO_NUMBERS, tables.PAPER_TEXTS),
        **_MONEY_DOCUMENT,
        "invoice_id": _number(lambda memo: memo.invoice_id),
    },
    narrow=_narrow_documents("creditmemos"),
)
SHIPMENTS = Entity(
    {
        **table(shipment_json, tables.SHIPMENT_NUMBERS, tables.SHIPMENT_TEXTS),
        **_DOCUMENT,
        "total_qty": _number(
            lambda shipment: total((row.quantity, row.line.scale) for row in shipment.lines)
        ),
        "customer_id": _number(lambda shipment: shipment.order.customer_id),
    },
    narrow=_narrow_documents("shipments"),
)
SOURCE_ITEMS = Entity(
    {
        **table(_item_row, tables.ITEM_NUMBERS, tables.ITEM_TEXTS),
        "row_total": _number(lambda row: row[1].row_cents / 100),
        "base_row_total": _number(lambda row: row[1].in_base().row_cents / 100),
        "row_total_incl_tax": _number(lambda row: _incl(row[1]) / 100),
        "base_row_total_incl_tax": _number(lambda row: _incl(row[1].in_base()) / 100),
        "source_code": _text(lambda item: item.source),
        "sku": _text(lambda item: item.sku),
        "quantity": _number(lambda item: item.quantity),
        "status": _number(lambda item: int(item.in_stock)),
    },
    narrow=_narrow_source_items,
)
SOURCES = Entity(
    {
        "source_code": _text(lambda source: source["source_code"]),
        "name": _text(lambda source: source["name"]),
        "enabled": _number(lambda source: int(source["enabled"])),
        "country_id": _text(lambda source: source["country_id"]),
    }
)
CARTS = Entity(
    {
        **table(_cart_row, tables.QUOTE_NUMBERS, tables.QUOTE_TEXTS),
        "entity_id": _number(lambda cart: cart.cart_id),
        "store_id": _number(lambda cart: cart.store.store_id),
        "customer_id": _number(lambda cart: cart.customer_id),
        "customer_email": _text(lambda cart: cart.email),
        "customer_is_guest": _number(lambda cart: int(cart.customer_id is None)),
        "is_active": _number(lambda cart: int(cart.is_active)),
        "reserved_order_id": _text(lambda cart: None if cart.is_active else cart.order.increment_id),
        "items_count": _number(lambda cart: len(cart.items)),
        "created_at": _time(lambda cart: cart.created_ms),
        "updated_at": _time(lambda cart: cart.created_ms),
    },
    narrow=_narrow_carts,
)
OPERATIONS = Entity(
    {
        "id": _number(lambda row: row[1].number),
        "bulk_uuid": _text(lambda row: row[0].bulk_id),
        "topic_name": _text(lambda row: row[0].topic),
        "status": _number(lambda row: row[1].status),
        "start_time": _time(lambda row: row[0].started_ms),
        "user_id": _number(lambda row: row[0].user_id),
        "user_type": _number(lambda row: row[0].user_type),
        "result_message": _text(lambda row: row[1].message),
        "error_code": _number(lambda row: row[1].error_code),
    }
)
"""Operations of bulks: rows of (bulk, operation)."""
