"""The DocTypes Item, Bin and Warehouse."""

from __future__ import annotations

import json
from typing import Any

from fake_erp.dialects.erpnext.clock import stamp
from fake_erp.dialects.erpnext.doctypes.base import DocType, Getter, Table, constant, everything, recent
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.site import COMPANY, Site, warehouse_code
from fake_erp.dialects.record_ids import guid
from fake_erp.model import Item, StockRow

ITEM_FIELDS: dict[str, Getter] = {
    **info(lambda site, item: str(item.sku), lambda item: 0, lambda item: int(item.changed_at_ms)),
    "creation": lambda site, item: stamp(site.erp.opened_ms),
    "item_code": lambda site, item: item.sku,
    "item_name": lambda site, item: item.name,
    "description": lambda site, item: item.name,
    "item_group": lambda site, item: item.group or "All Item Groups",
    "stock_uom": constant("Nos"),
    "disabled": lambda site, item: int(item.status == "discontinued"),
    "is_sales_item": lambda site, item: int(item.status == "active"),
    "is_stock_item": constant(1),
    "has_variants": constant(0),
    "standard_rate": lambda site, item: amount(item.price_cents),
    "valuation_rate": lambda site, item: amount(item.cost_cents),
    "custom_tax_percent": lambda site, item: item.tax_bp / 100,
    "custom_formerly": lambda site, item: ", ".join(item.formerly),
}


def _uoms(site: Site, item: Item) -> list[dict[str, Any]]:
    units = {"Nos": 1, **item.units}
    return [{"uom": unit, "conversion_factor": float(size)} for unit, size in units.items()]


def _taxes(site: Site, item: Item) -> list[dict[str, Any]]:
    return [{"item_tax_template": f"VAT {item.tax_bp / 100:g} % - G", "maximum_net_rate": 0.0}]


def _item(site: Site, name: str) -> Item | None:
    return site.erp.items.by_sku.get(name)


def _named_item(site: Site, value: str) -> list[Any]:
    found = _item(site, value)
    return [] if found is None else [found]


ITEM = DocType(
    name="Item",
    noun="item",
    fields=ITEM_FIELDS,
    rows=lambda site: everything(site.erp.items.feed),
    find=_item,
    tables={"uoms": Table("UOM Conversion Detail", _uoms), "taxes": Table("Item Tax", _taxes)},
    indexes={"name": _named_item, "item_code": _named_item},
    key=lambda site, item: str(item.sku),
    number=lambda item: str(item.sku),
    since=lambda site, at_ms: recent(site.erp.items.feed, at_ms, lambda item: int(item.changed_at_ms)),
)


# -- stock -------------------------------------------------------------------------------------------------------


def _bin_name(site: Site, row: StockRow) -> str:
    item = site.erp.items.by_sku.get(row.item)
    return guid("bin", f"{item.origin if item is not None else row.item}/{row.warehouse}").replace("-", "")[
        :10
    ]


BIN_FIELDS: dict[str, Getter] = {
    **info(_bin_name, lambda row: 0, lambda row: int(row.changed_at_ms)),
    "creation": lambda site, row: stamp(site.erp.opened_ms),
    "item_code": lambda site, row: row.item,
    "warehouse": lambda site, row: site.warehouse(row.warehouse),
    "actual_qty": lambda site, row: float(row.on_hand),
    "reserved_qty": lambda site, row: float(row.allocated),
    "projected_qty": lambda site, row: float(row.on_hand - row.allocated),
    "ordered_qty": constant(0.0),
    "planned_qty": constant(0.0),
    "indented_qty": constant(0.0),
    "stock_uom": constant("Nos"),
    "custom_safety_stock": lambda site, row: float(row.safety),
    "custom_allocations": lambda site, row: json.dumps(row.by_channel),
}


def _of_item(site: Site, value: str) -> list[Any]:
    return (
        [row for row in site.erp.stock.rows_of(value) if row.change] if value in site.erp.items.by_sku else []
    )


def _bin(site: Site, name: str) -> StockRow | None:
    rows: list[StockRow] = everything(site.erp.stock.feed)
    return next((row for row in rows if _bin_name(site, row) == name), None)


BIN = DocType(
    name="Bin",
    noun="stock",
    fields=BIN_FIELDS,
    rows=lambda site: everything(site.erp.stock.feed),
    find=_bin,
    indexes={"item_code": _of_item},
    key=lambda site, row: str(row.item),
    since=lambda site, at_ms: recent(site.erp.stock.feed, at_ms, lambda row: int(row.changed_at_ms)),
)


# -- warehouses --------------------------------------------------------------------------------------------------

WAREHOUSE_FIELDS: dict[str, Getter] = {
    "name": lambda site, code: site.warehouse(code),
    "owner": constant("Administrator"),
    "creation": lambda site, code: stamp(site.erp.opened_ms),
    "modified": lambda site, code: stamp(site.erp.opened_ms),
    "modified_by": constant("Administrator"),
    "docstatus": constant(0),
    "idx": constant(0),
    "warehouse_name": lambda site, code: code,
    "company": constant(COMPANY),
    "disabled": lambda site, code: int(code in site.erp.stock.places.frozen),
    "is_group": constant(0),
    "custom_frozen_reason": lambda site, code: site.erp.stock.places.frozen.get(code, ""),
    "custom_country": lambda site, code: site.erp.stock.places.countries[code],
}


def _warehouse(site: Site, name: str) -> str | None:
    code = warehouse_code(name)
    return code if code in site.erp.stock.places.names else None


WAREHOUSE = DocType(
    name="Warehouse",
    noun="warehouse",
    fields=WAREHOUSE_FIELDS,
    rows=lambda site: list(site.erp.stock.places.names),
    find=_warehouse,
)
