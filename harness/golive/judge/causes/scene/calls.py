"""The calls of one operation over the whole run, as columns: there may be millions."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from golive.record.run import Fact

NO_REPLY, NOT_CONNECTED = -1, -2
"""In place of a status."""
PASSING = frozenset({NO_REPLY, NOT_CONNECTED, 401, 408, 425, 429, 500, 502, 503, 504})
"""Ends of a call that say nothing about the record: another attempt may succeed."""


class Row(NamedTuple):
    """One call. `status` is NO_REPLY or NOT_CONNECTED where there is none."""

    sent_ms: int
    answered_ms: int
    status: int
    key: str
    reason: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the caller received a success."""
        return 0 < self.status < 300

    @property
    def ending(self) -> str:
        """The end of a call in a few words: a status with its reason, or why there is no reply."""
        if self.status == NO_REPLY:
            return "no answer"
        if self.status == NOT_CONNECTED:
            return "no connection"
        return f"{self.status}: {self.reason}" if self.reason else str(self.status)


class CallTable:
    """The calls of one operation, in the order of their answers."""

    __slots__ = ("_answered", "_keys", "_reasons", "_sent", "_status")

    def __init__(self) -> None:
        self._sent = array("q")
        self._answered = array("q")
        self._status = array("h")
        self._keys: list[str] = []
        self._reasons: dict[int, str] = {}
        """Messages of refusals, by the place of the call."""

    def add(self, fact: Fact) -> None:
        """Add an `exchange.answered`."""
        data = fact.data
        status = data["status"]
        if status is None:
            status = NOT_CONNECTED if data["told"] == "refused" else NO_REPLY
        if data.get("reason"):
            self._reasons[len(self._sent)] = data["reason"]
        self._sent.append(data["sent_ms"])
        self._answered.append(fact.at_ms)
        self._status.append(status)
        self._keys.append(fact.keys.get("key", ""))

    def __len__(self) -> int:
        return len(self._sent)

    def __iter__(self) -> Iterator[Row]:
        return map(Row, self._sent, self._answered, self._status, self._keys)

    def between(self, from_ms: int, to_ms: int) -> list[Row]:
        """Return the calls answered from one instant until another, both included."""
        first = bisect_left(self._answered, from_ms)
        behind = bisect_left(self._answered, to_ms + 1)
        columns = (self._sent, self._answered, self._status, self._keys)
        rows = map(Row, *[column[first:behind] for column in columns])
        if not self._reasons:
            return list(rows)
        reasons = self._reasons
        return [row._replace(reason=reasons.get(place, "")) for place, row in enumerate(rows, first)]

    def first_success(self, after_ms: int) -> Row | None:
        """Return the first successful call answered after an instant; None for none."""
        for at in range(bisect_left(self._answered, after_ms + 1), len(self._sent)):
            if 0 < self._status[at] < 300:
                return Row(self._sent[at], self._answered[at], self._status[at], self._keys[at])
        return None
