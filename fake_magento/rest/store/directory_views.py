"""Views of countries, currencies and installed modules. The directory is open to guests.

Source: Magento source, module-directory/etc/webapi.xml and module-backend/etc/webapi.xml.
"""

from __future__ import annotations

from typing import Any

from fake_magento.countries import COUNTRIES, REGIONS
from fake_magento.errors import NotFound
from fake_magento.rest.framework.http import Call
from fake_magento.shop import Shop

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "SEK": "kr", "PLN": "zł"}
MODULES = (
    "Magento_Store",
    "Magento_Directory",
    "Magento_Config",
    "Magento_Backend",
    "Magento_Authorization",
    "Magento_Eav",
    "Magento_Customer",
    "Magento_Integration",
    "Magento_Catalog",
    "Magento_CatalogInventory",
    "Magento_Quote",
    "Magento_Sales",
    "Magento_SalesRule",
    "Magento_Checkout",
    "Magento_Tax",
    "Magento_ConfigurableProduct",
    "Magento_Bundle",
    "Magento_GroupedProduct",
    "Magento_Inventory",
    "Magento_InventoryApi",
    "Magento_InventorySales",
    "Magento_InventoryShipping",
    "Magento_AsynchronousOperations",
    "Magento_WebapiAsync",
    "Magento_Webapi",
)


def modules(shop: Shop, call: Call) -> Any:
    """A list of names; search criteria are ignored."""
    return list(MODULES)


def countries(shop: Shop, call: Call) -> Any:
    """Countries with their regions, a bare list. LIMITS.md says which."""
    return [_country(row) for row in COUNTRIES]


def country(shop: Shop, call: Call) -> Any:
    """One country by its two-letter code, regardless of case. 404 for an unknown one."""
    wanted = call.params["countryId"].upper()
    for row in COUNTRIES:
        if row[0] == wanted:
            return _country(row)
    raise NotFound("The country isn't available.")


def _country(row: tuple[str, str, str]) -> dict[str, Any]:
    two, three, name = row
    data: dict[str, Any] = {
        "id": two,
        "two_letter_abbreviation": two,
        "three_letter_abbreviation": three,
        "full_name_locale": name,
        "full_name_english": name,
    }
    if two in REGIONS:
        data["available_regions"] = [
            {"id": str(number), "code": code, "name": region} for number, code, region in REGIONS[two]
        ]
    return data


def currency(shop: Shop, call: Call) -> Any:
    """The base currency, the currency of the store in the path, and the exchange rates of the base currency."""
    store = shop.stores.get(call.store, shop.config.stores[0])
    base, shown = store.base_currency or store.currency, store.currency
    rates: dict[str, int | float] = {base: 1}
    for each in shop.config.stores:
        if (each.base_currency or each.currency) == base and each.currency != base:
            rates[each.currency] = each.rate_millionths / 1_000_000
    return {
        "base_currency_code": base,
        "base_currency_symbol": _SYMBOLS.get(base, base),
        "default_display_currency_code": shown,
        "default_display_currency_symbol": _SYMBOLS.get(shown, shown),
        "available_currency_codes": list(rates),
        "exchange_rates": [{"currency_to": code, "rate": rate} for code, rate in rates.items()],
    }
