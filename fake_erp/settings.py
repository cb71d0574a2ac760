"""How a rule, a quirk, a job, a limit or a channel declares what a company may set.

A declaration is a frozen slotted dataclass whose fields are made by `setting`: name in files, kind, meaning, default.
Everything else follows from it: what a file may hold, what is said of a wrong value, the pages for people.

    @dataclass(frozen=True, slots=True)
    class CreditLimit(Rule):
        '''Orders beyond the credit of their customer.'''        # first line: what it is

        mode: str = setting("mode", "choice", "What becomes of such an order.", "off", choices=("off", "hold"))
        credit: Amount = setting("credit", "money", "Credit of a new customer.", Amount(500_000, "EUR"))

Of rules, quirks and jobs the first field is the short form: `credit_limit: hold` is `credit_limit: {mode: hold}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, cast

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
    "percent",
    "money",
    "duration",
    "lasting",
    "limits",
    "matches",
    "moments",
    "hours",
    "span",
    "delay",
    "rate",
    "throughput",
    "coins",
    "exchange_rates",
    "prefix",
    "database",
    "list",
]
"""What a value is in the fake, and how people write it:

choice    one of `choices`, or what they map it to      hold
switch    bool                                          on
fields    tuple of dotted names                         [ship_to.postcode, custom.sales_channel]
texts     tuple of texts                                [integration, importer]
operations  tuple of operations of this ERP             [order.hold, order.cancel]
codes     tuple of codes of two or three capitals       [DE, AT]
text      one text                                      WEB
whole     int from `least` to `most`                    12
share     float from 0 to 1                             5%
percent   int basis points, whole percents              60%
money     Amount                                        5000 EUR
duration  int milliseconds                              30m
lasting   int milliseconds, more than 0                 30m
limits    tuple of (dotted name, int)                   {ship_to.street: 35}
matches   tuple of (dotted name, text)                  {custom.kind: b2b}
moments   Moments, or None for off                      weekly sunday 22:00
hours     Hours                                         mon..fri 08:00..18:00
span      tuple of two durations, or None for off       10m..2h
delay     tuple of two durations                        0s..3d
rate      float per hour                                60/h
throughput  Rate, or None for off                       20/s
coins     mapping from currency to int cents            {CHF: 5}
exchange_rates  mapping from currency to int millionths of the home currency   {CHF: 1.0865}
prefix    letters and digits                            RE26-
database  address of a database                         postgresql://erp@localhost/erp
list      tuple of declarations of the class `of`       [{of: invoice, first: 7}]

A `whole` or `lasting` value with `off` is 0 where people write off. One whose default is None is None where they
write nothing.
"""

MOST = 1_000_000_000

_UNITS_MS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that a company has set, in minor units of a currency."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` per second, minute, hour or day: `per` is s, m, h or d."""

    count: float
    per: str

    @property
    def per_second(self) -> float:
        """The rate per second."""
        return self.count * _UNITS_MS["s"] / _UNITS_MS[self.per]

    @property
    def per_hour(self) -> float:
        """The rate per hour."""
        return self.count * _UNITS_MS["h"] / _UNITS_MS[self.per]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: the attribute that holds it, its name in files, its kind, what it means, its default."""

    attribute: str
    key: str
    kind: SettingKind
    doc: str
    default: Any = MISSING
    choices: Mapping[str, object] = field(default_factory=dict)
    """What may be written, and the value each stands for."""
    least: int = 0
    most: int = MOST
    off: bool = False
    of: type[Any] | None = None
    aliases: tuple[str, ...] = ()
    """Other names in files."""


def setting(
    name: str,
    kind: SettingKind,
    doc: str,
    default: T | Any = MISSING,
    *,
    choices: Sequence[str] | Mapping[str, object] = (),
    least: int = 0,
    most: int = MOST,
    off: bool = False,
    of: type[Any] | None = None,
    aliases: tuple[str, ...] = (),
) -> T:
    """A field of a declaration. `name` is its name in files; without a default it is required."""
    words = choices if isinstance(choices, Mapping) else {word: word for word in choices}
    declared = Setting("", name, kind, doc, default, words, least, most, off, of, aliases)
    if isinstance(default, Mapping):
        return cast(T, field(default_factory=lambda: dict(default), metadata={"setting": declared}))
    if default is MISSING:
        return cast(T, field(metadata={"setting": declared}))
    return cast(T, field(default=default, metadata={"setting": declared}))


def settings_of(cls: type[Any]) -> tuple[Setting, ...]:
    """What may be set, in the order of declaration; the first is the short form."""
    found = _SETTINGS.get(cls)
    if found is None:
        found = _SETTINGS[cls] = tuple(
            replace(each.metadata["setting"], attribute=each.name)
            for each in fields(cls)
            if "setting" in each.metadata
        )
    return found


_SETTINGS: dict[type[Any], tuple[Setting, ...]] = {}


def configured(cls: type[T], written: Any) -> T:
    """A declaration with values: a mapping by attribute, or the value of the first setting alone.

    Raises ValueError for an unknown attribute and for a choice that is none.
    """
    declared = {each.attribute: each for each in settings_of(cls)}
    short = next(iter(declared))
    given: Mapping[str, Any] = written if isinstance(written, Mapping) else {short: written}
    return cls(**_checked(cls, declared, given))


def configured_all(kind: str, registry: Mapping[str, type[T]], written: Mapping[str, Any]) -> dict[str, T]:
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
        if setting_of.kind == "choice" and value not in setting_of.choices.values():
            expected = ", ".join(map(str, setting_of.choices.values()))
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
