"""The record `customer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.netsuite.ids import numbers_of
from fake_erp.dialects.netsuite.records.addresses import address_json, address_of
from fake_erp.dialects.netsuite.records.base import (
    Body,
    Call,
    RecordType,
    amount,
    missing,
    reference_text,
    refers,
    stamp,
)
from fake_erp.dialects.netsuite.records.masters import SUBSIDIARY, identity_of, price_levels
from fake_erp.dialects.record_ids import digits
from fake_erp.errors import DuplicateReference, RuleRefused
from fake_erp.model import Address, Customer
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LONGEST_TERMS_DAYS = 3650
FIELDS = frozenset(
    [
        "id",
        "entityId",
        "externalId",
        "companyName",
        "firstName",
        "lastName",
        "isPerson",
        "email",
        "phone",
        "subsidiary",
        "creditLimit",
        "creditHoldOverride",
        "isInactive",
        "terms",
        "taxable",
        "priceLevel",
        "category",
        "currency",
        "addressBook",
        "defaultAddress",
        "balance",
        "dateCreated",
        "lastModifiedDate",
        "comments",
        "entityStatus",
        "altEmail",
        "mobilePhone",
        "title",
        "salutation",
        "links",
        "emailPreference",
    ]
)
FLAGS = {
    "custentity_blocked_deliveries": "blocked_deliveries",
    "custentity_blocked_billing": "blocked_billing",
}


def find(erp: Erp, wanted: int) -> Customer | None:
    """The customer with this internal id."""
    found: Customer | None = numbers_of(erp).find("customer", erp.customers.by_number, wanted)
    return found


def by_reference(erp: Erp, value: Any) -> Customer | None:
    """The customer that a reference names by id, external id, or its entity id."""
    how, text = reference_text(value)
    if how == "externalId":
        return erp.customers.by_reference.get(text)
    if how == "id" and text.isascii() and text.isdigit() and len(text) < 19:
        return find(erp, int(text))
    return erp.customers.by_number.get(text.partition(" ")[0])


def customer_json(erp: Erp, customer: Customer) -> Body:
    """A customer as its record."""
    number, name = customer.number, customer.name
    written: Body = {
        "id": str(digits(number)),
        "entityId": f"{number} {name}",
        "isPerson": False,
        "companyName": name,
        "email": customer.email,
        "phone": customer.phone,
        "subsidiary": SUBSIDIARY,
        "creditLimit": amount(customer.credit_limit_cents),
        "creditHoldOverride": refers("AUTO", "Auto"),
        "balance": amount(customer.exposure_cents),
        "isInactive": customer.blocked,
        "taxable": customer.tax_status == "taxable",
        "dateCreated": stamp(customer.created_at_ms),
        "lastModifiedDate": stamp(customer.changed_at_ms),
        "entityStatus": refers("13", "CUSTOMER-Closed Won"),
    }
    for shown, attribute in FLAGS.items():
        written[shown] = getattr(customer, attribute)
    if customer.approval != "approved":
        written["entityStatus"] = refers("7", "PROSPECT-Qualified")
    if customer.external_reference:
        written["externalId"] = customer.external_reference
    if customer.terms_ms is not None:
        days = customer.terms_ms // DAY_MS
        written["terms"] = refers(days, f"Net {days}")
    if customer.price_list:
        written["priceLevel"] = refers(
            identity_of(price_levels(erp), customer.price_list), customer.price_list
        )
    if customer.group:
        written["category"] = refers(customer.group, customer.group)
    if customer.address:
        entry = {"id": "1", "defaultShipping": True, "defaultBilling": True}
        written["addressBook"] = {"items": [{**entry, "addressBookAddress": address_json(customer.address)}]}
    return written


def neutral(erp: Erp, given: Body, record: Customer | None) -> dict[str, Any]:
    """The body by neutral names."""
    found: dict[str, Any] = {}
    name = given.get("companyName")
    if name is None and ("firstName" in given or "lastName" in given):
        parts = [given.get("firstName"), given.get("lastName")]
        name = " ".join([str(part) for part in parts if part])
    plain = {
        "name": name,
        "email": given.get("email"),
        "phone": given.get("phone"),
        "external_reference": given.get("externalId"),
        "credit_limit": given.get("creditLimit"),
        "blocked": given.get("isInactive"),
        **{attribute: given.get(shown) for shown, attribute in FLAGS.items()},
    }
    found |= {field: value for field, value in plain.items() if value is not None}
    if "creditLimit" in given and given["creditLimit"] is None:
        found["credit_limit"] = 0
    if type(given.get("taxable")) is bool:
        found["tax_status"] = "taxable" if given["taxable"] else "exempt"
    _references(erp, given, found)
    address = _address(given)
    if address is not None:
        found["address"] = address
    return found


def _references(erp: Erp, given: Body, found: dict[str, Any]) -> None:
    if "priceLevel" in given:
        _, text = reference_text(given["priceLevel"])
        level = next((row.name for row in price_levels(erp) if text in (str(row.id), row.name)), text)
        found["price_list"] = "" if level == "Base Price" else level
    if "category" in given:
        found["group"] = reference_text(given["category"])[1]
    if "terms" in given:
        _, text = reference_text(given["terms"])
        days = text.removeprefix("Net ")
        found["terms_days"] = int(days) if days.isascii() and days.isdigit() and len(days) < 10 else None


def _address(given: Body) -> Any:
    book = given.get("addressBook", given.get("addressbook"))
    entries = book.get("items") if type(book) is dict else None
    if type(entries) is not list or not entries:
        return None
    entry = entries[0]
    for each in entries:
        if type(each) is dict and each.get("defaultBilling") is True:
            entry = each
    if type(entry) is not dict:
        return entry
    return address_of(entry.get("addressBookAddress", entry.get("addressbookaddress", entry)))


@dataclass(frozen=True, slots=True)
class CreateWithTerms:
    """Creates a customer, and sets what the books do not take at once: its credit limit, terms, price level."""

    customer: CreateCustomer
    changes: dict[str, Any]
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        created = self.customer.perform(parts, hides)
        if self.changes:
            parts.customers.update(created, self.changes, self.by)
        return created


def create(call: Call) -> CreateWithTerms:
    """Create a customer."""
    given, erp = call.document, call.erp
    if not given.get("name"):
        raise missing("Company Name")
    reference = read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT)
    if reference in erp.customers.by_reference:
        raise exists(erp.customers.by_reference[reference].number)
    customer = CreateCustomer(
        read.text(given, "name"),
        _email(given),
        read.address(given.get("address"), "address") or {},
        read.optional_text(given, "phone"),
        reference,
        call.by,
    )
    changes = _changes(given, {})
    for name in ("name", "email", "address", "phone", "external_reference"):
        changes.pop(name, None)
    return CreateWithTerms(customer, changes, call.by)


def exists(number: str) -> DuplicateReference:
    """The refusal of an external id that another entity has."""
    error = DuplicateReference("This entity already exists.", "external_reference", {"number": number})
    error.code = "entity_exists"
    return error


def _email(given: dict[str, Any]) -> str:
    email = read.optional_text(given, "email")
    name, at, domain = email.rpartition("@")
    if email and (not (name and at and domain) or " " in email):
        raise read.bad("email", "an e-mail address such as ann@example.com", email)
    return email


_TEXTS = ("name", "phone", "price_list", "group", "external_reference")
_FLAGS = ("blocked", "blocked_deliveries", "blocked_billing")


def change(call: Call) -> ChangeCustomer:
    """Change fields of a customer; what is left out stays as it is."""
    customer: Customer = call.record
    changes = _changes(call.document, customer.address)
    other = call.erp.customers.by_reference.get(changes.get("external_reference") or "")
    if other is not None and other is not customer:
        raise exists(other.number)
    return ChangeCustomer(customer.number, changes, call.by)


def _changes(given: dict[str, Any], address: Address) -> dict[str, Any]:
    """The fields that were sent, by the attributes of the record."""
    changes: dict[str, Any] = {}
    for name in _TEXTS:
        if name in given:
            changes[name] = read.optional_text(given, name)
    changes |= {name: read.flag(given, name) for name in _FLAGS if name in given}
    if "email" in given:
        changes["email"] = _email(given)
    if "address" in given:
        changes["address"] = {**address, **(read.address(given["address"], "address") or {})}
    if "credit_limit" in given:
        changes["credit_limit_cents"] = read.cents(given, "credit_limit")
    if "tax_status" in given:
        changes["tax_status"] = given["tax_status"]
    if "terms_days" in given:
        days = given["terms_days"]
        if days is not None and days > LONGEST_TERMS_DAYS:
            raise RuleRefused(
                "terms", "unknown_item", "there are no such terms", "terms", {"value": str(days)}
            )
        changes["terms_ms"] = None if days is None else days * DAY_MS
    return changes


CUSTOMER = RecordType(
    "customer",
    "customer",
    find,
    lambda erp: erp.customers.all,
    lambda erp, customer: digits(customer.number),
    customer_json,
    FIELDS,
    lambda erp, reference: erp.customers.by_reference.get(reference),
    lambda customer: customer.external_reference or customer.number,
    ("addressBook",),
    neutral,
    create,
    change,
    indexes={
        "email": lambda erp, value: erp.customers.with_email(value),
    },
    entity=True,
    custom="custentity",
)
