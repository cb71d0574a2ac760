"""What the ERP writes into the tables that go out: changes since the last run, from feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from fake_erp.accounting.money import amount_text
from fake_erp.channels.tables.feeds import Feeds
from fake_erp.channels.tables.schema import (
    INVOICES_OUT,
    ORDER_STATUS_OUT,
    PRICES_OUT,
    SHIPMENTS_OUT,
    STOCK_OUT,
)
from fake_erp.model import NOT_YET, Delivery, Invoice, Item, Order, PriceRow, StockRow
from fake_erp.model.quantities import shown
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.channels.feed import Feed

Cells = dict[str, Any]
ITEM_LIST = "item"
"""The name of the price list of prices that items have of their own."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A feed, the table that it goes to, and the rows of one of its records; `now` is when they are written."""

    name: str
    feed: Feed[Any]
    table: Table
    cells: Callable[[Any, str], Iterator[Cells]]


def outlets(feeds: Feeds) -> tuple[Outlet, ...]:
    """Every table that goes out."""

    def of_item(item: Item, now: str) -> Iterator[Cells]:
        yield {
            "item": item.sku,
            "price_list": ITEM_LIST,
            "customer": "",
            "currency": feeds.currency,
            "from_quantity": 1,
            "valid_from": "",
            "valid_to": None,
            "price": amount_text(item.price_cents),
            "written_at": now,
        }

    return (
        Outlet("stock", feeds.stock, STOCK_OUT, _stock),
        Outlet("items", feeds.items, PRICES_OUT, of_item),
        Outlet("prices", feeds.prices, PRICES_OUT, _price),
        Outlet("deliveries", feeds.deliveries, SHIPMENTS_OUT, _shipment),
        Outlet("orders", feeds.orders, ORDER_STATUS_OUT, _status),
        Outlet("invoices", feeds.invoices, INVOICES_OUT, _invoice),
    )


def _stock(row: StockRow, now: str) -> Iterator[Cells]:
    yield {
        "item": row.item,
        "warehouse": row.warehouse,
        "on_hand": shown(row.on_hand, row.scale),
        "allocated": shown(row.allocated, row.scale),
        "available": shown(row.available, row.scale),
        "written_at": now,
    }


def _price(row: PriceRow, now: str) -> Iterator[Cells]:
    yield {
        "item": row.sku,
        "price_list": row.price_list,
        "customer": row.customer,
        "currency": row.currency,
        "from_quantity": row.from_quantity,
        "valid_from": instant_text(row.from_ms),
        "valid_to": None if row.to_ms is None else instant_text(row.to_ms),
        "price": amount_text(row.price_cents),
        "written_at": now,
    }


def _shipment(delivery: Delivery, now: str) -> Iterator[Cells]:
    for line, sku, units in delivery.lines:
        yield {
            "number": delivery.number,
            "line": line,
            "item": sku,
            "external_reference": delivery.order.external_reference,
            "warehouse": delivery.warehouse,
            "quantity": shown(units, delivery.order.lines[line].item.scale),
            "tracking": delivery.tracking,
            "posted_at": instant_text(delivery.posted_at_ms),
        }


def _status(order: Order, now: str) -> Iterator[Cells]:
    yield {
        "number": order.number,
        "external_reference": order.external_reference,
        "status": order.status,
        "changed_at": now,
    }


def _invoice(invoice: Invoice, now: str) -> Iterator[Cells]:
    order = invoice.order
    yield {
        "number": invoice.number,
        "external_reference": order.external_reference,
        "order_number": order.number,
        "currency": order.currency,
        "total": amount_text(invoice.total_cents),
        "tax": amount_text(invoice.tax_cents),
        "open": amount_text(invoice.open_cents),
        "posted_at": instant_text(invoice.posted_at_ms),
        "due_at": None if invoice.due_at_ms == NOT_YET else instant_text(invoice.due_at_ms),
    }
