"""Views of multi-source inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_magento.errors import ShopError, no_such, required
from fake_magento.inventory.stock import STOCK_ID, SourceItem
from fake_magento.model.records import Product
from fake_magento.rest.framework.http import Call, Request
from fake_magento.rest.framework.inputs import Arguments, Shape, anything, integer, list_of, text, units
from fake_magento.rest.framework.params import number
from fake_magento.rest.search import columns
from fake_magento.rest.search.lists import envelope

if TYPE_CHECKING:
    from fake_magento.shop import Shop

COMPOSITE = "Can't check requested quantity for products without Source Items support."
_ITEM = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceItemInterface",
    sku=text,
    source_code=text,
    quantity=units,
    status=integer,
    extension_attributes=anything,
)
WRITE = Arguments(source_items=list_of(_ITEM, _ITEM.name))


def source_items(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, columns.SOURCE_ITEMS, shop.stock.items(), _item_json, shop)


def _item_json(item: SourceItem) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "source_code": item.source,
        "quantity": item.quantity,
        "status": int(item.in_stock),
    }


def write(shop: Shop, call: Call) -> Any:
    """Set absolute quantities; one bad row and nothing is saved."""
    given = WRITE(call.data)
    if "source_items" not in given:
        raise required("sourceItems")
    rows = given["source_items"]
    if not rows:
        raise ShopError("Input data is empty")
    problems = [problem for row in rows for problem in _problems(shop, row)]
    if problems:
        raise ShopError("Validation Failed: " + _rendered(problems[0]), 400, None, problems)
    if any(row["source_code"] not in shop.stock.sources for row in rows):
        raise ShopError("Could not save Source Item")
    known = [
        (shop.catalog.get(row["sku"]).sku, row["source_code"], row["quantity"], row["status"] == 1)
        for row in rows
    ]
    shop.stock.put(known, "api", "api")
    return []


def _problems(shop: Shop, row: dict[str, Any]) -> list[ShopError]:
    """What Magento's validators say about one source item."""
    found = []
    sku, source = row.get("sku", ""), row.get("source_code", "")
    if not sku.strip():
        found.append(_problem('"%field" can not be empty.', "sku"))
    elif sku not in shop.catalog:
        found.append(ShopError('Product with SKU "%sku" does not exist.', 400, {"sku": sku}))
    if not source.strip():
        found.append(_problem('"%field" can not be empty.', "source_code"))
    elif len(source.split()) != 1:
        found.append(_problem('"%field" can not contain whitespaces.', "source_code"))
    if "quantity" not in row:
        found.append(_problem('"%field" should be numeric.', "quantity"))
    if "status" not in row:
        found.append(_problem('"%field" should be numeric.', "status"))
    elif row["status"] not in (0, 1):
        found.append(_problem('"%field" should a known status.', "status"))
    return found


def _problem(message: str, field: str) -> ShopError:
    return ShopError(message, 400, {"field": field})


def _rendered(problem: ShopError) -> str:
    text = problem.message
    if isinstance(problem.parameters, Mapping):
        for name, value in problem.parameters.items():
            text = text.replace("%" + name, str(value))
    return text


def write_key(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The SKU when exactly one item is written."""
    data = request.peek()
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
    """Raises the 400 of products that have no stock of their own."""
    product = _salable(shop, call)
    if product.made_of is not None:
        raise ShopError(COMPOSITE)
    return shop.stock.shown_salable(product.sku)


def is_salable(shop: Shop, call: Call) -> Any:
    return shop.can_be_had(_salable(shop, call))


def _salable(shop: Shop, call: Call) -> Product:
    stock_id = number(call.params["stock"])
    product = shop.catalog.get(call.params["sku"])
    if stock_id != STOCK_ID:
        raise no_such("stock_id", stock_id)
    return product
