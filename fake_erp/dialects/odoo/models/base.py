"""Models: their fields, their records, and the plans that their methods make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.odoo.faults import missing
from fake_erp.dialects.odoo.store import Store, store_of
from fake_erp.dialects.odoo.versions import Version
from fake_erp.operations.base import Command, Hides, Parts

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class View:
    """The ERP as one call sees it: its version and context, and the models."""

    erp: Erp
    version: Version
    context: dict[str, Any]
    models: Mapping[str, Model]
    uid: int = 2

    @property
    def store(self) -> Store:
        """What Odoo keeps besides the books."""
        return store_of(self.erp)

    def record(self, model: str, number: int) -> Any:
        """The record with that id. Raises Missing."""
        found = self.models[model].find(self, number)
        if found is None:
            raise missing(model, number, self.uid)
        return found


Get: TypeAlias = Callable[[View, Any], Any]
"""The value of a field: text, number, bool, ms of an instant, (id, name) of a record, or ids of several."""


@dataclass(frozen=True, slots=True)
class Field:
    """`write` says whether values that are sent count; a computed field ignores them."""

    name: str
    type: str
    label: str
    get: Get
    relation: str = ""
    required: bool = False
    write: bool = True
    selection: tuple[tuple[str, str], ...] = ()
    since: int = 0
    until: int = 99
    kept: bool = False
    """Whether the books have no place for it, so that the dialect keeps what was sent."""

    def is_in(self, version: Version) -> bool:
        """Whether a version has it."""
        return self.since <= version.major <= self.until


@dataclass(slots=True)
class Job:
    """One call of a method, with its arguments by name. `ids` are those of the records it is called on."""

    view: View
    model: Model
    ids: list[int]
    args: dict[str, Any]
    rpc: bool = True

    def records(self) -> list[Any]:
        """The records it is called on. Raises Missing."""
        return [self.view.record(self.model.name, number) for number in self.ids]


def nothing() -> Any:
    """No fields were sent."""
    return None


def same(outcome: Any) -> Any:
    """The outcome itself."""
    return outcome


@dataclass(slots=True)
class Plan:
    """What a call will do: the command it makes in the name of a client, and how its outcome is shown."""

    operation: str
    make: Callable[[str], Command[Any]]
    show: Callable[[Any], Any] = same
    reads: bool = False
    number: str = ""
    key: str | None = None
    fields: Callable[[], Any] = nothing
    conceals: bool = False
    """Whether the answer looks like success although nothing was done."""


Method: TypeAlias = Callable[[Job], Plan]


@dataclass(slots=True)
class Model:
    """`all` and `find` give records, `index` finds some by the value of a field without looking at all of them.

    `kind` is the noun of its operations. `root` is the record of the books behind one of its records.
    """

    name: str
    label: str
    kind: str
    fields: dict[str, Field]
    all: Callable[[View], Iterable[Any]]
    find: Callable[[View, int], Any]
    id_of: Callable[[View, Any], int]
    title: Callable[[View, Any], str]
    root: Callable[[Any], Any] = same
    key: Callable[[View, Any], str | None] = lambda view, record: None
    index: Mapping[str, Callable[[View, Any], Sequence[Any]]] = field(default_factory=dict)
    narrowed: Callable[[View, Any], Iterable[Any]] | None = None
    """Fewer records than all that may fulfil a domain for which there is no index."""
    methods: Mapping[str, Method] = field(default_factory=dict)
    order: str = "id"
    search_names: tuple[str, ...] = ("name",)
    can: tuple[str, ...] = ()
    """Which of create, write and unlink it allows."""
    since: int = 0

    def pair(self, view: View, record: Any) -> tuple[int, str]:
        """Id and display name of a record."""
        return self.id_of(view, record), self.title(view, record)


@dataclass(frozen=True, slots=True)
class Act:
    """A command of the dialect's own: it changes nothing of the books."""

    do: Callable[[], Any]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Any:
        return self.do()


@dataclass(frozen=True, slots=True)
class Together:
    """Several commands one after the other, in one transaction of the product."""

    commands: Sequence[Command[Any]]

    def perform(self, parts: Parts, hides: Hides | None = None) -> list[Any]:
        return [command.perform(parts, hides) for command in self.commands]


@dataclass(frozen=True, slots=True)
class Then:
    """A command, and what the dialect notes of its outcome."""

    command: Command[Any]
    note: Callable[[Any], Any]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Any:
        return self.note(self.command.perform(parts, hides))


@dataclass(frozen=True, slots=True)
class Found:
    """Records of a search, and those of the books behind them: see `fake_erp.channels.listed`."""

    records: list[Any]
    rows: list[Any]
    more: bool
    total: int
