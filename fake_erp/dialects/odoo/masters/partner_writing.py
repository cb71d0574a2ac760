"""Creating and changing partners: a partner without a parent is a customer, one with a parent an address of it."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused
from fake_erp.dialects.odoo.masters import addresses
from fake_erp.dialects.odoo.methods.checks import check_fields, first_values, mandatory, vals_of
from fake_erp.dialects.odoo.models.base import Act, Job, Plan, Then, Together, View
from fake_erp.dialects.odoo.models.values import cents_of, flag_of, id_of, is_set, number_of, text_of
from fake_erp.dialects.odoo.store import Contact
from fake_erp.dialects.record_ids import digits
from fake_erp.errors import ErpError
from fake_erp.model import Customer
from fake_erp.operations.base import Command
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

ADDRESS_TYPES = ("invoice", "delivery", "other", "private")
TEXTS = {"name": "name", "email": "email", "phone": "phone", "x_studio_group": "group"}
FLAGS = {"x_studio_blocked_deliveries": "blocked_deliveries", "x_studio_blocked_billing": "blocked_billing"}
LONGEST_TERMS_DAYS = 3650


def create(job: Job) -> Plan:
    """Customers and contacts. One dict gives one id, a list of them gives a list."""
    given = job.args["vals_list"]
    rows = vals_of(given)
    for values in rows:
        check_fields(job.view, job.model, values)
    first = first_values(rows)

    def make(by: str) -> Command[Any]:
        commands = [_creation(job.view, values, by) for values in rows]
        return Together(commands)

    def show(outcome: list[Any]) -> Any:
        ids = [each.id if isinstance(each, Contact) else digits(each.number) for each in outcome]
        return ids[0] if job.rpc and not isinstance(given, list) else ids

    is_contact = _is_contact(first)
    reference = first.get("ref")
    return Plan(
        "customer.update" if is_contact else "customer.create",
        make,
        show,
        key=_parent_key(job.view, first) if is_contact else reference if isinstance(reference, str) else None,
        fields=lambda: neutral(job.view, first),
    )


def _is_contact(values: dict[str, Any]) -> bool:
    return is_set(values.get("parent_id")) or values.get("type") in ADDRESS_TYPES


def _parent_key(view: View, values: dict[str, Any]) -> str | None:
    try:
        owner = _parent(view, values)
    except ErpError:
        return None
    return None if owner is None else owner.external_reference or owner.number


def _parent(view: View, values: dict[str, Any]) -> Customer | None:
    number = id_of(values, "parent_id")
    if number is None:
        return None
    found = view.record("res.partner", number)
    if isinstance(found, Contact):
        return view.erp.customers.by_number.get(found.customer)
    owner: Customer = found
    return owner


def _creation(view: View, values: dict[str, Any], by: str) -> Command[Any]:
    name = text_of(values, "name", 255)
    if _is_contact(values):
        if not name and values.get("type") not in ADDRESS_TYPES:
            raise mandatory("Contact", "res.partner", "Name", "name")
        return Act(lambda: _contact(view, values))
    if not name:
        raise mandatory("Contact", "res.partner", "Name", "name")
    changes = _terms(view, values)
    command = CreateCustomer(
        name,
        text_of(values, "email", 255),
        addresses.changed_address(view, {}, values),
        text_of(values, "phone", 255) or text_of(values, "mobile", 255),
        text_of(values, "ref", 64),
        by,
    )

    def note(customer: Customer) -> Customer:
        keep(view, digits(customer.number), values)
        if changes:
            ChangeCustomer(customer.number, changes, by).perform(view.erp)
        return customer

    return Then(command, note)


def _contact(view: View, values: dict[str, Any]) -> Contact:
    owner = _parent(view, values)
    address = addresses.changed_address(view, {}, values)
    for name in ("name", "phone"):
        text = text_of(values, name, 255)
        if text:
            address[name] = text
    kind = text_of(values, "type") or "contact"
    contact = view.store.contact("" if owner is None else owner.number, kind, address, view.erp.now())
    contact.email = text_of(values, "email", 255) or contact.email
    keep(view, contact.id, values)
    return contact


def keep(view: View, number: int, values: dict[str, Any], model: str = "res.partner") -> None:
    """Keep the values of fields that the books have no place for."""
    fields = view.models[model].fields
    kept = {name: value for name, value in values.items() if name in fields and fields[name].kept}
    if "active" in values:
        kept["active"] = bool(values["active"])
    if kept:
        view.store.extras.setdefault((model, number), {}).update(kept)


def write(job: Job) -> Plan:
    """Change customers and contacts."""
    values = job.args["vals"]
    if not isinstance(values, dict):
        raise BadValue("vals: expected an object")
    check_fields(job.view, job.model, values)
    records = job.records()
    first = records[0] if records else None

    def make(by: str) -> Command[Any]:
        return Together([_change(job.view, record, values, by) for record in records])

    return Plan(
        "customer.update",
        make,
        lambda outcome: True,
        number=first.number if isinstance(first, Customer) else "",
        key=job.model.key(job.view, first) if first is not None else None,
        fields=lambda: neutral(job.view, values),
    )


def _change(view: View, record: Any, values: dict[str, Any], by: str) -> Command[Any]:
    if isinstance(record, Contact):
        return Act(lambda: _change_contact(view, record, values))
    changes = changes_of(view, record, values)

    def note(customer: Customer) -> Customer:
        keep(view, digits(customer.number), values)
        return customer

    return Then(ChangeCustomer(record.number, changes, by), note)


def _change_contact(view: View, contact: Contact, values: dict[str, Any]) -> None:
    address = addresses.changed_address(view, contact.address, values)
    for name in ("name", "phone"):
        if name in values:
            text = text_of(values, name, 255)
            address[name] = text
            if not text:
                del address[name]
    view.store.contact_changes += 1
    contact.address, contact.changed_at_ms = address, view.erp.now()
    if "email" in values:
        contact.email = text_of(values, "email", 255)
    view.store.contact_ids[(contact.customer, contact.type, tuple(sorted(address.items())))] = contact.id
    keep(view, contact.id, values)


def changes_of(view: View, customer: Customer, values: dict[str, Any]) -> dict[str, Any]:
    """The values that were sent, by the attributes of the record. Raises ErpError."""
    changes: dict[str, Any] = {
        attribute: text_of(values, name, 255) for name, attribute in TEXTS.items() if name in values
    }
    if changes.get("name") == "":
        raise mandatory("Contact", "res.partner", "Name", "name")
    if "ref" in values:
        changes["external_reference"] = text_of(values, "ref", 64)
    if any(name in values for name in addresses.FIELDS):
        changes["address"] = addresses.changed_address(view, customer.address, values)
    return {**changes, **_terms(view, values)}


def _terms(view: View, values: dict[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {
        attribute: flag_of(values, name) for name, attribute in FLAGS.items() if name in values
    }
    if "sale_warn" in values:
        changes["blocked"] = values["sale_warn"] == "block"
    if "credit_limit" in values:
        limit = cents_of(values, "credit_limit") or 0
        if limit < 0:
            raise Invalid("The credit limit must be positive.", "credit_limit")
        changes["credit_limit_cents"] = limit
    if "property_product_pricelist" in values:
        changes["price_list"] = _list_of(view, id_of(values, "property_product_pricelist"))
    if "property_account_position_id" in values:
        exempt = id_of(values, "property_account_position_id") == 2
        changes["tax_status"] = "exempt" if exempt else "taxable"
    if "x_studio_terms_days" in values:
        days = number_of(values, "x_studio_terms_days", -1.0)
        if days > LONGEST_TERMS_DAYS:
            raise Invalid(f"x_studio_terms_days: at most {LONGEST_TERMS_DAYS} days", "x_studio_terms_days")
        changes["terms_ms"] = None if days < 0 else int(days) * DAY_MS
    if values.get("x_studio_group") and "group" not in changes:
        changes["group"] = text_of(values, "x_studio_group", 255)
    return changes


def _list_of(view: View, number: int | None) -> str:
    if number is None:
        return ""
    name: str = view.record("product.pricelist", number).price_list
    return name


def neutral(view: View, values: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by their neutral names and unchecked."""
    known = {**TEXTS, "ref": "external_reference", "credit_limit": "credit_limit", "sale_warn": "blocked"}
    found = {neutral_name: values[name] for name, neutral_name in known.items() if name in values}
    if any(name in values for name in addresses.FIELDS):
        try:
            found["address"] = addresses.changed_address(view, {}, values)
        except ErpError:
            found["address"] = {}
    if "property_product_pricelist" in values:
        found["price_list"] = values["property_product_pricelist"]
    return found


def unlink(job: Job) -> Plan:
    """Contacts can be deleted; customers of the books cannot."""
    records = job.records()
    if any(isinstance(record, Customer) for record in records):
        raise Refused(
            "The operation cannot be completed: another model requires the record being deleted. "
            "If possible, archive it instead."
        )

    def delete() -> bool:
        for record in records:
            view_contacts = job.view.store.contacts
            job.view.store.deleted.add(("res.partner", record.id))
            view_contacts[record.id].type = "other"
            job.view.store.contact_changes += 1
        return True

    return Plan("customer.update", lambda by: Act(delete))
