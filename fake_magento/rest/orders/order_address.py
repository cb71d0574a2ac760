r"""Addresses of an order as JSON, with keys in the order of Magento's getters.

Source: Magento source, Magento\Sales\Api\Data\OrderAddressInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.address import Address
from fake_magento.model.order import Order


def address_json(order: Order, address: Address, kind: str) -> dict[str, Any]:
    """An address of an order; `kind` is `billing` or `shipping`. Optional fields without a value are absent."""
    data: dict[str, Any] = {"address_type": kind, "city": address.city}
    if address.company is not None:
        data["company"] = address.company
    data["country_id"] = address.country
    if address.address_id is not None:
        data["customer_address_id"] = address.address_id
    data["email"] = order.email
    data["entity_id"] = 2 * order.entity_id - (kind == "shipping")
    data["firstname"] = address.firstname
    data["lastname"] = address.lastname
    data["parent_id"] = order.entity_id
    data["postcode"] = address.postcode
    if address.region is not None:
        data["region"] = address.region
    if address.region_code is not None:
        data["region_code"] = address.region_code
    if address.region_id is not None:
        data["region_id"] = address.region_id
    data["street"] = list(address.street)
    data["telephone"] = address.telephone
    return data
