"""Items, item ledger entries, stockkeeping units by location, and lines of price lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import (
    amount,
    customer_number,
    day,
    empty,
    fixed,
    flag,
    identifier,
    instant,
    item_id,
    item_of,
    no_guid,
    of,
    text,
    whole,
)
from fake_erp.dialects.business_central.resources import Resource, since, visible
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.model import Item, PriceRow, StockRow
from fake_erp.operations.base import Hides

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def _inventory(erp: Any, item: Item) -> str:
    return str(sum([row.on_hand for row in erp.stock.rows_of(item.sku)]))


def group_id(item: Item) -> str:
    """The GUID of the category of an item."""
    return guid("itemCategory", item.group) if item.group else NO_GUID


ITEM = EntityType(
    "item",
    "items",
    (
        identifier("id", lambda erp, item: item_id(item), key=True),
        text("number", of("sku"), 20),
        text("displayName", of("name"), 100),
        *empty("displayName2"),
        text("type", fixed("Inventory")),
        identifier("itemCategoryId", lambda erp, item: group_id(item)),
        text("itemCategoryCode", of("group"), 20),
        flag("blocked", lambda erp, item: item.status != "active"),
        *empty("gtin"),
        amount("inventory", _inventory),
        amount("unitPrice", lambda erp, item: amount_text(item.price_cents)),
        flag("priceIncludesTax", fixed(True)),
        amount("unitCost", lambda erp, item: amount_text(item.cost_cents)),
        *no_guid("taxGroupId"),
        text("taxGroupCode", lambda erp, item: f"{item.tax_bp / 100:g}"),
        identifier("baseUnitOfMeasureId", fixed(guid("unitOfMeasure", "PCS"))),
        text("baseUnitOfMeasureCode", fixed("PCS"), 10),
        *empty("generalProductPostingGroupCode", "inventoryPostingGroupCode"),
        instant("lastModifiedDateTime", of("changed_at_ms")),
    ),
    etag=lambda erp, item: (item_id(item), item.change),
)
"""An item of the item master; its inventory is that of all locations."""


def _items(erp: Erp, query: Query, hides: Hides | None) -> Sequence[Item]:
    number, wanted = query.equal("number"), query.equal("id")
    if isinstance(number, str):
        return visible([erp.items.find(number)], hides)
    if isinstance(wanted, str):
        return visible([item_of(erp, wanted.lower())], hides)
    return since(erp.items.feed, query.least("lastModifiedDateTime"), lambda each: each.changed_at_ms, hides)


def _find_item(erp: Erp, keys: Mapping[str, str]) -> Item | None:
    return item_of(erp, (keys.get("id") or keys.get("") or "").lower())


ITEMS = Resource(
    ITEM, "item", _items, _find_item, lambda item: item.sku, lambda item: item.sku, asked="number"
)

# -- stock ---------------------------------------------------------------------------------------------------------


def _number(record: Any) -> str:
    return ""


def _reserved(erp: Any, row: StockRow) -> str:
    return ";".join([f"{channel}={units}" for channel, units in row.by_channel.items() if units])


STOCKKEEPING_UNIT = EntityType(
    "StockkeepingUnits",
    "StockkeepingUnits",
    (
        text("Location_Code", of("warehouse"), 10, key=True),
        text("Item_No", of("item"), 20, key=True),
        text("Variant_Code", fixed(""), 10, key=True),
        text("Description", lambda erp, row: _name(erp, row.item)),
        amount("Inventory", lambda erp, row: str(row.on_hand)),
        amount("Reserved_Qty_on_Inventory", lambda erp, row: str(row.allocated)),
        amount("Safety_Stock_Quantity", lambda erp, row: str(row.safety)),
        amount("Available_Inventory", lambda erp, row: str(row.available)),
        text("Reserved_by_Channel", _reserved),
        instant("SystemModifiedAt", of("changed_at_ms")),
    ),
    etag=lambda erp, row: (row.item, row.warehouse, row.change),
)
"""The published page of stockkeeping units: one item at one location. The last two quantities are of the extension."""


def _name(erp: Any, sku: str) -> str:
    item = erp.items.find(sku)
    return item.name if item is not None else ""


def _units(erp: Erp, query: Query, hides: Hides | None) -> Sequence[StockRow]:
    sku = query.equal("Item_No")
    if isinstance(sku, str):
        rows: Sequence[StockRow] = [row for row in erp.stock.rows_of(sku) if row.change]
        return visible(rows, hides)
    return since(erp.stock.feed, query.least("SystemModifiedAt"), lambda each: each.changed_at_ms, hides)


def _find_unit(erp: Erp, keys: Mapping[str, str]) -> StockRow | None:
    rows = [row for row in erp.stock.rows_of(keys.get("Item_No", "")) if row.change]
    return next((row for row in rows if row.warehouse == keys.get("Location_Code")), None)


STOCKKEEPING_UNITS = Resource(
    STOCKKEEPING_UNIT, "stock", _units, _find_unit, _number, lambda row: row.item, asked="Item_No"
)


@dataclass(frozen=True, slots=True)
class Movement:
    """The goods movements of one kind of an item at a location, as one entry."""

    row: StockRow
    kind: str

    @property
    def id(self) -> str:
        """Its GUID."""
        return guid("itemLedgerEntry", f"{self.row.item}:{self.row.warehouse}:{self.kind}")


_TYPES = {
    "opening": "Positive Adjmt.",
    "receipts": "Purchase",
    "shipments": "Sale",
    "returns": "Sale",
    "counts": "Positive Adjmt.",
    "transfers": "Transfer",
}
ITEM_LEDGER_ENTRY = EntityType(
    "itemLedgerEntry",
    "itemLedgerEntries",
    (
        identifier("id", of("id"), key=True),
        whole("entryNumber", lambda erp, each: 10 * each.row.change + list(_TYPES).index(each.kind)),
        text("itemNumber", lambda erp, each: each.row.item, 20),
        day("postingDate", lambda erp, each: each.row.changed_at_ms),
        text("entryType", lambda erp, each: _TYPES[each.kind]),
        *empty("sourceNumber", "sourceType", "documentNumber"),
        text("documentType", fixed(" ")),
        text("description", of("kind")),
        amount("quantity", lambda erp, each: str(each.row.moved[each.kind])),
        amount("salesAmountActual", fixed("0")),
        amount("costAmountActual", fixed("0")),
        instant("lastModifiedDateTime", lambda erp, each: each.row.changed_at_ms),
    ),
    etag=lambda erp, each: (each.id, each.row.change),
    owner=lambda each: each.row,
)
"""An item ledger entry. Movements of one kind, item and location are one entry."""


def _entries(erp: Erp, query: Query, hides: Hides | None) -> Sequence[Movement]:
    sku = query.equal("itemNumber")
    if isinstance(sku, str):
        rows: Sequence[StockRow] = visible([row for row in erp.stock.rows_of(sku) if row.change], hides)
    else:
        rows = erp.stock.feed.page(0, 10**9, hides)[0]
    return [Movement(row, kind) for row in rows for kind in _TYPES if row.moved.get(kind)]


def _find_entry(erp: Erp, keys: Mapping[str, str]) -> Movement | None:
    wanted = keys.get("id") or keys.get("") or ""
    rows = erp.stock.feed.page(0, 10**9)[0]
    return next((each for row in rows for kind in _TYPES if (each := Movement(row, kind)).id == wanted), None)


ITEM_LEDGER_ENTRIES = Resource(
    ITEM_LEDGER_ENTRY,
    "stock",
    _entries,
    _find_entry,
    _number,
    lambda each: each.row.item,
    asked="itemNumber",
)

# -- prices --------------------------------------------------------------------------------------------------------


def _source(row: PriceRow) -> str:
    if row.customer:
        return "Customer"
    return "All Customers" if row.price_list == "standard" else "Customer Price Group"


def _source_number(erp: Any, row: PriceRow) -> str:
    if row.customer:
        return customer_number(erp.customers.get(row.customer))
    return "" if row.price_list == "standard" else row.price_list


PRICE_LIST_LINE = EntityType(
    "PriceListLines",
    "PriceListLines",
    (
        text("Price_List_Code", lambda erp, row: row.price_list or "CONTRACTS", 20, key=True),
        whole("Line_No", of("change")),
        text("SourceType", lambda erp, row: _source(row)),
        text("AssignToNo", _source_number, 20),
        text("Asset_Type", fixed("Item")),
        text("Product_No", of("sku"), 20),
        text("Unit_of_Measure_Code", fixed("PCS")),
        amount("Minimum_Quantity", lambda erp, row: str(row.from_quantity)),
        amount("Unit_Price", lambda erp, row: amount_text(row.price_cents)),
        text("CurrencyCode", of("currency"), 10),
        instant("StartingDate", of("from_ms")),
        instant("EndingDate", of("to_ms")),
        whole("Change_No", of("change")),
    ),
    etag=lambda erp, row: (row.sku, row.change),
)
"""The published page of price list lines. Dates have times, and `Change_No` grows with each change."""


def _prices(erp: Erp, query: Query, hides: Hides | None) -> Sequence[PriceRow]:
    rows: Sequence[PriceRow] = erp.prices.feed.page(0, 10**9, hides)[0]
    sku = query.equal("Product_No")
    return [row for row in rows if row.sku == sku] if isinstance(sku, str) else rows


def _find_price(erp: Erp, keys: Mapping[str, str]) -> PriceRow | None:
    return None


PRICE_LIST_LINES = Resource(
    PRICE_LIST_LINE, "price", _prices, _find_price, _number, lambda row: row.sku, asked="Product_No"
)
