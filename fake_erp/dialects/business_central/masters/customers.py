"""Customers as a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import (
    amount,
    customer_number,
    customer_of,
    extra,
    flag,
    id_of,
    identifier,
    instant,
    lane_of,
    no_guid,
    of,
    record_of,
    street_of,
    text,
)
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.masters.lists import terms_id, terms_of
from fake_erp.dialects.business_central.resources import Action, Call, Resource, since, visible
from fake_erp.dialects.business_central.store import store_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import Query
from fake_erp.errors import DuplicateReference
from fake_erp.model import Address, Customer
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Data = read.Data
NOUN = "customer"
BLOCKED = (" ", "Ship", "Invoice", "All")
TYPES = ("Company", "Person")
PARTS = {
    "city": ("city", 30),
    "state": ("region", 30),
    "country": ("country", 10),
    "postalCode": ("postcode", 20),
}
KEPT = {
    "type": 20,
    "website": 80,
    "salespersonCode": 20,
    "taxAreaDisplayName": 100,
    "taxRegistrationNumber": 50,
}
"""Properties that are kept as they are, and their lengths."""


def _blocked(erp: Any, customer: Customer) -> str:
    if customer.blocked:
        return "All"
    if customer.blocked_billing:
        return "Invoice"
    return "Ship" if customer.blocked_deliveries else " "


def _lane(end: str) -> Any:
    return lambda erp, customer: lane_of(customer.address, end)


def _part(name: str) -> Any:
    return lambda erp, customer: customer.address.get(PARTS[name][0], "")


CUSTOMER = EntityType(
    "customer",
    "customers",
    (
        identifier("id", id_of(NOUN), key=True),
        text("number", lambda erp, customer: customer_number(customer), 20),
        text("displayName", of("name"), 100),
        text("type", extra(NOUN, "type", "Company")),
        text("addressLine1", _lane("AddressLine1"), 100),
        text("addressLine2", _lane("AddressLine2"), 50),
        text("city", _part("city"), 30),
        text("state", _part("state"), 30),
        text("country", _part("country"), 10),
        text("postalCode", _part("postalCode"), 20),
        text("phoneNumber", of("phone"), 30),
        text("email", of("email"), 80),
        text("website", extra(NOUN, "website"), 80),
        text("salespersonCode", extra(NOUN, "salespersonCode"), 20),
        amount("balanceDue", lambda erp, customer: amount_text(customer.exposure_cents)),
        amount("creditLimit", lambda erp, customer: amount_text(customer.credit_limit_cents)),
        flag("taxLiable", lambda erp, customer: customer.tax_status == "taxable"),
        *no_guid("taxAreaId"),
        text("taxAreaDisplayName", extra(NOUN, "taxAreaDisplayName")),
        text("taxRegistrationNumber", extra(NOUN, "taxRegistrationNumber"), 50),
        *no_guid("currencyId"),
        text("currencyCode", lambda erp, customer: erp.currencies.home, 10),
        identifier("paymentTermsId", lambda erp, customer: terms_id(customer.terms_ms)),
        *no_guid("shipmentMethodId", "paymentMethodId"),
        text("blocked", _blocked),
        instant("lastModifiedDateTime", of("changed_at_ms")),
        text("webPriceList", of("price_list"), 20),
        text("webGroup", of("group"), 50),
    ),
    etag=lambda erp, customer: (customer.number, customer.change),
)
"""A customer. Its number is the one it was created with, which the books keep as its external reference."""
NAMES = frozenset(CUSTOMER.by_name)


def _rows(erp: Erp, query: Query, hides: Hides | None) -> Sequence[Customer]:
    email, number, wanted = query.equal("email"), query.equal("number"), query.equal("id")
    customers = erp.customers
    if isinstance(email, str) and email:
        return visible(customers.with_email(email), hides)
    if isinstance(number, str):
        return visible([customer_of(erp, number)], hides)
    if isinstance(wanted, str):
        return visible([record_of(erp, NOUN, customers.by_number, wanted)], hides)
    return since(customers.feed, query.least("lastModifiedDateTime"), lambda each: each.changed_at_ms, hides)


def find(erp: Erp, keys: Mapping[str, str]) -> Customer | None:
    """The customer of a GUID."""
    found: Customer | None = record_of(
        erp, NOUN, erp.customers.by_number, keys.get("id") or keys.get("") or ""
    )
    return found


def key_of(customer: Customer) -> str:
    """The business key of a customer."""
    return customer.external_reference or customer.number


@dataclass(frozen=True, slots=True)
class Saved:
    """A customer with what the command for a new one leaves out."""

    erp: Any
    command: CreateCustomer | ChangeCustomer
    changes: Mapping[str, Any]
    kept: Mapping[str, Any]
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        number = self.command.reference if isinstance(self.command, CreateCustomer) else ""
        if number and customer_of(self.erp, number) is not None:
            raise DuplicateReference(
                f"the customer {number} exists", "external_reference", {"number": number, "value": number}
            )
        customer = self.command.perform(parts, hides)
        if self.changes:
            parts.customers.update(customer, dict(self.changes), self.by)
        if self.kept:
            store_of(self.erp).extras.setdefault((NOUN, customer.number), {}).update(self.kept)
        return customer


def _check(data: Data) -> None:
    read.require_known(data, NAMES, "customer")
    if data.get("blocked") is not None and data["blocked"] not in BLOCKED:
        shown = ascii(data["blocked"])[:60].strip("'")
        raise Refused(
            "Unknown", f"'{shown}' is not an option. The existing options are:  ,Ship,Invoice,All", "blocked"
        )
    if data.get("type") is not None and data["type"] not in TYPES:
        shown = ascii(data["type"])[:60].strip("'")
        raise Refused(
            "Unknown", f"'{shown}' is not an option. The existing options are: Company,Person", "type"
        )


def _address(data: Data, before: Address | None) -> Address:
    address = dict(before or {"street": "", "city": "", "postcode": "", "country": ""})
    was = address.get("street", "").partition(", ")[::2]
    first = was[0] if data.get("addressLine1") is None else read.text(data, "addressLine1", 100)
    second = was[1] if data.get("addressLine2") is None else read.text(data, "addressLine2", 50)
    address["street"] = street_of(first, second)
    for name, (part, length) in PARTS.items():
        if data.get(name) is not None:
            address[part] = read.text(data, name, length)
    return address


def _changes(data: Data) -> dict[str, Any]:
    """Changes that only an existing customer takes, by the attributes of the record."""
    changes: dict[str, Any] = {}
    if data.get("blocked") is not None:
        blocked = data["blocked"]
        changes |= {
            "blocked": blocked == "All",
            "blocked_billing": blocked == "Invoice",
            "blocked_deliveries": blocked == "Ship",
        }
    if data.get("creditLimit") is not None:
        changes["credit_limit_cents"] = read.cents(data, "creditLimit")
    if data.get("taxLiable") is not None:
        changes["tax_status"] = "taxable" if read.flag(data, "taxLiable") else "exempt"
    if data.get("paymentTermsId") is not None:
        wanted = read.guid(data, "paymentTermsId")
        terms_ms = terms_of(wanted) if wanted else None
        if wanted and terms_ms is None:
            raise Refused(DIALOG, 'The "paymentTermsId" does not match to a Payment Terms.', "terms_days")
        changes["terms_ms"] = terms_ms
    for name, attribute in (("webPriceList", "price_list"), ("webGroup", "group")):
        if data.get(name) is not None:
            changes[attribute] = read.text(data, name, 50)
    code = read.code(data, "currencyCode", 10)
    if code and (len(code) != 3 or not code.isalpha()):
        raise Refused(DIALOG, 'The "currencyCode" does not match to a Currency.', "currency")
    return changes


def _kept(data: Data) -> dict[str, Any]:
    return {
        name: read.text(data, name, length) for name, length in KEPT.items() if data.get(name) is not None
    }


def _create(call: Call) -> Saved:
    data = call.data()
    _check(data)
    if not read.text(data, "displayName", 100):
        raise Refused(DIALOG, "The displayName must be filled in.", "name")
    number = read.code(data, "number", 20)
    command = CreateCustomer(
        read.text(data, "displayName", 100),
        read.text(data, "email", 80),
        _address(data, None),
        read.text(data, "phoneNumber", 30),
        number,
        call.by,
    )
    return Saved(call.erp, command, _changes(data), _kept(data), call.by)


def _change(call: Call) -> Saved:
    customer, data = call.record, call.data()
    _check(data)
    changes = _changes(data)
    for name, attribute, length in (
        ("displayName", "name", 100),
        ("email", "email", 80),
        ("phoneNumber", "phone", 30),
    ):
        if data.get(name) is not None:
            changes[attribute] = read.text(data, name, length)
    if any(data.get(name) is not None for name in (*PARTS, "addressLine1", "addressLine2")):
        changes["address"] = _address(data, customer.address)
    number = read.code(data, "number", 20)
    if number and number != customer_number(customer):
        changes["external_reference"] = number
    if read.guid(data, "id") not in ("", CUSTOMER.by_name["id"].get(call.erp, customer)):
        raise Refused(DIALOG, 'The "id" cannot be changed.', "id")
    return Saved(call.erp, ChangeCustomer(customer.number, changes, call.by), {}, _kept(data), call.by)


_NEUTRAL = {
    "number": "external_reference",
    "displayName": "name",
    "email": "email",
    "phoneNumber": "phone",
    "creditLimit": "credit_limit",
    "webPriceList": "price_list",
    "webGroup": "group",
    "paymentTermsId": "terms_days",
    "taxLiable": "tax_status",
}


def _fields(call: Call) -> Any:
    data = call.data()
    found = {new: data[old] for old, new in _NEUTRAL.items() if data.get(old) is not None}
    if data.get("blocked") is not None:
        found["blocked"] = data["blocked"] == "All"
    if any(data.get(name) is not None for name in (*PARTS, "addressLine1", "addressLine2")):
        found["address"] = {part: data.get(name) for name, (part, _) in PARTS.items()}
        found["address"]["street"] = data.get("addressLine1")
    return found


def _key_sent(call: Call) -> str | None:
    found = _fields(call).get("external_reference")
    return found.upper() if type(found) is str and found else None


CUSTOMERS = Resource(
    CUSTOMER,
    NOUN,
    _rows,
    find,
    lambda customer: customer.number,
    key_of,
    {
        "POST": Action("customer.create", _create, "created", _fields, _key_sent),
        "PATCH": Action("customer.update", _change, "changed", _fields),
    },
    asked="number",
)
