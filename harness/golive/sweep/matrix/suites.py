"""Named lists of bundled scenarios, for `golive compare`."""

from __future__ import annotations

from collections.abc import Sequence

SUITES: dict[str, tuple[str, ...]] = {
    "designs": (
        "lost-replies",
        "silent-drops",
        "events-twice-after-restarts",
        "events-out-of-order",
        "few-events-lost",
        "killed-after-booking",
        "killed-before-sending",
        "half-an-hour-down",
        "slow-bookings",
        "single-failures",
        "few-calls-a-minute",
        "blocked-customers",
    ),
}
"""Name to scenarios. `designs`: each has at least 100 orders, and a fault that designs answer in different ways."""


def spelt_out(named: Sequence[str]) -> tuple[str, ...]:
    """Return the scenarios that a command line names, with each list in the place of its name, each once."""
    return tuple(dict.fromkeys(each for name in named for each in SUITES.get(name, (name,))))
