"""API_MATERIAL_STOCK_SRV, and the availability check of API_PRODUCT_AVAILABILITY_INFO_BASIC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import INSTANT, TEXT, EntityType, FunctionImport, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.resources import Action, Call, Function, Resource
from fake_erp.dialects.s4hana.sales.order_types import MOST, change_number, quantity, text
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed, of
from fake_erp.errors import Malformed, NotFound
from fake_erp.model import Item, StockRow
from fake_erp.operations.base import Hides, Look
from fake_erp.times import instant_of_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

UNRESTRICTED = "01"
LATEST_MS = 4_102_358_400_000


def _empty_key(name: str) -> Property:
    return text(name, fixed(""), key=True)


LEVEL = EntityType(
    "A_MatlStkInAcctModType",
    "A_MatlStkInAcctMod",
    (
        text("Material", of("item"), 40, key=True),
        text("Plant", of("warehouse"), key=True),
        text("StorageLocation", fixed("171A"), 4, key=True),
        *[
            _empty_key(name)
            for name in ("Batch", "Supplier", "Customer", "WBSElementInternalID", "SDDocument")
        ],
        *[_empty_key(name) for name in ("SDDocumentItem", "InventorySpecialStockType")],
        text("InventoryStockType", fixed(UNRESTRICTED), 2, key=True),
        text("MaterialBaseUnit", fixed(BASE_UNIT), 3),
        quantity("MatlWrhsStkQtyInMatlBaseUnit", lambda erp, row: str(row.on_hand)),
        quantity("YY1_AvailableQuantity_STK", lambda erp, row: str(row.available)),
        quantity("YY1_SafetyStock_STK", lambda erp, row: str(row.safety)),
        Property("YY1_ReadAt_STK", INSTANT, lambda erp, row: erp.now()),
        change_number("_STK"),
    ),
)
MATERIAL = EntityType(
    "A_MaterialStockType",
    "A_MaterialStock",
    (text("Material", of("sku"), 40, key=True), text("MaterialBaseUnit", fixed(BASE_UNIT), 3)),
)


@dataclass(frozen=True, slots=True)
class Reserved:
    """What is promised of a stock to the orders of a channel."""

    row: StockRow
    channel: str
    units: int


RESERVED = EntityType(
    "YY1_StockAllocationType",
    "YY1_StockAllocation",
    (
        text("Material", lambda erp, part: part.row.item, 40, key=True),
        text("Plant", lambda erp, part: part.row.warehouse, key=True),
        text("SalesChannel", of("channel"), key=True),
        quantity("AllocatedQuantity", lambda erp, part: str(part.units)),
    ),
    owner=lambda part: part.row,
)
LEVEL.navigate(
    "YY1_to_Allocation",
    RESERVED,
    True,
    lambda erp, row: [Reserved(row, name, units) for name, units in row.by_channel.items()],
)


def levels(erp: Erp, item: Item) -> list[StockRow]:
    """The stock of an item in each warehouse that ever had it."""
    return [row for row in erp.stock.rows_of(item.sku) if row.change]


MATERIAL.navigate("to_MatlStkInAcctMod", LEVEL, True, levels)


def _rows(erp: Erp, query: Query) -> Sequence[StockRow]:
    sku = query.equal("Material")
    if sku is None:
        after = query.above("YY1_ChangeNumber_STK")
        if after is not None:
            return erp.stock.feed.page(max(after, 0), MOST)[0]
        return [row for row in erp.stock.rows() if row.change]
    item = erp.items.find(str(sku))
    return [] if item is None else levels(erp, item)


def _materials(erp: Erp, query: Query) -> Sequence[Item]:
    sku = query.equal("Material")
    if sku is None:
        return list(erp.items.by_sku.values())
    item = erp.items.find(str(sku))
    return [] if item is None else [item]


def _find_level(erp: Erp, segment: Segment) -> StockRow | None:
    material, plant = segment.keys.get("Material"), segment.keys.get("Plant")
    item = erp.items.find(material.text) if material is not None else None
    if item is None or plant is None:
        return None
    return next((row for row in levels(erp, item) if row.warehouse == plant.text), None)


def _find_material(erp: Erp, segment: Segment) -> Item | None:
    literal = segment.key("Material")
    return None if literal is None else erp.items.find(literal.text)


def _sku(item: Item) -> str:
    return item.sku


def _item(row: StockRow) -> str:
    return row.item


SETS: dict[str, Resource] = {
    "A_MaterialStock": Resource(MATERIAL, "stock", _find_material, _materials, _sku, _sku, asked="Material"),
    "A_MatlStkInAcctMod": Resource(LEVEL, "stock", _find_level, _rows, _item, _item, asked="Material"),
}


# -- availability --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Availability:
    """What can be promised of an item in a plant, at an instant."""

    sku: str
    plant: str
    at_ms: int
    available: int
    wanted: int


AVAILABILITY = EntityType(
    "AvailabilityRecord",
    "AvailabilityRecordSet",
    (
        text("Material", of("sku"), 40, key=True),
        text("SupplyingPlant", of("plant"), key=True),
        Property("RequestedUTCDateTime", INSTANT, of("at_ms")),
        Property("AvailableUTCDateTime", INSTANT, of("at_ms")),
        quantity("RequestedQuantityInBaseUnit", lambda erp, found: str(found.wanted)),
        quantity("AvailableQuantityInBaseUnit", lambda erp, found: str(found.available)),
        text("BaseUnit", fixed(BASE_UNIT), 3),
    ),
)


def _availability(call: Call) -> Look[Any]:
    found = call.parameters
    sku, plant = str(found.get("Material", "")), str(found.get("SupplyingPlant", ""))
    erp = call.erp
    if erp.items.find(sku) is None:
        raise NotFound(f"Material {sku[:40]} does not exist", "Material")
    if plant and plant not in erp.stock.warehouses:
        raise Malformed(f"Plant {plant[:20]} does not exist", "SupplyingPlant")
    given = found.get("RequestedUTCDateTime")
    at_ms = instant_of_text(str(given)) if given else erp.now()
    if at_ms is None:
        raise Malformed("RequestedUTCDateTime: expected a time", "RequestedUTCDateTime")
    quantity_text = str(found.get("RequestedQuantityInBaseUnit", "0")).rstrip("mM").partition(".")[0]
    if not (quantity_text.isascii() and quantity_text.isdigit() and len(quantity_text) <= 9):
        raise Malformed("RequestedQuantityInBaseUnit: expected a number", "RequestedQuantityInBaseUnit")
    wanted = int(quantity_text)

    def look(hides: Hides | None) -> Availability:
        item = erp.items.get(sku)
        rows = [row for row in levels(erp, item) if plant in ("", row.warehouse)]
        available = sum([max(0, row.available) for row in rows])
        return Availability(item.sku, plant, at_ms if available >= wanted else LATEST_MS, available, wanted)

    return Look(look)


def _material_of(call: Call) -> str | None:
    return str(call.parameters.get("Material", "")) or None


def _series(call: Call) -> Look[Any]:
    one = _availability(call)
    return Look(lambda hides: _Rows([one.find(hides)]))


@dataclass(frozen=True, slots=True)
class _Rows:
    records: list[Availability]


_PARAMETERS = {"ATPCheckingRule": TEXT, "Material": TEXT, "SupplyingPlant": TEXT}


def _function(name: str, more: dict[str, Any], read: Any, many: bool = False) -> Function:
    about = FunctionImport(name, "GET", {**_PARAMETERS, **more}, AVAILABILITY, many)
    return Function(about, Action("stock.read", read, key=_material_of, needs_etag=False), reads=True)


FUNCTIONS: dict[str, Function] = {
    "DetermineAvailabilityAt": _function(
        "DetermineAvailabilityAt", {"RequestedUTCDateTime": INSTANT}, _availability
    ),
    "DetermineAvailabilityOf": _function(
        "DetermineAvailabilityOf", {"RequestedQuantityInBaseUnit": TEXT}, _availability
    ),
    "CalculateAvailabilityTimeseries": _function("CalculateAvailabilityTimeseries", {}, _series, many=True),
}
