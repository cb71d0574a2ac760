"""What a test chooses with its marker, over the settings of the configuration file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

INI = {
    "scenario": "the scenario of golive.run() where the test names none",
    "candidate": "the candidate of golive.run() where the test names none",
    "seed": "the seed of runs and fakes; 1 without it",
    "profile": "the profile of the ERP, of runs and fakes",
    "dialect": "the dialect of the ERP, of runs and fakes",
    "start": "date and time at which the fakes open; 'now' is the machine's present",
}
"""Settings of the configuration file without their prefix `golive_`."""

START = "2026-03-25T10:00:00+01:00"
"""When the fakes open unless a test says otherwise: a Wednesday morning, so that no result depends on the date."""
NOW = "now"

MARKER = (
    "golive(scenario, candidate, seed, sets, erp, shop, orders, start, speed): what the fixtures of golive are to be; "
    'erp={"dialect": "s4hana"} and shop={...} are sections of a scenario'
)
_MARKED = ("scenario", "candidate", "seed", "sets", "erp", "shop", "orders", "start", "speed")


@dataclass(frozen=True, slots=True)
class Choice:
    """The settings of the fixtures in one test.

    `erp` and `shop` are replacements such as `erp.limits.rate=off` below these sections, without profile, dialect and
    version; `sets` are further ones, of runs only. `orders` is the number of past orders of the fakes, `speed` how
    many times faster than real time their clock runs.
    """

    scenario: str = ""
    candidate: Any = None
    seed: int = 1
    profile: str = ""
    dialect: str = ""
    version: str = ""
    erp: tuple[str, ...] = ()
    shop: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    orders: int = 0
    start: str = START
    speed: float = 1.0

    @property
    def of_runs(self) -> tuple[str, ...]:
        """All of it as replacements of a run's scenario."""
        named = {"erp.profile": f"[{self.profile}]", "erp.dialect": self.dialect, "erp.version": self.version}
        given = [f"{path}={value}" for path, value in named.items() if value not in ("", "[]")]
        return (*given, *self.erp, *self.shop, *self.sets)


def chosen(
    ini: Mapping[str, str], marks: Sequence[Mapping[str, Any]], unnamed: Sequence[Sequence[Any]] = ()
) -> Choice:
    """The choice of a test; `marks` are the arguments of its markers, the nearest first, `unnamed` those by position.

    Raises ValueError for an argument that is unknown or of another type than expected.
    """
    wanted: dict[str, Any] = {}
    for mark in reversed(marks):
        wanted |= mark
    for name in wanted:
        if name not in _MARKED:
            raise _wrong("", f"one of the arguments {', '.join(_MARKED)}", name)
    if any(unnamed):
        raise _wrong("", 'named arguments such as scenario="calm"', next(each[0] for each in unnamed if each))
    erp = _section(wanted, "erp")
    return Choice(
        scenario=wanted.get("scenario", ini["scenario"]),
        candidate=wanted.get("candidate", ini["candidate"] or None),
        seed=_number(wanted.get("seed", ini["seed"] or 1), "seed"),
        profile=_names(erp.pop("profile", ini["profile"])),
        dialect=str(erp.pop("dialect", ini["dialect"])),
        version=str(erp.pop("version", "")),
        erp=_replacements("erp", erp),
        shop=_replacements("shop", _section(wanted, "shop")),
        sets=_texts(wanted.get("sets", ())),
        orders=_number(wanted.get("orders", 0), "orders"),
        start=str(wanted.get("start", ini["start"] or START)),
        speed=_speed(wanted.get("speed", 1.0)),
    )


def _section(wanted: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = wanted.get(name, {})
    if not isinstance(section, Mapping):
        raise _wrong(
            name, f'the section {name} of a scenario, such as {{"limits": {{"rate": "off"}}}}', section
        )
    return dict(section)


def _replacements(path: str, section: Mapping[str, Any]) -> tuple[str, ...]:
    """The leaves of a section as replacements, which leave the rest of it as it is."""
    found: list[str] = []
    for key, value in section.items():
        if isinstance(value, Mapping):
            found += _replacements(f"{path}.{key}", value)
        else:
            found.append(f"{path}.{key}={value if isinstance(value, str) else json.dumps(value)}")
    return tuple(found)


def _names(value: Any) -> str:
    return value.strip().strip("[]") if isinstance(value, str) else ",".join(map(str, value))


def _number(value: Any, name: str) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if isinstance(value, float) or number < 0:
        raise _wrong(name, "a whole number of at least 0", value)
    return number


def _speed(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise _wrong("speed", "a number above 0 such as 60", value)
    return float(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not all(isinstance(each, str) for each in value):
        raise _wrong("sets", 'a list of replacements such as ["clock.duration=2h"]', value)
    return tuple(value)


def _wrong(name: str, expected: str, came: Any) -> ValueError:
    place = f"golive marker: {name}" if name else "golive marker"
    return ValueError(f"{place}: expected {expected}, got {came!r}")
