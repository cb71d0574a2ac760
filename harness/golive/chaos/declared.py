"""Settings of faults and actions: dataclass fields as keys, and instances from parsed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar

from golive.keys.declare import Key, keys

T = TypeVar("T")


class DeclaredSettings:
    """The class attribute `SETTINGS` of a dataclass: the keys of its fields, for the loader.

    Raises TypeError for a class that is not a dataclass.
    """

    def __get__(self, instance: object, owner: type[Any]) -> tuple[Key[Any], ...]:
        if not is_dataclass(owner):
            raise TypeError(f"{owner.__name__} lacks @dataclass(frozen=True, slots=True)")
        return tuple(keys(owner).values())


def with_settings(cls: type[T], settings: Mapping[str, Any]) -> T:
    """Return an instance of the dataclass from its settings by key."""
    return cls(**{field: settings[key.name] for field, key in keys(cls).items()})
