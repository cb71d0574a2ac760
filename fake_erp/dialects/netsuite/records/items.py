"""The record `inventoryItem`, with its stock by location and its prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.netsuite.records.base import Body, RecordType, amount, refers, stamp
from fake_erp.dialects.netsuite.records.masters import BASE_PRICE, SUBSIDIARY, locations
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import Item

if TYPE_CHECKING:
    from fake_erp.erp import Erp

FIELDS = frozenset(
    [
        "id",
        "itemId",
        "externalId",
        "displayName",
        "isInactive",
        "basePrice",
        "averageCost",
        "cost",
        "salesDescription",
        "subsidiary",
        "location",
        "price",
        "locations",
        "unitsType",
        "stockUnit",
        "taxSchedule",
        "lastModifiedDate",
        "createdDate",
        "itemType",
        "class",
        "upcCode",
        "weight",
        "links",
    ]
)


def by_sku(erp: Erp, sku: str) -> Item | None:
    """The item with this SKU."""
    return erp.items.find(sku)


def item_json(erp: Erp, item: Item) -> Body:
    """An item as its record."""
    places = {place.name: place for place in locations(erp)}
    rows = []
    for row in erp.stock.rows_of(item.sku):
        place = places[row.warehouse]
        rows.append(
            {
                "locationId": place.id,
                "location": refers(place.id, place.name),
                "quantityOnHand": float(row.on_hand),
                "quantityCommitted": float(row.allocated),
                "quantityAvailable": float(row.available),
                "safetyStockLevel": float(row.safety),
            }
        )
    level, price = refers("1", BASE_PRICE), erp.prices.price_of(item.sku, None, erp.now(), 1)
    base = {"priceLevel": level, "price": amount(price), "quantity": {"value": "0"}}
    return {
        "id": str(ids_of(erp).of_item(erp, item)),
        "itemId": item.sku,
        "externalId": item.sku,
        "displayName": item.name,
        "salesDescription": item.name,
        "isInactive": item.status != "active",
        "subsidiary": {"items": [SUBSIDIARY]},
        "averageCost": amount(item.cost_cents),
        "basePrice": amount(price),
        "lastModifiedDate": stamp(item.changed_at_ms),
        "itemType": refers("InvtPart", "Inventory Item"),
        **({"class": refers(item.group, item.group)} if item.group else {}),
        "custitem_tax_percent": item.tax_bp / 100,
        "custitem_status": item.status,
        "custitem_units": [{"unit": name, "size": size} for name, size in item.units.items()],
        "price": {"items": [{**base, "currencyPage": refers("1", erp.currencies.home)}]},
        "locations": {"items": rows},
    }


def _find(erp: Erp, wanted: int) -> Item | None:
    return ids_of(erp).item(erp, wanted)


def _rows(erp: Erp) -> list[Any]:
    return list(erp.items.by_sku.values())


INVENTORY_ITEM = RecordType(
    "inventoryItem",
    "item",
    _find,
    _rows,
    lambda erp, item: ids_of(erp).of_item(erp, item),
    item_json,
    FIELDS,
    by_sku,
    lambda item: str(item.sku),
    ("price", "locations"),
    indexes={"itemid": lambda erp, value: [item for item in (erp.items.find(value),) if item is not None]},
    custom="custitem",
)
