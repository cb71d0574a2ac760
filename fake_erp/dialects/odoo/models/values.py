"""Values of fields on the wire."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from fake_erp.accounting.money import cents_of_number, cents_of_text
from fake_erp.dialects.odoo.faults import BadValue, Invalid
from fake_erp.dialects.odoo.models.base import Field, Model, View
from fake_erp.times import instant_of_text, instant_text

LONGEST_TEXT = 2000
TEXTS = ("char", "text", "html", "selection", "binary")


@lru_cache(maxsize=16_384)
def datetime_text(instant_ms: int) -> str:
    """An instant as Odoo writes it: UTC, to the second.

    >>> datetime_text(1_764_306_000_000)
    '2025-11-28 05:00:00'
    """
    return instant_text(instant_ms)[:19].replace("T", " ")


def wire(field: Field, value: Any) -> Any:
    """The value as a client reads it: what is empty is false."""
    if value is None or value == "":
        return False
    if field.type == "datetime":
        return datetime_text(value)
    if field.type == "date":
        return datetime_text(value)[:10]
    return list(value) if isinstance(value, tuple | list) else value


def read(view: View, model: Model, record: Any, names: Iterable[str], classic: bool = True) -> dict[str, Any]:
    """Some fields of a record, as `read` gives them. Without `classic`, links are ids only."""
    shown: dict[str, Any] = {"id": model.id_of(view, record)}
    for name in names:
        field = model.fields[name]
        value = wire(field, field.get(view, record))
        if field.type == "many2one" and not classic and value:
            value = value[0]
        shown[name] = value
    return shown


def is_set(value: Any) -> bool:
    """Whether a value that was sent is more than Odoo's empty ones."""
    return value is not None and value is not False and value != ""


def text_of(values: dict[str, Any], name: str, limit: int = LONGEST_TEXT) -> str:
    """A text; "" where it is absent. Raises Invalid."""
    value = values.get(name)
    if not is_set(value):
        return ""
    if type(value) in (int, float):
        value = str(value)
    if type(value) is not str or len(value) > limit:
        raise Invalid(f"{name}: expected a text of at most {limit} characters", name)
    return value


def number_of(values: dict[str, Any], name: str, default: float = 0.0) -> float:
    """A finite number. Raises BadValue."""
    value = values.get(name)
    if value is None or value is False or value == "":
        return default
    if type(value) is str and len(value) < 40:
        try:
            value = float(value)
        except ValueError:
            raise BadValue(f"could not convert string to float: {value!a}", name) from None
    if type(value) not in (int, float) or not -1e15 < value < 1e15 or math.isnan(value):
        raise BadValue(f"{name}: expected a number", name)
    return float(value)


def cents_of(values: dict[str, Any], name: str) -> int | None:
    """An amount in cents; None where it is absent. Raises BadValue."""
    value = values.get(name)
    if value is None or value is False or value == "":
        return None
    found = None
    if type(value) is str:
        found = cents_of_text(value)
    elif type(value) in (int, float):
        found = cents_of_number(value)
    if found is None:
        raise BadValue(f"{name}: expected an amount", name)
    return found


def flag_of(values: dict[str, Any], name: str, default: bool = False) -> bool:
    """True or false, as Python takes any value for one."""
    return default if name not in values else bool(values[name])


def instant_of(values: dict[str, Any], name: str) -> int | None:
    """Milliseconds of an instant in UTC; None where it is absent. Raises BadValue."""
    value = values.get(name)
    if not is_set(value):
        return None
    found = instant_of_text(value) if type(value) is str else None
    if found is None:
        raise BadValue(f"time data {str(value)[:40]!a} does not match format '%Y-%m-%d %H:%M:%S'", name)
    return found


def id_of(values: dict[str, Any], name: str) -> int | None:
    """The id of a linked record; None where it is absent. Raises BadValue."""
    value = values.get(name)
    if not is_set(value):
        return None
    if isinstance(value, list | tuple) and value:
        value = value[0]
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 19:
        value = int(value)
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is not int:
        raise BadValue(f"Wrong value for {name}: {str(values.get(name))[:60]!a}", name)
    return value


def ids_of_commands(value: Any, name: str) -> list[int]:
    """The ids that commands such as (6, 0, ids) and (4, id) leave, or those of a plain list. Raises BadValue."""
    if not is_set(value):
        return []
    if not isinstance(value, list | tuple):
        raise BadValue(f"Wrong value for {name}: {str(value)[:60]!a}", name)
    found: list[int] = []
    for entry in value:
        if type(entry) is int:
            found.append(entry)
            continue
        command = entry if isinstance(entry, list | tuple) and entry else [None]
        if command[0] == 6 and len(command) > 2 and isinstance(command[2], list | tuple):
            found = [number for number in command[2] if type(number) is int]
        elif command[0] == 4 and len(command) > 1 and type(command[1]) is int:
            found.append(command[1])
        elif command[0] in (3, 5):
            found = [number for number in found if command[0] == 3 and number != command[1]]
        else:
            raise BadValue(f"Wrong value for {name}: {str(entry)[:60]!a}", name)
    return found
