"""The desk and the line back from it: what the candidate shows to people, and the button with which they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import simpy

from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.ask import Line

LONGEST_SAID = 500
"""Letters of an answer that are kept."""
ANSWER_WITHIN_MS = 30_000
"""How long somebody looks at the button before taking it for broken."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Somebody pressed retry: which record, as the candidate named it, and where the entry said to send that."""

    order: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it: an HTTP status, None for no answer, and what the candidate said it found."""

    status: int | None
    said: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the candidate answered with a status of 2xx."""
        return self.status is not None and 200 <= self.status < 300


NOBODY = Heard(None)
Reader = Callable[[str, dict[str, str], dict[str, Any]], None]


class DeskLine(Line[Retry, Heard]):
    """Everything the candidate says on its desk is a fact, and reaches whoever reads the desk."""

    def __init__(self, env: Environment, emit: Emit) -> None:
        super().__init__(env, NOBODY)
        self.reader: Reader | None = None
        self._emit = emit

    def emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """What a desk of the candidate states its facts with."""
        self._emit(kind, keys, data)
        if self.reader is not None:
            self.reader(kind, keys, data)

    def press(self, retry: Retry) -> simpy.Event:
        """The event ends with a `Heard`: the answer, or NOBODY where none came in time."""
        return self.ask(retry, ANSWER_WITHIN_MS)
