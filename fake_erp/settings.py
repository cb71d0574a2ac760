"""How a rule, a quirk, a limit or a job declares what a house may set.

A declaration is a frozen slotted dataclass whose fields are made by `setting`. Whoever reads a house's decisions
from a file finds here what may be written, of which kind, with which default:

    @dataclass(frozen=True, slots=True)
    class CreditLimit(Rule):
        '''Orders beyond the credit of their customer.'''        # first line: what it is

        mode: str = setting("off", "choice", "What becomes of such an order.", choices=("off", "hold"))
        credit: Amount = setting(Amount(500_000, "EUR"), "money", "Credit of a new customer.")

The first field is the short form: `credit_limit: hold` is `credit_limit: {mode: hold}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar

T = TypeVar("T")

SettingKind = Literal[
    "choice",
    "switch",
    "fields",
    "texts",
    "operations",
    "codes",
    "text",
    "whole",
    "share",
    "money",
    "duration",
    "limits",
    "matches",
    "moments",
    "hours",
    "span",
    "delay",
    "rate",
]
"""What a value is in the books, and how people write it:

choice    one of `choices`                              hold
switch    bool                                          on
fields    tuple of dotted names                         [ship_to.postcode, custom.sales_channel]
texts     tuple of texts                                [integration, importer]
operations  tuple of operations of this ERP             [order.hold, order.cancel]
codes     tuple of codes of two or three capitals       [DE, AT]
text      one text                                      WEB
whole     int from `least` to `most`                    12
share     float from 0 to 1                             5%
money     Amount                                        5000 EUR
duration  int milliseconds                              30m
limits    tuple of (dotted name, int)                   {ship_to.street: 35}
matches   tuple of (dotted name, text)                  {custom.kind: b2b}
moments   Moments, or None for off                      weekly sunday 22:00
hours     Hours                                         mon..fri 08:00..18:00
span      tuple of two durations, or None for off       10m..2h
delay     tuple of two durations                        0s..3d
rate      float per hour                                60/h
"""

MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount a house has set, in minor units of a currency."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: the attribute that holds it, its name in files, its kind, its default, what it means."""

    attribute: str
    key: str
    kind: SettingKind
    default: Any
    doc: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = MOST


def setting(
    default: T,
    kind: SettingKind,
    doc: str,
    *,
    key: str = "",
    choices: tuple[str, ...] = (),
    least: int = 0,
    most: int = MOST,
) -> T:
    """A field of a declaration. `key` is its name in files where that is not the attribute's."""
    declared = Setting("", key, kind, default, doc, choices, least, most)
    made: T = field(default=default, metadata={"setting": declared})
    return made


def settings_of(cls: type[Any]) -> tuple[Setting, ...]:
    """What may be set, in the order of declaration; the first is the short form."""
    return tuple(
        replace(each.metadata["setting"], attribute=each.name, key=each.metadata["setting"].key or each.name)
        for each in fields(cls)
        if "setting" in each.metadata
    )


def configured(cls: type[T], written: Any) -> T:
    """A declaration with values: a mapping by attribute, or the value of the first setting alone.

    Raises ValueError for an unknown attribute and for a choice that is none.
    """
    declared = {each.attribute: each for each in settings_of(cls)}
    short = next(iter(declared))
    given: Mapping[str, Any] = written if isinstance(written, Mapping) else {short: written}
    return cls(**_checked(cls, declared, given))


def house_of(kind: str, registry: Mapping[str, type[T]], written: Mapping[str, Any]) -> dict[str, T]:
    """Every entry of a registry: as written, the others with their defaults.

    Raises ValueError for an entry or a setting that does not exist.
    """
    strange = [name for name in written if name not in registry]
    if strange:
        raise ValueError(f"{kind}: expected some of {', '.join(registry)}, got {strange[0]!r}")
    return {
        name: configured(cls, written[name]) if name in written else cls() for name, cls in registry.items()
    }


def changed(declaration: T, given: Mapping[str, Any]) -> T:
    """The declaration with some values replaced. Raises ValueError as `configured` does."""
    cls = type(declaration)
    declared = {each.attribute: each for each in settings_of(cls)}
    return replace(declaration, **_checked(cls, declared, given))  # type: ignore[type-var]


def _checked(cls: type[Any], declared: Mapping[str, Setting], given: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in given.items():
        setting_of = declared.get(name)
        if setting_of is None:
            raise ValueError(f"{cls.__name__}: expected one of {', '.join(declared)}, got {name!r}")
        if setting_of.kind == "choice" and value not in setting_of.choices:
            expected = ", ".join(setting_of.choices)
            raise ValueError(f"{cls.__name__}.{name}: expected one of {expected}, got {value!r}")
        checked[name] = tuple(value) if isinstance(value, list) else value
    return checked


def difference(before: Any, after: Any) -> dict[str, list[Any]]:
    """What two declarations of a class say differently, as JSON data: by key, the old and the new value."""
    found: dict[str, list[Any]] = {}
    for each in settings_of(type(before)):
        old, new = getattr(before, each.attribute), getattr(after, each.attribute)
        if old != new:
            found[each.key] = [as_json(old), as_json(new)]
    return found


def as_json(value: Any) -> Any:
    """A value of any kind as JSON data: amounts as text, tuples as lists."""
    if isinstance(value, Amount):
        return f"{value.cents // 100}.{value.cents % 100:02} {value.currency}"
    return [as_json(each) for each in value] if isinstance(value, tuple) else value
