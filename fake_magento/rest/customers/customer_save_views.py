r"""Views that create, change and delete customers.

Source: Magento source, Magento\Customer\Api\AccountManagementInterface and CustomerRepositoryInterface.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.address import Address
from fake_magento.model.customer import Customer
from fake_magento.rest.customers.address_input import ADDRESS, address_of
from fake_magento.rest.customers.customer_json import customer_json
from fake_magento.rest.customers.customer_views import known_customer
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, list_of, text
from fake_magento.shop import Shop

_API = "Magento\\Customer\\Api\\Data\\"
_CUSTOMER = Shape(
    _API + "CustomerInterface",
    id=integer,
    group_id=integer,
    default_billing=text,
    default_shipping=text,
    confirmation=text,
    created_at=text,
    updated_at=text,
    created_in=text,
    dob=text,
    email=text,
    firstname=text,
    lastname=text,
    middlename=text,
    prefix=text,
    suffix=text,
    gender=integer,
    store_id=integer,
    taxvat=text,
    website_id=integer,
    addresses=list_of(ADDRESS, ADDRESS.name),
    disable_auto_group_change=integer,
    extension_attributes=anything,
    custom_attributes=anything,
)
SAVE = Arguments(customer=_CUSTOMER, password=text, password_hash=text)
_AVAILABLE = Arguments(customer_email=text, website_id=integer)
_KEPT = ("email", "firstname", "lastname", "group_id", "taxvat", "dob")
_INVALID_EMAIL = '"%fieldName" is not a valid email address.'


def _given(call: Call) -> dict[str, Any]:
    given = SAVE(call.data).get("customer")
    if given is None:
        raise required("customer")
    customer: dict[str, Any] = given
    email = customer.get("email")
    if email is not None and ("@" not in email or email.startswith("@") or email.endswith("@")):
        raise ShopError(_INVALID_EMAIL, {"fieldName": "email"})
    return customer


def create(shop: Shop, call: Call) -> Any:
    """Register a customer; open to guests. 400 lists all missing fields, or says the e-mail is taken."""
    given = _given(call)
    missing = [name for name in ("firstname", "lastname", "email") if not given.get(name)]
    if missing:
        raise required(*missing)
    group_id = given.get("group_id", 1)
    shop.groups.get(group_id)
    store = next((store for store in shop.config.stores if store.store_id == given.get("store_id")), None)
    addresses = [address_of(row) for row in given.get("addresses", ())]
    customer = shop.customers.add(
        given["email"],
        given["firstname"],
        given["lastname"],
        *addresses,
        store=store.code if store else None,
        group_id=group_id,
    )
    customer.taxvat, customer.dob = given.get("taxvat"), given.get("dob")
    customer.password = SAVE(call.data).get("password")
    return customer_json(customer)


def update(shop: Shop, call: Call) -> Any:
    """Change a customer. A list of addresses replaces all addresses."""
    given = _given(call)
    customer = known_customer(shop, given.get("id", path_id(call.params["customerId"])))
    missing = [name for name in ("email", "firstname", "lastname") if given.get(name) == ""]
    if missing:
        raise required(*missing)
    if "group_id" in given:
        shop.groups.get(given["group_id"])
    rows = given.get("addresses")
    addresses = None if rows is None else [_replacing(customer, row) for row in rows]
    shop.customers.save(customer, {name: given[name] for name in _KEPT if name in given}, addresses)
    return customer_json(customer)


def _replacing(customer: Customer, row: dict[str, Any]) -> Address:
    """An address of the list. One with a known id keeps the fields that are not sent."""
    known = next((a for a in customer.addresses if a.address_id == row.get("id")), None)
    if known is None:
        return address_of(row)
    before: dict[str, Any] = {
        "firstname": known.firstname,
        "lastname": known.lastname,
        "street": list(known.street),
        "city": known.city,
        "postcode": known.postcode,
        "country_id": known.country,
        "telephone": known.telephone,
        "company": known.company,
    }
    return replace(address_of({**before, **row}), address_id=known.address_id)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a customer. Orders stay; the reply is `true`."""
    shop.customers.remove(known_customer(shop, path_id(call.params["customerId"])))
    return True


def is_email_available(shop: Shop, call: Call) -> Any:
    """Whether an e-mail address has no account yet, a bare boolean."""
    given = _AVAILABLE(call.data)
    if "customer_email" not in given:
        raise required("customerEmail")
    return shop.customers.by_email(given["customer_email"]) is None
