"""Declaration of the keys of the scenario file, shared by the loader, the JSON Schema and the reference page.

A fault is a frozen dataclass whose fields are its settings (`golive.chaos.faults.base`). The loader passes its class on
as `FaultSpec.fault_class` and the parsed values as `FaultSpec.settings`, a dict by key.

A section of the scenario is a frozen dataclass whose fields are made by `setting`, `optional`, `many`
and `section`, or one of the fake ERP whose fields are made by `fake_erp.settings.setting`: the same arguments in the
same order, with a value instead of text as the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, field, fields
from typing import Any, TypeVar, cast

from fake_erp.settings import Setting, settings_of
from golive.keys.erp_settings import key_of
from golive.keys.shapes import (
    REQUIRED,
    Entries,
    Entry,
    Faults,
    Key,
    Many,
    Named,
    Own,
    Pairs,
    Required,
    Section,
    Shape,
    Thresholds,
)
from golive.keys.value_kinds import Kind

__all__ = [
    "REQUIRED",
    "Entries",
    "Entry",
    "FaultKinds",
    "Faults",
    "Key",
    "Many",
    "Named",
    "Own",
    "Pairs",
    "Required",
    "Section",
    "Shape",
    "Thresholds",
    "entries",
    "faults",
    "keys",
    "keys_of",
    "many",
    "optional",
    "own",
    "pairs",
    "required",
    "section",
    "setting",
    "thresholds",
]

T = TypeVar("T")


FaultKinds = Mapping[str, type[Any]]


def _field(key: Key[Any]) -> Any:
    if key.is_required:
        return field(metadata={"key": key})
    return field(default=key.default_value, metadata={"key": key})


def setting(
    name: str,
    kind: Kind[T],
    doc: str,
    default: str | Required = REQUIRED,
    *,
    aliases: tuple[str, ...] = (),
) -> T:
    """A field that holds one value; required without a default."""
    return cast(T, _field(Key(name, kind, default, doc, aliases)))


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


def own(name: str, item: Own, doc: str) -> tuple[Any, ...]:
    """A field that holds a tuple of `Named` things of the user's own; empty where it is absent."""
    return cast("tuple[Any, ...]", _field(Key(name, Many(item, lone=True), (), doc)))


def pairs(name: str, names: Kind[str], values: Kind[T], doc: str) -> tuple[tuple[str, T], ...]:
    """A field that holds a mapping from names to values, as a tuple of pairs; empty where it is absent."""
    return cast("tuple[tuple[str, T], ...]", _field(Key(name, Pairs(names, values), (), doc)))


def section(
    name: str, cls: type[T], doc: str, default: T | None = None, *, aliases: tuple[str, ...] = ()
) -> T:
    """A field that holds a section.

    Absent, it is `default`, or an instance of its class unless a key of it is required.
    """
    needed = any(key.is_required for key in keys(cls).values())
    absent = REQUIRED if needed else cls() if default is None else default
    return cast(T, _field(Key(name, Section(cls, default), absent, doc, aliases)))


def faults(name: str, doc: str) -> Any:
    """A field that holds the list of faults and changes, as a tuple; empty where it is absent."""
    return _field(Key(name, Faults(), (), doc))


def thresholds(name: str, doc: str) -> Any:
    """A field that holds a mapping from metric to threshold; empty where it is absent."""
    return field(default_factory=dict, metadata={"key": Key(name, Thresholds(), {}, doc)})


def entries(name: str, shape: Entries, doc: str) -> Any:
    """A field that holds a mapping of all entries; those that are not written are as declared."""
    key: Key[Any] = Key(name, shape, shape.defaults, doc)
    return field(default_factory=lambda: shape.defaults, metadata={"key": key})


def keys(cls: type[Any]) -> Mapping[str, Key[Any]]:
    """The keys of a section by the name of the field that holds each.

    Fields declared by `golive.keys.declare.setting` and by `fake_erp.settings.setting` count alike. Those of the
    class itself come before those it inherits.
    """
    found = _KEYS.get(cls)
    if found is None:
        own = vars(cls).get("__annotations__", {})
        each_key = {
            each.name: _key(each) for each in sorted(fields(cls), key=lambda each: each.name not in own)
        }
        found = _KEYS[cls] = {name: key for name, key in each_key.items() if key is not None}
    return found


_KEYS: dict[type[Any], Mapping[str, Key[Any]]] = {}


def keys_of(shape: Section[Any]) -> Mapping[str, Key[Any]]:
    """The keys of a section, with the defaults that hold there."""
    declared = keys(shape.cls)
    if shape.default is None:
        return declared
    there = {
        each.attribute: key_of(each, getattr(shape.default, each.attribute))
        for each in settings_of(shape.cls)
    }
    return {**declared, **there}


def _key(each: Field[Any]) -> Key[Any] | None:
    declared = each.metadata.get("setting")
    if isinstance(declared, Setting):
        return key_of(declared, declared.default)
    key = each.metadata.get("key")
    return key if isinstance(key, Key) else None
