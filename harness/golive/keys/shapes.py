"""The shapes of values in the scenario file, and `Key`: name, shape, default and meaning of one value.

A shape determines how a value is read, printed and described. `Kind` (golive.keys.value_kinds) is a single value; the
others are built from kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from golive.keys.value_kinds import Kind

T = TypeVar("T")


class Required:
    """The type of REQUIRED: the key has no default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = Required()


@dataclass(frozen=True, slots=True)
class Own:
    """Something of the user's own in a module, written `package.module:NAME` and read as a `Named`.

    `expected` describes it in messages; `problem` says what is wrong with what was found, "" for nothing.
    """

    expected: str
    problem: Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Something of the user's own, with the dotted path that names it."""

    path: str
    value: T = field(compare=False)


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A list of values, read as a tuple. At least `least`; where `lone`, one value may stand alone."""

    item: Kind[T] | Section[T] | Own
    least: int = 0
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """A mapping whose keys are the fields of the dataclass `cls`.

    The written values replace those of `default`, or of the class where none is given.
    """

    cls: type[T]
    default: T | None = None


@dataclass(frozen=True, slots=True)
class Faults:
    """The list of faults under `chaos`."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The mapping from metric to threshold under `expect`."""


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """A mapping from names to values, read as a tuple of pairs, or as a dict with `is_dict`."""

    name: Kind[str]
    value: Kind[T]
    is_dict: bool = False

    def items(self, value: Any) -> tuple[tuple[str, T], ...]:
        """The pairs of a value of this shape."""
        return tuple(value.items()) if isinstance(value, Mapping) else tuple(value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, quirk or job: a mapping of its settings, or the value of the first one alone.

    `keys` are its settings by attribute; read as `default` with the written ones replaced. `about` is its description.
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
    """A mapping from names to entries, read as a mapping of all of them; `is_partial`: of the written ones.

    `own` describes a class of the user's own, whose dotted path may stand in place of a name.
    """

    entries: Mapping[str, Entry]
    is_partial: bool = False
    own: Own | None = None

    @property
    def keys(self) -> dict[str, Key[Any]]:
        """Every entry as a key, by name."""
        return {name: Key(name, entry, entry.default, entry.about) for name, entry in self.entries.items()}

    @property
    def defaults(self) -> dict[str, Any]:
        """The default of every entry, by name."""
        return {name: entry.default for name, entry in self.entries.items()}


Shape = Kind[Any] | Own | Many[Any] | Section[Any] | Faults | Thresholds | Pairs[Any] | Entry | Entries


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One key: its name in the file, the shape of its value, its default and what it means.

    The default of a key whose shape is a Kind is written text; of any other shape, the value itself.
    """

    name: str
    shape: Kind[T] | Own | Many[Any] | Section[Any] | Faults | Thresholds | Pairs[Any] | Entry | Entries
    default: Any = REQUIRED
    doc: str = ""
    aliases: tuple[str, ...] = ()
    """Other names in the file. Loading renames them; nothing behind it sees them."""

    @property
    def is_required(self) -> bool:
        """Whether the key has no default."""
        return isinstance(self.default, Required)

    @property
    def default_value(self) -> Any:
        """The parsed default; None for a required key."""
        if self.is_required or self.default is None:
            return None
        return self.shape.parse(self.default) if isinstance(self.shape, Kind) else self.default
