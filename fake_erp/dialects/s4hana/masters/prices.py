"""API_SLSPRICINGCONDITIONRECORD_SRV: prices as condition records with their validity."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import DATE_TIME, FLAG, EntityType, Property
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.resources import Resource
from fake_erp.dialects.s4hana.sales.order_types import (
    CHANNEL,
    MOST,
    SALES_ORGANIZATION,
    amount,
    change_number,
    quantity,
    text,
)
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed, of
from fake_erp.model import PriceRow

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TYPE = "PPR0"
FOR_EVER = 253_402_214_400_000
"""9999-12-31."""
TABLES = {"material": "304", "customer": "305", "list": "306"}


def record_number(erp: Any, row: PriceRow) -> str:
    """The number of a condition record: it follows from what the price is for."""
    name = f"{row.price_list}|{row.customer}|{row.sku}|{row.from_quantity}|{row.from_ms}|{row.currency}"
    return str(int(sha256(name.encode("utf-8", "replace")).hexdigest()[:12], 16) % 10**10).zfill(10)


def _table(row: PriceRow) -> str:
    return TABLES["customer" if row.customer else "list" if row.price_list else "material"]


def _end(erp: Any, row: PriceRow) -> int:
    return FOR_EVER if row.to_ms is None else row.to_ms - 1


_KEY = text("ConditionRecord", record_number, 10, key=True)
_VALIDITY = (
    Property("ConditionValidityEndDate", DATE_TIME, _end, is_key=True),
    Property("ConditionValidityStartDate", DATE_TIME, of("from_ms")),
)
RECORD = EntityType(
    "A_SlsPrcgConditionRecordType",
    "A_SlsPrcgConditionRecord",
    (
        _KEY,
        text("ConditionSequentialNumber", fixed("1"), 3),
        text("ConditionTable", lambda erp, row: _table(row), 3),
        text("ConditionApplication", fixed("V"), 2),
        text("ConditionType", fixed(TYPE), 4),
        Property("ConditionValidityEndDate", DATE_TIME, _end),
        Property("ConditionValidityStartDate", DATE_TIME, of("from_ms")),
        amount("ConditionRateValue", lambda erp, row: amount_text(row.price_cents), 9),
        text("ConditionRateValueUnit", of("currency"), 5),
        text("ConditionCurrency", of("currency"), 5),
        quantity("ConditionQuantity", fixed("1")),
        text("ConditionQuantityUnit", fixed(BASE_UNIT), 3),
        quantity("ConditionScaleQuantity", lambda erp, row: str(row.from_quantity)),
        Property("ConditionIsDeleted", FLAG, fixed(False)),
    ),
)
VALIDITY = EntityType(
    "A_SlsPrcgCndnRecdValidityType",
    "A_SlsPrcgCndnRecdValidity",
    (
        _KEY,
        *_VALIDITY,
        text("ConditionApplication", fixed("V"), 2),
        text("ConditionType", fixed(TYPE), 4),
        text("Material", of("sku"), 40),
        text("Customer", lambda erp, row: shown(row.customer) if row.customer else "", 10),
        text("PriceListType", of("price_list")),
        text("SalesOrganization", fixed(SALES_ORGANIZATION), 4),
        text("DistributionChannel", fixed(CHANNEL), 2),
        change_number("_CND"),
    ),
)
RECORD.navigate("to_SlsPrcgCndnRecdValidity", VALIDITY, True, lambda erp, row: [row])
VALIDITY.navigate("to_SlsPrcgConditionRecord", RECORD, False, lambda erp, row: row)


def prices(erp: Erp, query: Query) -> Sequence[PriceRow]:
    """Rows of price lists and contracts, then the list prices of items as rows for every customer."""
    sku = query.equal("Material")
    after = query.above("YY1_ChangeNumber_CND")
    rows = erp.prices.feed.page(max(after or 0, 0), MOST)[0]
    if after is not None:
        return rows
    items = list(erp.items.by_sku.values())
    if sku is not None:
        item = erp.items.find(str(sku))
        items = [] if item is None else [item]
        rows = [row for row in rows if item is not None and row.sku == item.sku]
    home = erp.currencies.home
    return [*rows, *[PriceRow("", "", item.sku, item.price_cents, home) for item in items]]


def _find(erp: Erp, segment: Segment) -> PriceRow | None:
    literal = segment.key("ConditionRecord")
    if literal is None:
        return None
    wanted = literal.text.zfill(10)
    return next((row for row in prices(erp, Query()) if record_number(erp, row) == wanted), None)


def _resource(entity: EntityType) -> Resource:
    return Resource(
        entity, "price", _find, prices, lambda row: "", lambda row: row.sku or None, asked="Material"
    )


SETS: dict[str, Resource] = {
    "A_SlsPrcgConditionRecord": _resource(RECORD),
    "A_SlsPrcgCndnRecdValidity": _resource(VALIDITY),
}
