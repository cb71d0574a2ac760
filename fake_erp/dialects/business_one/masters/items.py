"""Items with their stock, warehouses, and prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.documents.orders import vat_group
from fake_erp.dialects.business_one.documents.tables import (
    always,
    change_of,
    clock,
    day,
    parts,
    text,
    whole,
)
from fake_erp.dialects.business_one.fields import yes
from fake_erp.dialects.business_one.known import COMMITTED_BY
from fake_erp.dialects.business_one.masters.partners import PRICE_LISTS, price_list_code
from fake_erp.dialects.business_one.memory import card_code, memory_of
from fake_erp.dialects.odata.model import DATE, DOUBLE, TEXT, EntityType, Property
from fake_erp.errors import NotFound
from fake_erp.model import Item, PriceRow, StockRow
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

STOCK = frozenset(
    (
        "QuantityOnStock",
        "QuantityOrderedByCustomers",
        "QuantityOrderedFromVendors",
        "ItemWarehouseInfoCollection",
    )
)
"""Properties of items that are about stock."""


def stock_of(erp: Erp, item: Item) -> list[StockRow]:
    """The rows of stock of an item; none where it never had any."""
    try:
        return [row for row in erp.stock.rows_of(item.sku) if row.change]
    except NotFound:
        return []


def warehouse_json(row: StockRow) -> dict[str, Any]:
    """The stock of an item in one warehouse. What is in stock less what is committed and kept back is free."""
    return {
        "ItemCode": row.item,
        "WarehouseCode": row.warehouse,
        "InStock": float(row.on_hand),
        "Committed": float(row.allocated),
        "Ordered": 0.0,
        "MinimalStock": float(row.safety),
        "Locked": "tNO",
        COMMITTED_BY: ";".join([f"{channel}:{units}" for channel, units in row.by_channel.items() if units]),
    }


def _warehouses(erp: Erp, item: Item) -> list[dict[str, Any]]:
    return [warehouse_json(row) for row in stock_of(erp, item)]


def _prices(erp: Erp, item: Item) -> list[dict[str, Any]]:
    currency = erp.currencies.home
    rows = [{"PriceList": 1, "Price": item.price_cents / 100, "Currency": currency}]
    for name in memory_of(erp).codes.get(PRICE_LISTS, []):
        code = price_list_code(erp, name)
        rows += [
            {"PriceList": code, "Price": row.price_cents / 100, "Currency": row.currency}
            for row in erp.prices.list_rows(name, item.sku)
        ]
    return rows


def _units(erp: Erp, item: Item) -> list[dict[str, Any]]:
    return [
        {"UoMType": "iutSales", "UoMEntry": at, "UoMCode": name, "Quantity": size}
        for at, (name, size) in enumerate(item.units.items(), 1)
    ]


ITEMS = EntityType(
    "Item",
    "Items",
    (
        Property("ItemCode", TEXT, lambda erp, item: item.sku, is_key=True, length=50),
        text("ItemName", lambda erp, item: item.name),
        always("ItemType", "itItems"),
        always("SalesItem", "tYES"),
        always("InventoryItem", "tYES"),
        text("SalesVATGroup", lambda erp, item: vat_group(item.tax_bp)),
        text("Valid", lambda erp, item: yes(item.status == "active")),
        text("Frozen", lambda erp, item: yes(item.status != "active")),
        text("FrozenRemarks", lambda erp, item: None if item.status == "active" else item.status),
        text("U_ItemGroup", lambda erp, item: item.group or None),
        text("U_FormerCodes", lambda erp, item: ";".join(item.formerly) or None),
        Property("QuantityOnStock", DOUBLE, lambda erp, i: float(sum([r.on_hand for r in stock_of(erp, i)]))),
        Property(
            "QuantityOrderedByCustomers",
            DOUBLE,
            lambda erp, i: float(sum([r.allocated for r in stock_of(erp, i)])),
        ),
        always("QuantityOrderedFromVendors", 0.0, DOUBLE),
        day("UpdateDate", lambda erp, item: item.changed_at_ms),
        text("UpdateTime", lambda erp, item: clock(item.changed_at_ms)),
        parts("ItemPrices", "Collection(SAPB1.ItemPrice)", _prices),
        parts("ItemWarehouseInfoCollection", "Collection(SAPB1.ItemWarehouseInfo)", _warehouses),
        parts("ItemUnitOfMeasurementCollection", "Collection(SAPB1.ItemUnitOfMeasurement)", _units),
    ),
    etag=change_of,
)


def _country(erp: Erp, name: str) -> str | None:
    return erp.stock.places.countries[name]


WAREHOUSES = EntityType(
    "Warehouse",
    "Warehouses",
    (
        Property("WarehouseCode", TEXT, lambda erp, name: name, is_key=True, length=8),
        text("WarehouseName", lambda erp, name: name),
        text("Country", _country),
        text("Inactive", lambda erp, name: yes(name in erp.stock.places.frozen)),
        text("U_FrozenReason", lambda erp, name: erp.stock.places.frozen.get(name) or None),
    ),
)
"""Its records are names of warehouses."""


def price_lists(erp: Erp) -> list[str]:
    """The names of all price lists that rows were made for; the standard one first."""
    codes = memory_of(erp)
    for row in erp.prices.feed.page(0, 1_000_000)[0]:
        if row.price_list and row.price_list != "standard":
            codes.code(PRICE_LISTS, row.price_list)
    return ["standard", *codes.codes.get(PRICE_LISTS, [])]


PRICE_LIST = EntityType(
    "PriceList",
    "PriceLists",
    (
        whole("PriceListNo", lambda erp, name: price_list_code(erp, name), is_key=True),
        text("PriceListName", lambda erp, name: name),
        text("DefaultPrimeCurrency", lambda erp, name: erp.currencies.home),
        always("Active", "tYES"),
    ),
)
"""Its records are names of price lists."""


def _partner_code(erp: Erp, row: PriceRow) -> str:
    """The code of the partner of a contract; a row of a list has that of the list, after an asterisk."""
    if row.customer:
        return card_code(erp, erp.customers.get(row.customer))
    return f"*{price_list_code(erp, row.price_list)}"


def _period(erp: Erp, row: PriceRow) -> list[dict[str, Any]]:
    kind = DATE.write_v4
    periods: Mapping[str, Any] = {
        "RowNumber": 0,
        "DateFrom": kind(row.from_ms) if row.from_ms else None,
        "Dateto": None if row.to_ms is None else kind(row.to_ms),
        "SpecialPrice": row.price_cents / 100,
        "PriceCurrency": row.currency,
        "SpecialPriceQuantityAreas": [
            {"RowNumber": 0, "Quantity": row.from_quantity, "SpecialPrice": row.price_cents / 100}
        ],
    }
    return [dict(periods)]


SPECIAL_PRICES = EntityType(
    "SpecialPrice",
    "SpecialPrices",
    (
        Property("CardCode", TEXT, _partner_code, is_key=True),
        Property("ItemCode", TEXT, lambda erp, row: row.sku, is_key=True),
        Property("Price", DOUBLE, lambda erp, row: row.price_cents / 100),
        text("Currency", lambda erp, row: row.currency),
        whole("PriceListNum", lambda erp, row: price_list_code(erp, row.price_list) if row.price_list else 0),
        Property("U_FromQuantity", DOUBLE, lambda erp, row: float(row.from_quantity)),
        day("ValidFrom", lambda erp, row: row.from_ms or None),
        day("ValidTo", lambda erp, row: row.to_ms),
        text("U_ValidFrom", lambda erp, row: instant_text(row.from_ms)),
        text("U_ValidTo", lambda erp, row: None if row.to_ms is None else instant_text(row.to_ms)),
        whole("U_Change", lambda erp, row: row.change),
        parts("SpecialPriceDataAreas", "Collection(SAPB1.SpecialPriceDataArea)", _period),
    ),
    etag=change_of,
)
