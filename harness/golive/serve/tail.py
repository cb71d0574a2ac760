"""The last facts of a sandbox: what the systems did, for a developer who wonders."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from golive.record.ledger import Emit

KEPT = 10_000


class Tail:
    """Keeps the last facts, numbered from 1. Before `open` it hears nothing: what was there is no news."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._facts: deque[tuple[int, int, str, str, dict[str, str], dict[str, Any]]] = deque(maxlen=KEPT)
        self._is_open = False
        self.last = 0

    def open(self) -> None:
        self._is_open = True

    def hearing(self, actor: str) -> Emit:
        """What a system tells its facts to."""

        def hear(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
            if self._is_open:
                self.last += 1
                self._facts.append((self.last, self._now(), actor, kind, keys, data))

        return hear

    def page(self, after: int, limit: int, actor: str) -> list[dict[str, Any]]:
        """Up to `limit` facts of an actor and of the wire after a number, oldest first."""
        found: list[dict[str, Any]] = []
        for number, at_ms, who, kind, keys, data in self._facts:
            if number > after and who in (actor, "wire"):
                found.append({"seq": number, "at_ms": at_ms, "kind": kind, "keys": keys, "data": data})
                if len(found) == limit:
                    break
        return found
