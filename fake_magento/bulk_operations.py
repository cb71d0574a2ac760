"""Async and bulk requests: queued at once, carried out when cron next starts the consumers.

Source: Adobe Commerce developer docs, "Asynchronous web endpoints" and "Bulk endpoints"; Magento source,
module-asynchronous-operations.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

COMPLETE, RETRIABLE, FAILED, OPEN, REJECTED = 1, 2, 3, 4, 5


@dataclass(slots=True)
class Operation:
    """One request of a bulk. `run` carries it out: (status, message, error code, result)."""

    number: int
    data: Any
    run: Callable[[], tuple[int, str, int, Any]] | None
    status: int = OPEN
    message: str | None = None
    error_code: int | None = None
    result: Any = None

    @property
    def serialized(self) -> str:
        """The request as the table of the queue stores it: JSON within JSON."""
        inner = json.dumps(self.data, separators=(",", ":"))
        return json.dumps(
            {"entity_id": None, "entity_link": "", "meta_information": inner}, separators=(",", ":")
        )

    @property
    def data_hash(self) -> str:
        """SHA-256 of the request, in hex."""
        return hashlib.sha256(json.dumps(self.data, separators=(",", ":")).encode()).hexdigest()


@dataclass(slots=True)
class Bulk:
    """Requests that were submitted together."""

    bulk_id: str
    topic: str
    user_type: int
    user_id: int
    started_ms: int
    operations: list[Operation] = field(default_factory=list)

    @property
    def description(self) -> str:
        """Magento's description of the bulk."""
        return "Topic " + self.topic


class Bulks:
    """All bulks of a shop and the queue of the consumers. `period_ms` is the period of their cron job."""

    def __init__(self, now: Callable[[], int], prefix: str, period_ms: int, is_shuffled: bool) -> None:
        self._now = now
        self._prefix = prefix
        self._period_ms = period_ms
        self._is_shuffled = is_shuffled
        self._by_id: dict[str, Bulk] = {}
        self.queue: list[tuple[Bulk, Operation]] = []
        self.due_ms = 0
        """The instant at which the consumers next run; meaningless while the queue is empty."""
        self.on_due: list[Callable[[int], object]] = []
        """Called with `due_ms` when the queue is no longer empty."""

    def __iter__(self) -> Iterator[Bulk]:
        return iter(self._by_id.values())

    def find(self, bulk_id: str) -> Bulk | None:
        """A bulk by its UUID."""
        return self._by_id.get(bulk_id.lower())

    def submit(self, topic: str, user_type: int, user_id: int, operations: list[Operation]) -> Bulk:
        """Make a bulk and queue its operations, except rejected ones."""
        now = self._now()
        text = f"{self._prefix}bulk{len(self._by_id) + 1}"
        bulk_id = str(uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4))
        bulk = self._by_id[bulk_id] = Bulk(bulk_id, topic, user_type, user_id, now, operations)
        waiting = [operation for operation in operations if operation.status == OPEN]
        if self._is_shuffled:
            waiting.sort(key=lambda operation: _shuffled(bulk_id, operation.number))
        was_idle = not self.queue
        self.queue += [(bulk, operation) for operation in waiting]
        if was_idle and waiting:
            self.due_ms = (now // self._period_ms + 1) * self._period_ms
            for listener in self.on_due:
                listener(self.due_ms)
        return bulk

    def consume(self) -> None:
        """Run the consumers: carry out everything in the queue, in order."""
        work, self.queue = self.queue, []
        for _, operation in work:
            if operation.run is not None:
                operation.status, operation.message, operation.error_code, operation.result = operation.run()
                operation.run = None


def _shuffled(bulk_id: str, number: int) -> bytes:
    return hashlib.sha256(f"{bulk_id}{number}".encode()).digest()
