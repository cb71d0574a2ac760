"""The DocType Customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.erpnext.doctypes.base import DocType, Getter, Step, Table, constant, everything, recent
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.doctypes.sales.places import (
    customer_address_name,
    display,
    read_address,
)
from fake_erp.dialects.erpnext.site import COMPANY, Site, price_list_code
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Missing
from fake_erp.model import Customer
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

LONGEST_TERMS_DAYS = 3650
NET = "Net "
ADDRESS_FIELDS = ("address_line1", "address_line2", "city", "state", "pincode", "country", "custom_company")


def customer_key(customer: Customer) -> str:
    """The business key of a customer."""
    return customer.external_reference or customer.number


def _limits(site: Site, customer: Customer) -> list[dict[str, Any]]:
    return [
        {
            "company": COMPANY,
            "credit_limit": amount(customer.credit_limit_cents),
            "bypass_credit_limit_check": 0,
        }
    ]


def _terms(site: Site, customer: Customer) -> str | None:
    return None if customer.terms_ms is None else f"{NET}{customer.terms_ms // DAY_MS}"


FIELDS: dict[str, Getter] = {
    **info(Site.customer, lambda customer: customer.created_at_ms, lambda customer: customer.changed_at_ms),
    "naming_series": constant("CUST-.YYYY.-"),
    "customer_name": lambda site, customer: customer.name,
    "customer_type": constant("Individual"),
    "customer_group": lambda site, customer: customer.group or "All Customer Groups",
    "territory": constant("All Territories"),
    "default_currency": constant(None),
    "default_price_list": lambda site, customer: site.price_list(customer.price_list) or None,
    "payment_terms": _terms,
    "disabled": lambda site, customer: int(customer.blocked),
    "is_frozen": lambda site, customer: int(customer.blocked_billing),
    "exempt_from_sales_tax": lambda site, customer: int(customer.tax_status == "exempt"),
    "email_id": lambda site, customer: customer.email,
    "mobile_no": lambda site, customer: customer.phone,
    "customer_primary_address": lambda site, customer: customer_address_name(site, customer) or None,
    "primary_address": lambda site, customer: display(customer.address),
    "customer_primary_contact": lambda site, customer: f"{site.customer(customer)}-Contact",
    "language": constant("en"),
    "custom_external_reference": lambda site, customer: customer.external_reference,
    "custom_number": lambda site, customer: customer.number,
    "custom_block_deliveries": lambda site, customer: int(customer.blocked_deliveries),
    "custom_approval": lambda site, customer: customer.approval,
    "custom_outstanding": lambda site, customer: amount(customer.exposure_cents),
}


def missing(doctype: str, name: str, field: str, label: str) -> Missing:
    """The refusal of a document without a mandatory value."""
    text = f"Error: Value missing for {doctype}: {label}"
    return Missing(text, field, {"exception": f"[{doctype}, {name}]: {field}", "messages": [text]})


@dataclass(slots=True)
class SaveCustomer:
    """Creates a customer, with the fields that only a change can set."""

    create: CreateCustomer
    changes: dict[str, Any]
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        customer = self.create.perform(parts, hides)
        if self.changes:
            ChangeCustomer(customer.number, self.changes, self.by).perform(parts, hides)
        return customer


def create(site: Site, doc: dict[str, Any]) -> Step:
    """Create a customer, with an address and a contact where the document has their fields."""
    reference = doc.get("custom_external_reference")

    def read(by: str, discard: bool) -> SaveCustomer:
        changes = changes_of(doc)
        name = values.text(doc, "customer_name")
        if not name:
            raise missing("Customer", "New Customer 1", "customer_name", "Customer Name")
        address: dict[str, str] = {}
        if any(doc.get(field) for field in ADDRESS_FIELDS):
            address = read_address({field: doc.get(field) for field in ADDRESS_FIELDS})
        first = {
            "email": changes.pop("email", ""),
            "phone": changes.pop("phone", ""),
            "reference": changes.pop("external_reference", ""),
        }
        changes.pop("name", None)
        command = CreateCustomer(name, first["email"], address, first["phone"], first["reference"], by)
        return SaveCustomer(command, changes, by)

    return Step(
        "customer.create",
        read,
        key=reference if isinstance(reference, str) and reference else None,
        sent=lambda: neutral(doc),
    )


NEUTRAL = {
    "customer_name": "name",
    "email_id": "email",
    "mobile_no": "phone",
    "customer_group": "group",
    "default_price_list": "price_list",
    "payment_terms": "terms_days",
    "disabled": "blocked",
    "is_frozen": "blocked_billing",
    "custom_block_deliveries": "blocked_deliveries",
    "exempt_from_sales_tax": "tax_status",
    "credit_limits": "credit_limit",
    "custom_external_reference": "external_reference",
}


def neutral(doc: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by their neutral names."""
    found = {name: doc[field] for field, name in NEUTRAL.items() if doc.get(field) is not None}
    if any(doc.get(field) for field in ADDRESS_FIELDS):
        found["address"] = {field: doc[field] for field in ADDRESS_FIELDS if doc.get(field)}
    return found


def changes_of(doc: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by the attributes of the record. Raises Malformed."""
    changes: dict[str, Any] = {
        name: read(doc, field)
        for field, (name, read) in READERS.items()
        if field in doc and (doc[field] is not None or field in CLEARED)
    }
    if changes.get("group") in GENERIC_GROUPS:
        changes["group"] = ""
    limits = values.table(doc, "credit_limits", 10)
    if limits:
        changes["credit_limit_cents"] = max(0, values.cents(limits[0], "credit_limit", 1))
    return changes


def _reference(doc: dict[str, Any], field: str) -> str:
    return values.text(doc, field, values.LONGEST_REFERENCE)


def _tax_status(doc: dict[str, Any], field: str) -> str:
    return "exempt" if values.flag(doc, field) else "taxable"


READERS: dict[str, tuple[str, Callable[[dict[str, Any], str], Any]]] = {
    "customer_name": ("name", values.text),
    "email_id": ("email", values.text),
    "mobile_no": ("phone", values.text),
    "custom_external_reference": ("external_reference", _reference),
    "customer_group": ("group", values.text),
    "default_price_list": ("price_list", lambda doc, field: price_list_code(values.text(doc, field))),
    "disabled": ("blocked", values.flag),
    "is_frozen": ("blocked_billing", values.flag),
    "custom_block_deliveries": ("blocked_deliveries", values.flag),
    "exempt_from_sales_tax": ("tax_status", _tax_status),
    "payment_terms": ("terms_ms", lambda doc, field: _terms_ms(values.text(doc, field))),
}
"""Field of the document to the attribute of the record, and how it is read."""
CLEARED = ("default_price_list", "payment_terms")
"""Fields that null clears."""
GENERIC_GROUPS = ("All Customer Groups", "Individual", "Commercial")
"""Groups that are none of the books."""


def _terms_ms(terms: str) -> int | None:
    if not terms:
        return None
    days = terms.removeprefix(NET)
    if not (days.isascii() and days.isdigit()) or len(days) > 4 or int(days) > LONGEST_TERMS_DAYS:
        raise values.bad("payment_terms", 'terms such as "Net 30"', terms)
    return int(days) * DAY_MS


def save(site: Site, customer: Customer, doc: dict[str, Any]) -> Step:
    """Change the fields that were sent. What is the same already is no change."""

    def read(by: str, discard: bool) -> ChangeCustomer:
        changes = changes_of(doc)
        if any(doc.get(field) for field in ADDRESS_FIELDS):
            sent = {field: doc.get(field) for field in ADDRESS_FIELDS}
            changes["address"] = {**customer.address, **read_address(sent)}
        if not changes.get("name", "x"):
            raise missing("Customer", site.customer(customer), "customer_name", "Customer Name")
        return ChangeCustomer(customer.number, changes, by)

    return Step("customer.update", read, customer.number, customer_key(customer), lambda: neutral(doc))


def _by_reference(site: Site, value: str) -> list[Any]:
    owner = site.erp.customers.by_reference.get(value)
    return [] if owner is None else [owner]


def _named(site: Site, value: str) -> list[Any]:
    found = site.customer_named(value)
    return [] if found is None else [found]


CUSTOMER = DocType(
    name="Customer",
    noun="customer",
    fields=FIELDS,
    rows=lambda site: everything(site.erp.customers.feed),
    find=Site.customer_named,
    tables={"credit_limits": Table("Customer Credit Limit", _limits)},
    indexes={
        "name": _named,
        "custom_external_reference": _by_reference,
        "email_id": lambda site, value: list(site.erp.customers.with_email(value)),
    },
    key=lambda site, customer: customer_key(customer),
    number=lambda customer: str(customer.number),
    since=lambda site, at_ms: recent(
        site.erp.customers.feed, at_ms, lambda customer: int(customer.changed_at_ms)
    ),
    create=create,
    save=save,
)
