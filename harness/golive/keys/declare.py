"""How a key of the scenario file is declared: once, for the loader, the JSON Schema and the reference page.

A fault is a frozen dataclass whose fields are its settings (`golive.chaos.faults.base`). The loader hands its class on
as `FaultSpec.fault_class` and the parsed values as `FaultSpec.settings`, a dict by key.

A section of the scenario is a frozen dataclass whose fields are made by `setting`, `optional`, `many`
and `section`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Generic, TypeVar, cast

from golive.keys.value_kinds import Kind

T = TypeVar("T")


class Required:
    """The type of REQUIRED: the key has no default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = Required()


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A list of values, read as a tuple. At least `least`; where `lone`, one value may stand alone."""

    item: Kind[T] | Section[T]
    least: int = 0
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """A mapping whose keys are the fields of the dataclass `cls`."""

    cls: type[T]


@dataclass(frozen=True, slots=True)
class Faults:
    """The list of faults under `chaos`."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The mapping from metric to threshold under `expect`."""


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """A mapping from names to values, read as a tuple of pairs."""

    name: Kind[str]
    value: Kind[T]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a house decides about one thing: a mapping of settings, or the value of the first one alone.

    `keys` are its settings by attribute; read as `default` with the written ones replaced. `about` is for people.
    """

    keys: Mapping[str, Key[Any]]
    default: Any
    about: str

    @property
    def short(self) -> str:
        """The name of the setting whose value may stand alone."""
        return next(iter(self.keys.values())).name


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping from names to entries, read as a mapping of all of them; `is_partial`: of the written ones."""

    entries: Mapping[str, Entry]
    is_partial: bool = False

    @property
    def keys(self) -> dict[str, Key[Any]]:
        return {name: Key(name, entry, entry.default, entry.about) for name, entry in self.entries.items()}

    @property
    def defaults(self) -> dict[str, Any]:
        return {name: entry.default for name, entry in self.entries.items()}


Shape = Kind[Any] | Many[Any] | Section[Any] | Faults | Thresholds | Pairs[Any] | Entry | Entries


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One key: its name in the file, the shape of its value, its default and what it means.

    The default of a key whose shape is a Kind is written text; of any other shape, the value itself.
    """

    name: str
    shape: Kind[T] | Many[Any] | Section[Any] | Faults | Thresholds | Pairs[Any] | Entry | Entries
    default: Any = REQUIRED
    doc: str = ""

    @property
    def is_required(self) -> bool:
        return isinstance(self.default, Required)

    @property
    def default_value(self) -> Any:
        """The parsed default; None for a required key."""
        if self.is_required or self.default is None:
            return None
        return self.shape.parse(self.default) if isinstance(self.shape, Kind) else self.default


FaultKinds = Mapping[str, type[Any]]


def _field(key: Key[Any]) -> Any:
    if key.is_required:
        return field(metadata={"key": key})
    return field(default=key.default_value, metadata={"key": key})


def setting(name: str, kind: Kind[T], doc: str, default: str | Required = REQUIRED) -> T:
    """A field that holds one value."""
    return cast(T, _field(Key(name, kind, default, doc)))


def optional(name: str, kind: Kind[T], doc: str) -> T | None:
    """A field that holds one value, or None where the key is absent."""
    return cast("T | None", _field(Key(name, kind, None, doc)))


def required(name: str, shape: Entries, doc: str) -> Any:
    """A field that holds a mapping of the written entries and must be there."""
    return _field(Key(name, shape, REQUIRED, doc))


def many(
    name: str, item: Kind[T] | type[T], doc: str, default: tuple[T, ...] = (), least: int = 0
) -> tuple[T, ...]:
    """A field that holds a tuple of values or of sections."""
    shape = Many(item if isinstance(item, Kind) else Section(item), least, lone=isinstance(item, Kind))
    return cast("tuple[T, ...]", _field(Key(name, shape, default, doc)))


def pairs(name: str, names: Kind[str], values: Kind[T], doc: str) -> tuple[tuple[str, T], ...]:
    """A field that holds a mapping from names to values, as a tuple of pairs; empty where it is absent."""
    return cast("tuple[tuple[str, T], ...]", _field(Key(name, Pairs(names, values), (), doc)))


def section(name: str, cls: type[T], doc: str) -> T:
    """A field that holds a section; absent, it has all its defaults, unless one of its keys is required."""
    needed = any(key.is_required for key in keys(cls).values())
    return cast(T, _field(Key(name, Section(cls), REQUIRED if needed else cls(), doc)))


def faults(name: str, doc: str) -> Any:
    return _field(Key(name, Faults(), (), doc))


def thresholds(name: str, doc: str) -> Any:
    return field(default_factory=dict, metadata={"key": Key(name, Thresholds(), {}, doc)})


def entries(name: str, shape: Entries, doc: str) -> Any:
    """A field that holds a mapping of all entries; those that are not written are as declared."""
    key: Key[Any] = Key(name, shape, shape.defaults, doc)
    return field(default_factory=lambda: shape.defaults, metadata={"key": key})


def keys(cls: type[Any]) -> dict[str, Key[Any]]:
    """The keys of a section by the name of the field that holds each, in the order of the dataclass."""
    return {each.name: each.metadata["key"] for each in fields(cls) if "key" in each.metadata}
