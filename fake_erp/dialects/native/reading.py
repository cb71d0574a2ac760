"""Reading documents of unknown shape, field by field. Every refusal names the field and what to send instead.

Text is taken as it is, null counts as absent, unknown fields are ignored.
"""

from __future__ import annotations

from sys import intern
from typing import Any
from urllib.parse import unquote_plus

from fake_erp.accounting.money import cents_of_number, cents_of_text
from fake_erp.errors import Malformed
from fake_erp.model import Address, Item
from fake_erp.model.quantities import THOUSAND, thousandths_of
from fake_erp.times import instant_of_text

TEXT_LIMIT = 255
REFERENCE_LIMIT = 64
ADDRESS_FIELDS = ("name", "company", "street", "city", "region", "postcode", "country", "phone")
_ADDRESS_NAMES = frozenset(ADDRESS_FIELDS)
MAX_QUANTITY = 1_000_000
MAX_CUSTOM_FIELDS = 50
MAX_CUSTOM_NUMBER = 2**53
"""Beyond it a JSON number is no longer exact everywhere."""
MAX_PAGE = 1000
MAX_CURSOR = 10**18 - 1
_NAMES = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}


def bad(field: str, expected: str, came: object) -> Malformed:
    """The refusal of a field's value."""
    return Malformed(f"{field}: expected {expected}, got {_shown(came)}", field or None)


def _shown(value: object) -> str:
    kind = type(value)
    if kind is str:
        return ascii(value[:40]) if len(value) > 0 else "an empty text"  # type: ignore[index,arg-type]
    if kind is int or kind is float:
        return repr(value) if abs(value) < 10**30 else "a number out of all bounds"  # type: ignore[arg-type]
    if kind is bool:
        return "true" if value else "false"
    return _NAMES.get(kind, "something else")


def record(data: Any, field: str = "") -> dict[str, Any]:
    """An object."""
    if type(data) is not dict:
        raise bad(field or "body", "a JSON object", data)
    return data


def text(data: dict[str, Any], name: str, where: str = "", limit: int = TEXT_LIMIT) -> str:
    """A text that must be there and not be empty. `where` is the path of `data`, such as `lines[0].`."""
    value = data.get(name)
    if type(value) is not str or not value or len(value) > limit:
        raise bad(where + name, f"a text of 1 to {limit} characters", value)
    return value


def optional_text(data: dict[str, Any], name: str, where: str = "", limit: int = TEXT_LIMIT) -> str:
    """A text that may be absent: then it is ""."""
    value = data.get(name)
    if value is None:
        return ""
    if type(value) is not str or len(value) > limit:
        raise bad(where + name, f"a text of at most {limit} characters", value)
    return value


def flag(data: dict[str, Any], name: str, where: str = "", default: bool = False) -> bool:
    """A boolean; `default` where it is missing or null. Raises Malformed."""
    value = data.get(name)
    if value is None:
        return default
    if type(value) is not bool:
        raise bad(where + name, "true or false", value)
    return value


def cents(data: dict[str, Any], name: str, where: str = "", required: bool = False) -> int:
    """An amount of at least 0, in cents; 0 when it is absent and not required."""
    value = data.get(name)
    if type(value) is str:
        amount = cents_of_text(value)
    elif type(value) is int or type(value) is float:
        amount = cents_of_number(value)
    elif value is None and not required:
        return 0
    else:
        amount = None
    if amount is None or amount < 0:
        raise bad(where + name, 'an amount of at least 0 such as "19.99"', value)
    return amount


def integer(value: Any) -> int | None:
    """A JSON value as a whole number; JSON knows no difference between 2 and 2.0. None for anything else."""
    if type(value) is float and value.is_integer():
        return int(value)
    return value if type(value) is int else None


def quantity(data: dict[str, Any], name: str, where: str = "", least: int = 1) -> tuple[int, int]:
    """A quantity of at least `least` thousandths: (whole units, thousandths beyond them)."""
    value = data.get(name)
    if type(value) is int and 0 < value <= MAX_QUANTITY:
        return value, 0
    thousandths = thousandths_of(value) if type(value) is int or type(value) is float else None
    if thousandths is None or not least <= thousandths <= MAX_QUANTITY * THOUSAND:
        raise bad(where + name, f"a number above 0 and up to {MAX_QUANTITY}, of at most three places", value)
    return divmod(thousandths, THOUSAND)


def counted(item: Item, data: dict[str, Any], name: str, where: str = "", least: int = 1) -> int:
    """A quantity as an item is counted. Raises Malformed, also for a fraction of an item sold in whole units."""
    units, thousandths = quantity(data, name, where, least)
    if item.scale != 1:
        return units * item.scale + thousandths
    if thousandths:
        raise bad(where + name, f"a whole number, because {item.sku} is sold in whole units", data[name])
    return units


def instant(data: dict[str, Any], name: str) -> int:
    """Milliseconds since the epoch."""
    value = data.get(name)
    instant_ms = instant_of_text(value) if type(value) is str else None
    if instant_ms is None:
        raise bad(name, 'an ISO 8601 time between 1970 and 2099 such as "2025-11-28T05:00:00Z"', value)
    return instant_ms


def country(value: Any, field: str) -> str:
    """An ISO 3166 country code of two letters. Raises Malformed."""
    if type(value) is not str or len(value) != 2 or not (value.isascii() and value.isupper()):
        raise bad(field, 'an ISO 3166 country code such as "DE"', value)
    return value


def address(data: Any, field: str) -> Address | None:
    """A ship-to or bill-to address: any of the known parts, each a text."""
    if data is None:
        return None
    given = record(data, field)
    read: Address = {}
    for name, value in given.items():
        if name in _ADDRESS_NAMES and value is not None:
            if type(value) is not str or len(value) > TEXT_LIMIT:
                raise bad(f"{field}.{name}", f"a text of at most {TEXT_LIMIT} characters", value)
            read[name] = value
    land = read.get("country")
    if land:
        read["country"] = intern(country(land, f"{field}.country"))
    return read


def custom(data: Any, field: str) -> dict[str, Any]:
    """Free fields: a flat object of texts, numbers, true, false and null."""
    if data is None:
        return {}
    given = record(data, field)
    if len(given) > MAX_CUSTOM_FIELDS:
        raise Malformed(f"{field}: at most {MAX_CUSTOM_FIELDS} custom fields, got {len(given)}", field)
    for name, value in given.items():
        if type(name) is not str or len(name) > REFERENCE_LIMIT:
            raise bad(field, f"names of at most {REFERENCE_LIMIT} characters", name)
        kind = type(value)
        if kind is str:
            if len(value) > TEXT_LIMIT:
                raise bad(f"{field}.{name}", f"a text of at most {TEXT_LIMIT} characters", value)
        elif kind is int or kind is float:
            if not -MAX_CUSTOM_NUMBER <= value <= MAX_CUSTOM_NUMBER:
                raise bad(f"{field}.{name}", f"a number of at most {MAX_CUSTOM_NUMBER}", value)
        elif value is not None and kind is not bool:
            raise bad(f"{field}.{name}", "a text, a number, true, false or null", value)
    return given.copy()


def query_of(raw: str) -> dict[str, str]:
    """The parameters of a raw query string; of a repeated one the last counts."""
    found: dict[str, str] = {}
    if raw:
        for part in raw.split("&"):
            name, _, value = part.partition("=")
            found[_plain(name)] = _plain(value)
    return found


def _plain(quoted: str) -> str:
    return unquote_plus(quoted) if "%" in quoted or "+" in quoted else quoted


def whole(query: dict[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number in a query, or the default when it is absent."""
    value = query.get(name)
    if value is None:
        return default
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else -1
    if not least <= number <= most:
        raise bad(name, f"a whole number from {least} to {most}", value)
    return number


def page_of(query: dict[str, str]) -> tuple[int, int]:
    """`after` and `limit` of a feed."""
    return whole(query, "after", 0, 0, MAX_CURSOR), whole(query, "limit", 100, 1, MAX_PAGE)
