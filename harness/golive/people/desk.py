"""The desk: what the candidate shows to people, and the retry with which they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import simpy

from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.ask import RequestReply

LONGEST_TEXT = 500
"""Characters of an answer that are kept."""
RETRY_TIMEOUT_MS = 30_000
"""How long a clerk waits for the answer to a retry."""


@dataclass(frozen=True, slots=True)
class Retry:
    """A press of the retry button: the record as the candidate named it, and the URL in the entry, if it has one."""

    order: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RetryAnswer:
    """The reply to a retry: an HTTP status, None for no reply, and the candidate's finding as text."""

    status: int | None
    text: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the status is 2xx."""
        return self.status is not None and 200 <= self.status < 300


NO_ANSWER = RetryAnswer(None)
Reader = Callable[[str, dict[str, str], dict[str, Any]], None]


class DeskChannel(RequestReply[Retry, RetryAnswer]):
    """Everything that the candidate writes to its desk is a fact, and goes to `reader`, if there is one."""

    def __init__(self, env: Environment, emit: Emit) -> None:
        super().__init__(env, NO_ANSWER)
        self.reader: Reader | None = None
        self._emit = emit

    def emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """State a fact of the candidate's desk."""
        self._emit(kind, keys, data)
        if self.reader is not None:
            self.reader(kind, keys, data)

    def press(self, retry: Retry) -> simpy.Event:
        """The event ends with a `RetryAnswer`: the answer, or NO_ANSWER if none came in time."""
        return self.ask(retry, RETRY_TIMEOUT_MS)
