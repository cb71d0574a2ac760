"""What Odoo keeps besides the books: contacts, drafts, wizards, external ids, and fields without another home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.model import Address

if TYPE_CHECKING:
    from fake_erp.erp import Erp

FIRST_CONTACT = 500_000_001


@dataclass(slots=True)
class Contact:
    """An address of a customer, as a partner of its own. `customer` is the customer's number, "" for none."""

    id: int
    customer: str
    type: str
    address: Address
    email: str = ""
    created_at_ms: int = 0
    changed_at_ms: int = 0


@dataclass(slots=True)
class Paper:
    """A draft of a refund or a payment, or a wizard: the values it was given, and the number once it is posted."""

    id: int
    kind: str
    values: dict[str, Any]
    number: str = ""
    state: str = "draft"
    created_at_ms: int = 0


@dataclass(slots=True)
class Store:
    """All of it, as plain objects."""

    ids: dict[str, dict[Any, int]] = field(default_factory=dict)
    """Ids that were given by kind and key, counted from 1."""
    keys: dict[str, list[Any]] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    contact_ids: dict[Any, int] = field(default_factory=dict)
    """By customer, type and content of the address."""
    contact_changes: int = 0
    """How often a contact was changed or deleted."""
    extras: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """Values of fields that the books have no place for, by model and id."""
    papers: dict[str, dict[int, Paper]] = field(default_factory=dict)
    """By model and id."""
    posted: dict[str, int] = field(default_factory=dict)
    """Number of a posted document to the id of the draft it was."""
    external: dict[str, tuple[str, int]] = field(default_factory=dict)
    """External id to model and id."""
    locked: set[str] = field(default_factory=set)
    """Numbers of locked orders."""
    deleted: set[tuple[str, int]] = field(default_factory=set)
    """Model and id."""
    failures: dict[str, list[int]] = field(default_factory=dict)
    """When logins of a user failed."""

    def id_of(self, kind: str, key: Any) -> int:
        """The id of a key of some kind; a new key gets the next one."""
        known = self.ids.setdefault(kind, {})
        found = known.get(key)
        if found is None:
            found = known[key] = len(known) + 1
            self.keys.setdefault(kind, []).append(key)
        return found

    def key_of(self, kind: str, number: int) -> Any:
        """The key with that id; None without one."""
        keys = self.keys.get(kind, [])
        return keys[number - 1] if 0 < number <= len(keys) else None

    def contact(self, customer: str, kind: str, address: Address, now_ms: int) -> Contact:
        """The contact of that content; made when there is none."""
        key = (customer, kind, tuple(sorted(address.items())))
        number = self.contact_ids.get(key)
        if number is None:
            number = FIRST_CONTACT + len(self.contacts)
            self.contacts[number] = Contact(
                number, customer, kind, dict(address), created_at_ms=now_ms, changed_at_ms=now_ms
            )
            self.contact_ids[key] = number
        return self.contacts[number]

    def paper(self, model: str, values: dict[str, Any], kind: str, now_ms: int) -> Paper:
        """A new draft or wizard; its id is odd, those of posted documents are even."""
        papers = self.papers.setdefault(model, {})
        number = 2 * len(papers) + 1
        papers[number] = Paper(number, kind, values, created_at_ms=now_ms)
        return papers[number]


def store_of(erp: Erp) -> Store:
    """What the dialect keeps of an ERP."""
    found: Store | None = erp.dialect_data.get("odoo")
    if found is None:
        found = erp.dialect_data["odoo"] = Store()
    return found
