"""What a record type is: where its records are, how one is written, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.errors import Place, RuleRefused
from fake_erp.messages import Request
from fake_erp.operations.base import Command
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Body: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Call:
    """One call on its way to a command: the body as sent, its neutral form, and the record it is about."""

    erp: Erp
    request: Request
    given: Body
    document: dict[str, Any]
    by: str
    record: Any = None


Reader: TypeAlias = Callable[[Call], Command[Any]]


@dataclass(frozen=True, slots=True)
class RecordType:
    """`noun` is that of the domain's operations. Functions take the ERP first.

    `write` gives the fields of a record; those in `sublists` are left to links unless they are asked for. `neutral`
    makes the neutral document of a body; its third argument is the record that a change is about.
    """

    name: str
    noun: str
    find: Callable[[Erp, int], Any | None]
    rows: Callable[[Erp], Iterable[Any]]
    identity: Callable[[Erp, Any], int]
    write: Callable[[Erp, Any], Body]
    fields: frozenset[str]
    external: Callable[[Erp, str], Any | None] = lambda erp, reference: None
    key: Callable[[Any], str | None] = lambda record: None
    sublists: tuple[str, ...] = ()
    neutral: Callable[[Erp, Body, Any], dict[str, Any]] = lambda erp, given, record: dict(given)
    create: Reader | None = None
    change: Reader | None = None
    remove: Reader | None = None
    indexes: Mapping[str, Callable[[Erp, str], list[Any]]] = field(default_factory=dict)
    """Lower-case names of fields by whose value records are found without looking at all of them."""
    entity: bool = False
    """Whether it is an entity, such as a customer."""
    parts: Callable[[Erp, Any], dict[str, Callable[[], Body]]] = lambda erp, record: {}
    """Sublists that `write` leaves out, each as a function that writes it."""
    custom: str = "custbody"
    """How the names of its custom fields begin."""
    state: Callable[[Any], Any] | None = None
    """What the document of a record follows from, see `fake_erp.dialects.rendered`; None where it is written anew."""

    def whole(self, erp: Erp, record: Any) -> Body:
        """A record with all its sublists."""
        written = self.write(erp, record)
        return written | {name: write() for name, write in self.parts(erp, record).items()}

    def is_field(self, name: str) -> bool:
        """Whether a field of that name exists."""
        return name in self.fields or name.startswith(self.custom)


def refers(identity: int | str, name: str, record: str = "") -> Body:
    """A reference to a record."""
    if not record:
        return {"id": str(identity), "refName": name}
    return {"links": [], "id": str(identity), "refName": name}


def amount(cents: int) -> float:
    """Cents as a JSON number."""
    return cents / 100


def day(instant_ms: int) -> str:
    """The date of an instant, in UTC."""
    return instant_text(instant_ms)[:10]


def stamp(instant_ms: int) -> str:
    """An instant as NetSuite writes it."""
    return f"{instant_text(instant_ms)[:19]}Z"


def reference_text(value: Any) -> tuple[str, str]:
    """How a reference names its record: `id`, `externalId` or `refName`, and the value; two empty texts for none."""
    if type(value) is dict:
        for name in ("id", "externalId", "refName"):
            found = value.get(name)
            if type(found) is int:
                return name, str(found)
            if type(found) is str and found:
                return name, found
        return "", ""
    if type(value) is int:
        return "id", str(value)
    return ("id", value) if type(value) is str and value else ("", "")


def invalid(code: str, field_name: str, value: str, line: int | None = None) -> RuleRefused:
    """The refusal of a reference to a record that does not exist."""
    return RuleRefused(
        f"known_{code.removeprefix('unknown_')}",
        code,
        f"there is no such record: {value[:60]!a}",
        Place(field_name, line),
        {"value": value[:60]},
    )


def missing(*labels: str) -> RuleRefused:
    """The refusal of a record without fields that it must have."""
    return RuleRefused("mandatory", "missing_fields", f"Please enter value(s) for: {', '.join(labels)}.")
