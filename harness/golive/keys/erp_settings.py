"""Settings of the fake ERP as keys of the scenario.

`fake_erp` declares each setting; this module maps every kind of setting to the value type of the scenario. A new
rule or a new setting of a channel needs no change here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from fake_erp.accounting.config import CURRENCIES
from fake_erp.channels.tables import addresses
from fake_erp.settings import Amount, Setting, settings_of
from golive.keys.schedule_kinds import DELAY, HOURS, MOMENTS, PER_HOUR
from golive.keys.shapes import REQUIRED, Entries, Entry, Key, Many, Own, Pairs, Section
from golive.keys.value_kinds import (
    DECIMAL,
    DURATION,
    LASTING,
    MONEY,
    PERCENT,
    POSITIVE_RATE,
    SHARE,
    Kind,
    Money,
    between,
    choice,
    or_off,
    parse_money,
    pattern,
    require,
    show_money,
    word,
)
from golive.wire.operations import OPERATIONS

_FIELD = word("a dotted field name such as custom.sales_channel", r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
_CODE = word("a code of two or three capital letters such as DE or EUR", r"[A-Z]{2,3}")
_OPERATIONS = tuple(name.removeprefix("erp.") for name in OPERATIONS if name.startswith("erp."))
_TEXT = word("a text", r"\S(?:.*\S)?")


def _operation(text: str) -> str:
    if text not in _OPERATIONS:
        near = get_close_matches(text, _OPERATIONS, 1, 0.75)
        raise ValueError(f"did you mean {near[0]}?" if near else "")
    return text


OPERATION: Kind[str] = Kind(
    "operation",
    "an operation of the ERP such as order.cancel",
    _operation,
    str,
    {"enum": list(_OPERATIONS)},
)


def _amount(text: str) -> Amount:
    money = parse_money(text)
    return Amount(money.cents, money.currency)


AMOUNT: Kind[Amount] = Kind(
    "money",
    MONEY.expected,
    _amount,
    lambda amount: show_money(Money(amount.cents, amount.currency)),
    MONEY.schema,
)

_TRUTHS = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


def _switch(text: str) -> bool:
    if text.lower() not in _TRUTHS:
        raise ValueError("")
    return _TRUTHS[text.lower()]


SWITCH: Kind[bool] = Kind(
    "switch", "on or off", _switch, lambda on: "on" if on else "off", {"enum": ["on", "off", True, False]}
)


def choice_of(choices: Mapping[str, object]) -> Kind[Any]:
    """One of some words; the value is what the word stands for."""
    words = choice(*choices)
    written = {value: word for word, value in choices.items()}
    return Kind(
        words.name,
        words.expected,
        lambda text: choices[words.parse(text)],
        lambda value: written[value],
        words.schema,
    )


def zero_off(kind: Kind[int]) -> Kind[int]:
    """The kind, or the word `off`, which reads as 0."""
    other = or_off(kind)
    return Kind(
        other.name,
        other.expected,
        lambda text: other.parse(text) or 0,
        lambda value: other.show(value or None),
        other.schema,
        is_number=other.is_number,
    )


def _currency(*names: str) -> Kind[str]:
    def known(text: str) -> str:
        if text not in names:
            raise ValueError(f"one of {', '.join(names)}")
        return text

    return Kind("currency", "a currency of the ERP such as CHF", known, str, {"enum": list(names)})


def _micro(text: str) -> int:
    require(DECIMAL, text)
    micro = Decimal(text) * 1_000_000
    if micro != int(micro) or not 0 < micro <= 10**12:
        raise ValueError("above 0, with at most six decimal places")
    return int(micro)


RATE_OF_EXCHANGE: Kind[int] = Kind(
    "rate of exchange",
    "what one unit is worth in the home currency, such as 1.0865",
    _micro,
    lambda micro: f"{Decimal(micro) / 1_000_000:f}",
    pattern(DECIMAL, numbers=True),
)
COST: Kind[int] = Kind(
    "whole percent",
    "a share of the price in whole percent, such as 60%",
    lambda text: 100 * PERCENT.parse(text),
    lambda basis_points: PERCENT.show(basis_points // 100),
    PERCENT.schema,
)


def _database(text: str) -> str:
    problem = addresses.problem(text)
    if problem:
        raise ValueError(problem)
    return text


_DATABASE = Kind("text", addresses.EXPECTED, _database, str, pattern(r"[^\s]+"), is_text=True)
_PREFIX = word("letters and digits such as AU26-", "[A-Za-z0-9/-]{1,12}")

Shape = Kind[Any] | Many[Any] | Pairs[Any]


def _whole(setting: Setting) -> Kind[int]:
    kind = between(setting.least, setting.most)
    return zero_off(kind) if setting.off else kind


def _list(setting: Setting) -> Many[Any]:
    assert setting.of is not None, f"{setting.key}: a list says of which class its entries are"
    return Many(Section(setting.of))


SHAPES: Mapping[str, Callable[[Setting], Shape]] = {
    "choice": lambda setting: choice_of(setting.choices),
    "switch": lambda setting: SWITCH,
    "fields": lambda setting: Many(_FIELD, lone=True),
    "texts": lambda setting: Many(_TEXT, lone=True),
    "operations": lambda setting: Many(OPERATION, lone=True),
    "codes": lambda setting: Many(_CODE, lone=True),
    "text": lambda setting: _TEXT,
    "whole": _whole,
    "share": lambda setting: SHARE,
    "percent": lambda setting: COST,
    "money": lambda setting: AMOUNT,
    "duration": lambda setting: DURATION,
    "lasting": lambda setting: zero_off(LASTING) if setting.off else LASTING,
    "limits": lambda setting: Pairs(_FIELD, between(setting.least, setting.most)),
    "matches": lambda setting: Pairs(_FIELD, _TEXT),
    "moments": lambda setting: MOMENTS if setting.default is MISSING else or_off(MOMENTS),
    "hours": lambda setting: HOURS,
    "span": lambda setting: or_off(DELAY),
    "delay": lambda setting: DELAY,
    "rate": lambda setting: PER_HOUR,
    "throughput": lambda setting: or_off(POSITIVE_RATE),
    "coins": lambda setting: Pairs(
        _currency(*CURRENCIES), between(setting.least, setting.most), is_dict=True
    ),
    "exchange_rates": lambda setting: Pairs(_currency(*CURRENCIES[1:]), RATE_OF_EXCHANGE, is_dict=True),
    "prefix": lambda setting: _PREFIX,
    "database": lambda setting: _DATABASE,
    "list": _list,
}
"""Every kind of setting in `fake_erp.settings`, as the scenario reads it."""

_MAY_BE_OFF = ("moments", "span", "throughput")
"""Kinds for which None is the word `off`. Of the others, None is a key that is not written."""


def key_of(setting: Setting, value: Any) -> Key[Any]:
    """The key of one setting, with `value` as its default."""
    shape = SHAPES[setting.kind](setting)
    return Key(setting.key, shape, _default(setting, shape, value), setting.doc, setting.aliases)


def _default(setting: Setting, shape: Shape, value: Any) -> Any:
    if value is MISSING:
        return REQUIRED
    if value is None and setting.kind not in _MAY_BE_OFF:
        return None
    return shape.show(value) if isinstance(shape, Kind) else value


def entry_of(default: Any) -> Entry:
    """One declaration such as a rule; what is not written is as in `default`."""
    cls = type(default)
    keys = {each.attribute: key_of(each, getattr(default, each.attribute)) for each in settings_of(cls)}
    return Entry(keys, default, (cls.__doc__ or "").strip().partition("\n")[0])


def entries_of(defaults: Mapping[str, Any], own: Own | None = None) -> Entries:
    """All declarations of a registry, by name, and those of the user's own by dotted path where `own` allows them."""
    return Entries({name: entry_of(default) for name, default in defaults.items()}, own=own)


def own_class(what: str, base: type[Any]) -> Own:
    """A class of the user's own that derives from a base of the ERP such as `Rule`."""

    def problem(found: object) -> str:
        if not isinstance(found, type) or not issubclass(found, base):
            return f"write a frozen dataclass derived from golive.{base.__name__}"
        return "" if settings_of(found) else "it has no setting; the first one switches it on"

    return Own(f"the dotted path of a {what} such as mycompany.erp:{base.__name__}", problem)
