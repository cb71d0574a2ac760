"""Views of stocks and of the sources assigned to them.

Source: Adobe Commerce developer docs, "Inventory management", "Manage stocks".
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, no_such
from fake_magento.inventory.stock import STOCK_ID
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_STOCKS = Entity(
    {
        "stock_id": Column("number", lambda stock: stock["stock_id"]),
        "name": Column("text", lambda stock: stock["name"]),
    }
)
_LINKS = Entity(
    {
        "stock_id": Column("number", lambda link: link["stock_id"]),
        "source_code": Column("text", lambda link: link["source_code"]),
        "priority": Column("number", lambda link: link["priority"]),
    }
)


def _stock() -> dict[str, Any]:
    channel = {"type": "website", "code": "base"}
    return {
        "stock_id": STOCK_ID,
        "name": "Default Stock",
        "extension_attributes": {"sales_channels": [channel]},
    }


def stocks(shop: Shop, call: Call) -> Any:
    """Stocks that match the search criteria, which may be left out: always stock 1."""
    return envelope(shop, call, _STOCKS, [_stock()], dict, criteria_needed=False)


def stock(shop: Shop, call: Call) -> Any:
    """Stock 1. 404 for any other id."""
    if path_id(call.params["stockId"]) != STOCK_ID:
        raise NotFound('Stock with id "%value" does not exist.', {"value": call.params["stockId"]})
    return _stock()


def resolve(shop: Shop, call: Call) -> Any:
    """The stock of a website. 404 for any code but `base`."""
    if call.params["websiteCode"] != "base":
        raise no_such("code", call.params["websiteCode"])
    return _stock()


def links(shop: Shop, call: Call) -> Any:
    """Links from stock 1 to its sources in order of priority; search criteria may be left out."""
    rows = [
        {"stock_id": STOCK_ID, "source_code": code, "priority": place}
        for place, code in enumerate(shop.stock.sources, 1)
    ]
    return envelope(shop, call, _LINKS, rows, dict, criteria_needed=False)
