"""The latest facts of a sandbox, for `GET /facts` of the control API and for the live page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

from golive.record.ledger import Emit, Reader
from golive.record.run import Fact

KEPT = 10_000


class Tail:
    """Keeps the latest facts, numbered from 1; facts before `open` are dropped.

    `readers` are functions by kind of fact, called with each fact that is kept.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._facts: deque[Fact] = deque(maxlen=KEPT)
        self._is_open = False
        self.last = 0
        self.readers: dict[str, Reader] = {}

    def open(self) -> None:
        """Begin to record."""
        self._is_open = True

    def emitter(self, actor: str) -> Emit:
        """The function with which a system states its facts."""

        def record(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
            if self._is_open:
                self.last += 1
                fact = Fact(self.last, self._now(), actor, kind, keys, data)
                self._facts.append(fact)
                reader = self.readers.get(kind)
                if reader is not None:
                    reader(fact)

        return record

    def latest(self, most: int) -> list[Fact]:
        """The latest facts, at most `most`, oldest first."""
        last = list(islice(reversed(self._facts), most))
        return last[::-1]

    def page(self, after: int, limit: int, actor: str) -> list[dict[str, Any]]:
        """Up to `limit` facts of an actor and of the wire after a number, oldest first."""
        found: list[dict[str, Any]] = []
        for number, at_ms, by, kind, keys, data in self._facts:
            if number > after and by in (actor, "wire"):
                found.append({"seq": number, "at_ms": at_ms, "kind": kind, "keys": keys, "data": data})
                if len(found) == limit:
                    break
        return found
