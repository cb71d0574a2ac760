r"""Views of tax rates. A rate that is written is what carts to its country pay.

Source: Magento source, Magento\Tax\Model\Calculation\RateRepository.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.money import hundredths, number
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
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
from fake_magento.rest.search.list_reply import envelope
from fake_magento.rest.taxes.tax_class_views import book_of
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.taxes.tax_book import TaxRate

_TITLE = Shape(
    "Magento\\Tax\\Api\\Data\\TaxRateTitleInterface", store_id=text, value=text, extension_attributes=anything
)
_RATE = Shape(
    "Magento\\Tax\\Api\\Data\\TaxRateInterface",
    id=integer,
    tax_country_id=text,
    tax_region_id=integer,
    region_name=text,
    tax_postcode=text,
    zip_is_range=integer,
    zip_from=integer,
    zip_to=integer,
    rate=decimal,
    code=text,
    titles=list_of(_TITLE, _TITLE.name),
    extension_attributes=anything,
)
SAVE = Arguments(tax_rate=_RATE)
_RATES = Entity(
    {
        "tax_calculation_rate_id": Column("number", lambda rate: rate.rate_id),
        "id": Column("number", lambda rate: rate.rate_id),
        "code": Column("text", lambda rate: rate.code),
        "rate": Column("number", lambda rate: rate.hundredths / 100),
        "tax_country_id": Column("text", lambda rate: rate.country),
        "tax_region_id": Column("number", lambda rate: rate.region_id),
        "tax_postcode": Column("text", lambda rate: rate.postcode),
    }
)


def _json(rate: TaxRate) -> dict[str, Any]:
    return {
        "id": rate.rate_id,
        "tax_country_id": rate.country,
        "tax_region_id": rate.region_id,
        "tax_postcode": rate.postcode,
        "rate": number(rate.hundredths),
        "code": rate.code,
        "titles": [dict(title) for title in rate.titles],
    }


def rates(shop: Shop, call: Call) -> Any:
    """Tax rates that match the search criteria."""
    return envelope(shop, call, _RATES, book_of(shop).rates.values(), _json)


def read(shop: Shop, call: Call) -> Any:
    """One tax rate. 404 for an unknown id."""
    return _json(_find(shop, path_id(call.params["rateId"])))


def _find(shop: Shop, rate_id: int) -> TaxRate:
    found = book_of(shop).rates.get(rate_id)
    if found is None:
        raise no_such("taxRateId", rate_id)
    return found


def save(shop: Shop, call: Call) -> Any:
    """POST creates, PUT changes the rate with the `id` of the body. 400 for a code that is taken."""
    given = SAVE(call.data).get("tax_rate")
    if given is None:
        raise required("taxRate")
    known = _find(shop, given.get("id", 0)) if call.request.method == "PUT" else None
    missing = [name for name in ("tax_country_id", "rate", "code") if known is None and name not in given]
    if missing:
        raise required(*missing)
    code = given.get("code", known.code if known else "")
    if any(each.code == code and each is not known for each in book_of(shop).rates.values()):
        raise ShopError("Code already exists.")
    if given.get("rate", 0) < 0:
        raise ShopError('"%fieldName" is required. Enter and try again.', {"fieldName": "percentage_rate"})
    rate = known or shop.taxes.add_rate(code, given["tax_country_id"], 0)
    rate.code, rate.country = code, given.get("tax_country_id", rate.country)
    rate.hundredths = hundredths(given.get("rate", rate.hundredths / 100))
    rate.region_id, rate.postcode = (
        given.get("tax_region_id", rate.region_id),
        given.get("tax_postcode", rate.postcode),
    )
    if "titles" in given:
        rate.titles = [
            {"store_id": title.get("store_id", "0"), "value": title.get("value", "")}
            for title in given["titles"]
        ]
    shop.taxes.is_edited = True
    return _json(rate)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a tax rate. 400 for one that a tax rule uses."""
    rate = _find(shop, path_id(call.params["rateId"]))
    if any(rate.rate_id in rule.rate_ids for rule in shop.taxes.rules.values()):
        raise ShopError("The tax rate cannot be removed. It exists in a tax rule.")
    del shop.taxes.rates[rate.rate_id]
    shop.taxes.is_edited = True
    return True
