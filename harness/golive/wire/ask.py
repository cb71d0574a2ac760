"""Requests from the simulated world to the candidate: one answer within a timeout, or a substitute for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import simpy

from golive.sim import Environment
from golive.wire.messages import LINK_MS

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class RequestReply(Generic[Question, Answer]):
    """A request-reply channel. `no_answer` substitutes the answer of a candidate that is down or too slow."""

    def __init__(self, env: Environment, no_answer: Answer) -> None:
        self._env = env
        self._no_answer = no_answer
        self._answerer: Callable[[Question, Callable[[Answer], None]], None] | None = None

    def register(self, answerer: Callable[[Question, Callable[[Answer], None]], None]) -> None:
        """Connect the candidate: `answerer` gets each question with a callback for the answer."""
        self._answerer = answerer

    def disconnect(self) -> None:
        """Disconnect the candidate, which is down."""
        self._answerer = None

    def ask(self, question: Question, timeout_ms: int) -> simpy.Event:
        """Send a question. The event ends with the answer, after `timeout_ms` at the latest."""
        done = self._env.event()

        def settle(answer: Answer) -> None:
            if not done.triggered:
                done.succeed(answer)

        self._env.after(LINK_MS, lambda _: self._put(question, settle), None)
        self._env.after(timeout_ms, settle, self._no_answer)
        return done

    def _put(self, question: Question, settle: Callable[[Answer], None]) -> None:
        if self._answerer is None:
            settle(self._no_answer)
        else:
            self._answerer(question, lambda answer: self._env.after(LINK_MS, settle, answer))
