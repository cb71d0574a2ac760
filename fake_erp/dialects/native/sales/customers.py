"""Customers over REST."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fake_erp.accounting.money import amount_text
from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.versions import require_version
from fake_erp.dialects.native.views import Call, View, created, get, versioned
from fake_erp.errors import RuleRefused
from fake_erp.messages import Reply
from fake_erp.model import Address, Customer
from fake_erp.operations.base import Look
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer
from fake_erp.sales.customers import BLOCKS, TAX_STATUSES
from fake_erp.times import instant_text

LONGEST_TERMS_DAYS = 3650


class _Numbered(NamedTuple):
    """A page by its number, counted from 1."""

    rows: Sequence[Customer]
    page: int
    page_size: int
    total: int


def customer_json(customer: Customer) -> dict[str, Any]:
    """A customer as its JSON object."""
    return {
        "number": customer.number,
        "external_reference": customer.external_reference,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": customer.address.copy(),
        "blocked": customer.blocked,
        "blocked_deliveries": customer.blocked_deliveries,
        "blocked_billing": customer.blocked_billing,
        "approval": customer.approval,
        "terms_days": None if customer.terms_ms is None else customer.terms_ms // DAY_MS,
        "credit_limit": amount_text(customer.credit_limit_cents),
        "exposure": amount_text(customer.exposure_cents),
        "tax_status": customer.tax_status,
        "price_list": customer.price_list,
        "group": customer.group,
        "created_at": instant_text(customer.created_at_ms),
        "changed_at": instant_text(customer.changed_at_ms),
    }


def create(call: Call) -> CreateCustomer:
    """Create a customer. An external reference that is taken is refused with the number of its owner."""
    given = read.record(call.data())
    return CreateCustomer(
        read.text(given, "name"),
        _email(given),
        _address(given.get("address")),
        read.optional_text(given, "phone"),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        call.client,
    )


def _created(call: Call, customer: Customer) -> Reply:
    return created(customer_json(customer), f"/customers/{customer.number}")


def _email(given: dict[str, Any]) -> str:
    email = read.text(given, "email")
    name, at, domain = email.rpartition("@")
    if not (name and at and domain) or " " in email:
        raise read.bad("email", "an e-mail address such as ann@example.com", email)
    return email


def _address(data: Any) -> Address:
    given = read.record(data, "address")
    for name in ("street", "city"):
        read.text(given, name, "address.")
    if type(given.get("postcode")) is not str:  # may be empty: not every country has them
        raise read.bad("address.postcode", "a text", given.get("postcode"))
    read.country(given.get("country"), "address.country")
    address = read.address(given, "address")
    assert address is not None, "an object was just read"
    return address


def list_(call: Call) -> Look[_Numbered]:
    """Customers by e-mail address (letters of any case), by external reference, or all of them, in pages."""
    query = call.query()
    page = read.whole(query, "page", 1, 1, 10**9)
    size = read.whole(query, "page_size", 100, 1, read.MAX_PAGE)
    found = _found(call, query)
    return Look(lambda hides: _Numbered(found[(page - 1) * size : page * size], page, size, len(found)))


def _listed(call: Call, found: _Numbered) -> Reply:
    rows = [customer_json(customer) for customer in found.rows]
    return Reply(200, {"rows": rows, "page": found.page, "page_size": found.page_size, "total": found.total})


def _found(call: Call, query: dict[str, str]) -> Sequence[Customer]:
    customers = call.erp.customers
    reference, email = query.get("external_reference"), query.get("email")
    if reference is not None:
        owner = customers.by_reference.get(reference)
        found = [owner] if owner is not None else []
        return [c for c in found if email is None or c.email.lower() == email.lower()]
    if email is not None:
        return customers.with_email(email)
    return customers.all


def read_one(call: Call) -> Look[Customer]:
    """One customer by its number."""
    return get(call.erp.customers.get, call.params["number"])


def update(call: Call) -> ChangeCustomer:
    """Change fields of a customer; what is left out stays as it is. Only people approve a customer."""
    customer = call.erp.customers.get(call.params["number"])
    require_version(call.request, customer_json(customer))
    given = read.record(call.data())
    if given.get("approval") is not None:
        raise RuleRefused(
            "customer_approval",
            "approval_by_people",
            "approval: customers are approved in the ERP itself; leave the field out",
            "approval",
        )
    return ChangeCustomer(customer.number, _changes(given), call.client)


def _tax_status(given: dict[str, Any], name: str) -> str:
    if given[name] not in TAX_STATUSES:
        raise read.bad(name, " or ".join(TAX_STATUSES), given[name])
    status: str = given[name]
    return status


_READERS: dict[str, Callable[[dict[str, Any], str], Any]] = {
    "name": read.text,
    "email": lambda given, name: _email(given),
    "address": lambda given, name: _address(given[name]),
    "phone": read.optional_text,
    "price_list": read.optional_text,
    "group": read.optional_text,
    "external_reference": lambda given, name: read.optional_text(given, name, limit=read.REFERENCE_LIMIT),
    **dict.fromkeys(BLOCKS.values(), read.flag),
    "credit_limit": read.cents,
    "tax_status": _tax_status,
}
_ATTRIBUTES = {"credit_limit": "credit_limit_cents"}
"""Attributes of the record where they differ from the field."""


def _changes(given: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by the attributes of the record."""
    changes = {
        _ATTRIBUTES.get(name, name): _READERS[name](given, name)
        for name, value in given.items()
        if value is not None and name in _READERS
    }
    if "terms_days" in given:
        changes["terms_ms"] = _terms_ms(given["terms_days"])
    return changes


def _terms_ms(days: Any) -> int | None:
    if days is None:
        return None
    whole_days = read.integer(days)
    if whole_days is None or not 0 <= whole_days <= LONGEST_TERMS_DAYS:
        raise read.bad("terms_days", f"a whole number from 0 to {LONGEST_TERMS_DAYS}, or null", days)
    return whole_days * DAY_MS


VIEWS: dict[str, View[Any]] = {
    "customer.update": View(update, versioned(customer_json)),
    "customer.create": View(create, _created),
    "customer.list": View(list_, _listed),
    "customer.read": View(read_one, versioned(customer_json)),
}
