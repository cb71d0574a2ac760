"""Reading the JSON of S/4: texts, decimals as text, dates as `/Date(ms)/`, collections with and without `results`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fake_erp.accounting.money import cents_of_number, cents_of_text
from fake_erp.dialects.odata.model import EntityType
from fake_erp.errors import Malformed, Place
from fake_erp.times import instant_of_text

MAX_QUANTITY = 1_000_000
LATEST_MS = 4_102_444_800_000
TEXT_LIMIT = 255


def bad(name: str, expected: str, came: Any) -> Malformed:
    """The refusal of the value of a property."""
    shown = ascii(came)[:40] if isinstance(came, str | int | float | bool) or came is None else "a structure"
    return Malformed(f"Property '{name}': expected {expected}, got {shown}", name)


def record(data: Any, name: str = "") -> dict[str, Any]:
    """A JSON object; one wrapped in `d` as replies have it too."""
    if type(data) is dict:
        inner = data.get("d") if not name else None
        return inner if type(inner) is dict else data
    raise bad(name, "an object", data) if name else Malformed("The request has no entity in its body", "body")


def rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A collection: a list, or an object with the list as `results`."""
    found = data.get(name)
    if found is None:
        return []
    if type(found) is dict:
        found = found.get("results", [] if "__deferred" in found else [found])
    if type(found) is not list:
        raise bad(name, "a collection", found)
    return [record(each, name) for each in found]


def text(data: Mapping[str, Any], name: str, limit: int = TEXT_LIMIT) -> str:
    """A text; "" where it is missing or null."""
    found = data.get(name)
    if found is None:
        return ""
    if type(found) is not str:
        raise bad(name, "a text", found)
    if len(found) > limit:
        raise Malformed(f"Property '{name}' is longer than {limit} characters", name)
    return found


def cents(data: Mapping[str, Any], name: str) -> int | None:
    """An amount, in cents; None where it is missing."""
    found = data.get(name)
    if found is None or found == "":
        return None
    if type(found) is str:
        amount = cents_of_text(found.strip())
    elif type(found) is int or type(found) is float:
        amount = cents_of_number(found)
    else:
        amount = None
    if amount is None:
        raise bad(name, "a decimal such as '19.99'", found)
    return amount


def quantity(data: Mapping[str, Any], name: str, line: int | None = None, least: int = 1) -> int | None:
    """A number of units, rounded to whole ones; None where it is missing."""
    found = cents(data, name)
    if found is None:
        return None
    units = (found + 50) // 100  # a piece has no decimals: what was sent is rounded
    if not least <= units <= MAX_QUANTITY:
        expected = f"a whole number from {least} to {MAX_QUANTITY}"
        raise Malformed(
            f"Property '{name}': expected {expected}, got {ascii(data[name])[:40]}", Place("quantity", line)
        )
    return units


def flag(data: Mapping[str, Any], name: str) -> bool | None:
    """A boolean; None where it is missing."""
    found = data.get(name)
    if found is not None and type(found) is not bool:
        raise bad(name, "true or false", found)
    return found


def instant(data: Mapping[str, Any], name: str) -> int | None:
    """A date or time in ms, from `/Date(ms)/` or ISO 8601; None where it is missing."""
    found = data.get(name)
    if found is None or found == "":
        return None
    instant_ms = None
    if type(found) is str and len(found) <= 40:
        instant_ms = _epoch(found) if found.startswith("/Date(") else instant_of_text(found)
    if instant_ms is None:
        raise bad(name, "a date such as '/Date(1546992000000)/'", found)
    return instant_ms


def _epoch(found: str) -> int | None:
    inner = found.removeprefix("/Date(").removesuffix(")/").partition("+")[0]
    if not (inner.isascii() and inner.isdigit() and len(inner) <= 15):
        return None
    return int(inner) if int(inner) < LATEST_MS else None


def only(data: Mapping[str, Any], entity: EntityType, extension: str = "") -> None:
    """Refuse properties that the type does not have. `extension` ends the names of custom fields."""
    for name in data:
        if name in entity.by_name or name in entity.navigations or name == "__metadata" or name[:1] == "@":
            continue
        if extension and name.startswith("YY1_") and name.endswith(extension):
            continue
        raise Malformed(f"Property '{str(name)[:60]}' is invalid in type '{entity.name}'", str(name)[:60])


def check_lengths(data: Mapping[str, Any], entity: EntityType, names: Iterable[str] = ()) -> None:
    """Refuse texts longer than the metadata allows, before anything else is looked at."""
    for name in names or data:
        found = entity.by_name.get(name)
        value = data.get(name)
        if found is not None and found.length and type(value) is str and len(value) > found.length:
            raise Malformed(f"Property '{name}' is longer than {found.length} characters", name)
