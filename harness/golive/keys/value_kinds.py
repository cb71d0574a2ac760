"""The value types of a scenario: one parser, one printer and one schema pattern each.

Every parser takes the text as written and raises `ValueError`, whose message (may be empty) is the hint added
to "expected ..., got ...". `kind.parse(kind.show(value)) == value` for every value of every kind.
Times are integer milliseconds, money is integer cents, shares are floats from 0 to 1.
Calendar values, windows and latencies are in `golive.keys.times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from unicodedata import category

from fake_erp.settings import Rate as Rate
from golive.keys.schema_patterns import FORWARDS, NOT_ZERO
from golive.keys.schema_patterns import SHARE as SHARE_FORM

T = TypeVar("T")

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_UNITS_MS = {"d": DAY_MS, "h": HOUR_MS, "m": MINUTE_MS, "s": SECOND_MS, "ms": 1}
_LONGEST_MS = 3660 * DAY_MS

SPAN = r"(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m(?!s))?(?:[0-9]{1,9}s)?(?:[0-9]{1,12}ms)?"
DECIMAL = r"[0-9]{1,12}(?:\.[0-9]{1,20})?"
_SHARE = rf"(?:{DECIMAL}%|0|[01]\.[0-9]{{1,20}})"
_WHOLE = r"(?:0|[1-9][0-9]{0,11})"
_MONEY = r"[0-9]{1,12}(?:\.[0-9]{2})? ?[A-Z]{3}"


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One type of value: its name in messages, parser, printer and JSON Schema.

    `is_text` kinds take words: a plain YAML scalar that YAML resolves to a number, date or boolean is refused.
    `is_number` kinds must not be quoted. `schema` is the JSON Schema of the written form.
    """

    name: str
    expected: str
    parse: Callable[[str], T]
    show: Callable[[T], str]
    schema: dict[str, Any]
    is_text: bool = False
    is_number: bool = False


def pattern(*patterns: str, numbers: bool = False, unless: str = "") -> dict[str, Any]:
    """The JSON Schema of a text of one of these forms, or a number; `unless` is a negative lookahead."""
    written: dict[str, Any] = {"pattern": f"^{unless}(?:{'|'.join(patterns)})$"}
    return {"type": ["string", "number"] if numbers else "string", **written}


def _decimal(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_number(number: float) -> str:
    """A decimal without exponent or trailing `.0`; parses back to the same float."""
    return _decimal(Decimal(repr(number)))


def require(regex: str, text: str, hint: str = "") -> re.Match[str]:
    """The match of the whole text. Raises ValueError with the hint where it does not match."""
    found = re.fullmatch(regex, text)
    if found is None:
        raise ValueError(hint)
    return found


def parse_duration(text: str) -> int:
    """Milliseconds from `3h40m`, `10s`, `250ms`; at most ten years."""
    if re.fullmatch(r"[0-9]{1,12}", text):
        raise ValueError(f"a duration needs a unit: {text}s, {text}m, {text}h")
    if clock := re.fullmatch(r"([0-9]{1,3}):([0-9]{2})", text):
        raise ValueError(f"write {clock[1]}h{clock[2]}m")
    if re.fullmatch(r"[0-9]+\.[0-9]+[a-z]+", text):
        raise ValueError("write whole numbers in smaller units, such as 1h30m for 1.5h")
    require(SPAN, text)
    total_ms = sum(int(count) * _UNITS_MS[unit] for count, unit in re.findall(r"([0-9]+)([a-z]+)", text))
    if total_ms > _LONGEST_MS:
        raise ValueError("the longest duration is ten years")
    return total_ms


def show_duration(duration_ms: int) -> str:
    """Milliseconds as `3h40m`, `10s`, `250ms`; zero is `0s`."""
    parts, rest = [], duration_ms
    for unit, unit_ms in _UNITS_MS.items():
        count, rest = divmod(rest, unit_ms)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def _parse_positive_duration(text: str) -> int:
    duration_ms = parse_duration(text)
    if duration_ms == 0:
        raise ValueError("it must be longer than 0s")
    return duration_ms


def parse_rate(text: str) -> Rate:
    """Parses a count per second, minute, hour or day such as `90/h`."""
    found = require(
        rf"({DECIMAL})/([smhd])", text, "" if "/" in text else "write the unit of time: /s, /m, /h or /d"
    )
    return Rate(float(found[1]), found[2])


def _parse_positive_rate(text: str) -> Rate:
    rate = parse_rate(text)
    if rate.count == 0:
        raise ValueError("it must be above 0")
    return rate


def show_rate(rate: Rate) -> str:
    """A rate as `parse_rate` reads it."""
    return f"{show_number(rate.count)}/{rate.per}"


def parse_share(text: str) -> float:
    """Parses `5%` or `0.05` as 0.05; `1` is refused as ambiguous."""
    if text == "1":
        raise ValueError("1 may mean 1% or 100%: write which")
    require(_SHARE, text)
    share = float(Decimal(text[:-1]) / 100) if text.endswith("%") else float(text)
    if share > 1:
        raise ValueError("the maximum is 100%")
    return share


def show_share(share: float) -> str:
    """A share in percent, such as `5%` for 0.05."""
    return f"{_decimal(Decimal(repr(share)) * 100)}%"


def _parse_exchange(text: str) -> int:
    """`1.1` as 1100000: millionths, so that nothing is lost."""
    millionths = int(
        Decimal(require(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)", text, "at most six decimals")[1]) * 1_000_000
    )
    if millionths == 0:
        raise ValueError("it must be above zero")
    return millionths


def _show_exchange(millionths: int) -> str:
    return _decimal(Decimal(millionths) / 1_000_000)


def _parse_percent(text: str) -> int:
    return int(require(r"([0-9]|[1-9][0-9])%", text, "whole percent, 0% to 99%")[1])


def parse_whole(text: str) -> int:
    """Parses a whole number of up to 12 digits, without leading zeros and underscores."""
    lying = re.fullmatch(r"0[0-9_]+|[0-9]+_[0-9_]*", text)
    return int(require(_WHOLE, text, "write it without leading zeros and underscores" if lying else "")[0])


def between(low: int, high: int, what: str = "a whole number") -> Kind[int]:
    """Whole numbers from `low` to `high`, both included."""

    def parse(text: str) -> int:
        number = parse_whole(text)
        if not low <= number <= high:
            raise ValueError("")
        return number

    expected = f"{what} from {low} to {high}"
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Kind("number", expected, parse, str, schema, is_number=True)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents of a currency."""

    cents: int
    currency: str


def parse_money(text: str) -> Money:
    """Parses `38 EUR` or `0.50 EUR`."""
    found = require(r"([0-9]{1,12})(?:\.([0-9]{2}))? ?([A-Z]{3})", text)
    return Money(int(found[1]) * 100 + int(found[2] or 0), found[3])


def show_money(money: Money) -> str:
    """An amount such as `38 EUR`; cents only where they are not 0."""
    units, cents = divmod(money.cents, 100)
    return f"{units}.{cents:02} {money.currency}" if cents else f"{units} {money.currency}"


@dataclass(frozen=True, slots=True)
class Zipf:
    """Popularity by rank: the item of rank r is bought in proportion to 1 / r ** exponent."""

    exponent: float


def parse_zipf(text: str) -> Zipf:
    """Parses `zipf 1.1`; the exponent is at most 5."""
    exponent = float(require(rf"zipf ({DECIMAL})", text)[1])
    if exponent > 5:
        raise ValueError("the largest exponent is 5")
    return Zipf(exponent)


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; whole numbers or milliseconds."""

    low: int
    high: int


def _range_parser(parse: Callable[[str], int]) -> Callable[[str], Range]:
    def parse_range(text: str) -> Range:
        low, dots, high = text.partition("..")
        bounds = Range(parse(low), parse(high if dots else low))
        if bounds.low > bounds.high:
            raise ValueError("the smaller end comes first")
        return bounds

    return parse_range


def _range_printer(show: Callable[[int], str]) -> Callable[[Range], str]:
    def show_range(bounds: Range) -> str:
        low, high = show(bounds.low), show(bounds.high)
        return low if low == high else f"{low}..{high}"

    return show_range


def whole_range(low: int, high: int) -> Kind[Range]:
    """Ranges of whole numbers whose ends lie from `low` to `high`."""
    end = between(low, high)
    schema = pattern(rf"{_WHOLE}(?:\.\.{_WHOLE})?", unless=FORWARDS)
    schema |= {"type": ["string", "integer"], "minimum": low, "maximum": high}
    expected = f"a range such as 1..6 or a single number, from {low} to {high}"
    return Kind("range", expected, _range_parser(end.parse), _range_printer(str), schema)


def choice(*words: str) -> Kind[str]:
    """One of the given words. Where `off` is one of them, the YAML truth values false and no mean it too."""
    falsehoods = {"false", "no", "off"} if "off" in words else set()

    def parse(text: str) -> str:
        if text in words:
            return text
        if text.lower() in falsehoods:
            return "off"
        raise ValueError("")

    allowed: list[Any] = [*words, False] if falsehoods else list(words)
    expected = " or ".join(words) if len(words) < 3 else "one of " + ", ".join(words)
    return Kind("choice", expected, parse, str, {"enum": allowed})


def or_off(kind: Kind[T]) -> Kind[T | None]:
    """The kind, or the word `off`, which reads as None."""

    def parse(text: str) -> T | None:
        return None if text.lower() in {"off", "no", "false"} else kind.parse(text)

    def show(value: T | None) -> str:
        return "off" if value is None else kind.show(value)

    schema = {"anyOf": [kind.schema, {"enum": ["off", False]}]}
    return Kind(kind.name, f"off or {kind.expected}", parse, show, schema, is_number=kind.is_number)


def word(expected: str, regex: str) -> Kind[str]:
    """A text that matches the regular expression in full."""

    def parse(text: str) -> str:
        return require(regex, text)[0]

    return Kind("text", expected, parse, str, pattern(regex), is_text=True)


def _parse_prose(text: str) -> str:
    prose = " ".join(text.split())
    if not prose:
        raise ValueError("it is empty")
    if any(category(letter) in ("Cc", "Cs") for letter in prose):
        raise ValueError("it holds control characters")
    return prose


DURATION = Kind(
    "duration", "a duration such as 250ms, 10s, 5m or 3h40m", parse_duration, show_duration, pattern(SPAN)
)
LASTING = Kind(
    "duration", DURATION.expected, _parse_positive_duration, show_duration, pattern(SPAN, unless=NOT_ZERO)
)
RATE = Kind("rate", "a rate such as 90/h or 20/s", parse_rate, show_rate, pattern(rf"{DECIMAL}/[smhd]"))
POSITIVE_RATE = Kind(
    "rate", RATE.expected, _parse_positive_rate, show_rate, pattern(rf"{DECIMAL}/[smhd]", unless=NOT_ZERO)
)
SHARE = Kind(
    "share",
    "a share such as 5% or 0.05",
    parse_share,
    show_share,
    pattern(SHARE_FORM, numbers=True) | {"minimum": 0, "maximum": 1},
)
PERCENT = Kind(
    "whole percent",
    "a tax rate such as 19%",
    _parse_percent,
    lambda rate: f"{rate}%",
    pattern(r"(?:[0-9]|[1-9][0-9])%"),
)
EXCHANGE = Kind(
    "exchange rate",
    "an exchange rate such as 1.1 or 0.9374",
    _parse_exchange,
    _show_exchange,
    pattern(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", numbers=True) | {"exclusiveMinimum": 0},
)
MONEY = Kind("money", "an amount such as 38 EUR or 0.50 EUR", parse_money, show_money, pattern(_MONEY))
ZIPF = Kind(
    "popularity",
    "a popularity such as zipf 1.1",
    parse_zipf,
    lambda zipf: f"zipf {show_number(zipf.exponent)}",
    pattern(rf"zipf {DECIMAL}"),
)
DURATION_RANGE = Kind(
    "range of durations",
    "a range of durations such as 10s..20m",
    _range_parser(parse_duration),
    _range_printer(show_duration),
    pattern(rf"{SPAN}(?:\.\.{SPAN})?", unless=FORWARDS),
)
PROSE = Kind("text", "a text", _parse_prose, str, {"type": "string", "minLength": 1}, is_text=True)
