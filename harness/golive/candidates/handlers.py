"""The handlers that a candidate has registered, from one start of it to its end: calling them and awaiting them."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any

from fake_magento.events.checkout_hooks import Answer
from golive.candidates import kit, sessions
from golive.candidates.backlog import Backlog
from golive.candidates.kit import Handler, HookHandler, RetryHandler, sayable
from golive.candidates.log import OUTPUT, CandidateLog
from golive.people.desk import LONGEST_TEXT, NO_ANSWER, Retry, RetryAnswer
from golive.sim.interrupt import Interrupt
from golive.wire.messages import HookQuestion, Notice

NOT_CAUGHT = (Interrupt, GeneratorExit)
"""Raised by Ctrl-C and by the interpreter; everything else that a candidate raises is handled as its own failure."""

_OF_THE_KIT = (kit.__file__, sessions.__file__)
"""Files whose lines tell an author nothing."""

NoAnswer = Callable[[None], None]
"""Reports to the sender of a message that there is no reply."""


@dataclass(frozen=True, slots=True)
class Failed:
    """In place of the result of a handler that raised."""

    error: BaseException


class Handlers:
    """Calls the handlers and awaits those that are coroutines, each in a task of its own in `running`.

    A handler that raises counts as a server that answers 500, and its traceback goes to the log. `exited` is called for
    one that ends the process (SystemExit). `is_over`: the
    candidate has been killed, and what its handlers still return or raise is dropped. While it is paused, questions
    and retries wait in `backlog`.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, log: CandidateLog, exited: Callable[[SystemExit], None]
    ) -> None:
        self.shop: list[Handler] = []
        self.erp: list[Handler] = []
        self.backlog: Backlog | None = None
        self.is_over = False
        self.is_stopping = False
        self.running: dict[asyncio.Task[None], NoAnswer] = {}
        self._loop = loop
        self._log = log
        self.context = copy_context()
        self.context.run(OUTPUT.set, self._printed)
        self._exited = exited

    def _printed(self, text: str) -> None:
        if not self.is_over:
            self._log.write(text)

    def deliver(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        """Call every handler with a body of its own; `answered` gets the first status that is no success."""
        handlers = self.shop if notice.system == "shop" else self.erp
        if not handlers:
            answered(None)
            return
        waiting: list[Awaitable[Any]] = []
        status = 200
        for handler in tuple(handlers):
            result = self._call(handler, notice.payload())
            if not isinstance(result, int) and inspect.isawaitable(result):
                waiting.append(result)
            else:
                status = _worse(status, self._status(result))
        if not waiting:
            answered(status)
            return
        task = self._start(self._finish(waiting, status, answered), answered)
        task.add_done_callback(lambda _: _close(waiting))

    def ask(self, handler: HookHandler, question: HookQuestion, answered: Callable[[Answer], None]) -> None:
        """Call the hook handler; `answered` gets a status and a body."""
        if self.backlog is not None:
            self.backlog.add(partial(self.ask, handler, question, answered))
            return
        result = self._call(handler, question.body)
        if isinstance(result, Failed):
            answered((500, None))
        elif inspect.isawaitable(result):
            self._start(self._await_answer(result, answered), answered)
        else:
            answered((200, result))

    def retry(self, handler: RetryHandler, retry: Retry, answered: Callable[[RetryAnswer], None]) -> None:
        """Hand a retry to the candidate; `answered` gets what the handler returned or raised."""
        if self.backlog is not None:
            self.backlog.add(partial(self.retry, handler, retry, answered))
            return
        self._start(self._await_retry(handler, retry.order, answered), lambda _: answered(NO_ANSWER))

    # -- tasks -------------------------------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None], no_answer: NoAnswer) -> asyncio.Task[None]:
        task = self._loop.create_task(work, context=self.context.copy())
        self.running[task] = no_answer
        task.add_done_callback(self.running.pop)
        return task

    async def _finish(
        self, waiting: list[Awaitable[Any]], status: int, answered: Callable[[int | None], None]
    ) -> None:
        for awaitable in waiting:
            status = _worse(status, self._status(await self._wait(awaitable)))
        if not self.is_over:
            answered(status)

    async def _await_answer(self, waiting: Awaitable[Any], answered: Callable[[Answer], None]) -> None:
        result = await self._wait(waiting)
        if not self.is_over:
            answered((500, None) if isinstance(result, Failed) else (200, result))

    async def _await_retry(
        self, handler: RetryHandler, order: str, answered: Callable[[RetryAnswer], None]
    ) -> None:
        result = await self._wait(_in_words(handler, order))
        if isinstance(result, Failed):
            result = RetryAnswer(500, last_words(result.error)[:LONGEST_TEXT])
        if not self.is_over:
            answered(result)

    # -- what a candidate may raise ------------------------------------------------------------------------

    def _call(self, handler: Callable[[Any], Any], argument: object) -> Any:
        """What the handler returns, or `Failed`."""
        try:
            return self.context.copy().run(handler, argument)
        except NOT_CAUGHT:
            raise
        except SystemExit as error:
            self._exited(error)
            return Failed(error)
        except BaseException as error:
            self._log.write_error()
            return Failed(error)

    async def _wait(self, awaitable: Awaitable[Any]) -> Any:
        """What the handler returns in the end, or `Failed`. Raises when the candidate has been killed or is ending."""
        try:
            return await awaitable
        except NOT_CAUGHT:
            raise
        except BaseException as error:
            if self.is_over or (isinstance(error, asyncio.CancelledError) and self.is_stopping):
                raise
            if isinstance(error, SystemExit):
                self._exited(error)
                return Failed(error)
            self._log.write_error()
            return Failed(error)

    def _status(self, result: object) -> int:
        """What a webhook handler returned, as an HTTP status."""
        if isinstance(result, Failed):
            return 500
        if isinstance(result, int) and not isinstance(result, bool) and 100 <= result <= 599:
            return result
        self._log.write(f"a webhook handler returned {result!r}; expected an HTTP status such as 200")
        return 500


async def _in_words(handler: RetryHandler, order: str) -> RetryAnswer:
    found: Any = handler(order)
    if inspect.isawaitable(found):
        found = await found
    return RetryAnswer(200, "" if found is None else sayable(found)[:LONGEST_TEXT])


def exit_of(error: SystemExit) -> tuple[str, bool]:
    """How a process that raises this ends, and whether that is a crash."""
    code = error.code
    if code is None or isinstance(code, int):
        return f"exit status {int(code or 0)}", bool(code)
    return sayable(f"exit status 1: {code}"), True


def last_words(error: BaseException) -> str:
    """An exception in one line: its type, its message, and the line of the candidate that it came from."""
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    whole = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in whole if frame.filename not in _OF_THE_KIT] or whole
    where = f" at {frames[-1].name} line {frames[-1].lineno}" if frames else ""
    return sayable(f"{type(error).__name__}: {error}{where}")


def _worse(one: int, other: int) -> int:
    """The first of the two that is no success; a plain success otherwise."""
    return other if 200 <= one < 300 else one


def _close(waiting: list[Awaitable[Any]]) -> None:
    """Close coroutines that were never awaited, as the candidate ended before: the interpreter warns of them."""
    for awaitable in waiting:
        if inspect.iscoroutine(awaitable):
            awaitable.close()
