"""What a house decides about its ERP, as keys of the scenario: made from the registries of the fake.

A rule or a quirk declares its settings in `fake_erp`; here every kind of setting gets the value type people write.
A new rule is one file and one line there, and nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from fake_erp.settings import Amount, Setting, settings_of
from golive.keys.declare import Entries, Entry, Key, Many, Pairs
from golive.keys.schedule_kinds import DELAY, HOURS, MOMENTS, PER_HOUR
from golive.keys.value_kinds import (
    DURATION,
    MONEY,
    SHARE,
    Kind,
    Money,
    between,
    choice,
    or_off,
    parse_money,
    pattern,
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
    pattern(*map(re.escape, _OPERATIONS)),
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

Shape = Kind[Any] | Many[Any] | Pairs[Any]

SHAPES: Mapping[str, Callable[[Setting], Shape]] = {
    "choice": lambda setting: choice(*setting.choices),
    "switch": lambda setting: SWITCH,
    "fields": lambda setting: Many(_FIELD, lone=True),
    "texts": lambda setting: Many(_TEXT, lone=True),
    "operations": lambda setting: Many(OPERATION, lone=True),
    "codes": lambda setting: Many(_CODE, lone=True),
    "text": lambda setting: _TEXT,
    "whole": lambda setting: between(setting.least, setting.most),
    "share": lambda setting: SHARE,
    "money": lambda setting: AMOUNT,
    "duration": lambda setting: DURATION,
    "limits": lambda setting: Pairs(_FIELD, between(setting.least, setting.most)),
    "matches": lambda setting: Pairs(_FIELD, _TEXT),
    "moments": lambda setting: or_off(MOMENTS),
    "hours": lambda setting: HOURS,
    "span": lambda setting: or_off(DELAY),
    "delay": lambda setting: DELAY,
    "rate": lambda setting: PER_HOUR,
}
"""Every kind of setting in `fake_erp.settings`, as the scenario reads it."""


def key_of(setting: Setting, value: Any) -> Key[Any]:
    """The key of one setting, with `value` as its default."""
    shape = SHAPES[setting.kind](setting)
    return Key(setting.key, shape, shape.show(value) if isinstance(shape, Kind) else value, setting.doc)


def entry_of(default: Any) -> Entry:
    """One declaration such as a rule; what is not written is as in `default`."""
    cls = type(default)
    keys = {each.attribute: key_of(each, getattr(default, each.attribute)) for each in settings_of(cls)}
    return Entry(keys, default, (cls.__doc__ or "").strip().partition("\n")[0])


def entries_of(defaults: Mapping[str, Any]) -> Entries:
    """All declarations of a registry, by name."""
    return Entries({name: entry_of(default) for name, default in defaults.items()})
