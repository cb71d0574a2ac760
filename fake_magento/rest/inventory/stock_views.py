"""Views of stocks and of the sources assigned to them.

Source: Adobe Commerce developer docs, "Inventory management", "Manage stocks"; magento/inventory,
InventorySales/Plugin/InventoryApi/StockRepository.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError, no_such
from fake_magento.inventory.sources import DEFAULT_STOCK, Places, StockRecord
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, list_of, text
from fake_magento.rest.inventory.validation import empty, nothing_sent, refuse
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_STOCKS = Entity(
    {
        "stock_id": Column("number", lambda stock: stock.stock_id),
        "name": Column("text", lambda stock: stock.name),
    }
)
_LINKS = Entity(
    {
        "stock_id": Column("number", lambda link: link["stock_id"]),
        "source_code": Column("text", lambda link: link["source_code"]),
        "priority": Column("number", lambda link: link["priority"]),
    }
)
_CHANNEL = Shape(
    "Magento\\InventorySalesApi\\Api\\Data\\SalesChannelInterface",
    type=text,
    code=text,
    extension_attributes=anything,
)
_STOCK = Shape(
    "Magento\\InventoryApi\\Api\\Data\\StockInterface",
    stock_id=integer,
    name=text,
    extension_attributes=Shape(
        "Magento\\InventoryApi\\Api\\Data\\StockExtensionInterface",
        sales_channels=list_of(_CHANNEL, _CHANNEL.name),
    ),
)
SAVE = Arguments(stock=_STOCK)
_LINK = Shape(
    "Magento\\InventoryApi\\Api\\Data\\StockSourceLinkInterface",
    stock_id=integer,
    source_code=text,
    priority=integer,
    extension_attributes=anything,
)
LINKS = Arguments(links=list_of(_LINK, _LINK.name))


def _json(stock: StockRecord) -> dict[str, Any]:
    channels = [{"type": "website", "code": code} for code in stock.channels]
    return {
        "stock_id": stock.stock_id,
        "name": stock.name,
        "extension_attributes": {"sales_channels": channels},
    }


def stocks(shop: Shop, call: Call) -> Any:
    """Stocks that match the search criteria, which may be left out."""
    return envelope(shop, call, _STOCKS, shop.stock.places.stocks.values(), _json, criteria_needed=False)


def stock(shop: Shop, call: Call) -> Any:
    """One stock. 404 for an unknown id."""
    found = shop.stock.places.stocks.get(path_id(call.params["stockId"]))
    if found is None:
        raise NotFound('Stock with id "%value" does not exist.', {"value": call.params["stockId"]})
    return _json(found)


def save(shop: Shop, call: Call) -> Any:
    """Create or change a stock; the reply is its id. A website sells from one stock only.

    Raises ShopError for a stock without a name, or an unknown website; NotFound for an unknown id.
    """
    given = SAVE(call.data).get("stock")
    if given is None:
        raise required("stock")
    places = shop.stock.places
    wanted = path_id(call.params["stockId"]) if "stockId" in call.params else given.get("stock_id")
    known = None if wanted is None else places.stocks.get(wanted)
    if wanted is not None and known is None:
        raise NotFound('Stock with id "%value" does not exist.', {"value": wanted})
    channels = given.get("extension_attributes", {}).get("sales_channels")
    problems = _channel_problems(places, channels or [])
    if not given.get("name", known.name if known else "").strip():
        problems.append(empty("name"))
    refuse(problems)
    held = known or places.add_stock(given["name"])
    held.name = given.get("name", held.name)
    if channels is not None:
        places.assign(held, tuple(channel["code"] for channel in channels))
    shop.stock.rearrange("api")
    return held.stock_id


def _channel_problems(places: Places, channels: list[dict[str, Any]]) -> list[ShopError]:
    found = []
    for channel in channels:
        found += [empty(name) for name in ("type", "code") if not channel.get(name)]
        code = channel.get("code", "")
        if code and code not in places.websites:
            found.append(ShopError('The website with code "%code" does not exist.', {"code": code}))
    return found


def delete(shop: Shop, call: Call) -> Any:
    """Delete a stock. The default stock, and one that a website sells from, cannot be deleted."""
    stock_id, places = path_id(call.params["stockId"]), shop.stock.places
    found = places.stocks.get(stock_id)
    if found is None:
        message = 'There is no stock with "%fieldValue" for "%fieldName". Verify and try again.'
        raise NotFound(message, {"fieldName": "stock_id", "fieldValue": stock_id})
    if stock_id == DEFAULT_STOCK:
        raise ShopError("Default Stock could not be deleted.")
    if found.channels:
        raise ShopError("Stock has at least one sale channel and could not be deleted.")
    del places.stocks[stock_id]
    return []


def resolve(shop: Shop, call: Call) -> Any:
    """The stock of a website. 404 for any type but `website` and an unknown code."""
    places, code = shop.stock.places, call.params["code"]
    if call.params["type"] != "website" or code not in places.websites:
        raise no_such("code", code)
    return _json(places.of_website(code))


def links(shop: Shop, call: Call) -> Any:
    """Links from stocks to their sources in order of priority; search criteria may be left out."""
    rows = [
        {"stock_id": each.stock_id, "source_code": code, "priority": each.links[code]}
        for each in shop.stock.places.stocks.values()
        for code in each.by_priority()
    ]
    return envelope(shop, call, _LINKS, rows, dict, criteria_needed=False)


def save_links(shop: Shop, call: Call) -> Any:
    """Assign sources to stocks, with their priority. With one invalid row nothing is saved."""
    rows = _link_rows(call)
    places = shop.stock.places
    refuse([problem for row in rows for problem in _link_problems(places, row)])
    for row in rows:
        places.stocks[row["stock_id"]].links[row["source_code"]] = row["priority"]
    shop.stock.rearrange("api")
    return []


def delete_links(shop: Shop, call: Call) -> Any:
    """Take sources off stocks; unknown pairs are ignored. The default stock keeps the default source."""
    rows, places = _link_rows(call), shop.stock.places
    if any(_is_of_default(places, row) for row in rows):
        raise ShopError("Can not delete link related to Default Source or Default Stock")
    for row in rows:
        found = places.stocks.get(row.get("stock_id", 0))
        if found is not None:
            found.links.pop(row.get("source_code", ""), None)
    shop.stock.rearrange("api")
    return []


def _link_rows(call: Call) -> list[dict[str, Any]]:
    given = LINKS(call.data)
    if "links" not in given:
        raise required("links")
    rows: list[dict[str, Any]] = given["links"]
    if not rows:
        raise nothing_sent()
    return rows


def _is_of_default(places: Places, row: dict[str, Any]) -> bool:
    """Whether a link concerns the default stock or the default source, which belong together and to nothing else."""
    return row.get("stock_id") == DEFAULT_STOCK or row.get("source_code") == places.default_code


def _link_problems(places: Places, row: dict[str, Any]) -> list[ShopError]:
    found = []
    code, stock_id = row.get("source_code", ""), row.get("stock_id")
    if code not in places.sources:
        found.append(ShopError('Source with code "%value" does not exist.', {"value": code}))
    if stock_id not in places.stocks:
        found.append(ShopError('Stock with id "%value" does not exist.', {"value": stock_id}))
    if row.get("priority", 0) < 1:
        found.append(ShopError('"%field" should be greater then 0.', {"field": "priority"}))
    if _is_of_default(places, row) and (stock_id, code) != (DEFAULT_STOCK, places.default_code):
        found.append(ShopError("Can not save link related to Default Source or Default Stock"))
    return found
