"""Defects of customers in the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference import mapping
from golive.candidates.reference.erp.native import NativeErp
from golive.zoo.patches import Patches

Body = dict[str, Any]


def _by_email(order: Body) -> Body:
    address = order["billing_address"]
    names = {"customer_firstname": address["firstname"], "customer_lastname": address["lastname"]}
    body = mapping.customer_body({"customer_id": None, **order, **names})
    return {**body, "external_reference": f"MAIL-{order['customer_email']}"[:64]}


def email_as_written(patch: Patches) -> None:
    """CPP-02: a customer is looked up by the e-mail address as it was written."""
    patch.setattr(mapping, "customer_of", _by_email)


def two_keys(patch: Patches) -> None:
    """CPP-04: guests are known by their e-mail address, accounts by their number in the shop."""

    def customer_of(order: Body) -> Body:
        if order.get("customer_id") is not None:
            return mapping.customer_body(order)
        return _by_email({**order, "customer_email": order["customer_email"].casefold()})

    patch.setattr(mapping, "customer_of", customer_of)


def without_reference(patch: Patches) -> None:
    """CPP-03: a customer that is not known yet is created without a reference, and without a lock."""

    async def create_customer(self: NativeErp, body: Body, timeout_s: float | None = None) -> Response:
        return await original(self, {**body, "external_reference": ""}, timeout_s)

    original = NativeErp.create_customer
    patch.setattr(NativeErp, "create_customer", create_customer)
