"""The entries on the desk, in the order of arrival."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

MOST_ROUNDS = 3
"""After this many tries a clerk hands an entry on to a specialist."""


@dataclass(slots=True, eq=False)
class DeskEntry:
    """One entry on the desk.

    `number` counts the entries of a run. `is_open`: the candidate has not withdrawn it; `is_news`: it was shown or
    changed since a clerk last took it.
    """

    order: str
    number: int
    what: str = ""
    why: str = ""
    fix: str = ""
    url: str = ""
    rounds: int = 0
    is_open: bool = True
    is_news: bool = True
    is_waiting: bool = False
    is_taken: bool = False
    is_handed_on: bool = False


class Pile:
    """The open entries, and those that wait for a clerk."""

    def __init__(self) -> None:
        self.open: dict[str, DeskEntry] = {}
        self._waiting: deque[DeskEntry] = deque()
        self._later: list[DeskEntry] = []
        self._count = 0

    def note(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """Record a fact of the candidate's desk."""
        if kind == "desk.exception":
            self._shown(keys["order"], data)
        elif kind == "desk.resolved":
            entry = self.open.pop(keys["order"], None)
            if entry is not None:
                entry.is_open = False

    def look(self) -> None:
        """A clerk comes to the desk: entries that failed at the last visit wait again."""
        later, self._later = self._later, []
        for entry in later:
            self._wait(entry)

    def next(self) -> DeskEntry | None:
        """The oldest waiting entry, now taken; None when none waits."""
        while self._waiting:
            entry = self._waiting.popleft()
            entry.is_waiting = False
            if entry.is_open:
                entry.is_taken, entry.is_news = True, False
                return entry
        return None

    def put_back(self, entry: DeskEntry, again: bool) -> None:
        """Return an entry after work on it.

        It waits once more if there is news of it; with `again`, after the next `look`.
        """
        entry.is_taken = False
        if entry.is_news:
            self._wait(entry)
        elif again:
            self._later.append(entry)

    def _shown(self, order: str, data: dict[str, Any]) -> None:
        entry = self.open.get(order)
        if entry is None:
            self._count += 1
            entry = self.open[order] = DeskEntry(order, self._count)
        entry.what, entry.why, entry.fix = data["what"], data["why"], data["fix"]
        entry.url = data.get("retry_url", "")
        entry.is_news = True
        self._wait(entry)

    def _wait(self, entry: DeskEntry) -> None:
        if entry.is_open and not (entry.is_waiting or entry.is_taken or entry.is_handed_on):
            entry.is_waiting = True
            self._waiting.append(entry)
