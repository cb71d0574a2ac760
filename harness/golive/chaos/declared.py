"""Settings of faults and actions: from the fields of a dataclass to keys, and from parsed values to an instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar

from golive.keys.declare import Key, keys

T = TypeVar("T")


class DeclaredSettings:
    """The class attribute `SETTINGS` of a dataclass: the keys of its fields, as the loader reads them."""

    def __get__(self, instance: object, owner: type[Any]) -> tuple[Key[Any], ...]:
        if not is_dataclass(owner):
            raise TypeError(f"{owner.__name__} lacks @dataclass(frozen=True, slots=True)")
        return tuple(keys(owner).values())


def with_settings(cls: type[T], settings: Mapping[str, Any]) -> T:
    """An instance of the dataclass from its settings by key."""
    return cls(**{field: settings[key.name] for field, key in keys(cls).items()})
