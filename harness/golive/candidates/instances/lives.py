"""One instance of a coroutine candidate, and which tasks belong to which instance."""

from __future__ import annotations

import asyncio
from contextvars import Context, ContextVar
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from golive.candidates.handlers import Handlers
from golive.candidates.kit import Kit

_INSTANCE: ContextVar[int] = ContextVar("golive_instance", default=0)


@dataclass(slots=True)
class Life:
    """An instance from its start to its end; `number` is that of the start."""

    number: int
    kit: Kit
    handlers: Handlers
    task: asyncio.Task[None] | None

    def disconnect(self) -> None:
        """Nothing of it reaches the world from now on."""
        self.kit.shop.cut()
        self.kit.erp.cut()
        self.kit.desk.cut()
        self.kit.storage.sever()
        self.handlers.is_over = True

    def leave_unanswered(self) -> None:
        """End the messages that it still handled without an answer."""
        for task, no_answer in list(self.handlers.running.items()):
            if not task.done():  # a task that is done has answered
                no_answer(None)


class Owners:
    """The instance of each task, from the context in which it was made. Kept only where it is `is_needed`."""

    def __init__(self) -> None:
        self.is_needed = False
        self._numbers: WeakKeyDictionary[asyncio.Future[Any], int] = WeakKeyDictionary()

    def mark(self, context: Context, number: int) -> None:
        """Let all tasks made in this context, or in copies of it, belong to an instance."""
        if self.is_needed:
            context.run(_INSTANCE.set, number)

    def note(self, task: asyncio.Future[Any], context: Context | None) -> None:
        """Note the owner of a new task."""
        if self.is_needed:
            self._numbers[task] = _INSTANCE.get() if context is None else context.get(_INSTANCE, 0)

    def tasks_of(self, number: int) -> set[asyncio.Task[Any]]:
        """The tasks of an instance that have not ended."""
        return {
            task
            for task, owner in self._numbers.items()
            if owner == number and isinstance(task, asyncio.Task) and not task.done()
        }
