"""Views of sources. Source: Adobe Commerce developer docs, "Inventory management", "Manage sources"."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound
from fake_magento.rest.framework.http import Call
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop


def sources(shop: Shop, call: Call) -> Any:
    """Sources that match the search criteria, which may be left out."""
    rows = [_source_json(code) for code in shop.stock.sources]
    return envelope(shop, call, columns.SOURCES, rows, dict, criteria_needed=False)


def source(shop: Shop, call: Call) -> Any:
    """One source. 404 for an unknown code."""
    code = call.params["code"]
    if code not in shop.stock.sources:
        raise NotFound('Source with code "%value" does not exist.', {"value": code})
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
