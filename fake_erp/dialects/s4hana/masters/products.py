"""API_PRODUCT_SRV: the item master."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import DECIMAL, FLAG, INSTANT, EntityType, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.resources import Resource
from fake_erp.dialects.s4hana.sales.order_types import (
    CHANNEL,
    MOST,
    SALES_ORGANIZATION,
    amount,
    change_number,
    stamp,
    text,
)
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed, of
from fake_erp.model import Item

if TYPE_CHECKING:
    from fake_erp.erp import Erp

STATUS = {"active": "", "blocked": "01", "discontinued": "02"}
"""CrossPlantStatus."""


@dataclass(frozen=True, slots=True)
class PlantOf:
    """A product in a plant."""

    item: Item
    plant: str


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit that a product is sold in."""

    item: Item
    unit: str
    size: int


def _sku(erp: Any, part: Any) -> str:
    sku: str = part.item.sku
    return sku


def _part_of(part: Any) -> Item:
    item: Item = part.item
    return item


PRODUCT = EntityType(
    "A_ProductType",
    "A_Product",
    (
        text("Product", of("sku"), 40, key=True),
        text("ProductType", fixed("HAWA"), 4),
        text("CrossPlantStatus", lambda erp, item: STATUS[item.status], 2),
        text("BaseUnit", fixed(BASE_UNIT), 3),
        text("ProductGroup", of("group")),
        text("ItemCategoryGroup", fixed("NORM"), 4),
        text("ProductOldID", lambda erp, item: item.formerly[-1] if item.formerly else ""),
        Property("IsMarkedForDeletion", FLAG, lambda erp, item: item.status == "discontinued"),
        Property("LastChangeDateTime", INSTANT, of("changed_at_ms")),
        amount("YY1_ListPrice_PRD", lambda erp, item: amount_text(item.price_cents), 2),
        Property(
            "YY1_TaxRate_PRD", DECIMAL, lambda erp, item: amount_text(item.tax_bp), precision=5, scale=2
        ),
        change_number("_PRD"),
    ),
    etag=lambda erp, item: stamp(item.changed_at_ms, item.change),
)
DESCRIPTION = EntityType(
    "A_ProductDescriptionType",
    "A_ProductDescription",
    (
        text("Product", of("sku"), 40, key=True),
        text("Language", fixed("EN"), 2, key=True),
        text("ProductDescription", lambda erp, item: item.name[:40], 40),
    ),
)
PLANT = EntityType(
    "A_ProductPlantType",
    "A_ProductPlant",
    (
        text("Product", _sku, 40, key=True),
        text("Plant", of("plant"), key=True),
        text("AvailabilityCheckType", fixed("SR"), 2),
        text("ProfileCode", lambda erp, part: STATUS[part.item.status], 2),
    ),
    owner=_part_of,
)
SALES = EntityType(
    "A_ProductSalesDeliveryType",
    "A_ProductSalesDelivery",
    (
        text("Product", of("sku"), 40, key=True),
        text("ProductSalesOrg", fixed(SALES_ORGANIZATION), 4, key=True),
        text("ProductDistributionChnl", fixed(CHANNEL), 2, key=True),
        text("ProductSalesStatus", lambda erp, item: STATUS[item.status], 2),
        text("ItemCategoryGroup", fixed("NORM"), 4),
    ),
)
SALES_TAX = EntityType(
    "A_ProductSalesTaxType",
    "A_ProductSalesTax",
    (
        text("Product", of("sku"), 40, key=True),
        text("Country", fixed("DE"), 3, key=True),
        text("TaxCategory", fixed("TTX1"), 4, key=True),
        text("TaxClassification", lambda erp, item: "1" if item.tax_bp else "0", 1),
    ),
)
UNIT = EntityType(
    "A_ProductUnitsOfMeasureType",
    "A_ProductUnitsOfMeasure",
    (
        text("Product", _sku, 40, key=True),
        text("AlternativeUnit", of("unit"), key=True),
        Property("QuantityNumerator", DECIMAL, lambda erp, part: str(part.size), precision=5),
        Property("QuantityDenominator", DECIMAL, fixed("1"), precision=5),
        text("BaseUnit", fixed(BASE_UNIT), 3),
    ),
    owner=_part_of,
)


def plants(erp: Erp, item: Item) -> list[PlantOf]:
    """A product in every plant."""
    return [PlantOf(item, plant) for plant in erp.stock.warehouses]


def units(erp: Any, item: Item) -> list[UnitOf]:
    """The units of a product, the base unit first."""
    return [UnitOf(item, BASE_UNIT, 1), *[UnitOf(item, unit, size) for unit, size in item.units.items()]]


def _only(erp: Any, item: Item) -> list[Item]:
    return [item]


PRODUCT.navigate("to_Description", DESCRIPTION, True, _only)
PRODUCT.navigate("to_Plant", PLANT, True, plants)
PRODUCT.navigate("to_SalesDelivery", SALES, True, _only)
PRODUCT.navigate("to_ProductSalesTax", SALES_TAX, True, _only)
PRODUCT.navigate("to_ProductUnitsOfMeasure", UNIT, True, units)


def find_product(erp: Erp, segment: Segment) -> Item | None:
    """The item of a key."""
    literal = segment.key("Product")
    return None if literal is None else erp.items.find(literal.text)


def products(erp: Erp, query: Query) -> Sequence[Item]:
    """The items that may match a filter."""
    sku = query.equal("Product")
    if sku is None:
        after = query.above("YY1_ChangeNumber_PRD")
        if after is not None:
            return erp.items.feed.page(max(after, 0), MOST)[0]
        return list(erp.items.by_sku.values())
    item = erp.items.find(str(sku))
    return [] if item is None else [item]


def _find_plant(erp: Erp, segment: Segment) -> PlantOf | None:
    item, literal = find_product(erp, segment), segment.keys.get("Plant")
    if item is None or literal is None or literal.text not in erp.stock.warehouses:
        return None
    return PlantOf(item, literal.text)


def _find_unit(erp: Erp, segment: Segment) -> UnitOf | None:
    item, literal = find_product(erp, segment), segment.keys.get("AlternativeUnit")
    if item is None or literal is None:
        return None
    return next((each for each in units(erp, item) if each.unit == literal.text), None)


def _resource(entity: EntityType, find: Any = find_product, parts: Any = None) -> Resource:
    def rows(erp: Erp, query: Query) -> Sequence[Any]:
        found = products(erp, query)
        return found if parts is None else [part for item in found for part in parts(erp, item)]

    def sku(record: Any) -> str:
        owner: Item = entity.owner(record)
        return owner.sku

    return Resource(entity, "item", find, rows, sku, sku, asked="Product")


SETS: dict[str, Resource] = {
    "A_Product": _resource(PRODUCT),
    "A_ProductDescription": _resource(DESCRIPTION),
    "A_ProductPlant": _resource(PLANT, _find_plant, plants),
    "A_ProductSalesDelivery": _resource(SALES),
    "A_ProductSalesTax": _resource(SALES_TAX),
    "A_ProductUnitsOfMeasure": _resource(UNIT, _find_unit, units),
}
