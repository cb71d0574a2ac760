"""Views that create and change customers, their addresses and groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fake_magento.customers.groups import Group
from fake_magento.errors import ShopError, entity_missing, no_such, required
from fake_magento.model.records import Address, Customer
from fake_magento.rest.customers.addresses import ADDRESS, address_of
from fake_magento.rest.customers.customers import address_json, customer_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.inputs import Arguments, Shape, anything, integer, list_of, text
from fake_magento.rest.framework.params import number
from fake_magento.rest.search.lists import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.search_criteria import Entity

if TYPE_CHECKING:
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
_GROUP = Arguments(
    group=Shape(
        _API + "GroupInterface",
        id=integer,
        code=text,
        tax_class_id=integer,
        tax_class_name=text,
        extension_attributes=anything,
    )
)
_AVAILABLE = Arguments(customer_email=text, website_id=integer)
_KEPT = ("email", "firstname", "lastname", "group_id", "taxvat", "dob")
_BAD_MAIL = '"%fieldName" is not a valid email address.'


def _given(call: Call) -> dict[str, Any]:
    given = SAVE(call.data).get("customer")
    if given is None:
        raise required("customer")
    customer: dict[str, Any] = given
    email = customer.get("email")
    if email is not None and ("@" not in email or email.startswith("@") or email.endswith("@")):
        raise ShopError(_BAD_MAIL, 400, {"fieldName": "email"})
    return customer


def create(shop: Shop, call: Call) -> Any:
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


def _customer(shop: Shop, customer_id: int) -> Customer:
    customer = shop.customers.find(customer_id)
    if customer is None:
        raise no_such("customerId", customer_id)
    return customer


def update(shop: Shop, call: Call) -> Any:
    """A list of addresses replaces all there are: those that are not in it are gone."""
    given = _given(call)
    customer = _customer(shop, given.get("id", number(call.params["customerId"])))
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
    """An address of the list; one with a known id may leave out what stays as it is."""
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
    shop.customers.remove(_customer(shop, number(call.params["customerId"])))
    return True


def default_address(shop: Shop, call: Call) -> Any:
    """Billing and shipping: the first address is both."""
    customer = _customer(shop, number(call.params["id"]))
    if not customer.addresses:
        raise entity_missing()
    return address_json(customer, customer.addresses[0], True)


def address(shop: Shop, call: Call) -> Any:
    address_id = number(call.params["addressId"])
    for customer in shop.customers:
        for place, own in enumerate(customer.addresses):
            if own.address_id == address_id:
                return address_json(customer, own, place == 0)
    raise no_such("addressId", address_id)


def delete_address(shop: Shop, call: Call) -> Any:
    address_id = number(call.params["addressId"])
    if not shop.customers.remove_address(address_id):
        raise no_such("addressId", address_id)
    return True


def is_email_available(shop: Shop, call: Call) -> Any:
    given = _AVAILABLE(call.data)
    if "customer_email" not in given:
        raise required("customerEmail")
    return shop.customers.by_email(given["customer_email"]) is None


# -- groups ----------------------------------------------------------------------------------------------

GROUPS = Entity(
    {
        "id": Column("number", lambda group: group.group_id),
        "code": Column("text", lambda group: group.code),
        "tax_class_id": Column("number", lambda group: group.tax_class_id),
    }
)


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "id": group.group_id,
        "code": group.code,
        "tax_class_id": group.tax_class_id,
        "tax_class_name": "Retail Customer",
    }


def groups(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, GROUPS, shop.groups, _group_json)


def group(shop: Shop, call: Call) -> Any:
    return _group_json(shop.groups.get(number(call.params["id"])))


def default_group(shop: Shop, call: Call) -> Any:
    return _group_json(shop.groups.get(1))


def save_group(shop: Shop, call: Call) -> Any:
    given = _GROUP(call.data).get("group")
    if given is None:
        raise required("group")
    if not given.get("code"):
        raise required("code")
    group_id = number(call.params["id"]) if "id" in call.params else given.get("id")
    return _group_json(shop.groups.save(given["code"], group_id, given.get("tax_class_id", 3)))


def delete_group(shop: Shop, call: Call) -> Any:
    shop.groups.remove(number(call.params["id"]))
    return True
