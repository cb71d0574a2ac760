"""Stretches of the run in which a system refused every call for its credentials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from golive.judge.causes.scene.calls import Row

DENIED = frozenset({401, 403})
FEWEST = 3
"""Calls refused in a row."""
LONG_MS = 5 * 60_000
"""A session that is renewed after a refusal is refused for a shorter time."""


@dataclass(frozen=True, slots=True)
class Expired:
    """From `from_ms` on `system` refused each of `count` calls with `status`; `until_ms` is None to the end.

    `was_valid` says whether an earlier call with these credentials was answered well.
    """

    system: str
    from_ms: int
    until_ms: int | None
    count: int
    status: int
    was_valid: bool


def stretches(system: str, rows: Iterable[Row], end_ms: int) -> list[Expired]:
    """Return the stretches of at least `LONG_MS` and `FEWEST` calls; calls without an answer are left out."""
    found: list[Expired] = []
    denied: list[Row] = []
    was_valid = False

    def close(until_ms: int | None) -> None:
        if len(denied) >= FEWEST and (until_ms or end_ms) - denied[0].answered_ms >= LONG_MS:
            status = max(DENIED, key=lambda each: sum(row.status == each for row in denied))
            found.append(Expired(system, denied[0].answered_ms, until_ms, len(denied), status, was_valid))
        denied.clear()

    for row in sorted(rows, key=attrgetter("answered_ms")):
        if row.status in DENIED:
            denied.append(row)
        elif row.status > 0:
            close(row.answered_ms)
            was_valid = was_valid or row.succeeded
    close(None)
    return found
