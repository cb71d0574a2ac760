r"""Views that assign products to sources and move their quantities, many products at once.

Source: magento/inventory, Magento\InventoryCatalog\Model: BulkSourceAssign, BulkSourceUnassign, BulkInventoryTransfer,
and BulkPartialInventoryTransfer.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.inventory.stock import SourceItem
from fake_magento.quantities import counted
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, boolean, decimal, list_of, text
from fake_magento.rest.inventory.validation import refuse
from fake_magento.shop import Shop

_TEXTS = list_of(text, "string")
_ITEM = Shape(
    "Magento\\InventoryCatalogApi\\Api\\Data\\PartialInventoryTransferItemInterface", sku=text, qty=decimal
)
ASSIGN = Arguments(skus=_TEXTS, source_codes=_TEXTS)
TRANSFER = Arguments(skus=_TEXTS, origin_source=text, destination_source=text, unassign_from_origin=boolean)
PARTIAL = Arguments(origin_source_code=text, destination_source_code=text, items=list_of(_ITEM, _ITEM.name))
_SAME = "Cannot transfer a source on itself"


def assign(shop: Shop, call: Call) -> Any:
    """Give each of `skus` an empty source item at each of `sourceCodes`; the reply is how many are new."""
    skus, codes = _assigned(shop, call)
    rows = [(sku, code, 0, False) for sku in skus for code in codes if _item(shop, sku, code) is None]
    shop.stock.put(rows, "assigned", "api")
    return len(rows)


def unassign(shop: Shop, call: Call) -> Any:
    """Take the source items of `skus` off `sourceCodes`; the reply is how many are gone."""
    skus, codes = _assigned(shop, call)
    rows = [(sku, code) for sku in skus for code in codes if _item(shop, sku, code) is not None]
    shop.stock.remove(rows, "api")
    return len(rows)


def _assigned(shop: Shop, call: Call) -> tuple[list[str], list[str]]:
    given = ASSIGN(call.data)
    _need(given, "skus", "source_codes")
    unknown = [code for code in given["source_codes"] if code not in shop.stock.places.sources]
    refuse([ShopError("Source %sourceCode does not exist", {"sourceCode": code}) for code in unknown])
    return _stocked(shop, given["skus"]), given["source_codes"]


def _need(given: dict[str, Any], *names: str) -> None:
    for name in names:
        if name not in given:
            head, *tail = name.split("_")
            raise required(head + "".join(part.capitalize() for part in tail))


def _stocked(shop: Shop, skus: list[str]) -> list[str]:
    """The SKUs, as they are spelt, of the known products with stock of their own."""
    found = [shop.catalog.find(sku) for sku in skus]
    return [product.sku for product in found if product is not None and product.made_of is None]


def _item(shop: Shop, sku: str, code: str) -> SourceItem | None:
    level = shop.stock.level(sku)
    return level.items.get(code) if level else None


def _source_problems(shop: Shop, origin: str, destination: str) -> list[ShopError]:
    known, found = shop.stock.places.sources, []
    for side, code in (("Origin", origin), ("Destination", destination)):
        if code not in known:
            found.append(ShopError(f"{side} source %sourceCode does not exist", {"sourceCode": code}))
    return [*found, ShopError(_SAME)] if origin == destination else found


def transfer(shop: Shop, call: Call) -> Any:
    """Move everything of `skus` from `originSource` to `destinationSource`. The status goes with the goods."""
    given = TRANSFER(call.data)
    _need(given, "skus", "origin_source", "destination_source", "unassign_from_origin")
    origin, destination = given["origin_source"], given["destination_source"]
    refuse(
        _source_problems(shop, origin, destination),
        "Validation Error: Select different sources for origin and destination.",
    )
    put, removed = [], []
    for sku in _stocked(shop, given["skus"]):
        leaving, held = _item(shop, sku, origin), _item(shop, sku, destination)
        if leaving is None:
            continue
        quantity = leaving.quantity + (held.quantity if held else 0)
        put.append((sku, destination, quantity, leaving.in_stock))
        if given["unassign_from_origin"]:
            removed.append((sku, origin))
        else:
            put.append((sku, origin, 0, False))
    shop.stock.put(put, "transfer", "api")
    shop.stock.remove(removed, "api")
    return True


def transfer_part(shop: Shop, call: Call) -> Any:
    """Move quantities of single SKUs between two sources. With one that is not there nothing is moved."""
    given = PARTIAL(call.data)
    _need(given, "origin_source_code", "destination_source_code", "items")
    origin, destination = given["origin_source_code"], given["destination_source_code"]
    problems = _source_problems(shop, origin, destination)
    for row in given["items"]:
        held = _item(shop, row.get("sku", ""), origin)
        if held is None:
            names = {"sku": row.get("sku", ""), "sourceCode": origin}
            problems.append(ShopError("Source item for %sku and %sourceCode does not exist", names))
        elif held.quantity < _counted(shop, row):
            message = "Requested transfer amount for sku %sku is not available"
            problems.append(ShopError(message, {"sku": held.sku}))
    refuse(problems, "Transfer validation failed")
    moved = [(shop.catalog.get(row["sku"]).sku, _counted(shop, row)) for row in given["items"]]
    shop.stock.move(
        [change for sku, units in moved for change in ((sku, origin, -units), (sku, destination, units))],
        "transfer",
        "api",
    )
    return []


def _counted(shop: Shop, row: dict[str, Any]) -> int:
    return counted(row.get("qty", 0), shop.catalog.scale_of(row.get("sku", "")))
