"""How many calls of a candidate read the same list at the same time: what runs of a job that pile up look like."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.history.calls import Buckets
from golive.record.run import Fact

MINUTE_MS = 60_000
POSITIONS = frozenset(
    {"page", "size", "sort", "after", "limit", "cursor", "offset", "since", "changed_since"}
)
"""Parts of a query that say where in a list a call reads, or from when on."""
RANGES = (" gt", " gteq", " lt", " lteq", " from", " to", " moreq")
"""Conditions of a query that say from when on, or up to where."""


class Overlaps:
    """A reader of list calls that were answered.

    `open` holds for each list the mean number of calls that waited for an answer, by minute since the epoch. Calls read
    the same list when operation and query are equal, but for the position in it. Calls that look one record up are left
    out.
    """

    def __init__(self) -> None:
        self.open = Buckets(0, MINUTE_MS)
        self.readers: dict[str, Callable[[Fact], None]] = {"exchange.listed": self._listed}

    def _listed(self, fact: Fact) -> None:
        data = fact.data
        chosen = [
            f"{name} {value}"
            for name, value in data["asked"].items()
            if name not in POSITIONS and not name.endswith(RANGES)
        ]
        if not chosen or data["count"] > 1:
            self.open.spread(" ".join((data["op"], *chosen)), data["sent_ms"], fact.at_ms, 1)
