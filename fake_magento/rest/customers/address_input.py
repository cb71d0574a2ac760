"""Addresses as they are sent, for carts, customers and orders."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.address import Address
from fake_magento.rest.framework.refusals import REQUIRED, SEVERAL
from fake_magento.rest.framework.typed_input import Shape, anything, boolean, integer, list_of, text

_NEEDED = ("firstname", "lastname", "street", "city", "country_id", "telephone")


def _region(value: Any) -> dict[str, Any]:
    """A name, or an object with name, code and id."""
    if isinstance(value, dict):
        return _REGION(value)
    return {"region": text(value)}


_REGION = Shape(
    "Magento\\Customer\\Api\\Data\\RegionInterface",
    region=text,
    region_code=text,
    region_id=integer,
    extension_attributes=anything,
)
ADDRESS = Shape(
    "Magento\\Quote\\Api\\Data\\AddressInterface",
    id=integer,
    customer_id=integer,
    firstname=text,
    lastname=text,
    middlename=text,
    prefix=text,
    suffix=text,
    company=text,
    street=list_of(text, "string"),
    city=text,
    postcode=text,
    region=_region,
    region_code=text,
    region_id=integer,
    country_id=text,
    telephone=text,
    fax=text,
    email=text,
    vat_id=text,
    same_as_billing=integer,
    save_in_address_book=integer,
    customer_address_id=integer,
    default_shipping=boolean,
    default_billing=boolean,
    extension_attributes=anything,
    custom_attributes=anything,
)


def address_of(given: dict[str, Any]) -> Address:
    """The address of a body. Raises ShopError with every missing field."""
    missing = [name for name in _NEEDED if not given.get(name)]
    if missing:
        each = [ShopError(REQUIRED, {"fieldName": name}) for name in missing]
        raise each[0] if len(each) == 1 else ShopError(SEVERAL, None, each)
    region = given.get("region", {})
    return Address(
        given["firstname"],
        given["lastname"],
        tuple(given["street"]),
        given["city"],
        given.get("postcode", ""),
        given["country_id"],
        given["telephone"],
        given.get("company"),
        region.get("region"),
        given.get("region_code") or region.get("region_code"),
        given.get("region_id") or region.get("region_id"),
    )
