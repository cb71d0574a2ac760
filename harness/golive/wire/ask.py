"""A line to the candidate for questions that somebody waits for: one answer comes back, or none in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import simpy

from golive.sim import Environment
from golive.wire.wire import LINK_MS

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Line(Generic[Question, Answer]):
    """`nothing` is what who asks hears where nobody is there, or nobody answers in time."""

    def __init__(self, env: Environment, nothing: Answer) -> None:
        self._env = env
        self._nothing = nothing
        self._answerer: Callable[[Question, Callable[[Answer], None]], None] | None = None

    def register(self, answerer: Callable[[Question, Callable[[Answer], None]], None]) -> None:
        """From now on the candidate is asked: `answerer` gets the question and a callback for the answer."""
        self._answerer = answerer

    def disconnect(self) -> None:
        """The candidate is gone."""
        self._answerer = None

    def ask(self, question: Question, patience_ms: int) -> simpy.Event:
        """The event ends with the answer, after `patience_ms` at the latest."""
        done = self._env.event()

        def settle(answer: Answer) -> None:
            if not done.triggered:
                done.succeed(answer)

        self._env.after(LINK_MS, lambda _: self._put(question, settle), None)
        self._env.after(patience_ms, settle, self._nothing)
        return done

    def _put(self, question: Question, settle: Callable[[Answer], None]) -> None:
        if self._answerer is None:
            settle(self._nothing)
        else:
            self._answerer(question, lambda answer: self._env.after(LINK_MS, settle, answer))
