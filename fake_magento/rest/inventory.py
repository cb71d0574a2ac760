"""Views of multi-source inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.errors import ShopError, no_such, required
from fake_magento.rest import columns
from fake_magento.rest.http import Call, Request
from fake_magento.rest.inputs import Arguments, Shape, anything, integer, list_of, text, units
from fake_magento.rest.lists import envelope
from fake_magento.rest.params import number
from fake_magento.stock import STOCK_ID, SourceItem

if TYPE_CHECKING:
    from fake_magento.shop import Shop

_ITEM = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceItemInterface",
    sku=text,
    source_code=text,
    quantity=units,
    status=integer,
    extension_attributes=anything,
)
_WRITE = Arguments(source_items=list_of(_ITEM, _ITEM.name))
_VALIDATION = "Validation Failed: %1"


def source_items(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, columns.SOURCE_ITEMS, shop.stock.items(), _item_json)


def _item_json(item: SourceItem) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "source_code": item.source,
        "quantity": item.quantity,
        "status": int(item.in_stock),
    }


def write(shop: Shop, call: Call) -> Any:
    """Set absolute quantities; one bad row and nothing is saved."""
    given = _WRITE(call.data)
    if "source_items" not in given:
        raise required("sourceItems")
    rows = given["source_items"]
    if not rows:
        raise ShopError("Input data is empty")
    problems = [problem for row in rows for problem in _problems(shop, row)]
    if problems:
        raise ShopError("Validation Failed: " + problems[0].message, 400, problems[0].parameters, problems)
    for row in rows:
        product = shop.catalog.find(row["sku"])
        sku = product.sku if product else row["sku"]
        shop.stock.put(sku, row["source_code"], row["quantity"], row.get("status", 0) == 1, "api", "api")
    return []


def _problems(shop: Shop, row: dict[str, Any]) -> list[ShopError]:
    found = []
    sku, source = row.get("sku", ""), row.get("source_code", "")
    if not sku.strip():
        found.append(ShopError('"%field" can not be empty.', 400, {"field": "sku"}))
    elif sku not in shop.catalog:
        found.append(ShopError('Product with SKU "%sku" does not exist.', 400, {"sku": sku}))
    if not source.strip():
        found.append(ShopError('"%field" can not be empty.', 400, {"field": "source_code"}))
    elif source not in shop.stock.sources:
        found.append(ShopError('Source with code "%sourceCode" does not exist.', 400, {"sourceCode": source}))
    if "quantity" not in row:
        found.append(ShopError('"%field" should be numeric.', 400, {"field": "quantity"}))
    if row.get("status", 0) not in (0, 1):
        found.append(ShopError('"%field" should a known status.', 400, {"field": "status"}))
    return found


def write_key(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The SKU when exactly one item is written."""
    data = request.data
    items = data.get("sourceItems", data.get("source_items")) if isinstance(data, dict) else None
    if isinstance(items, list) and len(items) == 1 and isinstance(items[0], dict):
        sku = items[0].get("sku")
        return sku if isinstance(sku, str) else None
    return None


def sources(shop: Shop, call: Call) -> Any:
    rows = [_source_json(code) for code in shop.stock.sources]
    return envelope(shop, call, columns.SOURCES, rows, dict, criteria_needed=False)


def source(shop: Shop, call: Call) -> Any:
    code = call.params["code"]
    if code not in shop.stock.sources:
        raise ShopError('Source with code "%value" does not exist.', 404, {"value": code})
    return _source_json(code)


def _source_json(code: str) -> dict[str, Any]:
    return {
        "source_code": code,
        "name": code.replace("_", " ").title(),
        "enabled": True,
        "country_id": "DE",
        "postcode": "00000",
        "use_default_carrier_config": True,
        "carrier_links": [],
    }


def salable_quantity(shop: Shop, call: Call) -> Any:
    return shop.stock.shown_salable(_salable_sku(shop, call))


def is_salable(shop: Shop, call: Call) -> Any:
    return shop.stock.shown_salable(_salable_sku(shop, call)) > 0


def _salable_sku(shop: Shop, call: Call) -> str:
    stock_id = number(call.params["stock"])
    sku = shop.catalog.get(call.params["sku"]).sku
    if stock_id != STOCK_ID:
        raise no_such("stock_id", stock_id)
    return sku
