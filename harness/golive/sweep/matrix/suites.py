"""Named lists of bundled scenarios with settings, for `golive compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario as the command line names it, with the settings of a list."""

    scenario: str
    sets: tuple[str, ...] = ()


_NIGHT = (
    "clock.start=2025-11-13T01:00:00+00:00",
    "clock.duration=80m",
    "clock.settle=2h20m",
    "traffic.orders={base: 6.5/h, day: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}",
)
"""About 150 orders between one and two at night, faults until twenty past two, and quiet until twenty to five.

So a batch at two meets the faults with every order, and the batches of the other domains run as well.
"""

_DESIGNS: dict[str, tuple[str, ...]] = {
    "lost-replies": (),
    "silent-drops": ("chaos=[{fault: silent_drop, chance: 6%}]",),
    "events-twice-after-restarts": (),
    "events-out-of-order": (),
    "few-events-lost": ("chaos=[{fault: drop_notice, chance: 8%}]",),
    "killed-after-booking": (),
    "killed-before-sending": (),
    "half-an-hour-down": ("chaos=[{fault: outage, on: erp, at: 40m..70m, how: refused}]",),
    "slow-bookings": (),
    "single-failures": (),
    "few-calls-a-minute": ("chaos=[{fault: rate_limit, on: erp, at: 30m..75m, rate: 6/m}]",),
    "articles-not-ready": ("chaos=[{change: block_items, at: 20m..75m, count: 3}]",),
}

SUITES: dict[str, tuple[Named, ...]] = {
    "designs": tuple(Named(name, (*_NIGHT, *sets)) for name, sets in _DESIGNS.items()),
}
"""Name to scenarios. `designs`: each has at least 100 orders, and a fault that designs answer in different ways."""


def spelt_out(named: Sequence[str]) -> tuple[Named, ...]:
    """Return the scenarios that a command line names, with each list in the place of its name, each once."""
    return tuple(dict.fromkeys(each for name in named for each in SUITES.get(name, (Named(name),))))
