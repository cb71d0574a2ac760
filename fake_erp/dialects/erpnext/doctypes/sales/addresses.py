"""The DocTypes Address and Contact: documents of their own, of which one of each is in the record of a customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fake_erp.dialects.erpnext.clock import stamp
from fake_erp.dialects.erpnext.doctypes.base import DocType, Getter, Step, Table, constant
from fake_erp.dialects.erpnext.doctypes.info import info
from fake_erp.dialects.erpnext.doctypes.sales.customers import customer_key, missing
from fake_erp.dialects.erpnext.doctypes.sales.places import (
    FIELDS as ADDRESS_FIELDS,
)
from fake_erp.dialects.erpnext.doctypes.sales.places import (
    address_named,
    customer_address_name,
    read_address,
    shown_address,
)
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import could_not_find
from fake_erp.model import Address, Customer, Order
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import ChangeCustomer

LINKS = "links"


@dataclass(slots=True)
class Place:
    """An address with its name, and the record it is in: a customer, an order, or a loose document."""

    name: str
    address: Address
    owner: Any
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def created_at_ms(self) -> int:
        return int(self.owner.created_at_ms)

    @property
    def changed_at_ms(self) -> int:
        return int(self.owner.changed_at_ms)


@dataclass(slots=True)
class Person:
    """The contact of a customer."""

    customer: Customer


def _linked(site: Site, doc: dict[str, Any]) -> Customer | None:
    """The customer to which a document is linked. Raises LinkValidationError."""
    for at, link in enumerate(values.table(doc, LINKS, 50), 1):
        if link.get("link_doctype") == "Customer":
            name = values.text(link, "link_name", row=at)
            customer = site.customer_named(name)
            if customer is None:
                raise could_not_find("Link Name", name, "customer", at)
            return customer
    return None


def _links(site: Site, record: Any) -> list[dict[str, Any]]:
    owner = record.customer if isinstance(record, Person) else record.owner
    if isinstance(owner, Loose):
        kept: list[dict[str, Any]] = [
            {"link_doctype": link.get("link_doctype"), "link_name": link.get("link_name")}
            for link in owner.doc.get(LINKS) or []
        ]
        return kept
    customer = owner.customer if isinstance(owner, Order) else owner
    return [{"link_doctype": "Customer", "link_name": site.customer(customer), "link_title": customer.name}]


def _shown(name: str) -> Getter:
    return lambda site, place: shown_address(place.address)[name]


PLACE_FIELDS: dict[str, Getter] = {
    **info(
        lambda site, place: place.name, lambda place: place.created_at_ms, lambda place: place.changed_at_ms
    ),
    **{name: _shown(name) for name in (*ADDRESS_FIELDS, "address_line2")},
    "address_type": lambda site, place: place.extra.get("address_type", "Billing"),
    "email_id": lambda site, place: place.extra.get("email_id", ""),
    "is_primary_address": lambda site, place: int(isinstance(place.owner, Customer)),
    "is_shipping_address": lambda site, place: int(place.extra.get("address_type") == "Shipping"),
    "disabled": constant(0),
}


def _place(site: Site, name: str) -> Place | None:
    found = address_named(site, name)
    if found is None:
        return None
    address, owner = found
    kind = "Shipping" if name.endswith("-Shipping") else "Billing"
    extra = dict(owner.doc) if isinstance(owner, Loose) else {"address_type": kind}
    return Place(name, address, owner, {**extra, "address_type": extra.get("address_type") or kind})


def _places(site: Site) -> list[Place]:
    found = [
        place
        for customer in site.erp.customers.all
        if customer.address and (place := _place(site, customer_address_name(site, customer))) is not None
    ]
    return found + [place for name in site.loose("Address") if (place := _place(site, name)) is not None]


@dataclass(slots=True)
class SaveAddress:
    """Keeps an address: in the record of its customer where it is the first or the primary one, else by itself."""

    site: Site
    doc: dict[str, Any]
    customer: Customer | None
    by: str
    name: str = ""

    def perform(self, parts: Parts, hides: Hides | None = None) -> Place:
        site, doc, customer = self.site, self.doc, self.customer
        address = read_address(doc)
        if customer is not None and (self.name or _is_primary(doc, customer)):
            merged = {**customer.address, **address} if self.name else address
            ChangeCustomer(customer.number, {"address": merged}, self.by).perform(parts, hides)
            return Place(customer_address_name(site, customer), customer.address, customer, dict(doc))
        name, now = self.name or self._new_name(), site.erp.now()
        places = site.loose("Address")
        before = places.get(name)
        kept = {**(before.doc if before is not None else {}), **doc}
        created = before.created_at_ms if before is not None else now
        places[name] = Loose("Address", name, kept, created, now)
        found = _place(site, name)
        assert found is not None, "it was just kept"
        return found

    def _new_name(self) -> str:
        title = values.text(self.doc, "address_title") or (self.customer.name if self.customer else "Address")
        name = base = f"{title}-{values.text(self.doc, 'address_type') or 'Billing'}"
        places, at = self.site.loose("Address"), 0
        while name in places or address_named(self.site, name) is not None:
            at = max(at + 1, self.site.store.count(base))
            name = f"{base}-{at}"
        return name


def _is_primary(doc: dict[str, Any], customer: Customer) -> bool:
    if values.flag(doc, "is_primary_address"):
        return True
    return not customer.address and (values.text(doc, "address_type") or "Billing") == "Billing"


def create_address(site: Site, doc: dict[str, Any]) -> Step:
    """Save a new address. It is a change of the customer to which it is linked."""

    def read(by: str, discard: bool) -> SaveAddress:
        for name, label in (
            ("address_line1", "Address Line 1"),
            ("city", "City/Town"),
            ("country", "Country"),
        ):
            if not values.text(doc, name):
                raise missing("Address", "New Address 1", name, label)
        read_address(doc)
        return SaveAddress(site, doc, _linked(site, doc), by)

    return _step(site, doc, read)


def save_address(site: Site, place: Place, doc: dict[str, Any]) -> Step:
    """Change the fields that were sent. The addresses of an order stay as they were saved."""

    def read(by: str, discard: bool) -> SaveAddress:
        if isinstance(place.owner, Order):
            raise ADDRESS.refused("an address of a saved order")
        customer = place.owner if isinstance(place.owner, Customer) else None
        return SaveAddress(site, doc, customer, by, place.name)

    owner = place.owner if isinstance(place.owner, Customer) else None
    return _step(site, doc, read, owner)


def _step(
    site: Site, doc: dict[str, Any], read: Callable[[str, bool], Any], owner: Customer | None = None
) -> Step:
    if owner is None:
        links = doc.get(LINKS)
        for link in links if isinstance(links, list) else []:
            name = link.get("link_name") if isinstance(link, dict) else None
            owner = owner or (site.customer_named(name) if isinstance(name, str) else None)
    number, key = ("", None) if owner is None else (owner.number, customer_key(owner))
    return Step("customer.update", read, number, key, lambda: {"address": doc})


@dataclass(slots=True)
class DropAddress:
    """Forgets an address."""

    site: Site
    name: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> str:
        del self.site.loose("Address")[self.name]
        return self.name


def delete_address(site: Site, place: Place) -> Step:
    """Delete an address that is in no record of a customer or an order."""

    def read(by: str, discard: bool) -> DropAddress:
        if not isinstance(place.owner, Loose):
            raise ADDRESS.refused("deleting the address of a customer or an order")
        return DropAddress(site, place.name)

    return Step("customer.update", read)


def _some(find: Callable[[Site, str], Any]) -> Callable[[Site, str], list[Any]]:
    def rows(site: Site, value: str) -> list[Any]:
        found = find(site, value)
        return [] if found is None else [found]

    return rows


def _owner_key(site: Site, record: Any) -> str | None:
    owner = record.customer if isinstance(record, Person) else record.owner
    customer = owner.customer if isinstance(owner, Order) else owner
    return customer_key(customer) if isinstance(customer, Customer) else None


ADDRESS = DocType(
    name="Address",
    noun="customer",
    fields=PLACE_FIELDS,
    rows=_places,
    find=_place,
    tables={LINKS: Table("Dynamic Link", _links)},
    indexes={"name": _some(_place)},
    key=_owner_key,
    create=create_address,
    save=save_address,
    delete=delete_address,
)


# -- contacts ----------------------------------------------------------------------------------------------------

PERSON_FIELDS: dict[str, Getter] = {
    "name": lambda site, person: f"{site.customer(person.customer)}-Contact",
    "owner": constant("Administrator"),
    "creation": lambda site, person: stamp(person.customer.created_at_ms),
    "modified": lambda site, person: stamp(person.customer.changed_at_ms),
    "modified_by": constant("Administrator"),
    "docstatus": constant(0),
    "idx": constant(0),
    "first_name": lambda site, person: person.customer.name,
    "full_name": lambda site, person: person.customer.name,
    "email_id": lambda site, person: person.customer.email,
    "mobile_no": lambda site, person: person.customer.phone,
    "phone": lambda site, person: person.customer.phone,
    "is_primary_contact": constant(1),
}


def _person(site: Site, name: str) -> Person | None:
    customer = site.customer_named(name.removesuffix("-Contact")) if name.endswith("-Contact") else None
    return None if customer is None else Person(customer)


def _contact_changes(doc: dict[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for table, column, attribute in (("email_ids", "email_id", "email"), ("phone_nos", "phone", "phone")):
        rows = values.table(doc, table, 50)
        if rows:
            first = next(
                (row for row in rows if row.get("is_primary") or row.get("is_primary_mobile_no")), rows[0]
            )
            changes[attribute] = values.text(first, column)
    for name, attribute in (("email_id", "email"), ("phone", "phone"), ("mobile_no", "phone")):
        if doc.get(name):
            changes.setdefault(attribute, values.text(doc, name))
    return changes


@dataclass(slots=True)
class SaveContact:
    """Puts the e-mail address and the telephone number of a contact into the record of its customer."""

    customer: Customer
    changes: dict[str, Any]
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Person:
        ChangeCustomer(self.customer.number, self.changes, self.by).perform(parts, hides)
        return Person(self.customer)


def create_contact(site: Site, doc: dict[str, Any]) -> Step:
    """Save a contact of a customer."""

    def read(by: str, discard: bool) -> SaveContact:
        customer = _linked(site, doc)
        if customer is None:
            raise missing("Contact", "New Contact 1", LINKS, "Links")
        return SaveContact(customer, _contact_changes(doc), by)

    return _step(site, doc, read)


def save_contact(site: Site, person: Person, doc: dict[str, Any]) -> Step:
    """Change the e-mail address and the telephone number."""
    return _step(
        site,
        doc,
        lambda by, discard: SaveContact(person.customer, _contact_changes(doc), by),
        person.customer,
    )


CONTACT = DocType(
    name="Contact",
    noun="customer",
    fields=PERSON_FIELDS,
    rows=lambda site: [Person(customer) for customer in site.erp.customers.all],
    find=_person,
    tables={
        LINKS: Table("Dynamic Link", _links),
        "email_ids": Table(
            "Contact Email",
            lambda site, person: (
                [{"email_id": person.customer.email, "is_primary": 1}] if person.customer.email else []
            ),
        ),
        "phone_nos": Table(
            "Contact Phone",
            lambda site, person: (
                [{"phone": person.customer.phone, "is_primary_phone": 1}] if person.customer.phone else []
            ),
        ),
    },
    indexes={
        "name": _some(_person),
        "email_id": lambda site, value: [Person(found) for found in site.erp.customers.with_email(value)],
    },
    key=_owner_key,
    create=create_contact,
    save=save_contact,
)
