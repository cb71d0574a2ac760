"""Values of JSON properties, with the refusals of Business Central for those of a wrong type."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from fake_erp.accounting.money import MAX_CENTS, cents_of_number, cents_of_text
from fake_erp.dialects.business_central.errors import BAD_GUID, BAD_REQUEST, DIALOG, TOO_LONG, Refused
from fake_erp.dialects.record_ids import NO_GUID
from fake_erp.times import instant_of_text

MAX_QUANTITY = 1_000_000
NO_DATE = "0001-01-01"
Data = Mapping[str, Any]


def wrong_type(name: str, type_name: str) -> Refused:
    """A value that cannot be read as the type of its property."""
    return Refused(
        BAD_REQUEST, f"Cannot convert a value to target type '{type_name}' for '{name[:80]}'.", name
    )


def text(data: Data, name: str, length: int = 0) -> str:
    """A text; null is an empty one. It is never cut."""
    value = data.get(name)
    if value is None:
        return ""
    if type(value) is not str:
        raise wrong_type(name, "Edm.String")
    value = value.encode("utf-8", "replace").decode()
    if length and len(value) > length:
        raise Refused(
            TOO_LONG,
            f"The length of the string is {len(value)}, but it must be less than or equal to {length} characters. "
            f"Value: {value[:250]}",
            name,
        )
    return value


def code(data: Data, name: str, length: int = 20) -> str:
    """A code: capital letters, without blanks around."""
    return text(data, name, length).strip().upper()


def flag(data: Data, name: str, default: bool = False) -> bool:
    """True or false."""
    value = data.get(name)
    if value is None:
        return default
    if type(value) is not bool:
        raise wrong_type(name, "Edm.Boolean")
    return value


def guid(data: Data, name: str) -> str:
    """A GUID in small letters; "" for none and for the empty one."""
    value = data.get(name)
    if value is None:
        return ""
    if type(value) is not str:
        raise wrong_type(name, "Edm.Guid")
    try:
        found = str(UUID(value))
    except ValueError:
        raise Refused(
            BAD_GUID, f"Invalid format of GUID string. The value is '{value[:80]}'.", name
        ) from None
    return "" if found == NO_GUID else found


def decimal(data: Data, name: str) -> Any:
    """A number as it was sent, or as text from clients that write decimals so; None for none."""
    value = data.get(name)
    if value is None:
        return None
    if type(value) is int or type(value) is float:
        return value
    if type(value) is str and cents_of_text(value) is not None:
        return float(Decimal(value))
    raise wrong_type(name, "Edm.Decimal")


def cents(data: Data, name: str, *, least: int | None = 0) -> int | None:
    """An amount, rounded to the precision of the currency; None for none."""
    value = decimal(data, name)
    if value is None:
        return None
    found = cents_of_number(value) if abs(value) <= MAX_CENTS else None
    if found is None:
        raise wrong_type(name, "Edm.Decimal")
    if least is not None and found < least:
        raise Refused(DIALOG, f"The value of {name} must not be less than 0.", name)
    return found


def quantity(data: Data, name: str) -> int | None:
    """A whole number of units; None for none."""
    value = decimal(data, name)
    if value is None:
        return None
    if not 0 <= value <= MAX_QUANTITY or value != int(value):
        raise Refused(DIALOG, f"{name} must be a whole number from 0 to {MAX_QUANTITY}.", name)
    return int(value)


def day(data: Data, name: str) -> int | None:
    """A date or an instant, in ms since the epoch; None for none and for the empty date."""
    value = data.get(name)
    if value is None or value == "" or (type(value) is str and value.startswith(NO_DATE)):
        return None
    found = instant_of_text(value) if type(value) is str else None
    if found is None:
        raise wrong_type(name, "Edm.Date")
    return found


def rows(data: Data, name: str, most: int) -> list[Data]:
    """A list of objects; empty for none."""
    value = data.get(name)
    if value is None:
        return []
    if type(value) is not list or any(type(each) is not dict for each in value):
        raise wrong_type(name, "Collection")
    if len(value) > most:
        raise Refused(DIALOG, f"{name}: at most {most} lines.", name)
    return value


def require_known(data: Data, known: Any, type_name: str) -> None:
    """Refuse properties that a type does not have. Annotations are no properties."""
    for name in data:
        if name not in known and "@" not in name and not name.startswith("web_"):
            raise Refused(
                BAD_REQUEST,
                f"The property '{name[:80]}' does not exist on type 'Microsoft.NAV.{type_name}'. Make sure to only use "
                "property names that are defined by the type.",
                name[:80],
                {"unknown": name[:80]},
            )
