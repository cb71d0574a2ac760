"""Stock over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, ok, page, page_json
from fake_erp.inventory.warehouses import Warehouses
from fake_erp.messages import Reply
from fake_erp.model import StockRow
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
from fake_erp.operations.stock import SetStock
from fake_erp.times import instant_text


def stock_json(row: StockRow) -> dict[str, Any]:
    """`available` is on hand less allocated less safety stock; it may be below zero."""
    on_hand, allocated, safety = row.on_hand, row.allocated, row.safety
    if row.scale != 1:
        return _decimal(row)
    return {
        "item": row.item,
        "warehouse": row.warehouse,
        "on_hand": on_hand,
        "allocated": allocated,
        "available": on_hand - allocated - safety,
        "safety_stock": safety,
        "allocations": [{"channel": name, "quantity": units} for name, units in row.by_channel.items()],
        "changed_at": instant_text(row.changed_at_ms),
    }


def _decimal(row: StockRow) -> dict[str, Any]:
    """The row of an item with decimal quantities."""
    scale = row.scale
    return {
        "item": row.item,
        "warehouse": row.warehouse,
        "on_hand": shown(row.on_hand, scale),
        "allocated": shown(row.allocated, scale),
        "available": shown(row.available, scale),
        "safety_stock": shown(row.safety, scale),
        "allocations": [
            {"channel": name, "quantity": shown(units, scale)} for name, units in row.by_channel.items()
        ],
        "changed_at": instant_text(row.changed_at_ms),
    }


def list_(call: Call) -> Look[Page[StockRow]]:
    """Stock rows changed since a cursor, in order of their last change."""
    return page(call.erp.stock.feed, call.query())


def _listed(call: Call, found: Page[StockRow]) -> Reply:
    return Reply(200, {**page_json(found, stock_json), "as_of": call.as_of()})


def read_one(call: Call) -> Look[list[StockRow]]:
    """The stock of one item, a row for each warehouse that ever had it."""
    sku = call.params["sku"]
    call.erp.items.get(sku)
    rows = call.erp.stock.rows_of(sku)
    return Look(lambda hides: [row for row in rows if row.change])


def _of_item(call: Call, found: list[StockRow]) -> Reply:
    return Reply(200, {"rows": [stock_json(row) for row in found], "as_of": call.as_of()})


def set_(call: Call) -> SetStock:
    """Set the units of an item on hand in a warehouse."""
    call.erp.stock_writes.require_open()
    given = read.record(call.data())
    sku = call.params["sku"]
    on_hand = read.counted(call.erp.items.get(sku), given, "on_hand", least=0)
    return SetStock(sku, read.text(given, "warehouse"), on_hand, call.client)


def list_warehouses(call: Call) -> Look[Warehouses]:
    """The warehouses, and which of them are frozen: no goods move there until they are counted."""
    return Look(lambda hides: call.erp.stock.places)


def warehouses_json(places: Warehouses) -> dict[str, Any]:
    """The list of warehouses as a JSON object."""
    rows = [
        {
            "code": name,
            "country": places.countries[name],
            "frozen": name in places.frozen,
            "reason": places.frozen.get(name, ""),
        }
        for name in places.names
    ]
    return {"rows": rows}


VIEWS: dict[str, View[Any]] = {
    "stock.list": View(list_, _listed),
    "stock.read": View(read_one, _of_item),
    "stock.set": View(set_, ok(stock_json)),
    "warehouse.list": View(list_warehouses, ok(warehouses_json)),
}
