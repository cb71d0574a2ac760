"""The candidate's log: what it writes itself, and the errors it did not handle."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

MOST_LOG_BYTES = 5_000_000
_FILE = 'File "/'


OUTPUT: ContextVar[Callable[[str], None] | None] = ContextVar("OUTPUT", default=None)
"""Where lines go that the present task prints; None for golive's own."""


class _Router(io.TextIOBase):
    """In place of standard output or error: what a candidate prints goes to its log, line by line."""

    def __init__(self, golives: TextIO) -> None:
        self._golives = golives
        self._begun = ""

    def write(self, text: str) -> int:
        """Write for the task that runs."""
        write = OUTPUT.get()
        if write is None:
            return self._golives.write(text)
        whole, newline, self._begun = (self._begun + text).rpartition("\n")
        if newline:
            write(whole)
        return len(text)

    def flush(self) -> None:
        """Flush golive's own file."""
        self._golives.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._golives, name)


def output_routed() -> ExitStack:
    """Route standard output and error, and what `logging` writes there, until the stack is closed."""
    undo = ExitStack()
    for name in ("stdout", "stderr"):
        before = getattr(sys, name)
        if before is None:  # as in a process without a console
            continue
        router: Any = _Router(before)
        setattr(sys, name, router)
        undo.callback(setattr, sys, name, before)
        for handler in logging.getLogger().handlers:
            if type(handler) is logging.StreamHandler and handler.stream is before:
                handler.setStream(router)
                undo.callback(handler.setStream, before)
    return undo


def _ignore(error: BaseException) -> None:
    pass


class MemoryText(io.StringIO):
    """A text file in memory that can still be read after it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""

    @property
    def text(self) -> str:
        """Everything written so far, also after `close`."""
        return self._kept if self.closed else self.getvalue()

    def close(self) -> None:
        """Close the file and keep its text."""
        self._kept = self.text
        super().close()


class CandidateLog:
    """Writes to `file` up to a bound, so that a candidate cannot fill the disk. After `close` nothing is written.

    Each line begins with the simulated time in UTC.

    `on_task_error` is called with the error of a background task that nothing awaited.
    """

    def __init__(self, file: TextIO, now_ms: Callable[[], int]) -> None:
        self._file = file
        self._now_ms = now_ms
        self._written = 0
        self.on_task_error: Callable[[BaseException], None] = _ignore

    def write(self, text: object) -> None:
        """Append text of one or more lines, cut where the log reaches `MOST_LOG_BYTES`; ignored after `close`."""
        left = MOST_LOG_BYTES - self._written
        if self._file.closed or left <= 0:
            return
        time = stamp(self._now_ms())
        line = "".join(f"{time} {each}\n" for each in _placeless(str(text)).splitlines() or [""])
        self._written += len(line)
        self._file.write(line[:left])
        if len(line) > left:
            self._file.write("\n... the candidate logged more than this; the rest is left out\n")

    def write_error(self) -> None:
        """The traceback of the exception that is being handled."""
        self.write(traceback.format_exc())

    def on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The loop's exception handler: failed background tasks are the candidate's, everything else is not."""
        error = context.get("exception")
        if "task" not in context and "future" not in context:
            loop.default_exception_handler(context)
        elif error is None:
            self.write(context["message"])
        else:
            self.write(context["message"] + "\n" + "".join(traceback.format_exception(error)))
            if not self._file.closed:
                self.on_task_error(error)

    def close(self) -> None:
        """Close the file; later writes are ignored."""
        self._file.close()


def _placeless(text: str) -> str:
    """Text with the files of tracebacks named from where they are imported, not from the root of this machine."""
    if _FILE not in text:
        return text
    places = {os.getcwd(), *(entry for entry in sys.path if os.path.isabs(entry))} - {"/"}
    for place in sorted(places, key=lambda place: (-len(place), place)):
        text = text.replace(f'File "{place}/', 'File "')
    return text


def stamp(at_ms: int) -> str:
    """An instant as lines of the log have it: 2026-11-28T10:00:00.000Z."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
