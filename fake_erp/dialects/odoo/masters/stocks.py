"""Warehouses, locations, and `stock.quant`: what lies where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fake_erp.dialects.odoo.masters.places import column, listed, named
from fake_erp.dialects.odoo.masters.products import FIRST_LOCATION
from fake_erp.dialects.odoo.methods.generic import refused
from fake_erp.dialects.odoo.models.base import Model, View
from fake_erp.dialects.odoo.models.fields import char, flag, instant, link, number, table, text
from fake_erp.dialects.record_ids import ids_of
from fake_erp.errors import NotFound
from fake_erp.model import StockRow

CUSTOMERS = (5, "Partners/Customers")


def _warehouses(view: View) -> list[Any]:
    return [(at, name, name[:5].upper()) for at, name in enumerate(view.erp.warehouses, 1)]


def warehouse_pair(view: View, name: str) -> tuple[int, str] | None:
    """Id and name of a warehouse."""
    names = view.erp.warehouses
    return (names.index(name) + 1, name) if name in names else None


def warehouse_name(view: View, wanted: int) -> str:
    """The warehouse with that id; "" for none."""
    names = view.erp.warehouses
    return names[wanted - 1] if 0 < wanted <= len(names) else ""


def location_pair(view: View, name: str) -> tuple[int, str]:
    """Id and name of the stock location of a warehouse."""
    return view.erp.warehouses.index(name) + FIRST_LOCATION, f"{name}/Stock"


WAREHOUSE = listed(
    "stock.warehouse",
    "Warehouse",
    _warehouses,
    (
        char("name", "Warehouse", column(1)),
        char("code", "Short Name", column(2)),
        flag("active", "Active", lambda view, row: True),
        link(
            "lot_stock_id", "Location Stock", "stock.location", lambda view, row: location_pair(view, row[1])
        ),
        flag("x_studio_frozen", "Frozen", lambda view, row: row[1] in view.erp.stock.frozen),
    ),
    named,
    kind="warehouse",
)


def _locations(view: View) -> list[Any]:
    rows = [(*location_pair(view, name), "internal", name) for name in view.erp.warehouses]
    return [(*CUSTOMERS, "customer", ""), *rows]


LOCATION = listed(
    "stock.location",
    "Inventory Locations",
    _locations,
    (
        char("name", "Location Name", lambda view, row: row[1].rpartition("/")[2]),
        char("complete_name", "Full Location Name", column(1)),
        char("usage", "Location Type", column(2)),
        link("warehouse_id", "Warehouse", "stock.warehouse", lambda view, row: warehouse_pair(view, row[3])),
    ),
    named,
)

PICKING_TYPE = listed(
    "stock.picking.type",
    "Picking Type",
    lambda view: (
        [(at, f"{name}: Delivery Orders", "outgoing", name) for at, name in enumerate(view.erp.warehouses, 2)]
        + [(1, "Receipts", "incoming", view.erp.warehouses[0])]
    ),
    (
        char("name", "Operation Type", column(1)),
        char("code", "Type of Operation", column(2)),
        link("warehouse_id", "Warehouse", "stock.warehouse", lambda view, row: warehouse_pair(view, row[3])),
    ),
    named,
)


def quant_id(view: View, row: StockRow) -> int:
    """The id of a row: it follows from the item and the warehouse."""
    item = view.erp.items.find(row.item)
    return view.store.id_of("quant", (item.origin if item is not None else row.item, row.warehouse))


def _all(view: View) -> Iterator[StockRow]:
    return (row for row in view.erp.stock.rows() if row.change)


def _find(view: View, wanted: int) -> StockRow | None:
    key = view.store.key_of("quant", wanted)
    if key is None:
        for row in _all(view):
            quant_id(view, row)
        key = view.store.key_of("quant", wanted)
    if key is None:
        return None
    return next((row for row in _all(view) if quant_id(view, row) == wanted), None)


def _product(view: View, row: StockRow) -> tuple[int, str] | None:
    item = view.erp.items.find(row.item)
    return None if item is None else (ids_of(view.erp).of_item(view.erp, item), f"[{item.sku}] {item.name}")


def _of_product(view: View, wanted: Any) -> list[StockRow]:
    item = ids_of(view.erp).item(view.erp, wanted) if type(wanted) is int and wanted > 0 else None
    if item is None:
        return []
    return _of_sku(view, item.sku)


def _of_sku(view: View, sku: Any) -> list[StockRow]:
    try:
        return [row for row in view.erp.stock.rows_of(str(sku)) if row.change]
    except NotFound:
        return []


def _zero(view: View, row: StockRow) -> float:
    return 0.0


def _by_channel(view: View, row: StockRow) -> str:
    return json.dumps(row.by_channel)


QUANT = Model(
    "stock.quant",
    "Quants",
    "stock",
    table(
        (
            link("product_id", "Product", "product.product", _product, required=True),
            link(
                "location_id",
                "Location",
                "stock.location",
                lambda view, row: location_pair(view, row.warehouse),
            ),
            link(
                "warehouse_id",
                "Warehouse",
                "stock.warehouse",
                lambda view, row: warehouse_pair(view, row.warehouse),
            ),
            char("display_name", "Display Name", lambda view, row: f"{row.warehouse}/{row.item}"),
            number("quantity", "Quantity", lambda view, row: float(row.on_hand)),
            number("reserved_quantity", "Reserved Quantity", lambda view, row: float(row.allocated)),
            number("available_quantity", "Available Quantity", lambda view, row: float(row.available)),
            number("x_studio_safety_stock", "Safety Stock", lambda view, row: float(row.safety)),
            text("x_studio_reserved_by_channel", "Reserved by channel", _by_channel),
            number("inventory_quantity", "Counted Quantity", _zero),
            instant("create_date", "Created on", lambda view, row: view.erp.opened_ms),
            instant("write_date", "Last Updated on", lambda view, row: row.changed_at_ms),
            instant("in_date", "Incoming Date", lambda view, row: row.changed_at_ms),
        )
    ),
    _all,
    _find,
    quant_id,
    lambda view, row: f"{row.warehouse}/{row.item}",
    key=lambda view, row: row.item,
    index={"product_id": _of_product, "product_id.default_code": _of_sku},
    methods={"action_apply_inventory": refused("write")},
)
MODELS = (WAREHOUSE, LOCATION, PICKING_TYPE, QUANT)
