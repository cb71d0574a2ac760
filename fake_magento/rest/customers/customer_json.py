r"""Customers and their addresses as JSON. Source: Magento source, Magento\Customer\Api\Data\CustomerInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.model.address import Address
from fake_magento.model.customer import Customer
from fake_magento.timestamps import stamp


def customer_json(customer: Customer) -> dict[str, Any]:
    """A customer as CustomerInterface. Ids of default addresses are strings and absent without one."""
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
