"""The latest facts of a sandbox, for `GET /facts` of the control API."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from golive.record.ledger import Emit

KEPT = 10_000


class Tail:
    """Keeps the latest facts, numbered from 1; facts before `open` are dropped."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._facts: deque[tuple[int, int, str, str, dict[str, str], dict[str, Any]]] = deque(maxlen=KEPT)
        self._is_open = False
        self.last = 0

    def open(self) -> None:
        """Begin to record."""
        self._is_open = True

    def emitter(self, actor: str) -> Emit:
        """The function with which a system states its facts."""

        def record(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
            if self._is_open:
                self.last += 1
                self._facts.append((self.last, self._now(), actor, kind, keys, data))

        return record

    def page(self, after: int, limit: int, actor: str) -> list[dict[str, Any]]:
        """Up to `limit` facts of an actor and of the wire after a number, oldest first."""
        found: list[dict[str, Any]] = []
        for number, at_ms, by, kind, keys, data in self._facts:
            if number > after and by in (actor, "wire"):
                found.append({"seq": number, "at_ms": at_ms, "kind": kind, "keys": keys, "data": data})
                if len(found) == limit:
                    break
        return found
