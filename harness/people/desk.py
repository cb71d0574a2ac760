"""The desk and the line back from it: what the candidate shows to people, and the button with which they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import simpy

from harness.clocks import Environment
from harness.ledger import Emit
from harness.wire import LINK_MS

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
        return self.status is not None and 200 <= self.status < 300


NOBODY = Heard(None)
Answerer = Callable[[Retry, Callable[[Heard], None]], None]
Reader = Callable[[str, dict[str, str], dict[str, Any]], None]


class DeskLine:
    """Everything the candidate says on its desk is a fact, and reaches whoever reads the desk."""

    def __init__(self, env: Environment, emit: Emit) -> None:
        self.reader: Reader | None = None
        self._env = env
        self._emit = emit
        self._answerer: Answerer | None = None

    def emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """What a desk of the candidate states its facts with."""
        self._emit(kind, keys, data)
        if self.reader is not None:
            self.reader(kind, keys, data)

    def register(self, answerer: Answerer) -> None:
        """The candidate can be told of retries. It is on the desk's line until it is gone."""
        self._answerer = answerer

    def disconnect(self) -> None:
        """The candidate is down: the button does nothing."""
        self._answerer = None

    def press(self, retry: Retry) -> simpy.Event:
        """The event ends with a `Heard`: the answer, or NOBODY where none came in time."""
        done = self._env.event()

        def settle(heard: Heard) -> None:
            if not done.triggered:
                done.succeed(heard)

        self._after(LINK_MS, lambda: self._put(retry, settle))
        self._after(ANSWER_WITHIN_MS, lambda: settle(NOBODY))
        return done

    def _put(self, retry: Retry, settle: Callable[[Heard], None]) -> None:
        if self._answerer is None:
            settle(NOBODY)
        else:
            self._answerer(retry, lambda heard: self._after(LINK_MS, lambda: settle(heard)))

    def _after(self, delay_ms: int, act: Callable[[], object]) -> None:
        timeout = self._env.timeout(delay_ms)
        assert timeout.callbacks is not None

        def on_time(_: simpy.Event) -> None:
            act()

        timeout.callbacks.append(on_time)
