"""Views of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.errors import no_such
from fake_magento.model.records import Address, Customer
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.params import number
from fake_magento.rest.search import columns
from fake_magento.rest.search.lists import envelope
from fake_magento.timestamps import stamp

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def listing(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, columns.CUSTOMERS, shop.customers, customer_json)


def read(shop: Shop, call: Call) -> Any:
    customer_id = number(call.params["id"])
    customer = shop.customers.find(customer_id)
    if customer is None:
        raise no_such("customerId", customer_id)
    return customer_json(customer)


def me(shop: Shop, call: Call) -> Any:
    """The customer whose token it is."""
    caller = call.request.caller
    customer = shop.customers.find(caller.user_id) if caller is not None else None
    if customer is None:
        raise no_such("customerId", caller.user_id if caller else 0)
    return customer_json(customer)


def customer_json(customer: Customer) -> dict[str, Any]:
    data: dict[str, Any] = {"id": customer.customer_id, "group_id": customer.group_id}
    if customer.addresses:
        data["default_billing"] = data["default_shipping"] = str(customer.addresses[0].address_id)
    data.update(
        {
            "created_at": stamp(customer.created_ms),
            "updated_at": stamp(customer.updated_ms),
            "created_in": customer.store.name or customer.store.code,
            "email": customer.email,
            "firstname": customer.firstname,
            "lastname": customer.lastname,
            "gender": 0,
            "store_id": customer.store.store_id,
            "website_id": 1,
            "addresses": [
                address_json(customer, address, index == 0)
                for index, address in enumerate(customer.addresses)
            ],
            "disable_auto_group_change": 0,
            "extension_attributes": {"is_subscribed": False},
        }
    )
    if customer.dob is not None:
        data["dob"] = customer.dob
    if customer.taxvat is not None:
        data["taxvat"] = customer.taxvat
    return data


def address_json(customer: Customer, address: Address, default: bool) -> dict[str, Any]:
    """`region` is an object here, but a string in order addresses."""
    data: dict[str, Any] = {
        "id": address.address_id,
        "customer_id": customer.customer_id,
        "region": {
            "region_code": address.region_code,
            "region": address.region,
            "region_id": address.region_id or 0,
        },
        "region_id": address.region_id or 0,
        "country_id": address.country,
        "street": list(address.street),
    }
    if address.company is not None:
        data["company"] = address.company
    data.update(
        {
            "telephone": address.telephone,
            "postcode": address.postcode,
            "city": address.city,
            "firstname": address.firstname,
            "lastname": address.lastname,
        }
    )
    if default:
        data["default_shipping"] = data["default_billing"] = True
    return data
