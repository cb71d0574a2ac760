"""Views of sources. Source: Adobe Commerce developer docs, "Inventory management", "Manage sources"."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.inventory.sources import Source
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    boolean,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.rest.inventory.validation import code_problems, missing, refuse
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop

_CARRIER = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceCarrierLinkInterface",
    carrier_code=text,
    position=integer,
    extension_attributes=anything,
)
_SOURCE = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceInterface",
    source_code=text,
    name=text,
    email=text,
    contact_name=text,
    enabled=boolean,
    description=text,
    latitude=decimal,
    longitude=decimal,
    country_id=text,
    region_id=integer,
    region=text,
    city=text,
    street=text,
    postcode=text,
    phone=text,
    fax=text,
    use_default_carrier_config=boolean,
    carrier_links=list_of(_CARRIER, _CARRIER.name),
    extension_attributes=anything,
)
SAVE = Arguments(source=_SOURCE)
_PLACE = {"country_id": "DE", "postcode": "00000"}


def sources(shop: Shop, call: Call) -> Any:
    """Sources that match the search criteria, which may be left out."""
    rows = [source_json(source) for source in shop.stock.places.sources.values()]
    return envelope(shop, call, columns.SOURCES, rows, dict, criteria_needed=False)


def source(shop: Shop, call: Call) -> Any:
    """One source. 404 for an unknown code."""
    code = call.params["sourceCode"]
    found = shop.stock.places.sources.get(code)
    if found is None:
        raise NotFound('Source with code "%value" does not exist.', {"value": code})
    return source_json(found)


def save(shop: Shop, call: Call) -> Any:
    """Create a source, or change the one with the same code. The reply is empty.

    Raises ShopError with every field that is missing, and for the default source to be disabled.
    """
    given = SAVE(call.data).get("source")
    if given is None:
        raise required("source")
    places = shop.stock.places
    code = call.params.get("sourceCode") or given.get("source_code", "")
    known = places.sources.get(code)
    held = {} if known is None else {"name": known.name, **_PLACE, **known.details}
    problems = code_problems(code) + missing({**held, **given}, "name", "postcode", "country_id")
    if code == places.default_code and given.get("enabled") is False:
        problems.append(ShopError("Default source can not be disabled."))
    refuse(problems)
    if known is None:
        known = places.sources[code] = Source(code, given["name"])
    known.name, known.enabled = given.get("name", known.name), given.get("enabled", known.enabled)
    known.details |= {
        name: value for name, value in given.items() if name not in ("source_code", "name", "enabled")
    }
    shop.stock.rearrange("api")
    return []


def of_stock(shop: Shop, call: Call) -> Any:
    """The sources of a stock by priority, a bare list: empty for an unknown stock."""
    stock = shop.stock.places.stocks.get(path_id(call.params["stockId"]))
    if stock is None:
        return []
    return [source_json(shop.stock.places.sources[code]) for code in stock.by_priority()]


def source_json(source: Source) -> dict[str, Any]:
    """A source as SourceInterface."""
    return {
        "source_code": source.code,
        "name": source.name,
        "enabled": source.enabled,
        **_PLACE,
        "use_default_carrier_config": True,
        "carrier_links": [],
        **source.details,
    }
