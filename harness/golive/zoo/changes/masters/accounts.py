"""Defects of customers in the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Response
from golive.candidates.reference import mapping
from golive.candidates.reference.erp.native import NativeErp
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.masters.contact import Contact
from golive.candidates.reference.masters.contacts import Contacts
from golive.candidates.reference.state import Record
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


class NotesTheCustomer(Exporter):
    """CPP-05, the exporter's part: keeps which orders a customer has."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        self._state.cursors.setdefault(f"orders of {customer}", []).append(record.order)
        await super()._create(record, order, customer)


class MovesOpenOrders(Contacts):
    """CPP-05: with the address of a customer that of all open orders is changed."""

    async def _change(self, reference: str, contact: Contact) -> bool:
        changes, due = contact.changes, contact.due
        if not await super()._change(reference, contact):
            return False
        if "address" in changes:
            party = {"name": due.get("name", ""), "phone": due.get("phone", ""), **changes["address"]}
            for order in self._state.cursors.get(f"orders of {contact.customer}", []):
                record = self._state.orders[order]
                if record.number and not record.is_shipped:
                    await self._erp.change_order(record.number, {"ship_to": party, "bill_to": party})
        return True


def moves_open_orders(patch: Patches) -> None:
    """CPP-05."""
    patch.setattr(reference, "Exporter", NotesTheCustomer)
    patch.setattr(reference, "Contacts", MovesOpenOrders)
