r"""Views of customer addresses. Source: Magento source, Magento\Customer\Api\AddressRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import entity_missing, no_such
from fake_magento.rest.customers.customer_json import address_json
from fake_magento.rest.customers.customer_views import known_customer
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.shop import Shop


def default_address(shop: Shop, call: Call) -> Any:
    """The default billing and shipping address: the first address is both."""
    customer = known_customer(shop, path_id(call.params["id"]))
    if not customer.addresses:
        raise entity_missing()
    return address_json(customer, customer.addresses[0], True)


def address(shop: Shop, call: Call) -> Any:
    """One address of any customer. `region` is an object here, a string in order addresses."""
    address_id = path_id(call.params["addressId"])
    for customer in shop.customers:
        for place, own in enumerate(customer.addresses):
            if own.address_id == address_id:
                return address_json(customer, own, place == 0)
    raise no_such("addressId", address_id)


def delete_address(shop: Shop, call: Call) -> Any:
    """Delete an address. 404 when no customer has it."""
    address_id = path_id(call.params["addressId"])
    if not shop.customers.remove_address(address_id):
        raise no_such("addressId", address_id)
    return True
