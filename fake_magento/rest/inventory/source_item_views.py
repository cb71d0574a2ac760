r"""Views of source items.

Source: Adobe Commerce developer docs, "Inventory management", "Manage source items"; Magento source,
Magento\InventoryApi\Model\SourceItemValidatorChain.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fake_magento.errors import ShopError
from fake_magento.inventory.stock import SourceItem
from fake_magento.quantities import counted, shown
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.rest.inventory.validation import code_problems, empty, nothing_sent
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop

_DELETED = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceItemInterface",
    sku=text,
    source_code=text,
    quantity=anything,
    status=anything,
    extension_attributes=anything,
)
DELETE = Arguments(source_items=list_of(_DELETED, _DELETED.name))


def delete(shop: Shop, call: Call) -> Any:
    """Delete source items, also those of a SKU that no product has any more. Unknown pairs are ignored."""
    given = DELETE(call.data)
    if "source_items" not in given:
        raise required("sourceItems")
    if not given["source_items"]:
        raise nothing_sent()
    rows = []
    for row in given["source_items"]:
        product = shop.catalog.find(row.get("sku", ""))
        rows.append((row.get("sku", "") if product is None else product.sku, row.get("source_code", "")))
    shop.stock.remove(rows, "api")
    return []


_ITEM = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceItemInterface",
    sku=text,
    source_code=text,
    quantity=decimal,
    status=integer,
    extension_attributes=anything,
)
WRITE = Arguments(source_items=list_of(_ITEM, _ITEM.name))


def source_items(shop: Shop, call: Call) -> Any:
    """Source items that match the search criteria: quantity on hand, not net of reservations."""
    return envelope(shop, call, columns.SOURCE_ITEMS, shop.stock.items(), partial(_item_json, shop), shop)


def _item_json(shop: Shop, item: SourceItem) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "source_code": item.source,
        "quantity": shown(item.quantity, shop.catalog.scale_of(item.sku)),
        "status": int(item.in_stock),
    }


def write(shop: Shop, call: Call) -> Any:
    """Set absolute quantities. With one invalid row nothing is saved."""
    given = WRITE(call.data)
    if "source_items" not in given:
        raise required("sourceItems")
    rows = given["source_items"]
    if not rows:
        raise nothing_sent()
    problems = [problem for row in rows for problem in _problems(shop, row)]
    if problems:
        shop.emit(
            "shop.stock.refused",
            {},
            {"why": _rendered(problems[0]), "skus": [row.get("sku", "") for row in rows]},
        )
        raise ShopError("Validation Failed: " + _rendered(problems[0]), None, problems)
    if any(row["source_code"] not in shop.stock.places.sources for row in rows):
        raise ShopError("Could not save Source Item")
    shop.stock.put([_kept(shop, row) for row in rows], "api", call.request.author)
    return []


def _kept(shop: Shop, row: dict[str, Any]) -> tuple[str, str, int, bool]:
    """The source item to store: its SKU as the product spells it, or as sent where no product has it."""
    product = shop.catalog.find(row["sku"])
    if product is None:
        shop.surprise("stock_of_unknown_sku")
        return row["sku"], row["source_code"], counted(row["quantity"], 1), row["status"] == 1
    return product.sku, row["source_code"], counted(row["quantity"], product.scale), row["status"] == 1


def _problems(shop: Shop, row: dict[str, Any]) -> list[ShopError]:
    """The messages of Magento's validators for one source item."""
    found = []
    sku, source = row.get("sku", ""), row.get("source_code", "")
    if not sku.strip():
        found.append(empty("sku"))
    elif sku not in shop.catalog and not shop.config.stock_of_unknown_sku:
        found.append(ShopError('Product with SKU "%sku" does not exist.', {"sku": sku}))
    found += code_problems(source)
    if "quantity" not in row:
        found.append(_problem('"%field" should be numeric.', "quantity"))
    if "status" not in row:
        found.append(_problem('"%field" should be numeric.', "status"))
    elif row["status"] not in (0, 1):
        found.append(_problem('"%field" should a known status.', "status"))
    return found


def _problem(message: str, field: str) -> ShopError:
    return ShopError(message, {"field": field})


def _rendered(problem: ShopError) -> str:
    text = problem.message
    if isinstance(problem.parameters, Mapping):
        for name, value in problem.parameters.items():
            text = text.replace("%" + name, str(value))
    return text
