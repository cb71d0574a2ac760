"""Ctrl-C while a candidate runs, told apart from a KeyboardInterrupt that the candidate raises itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


class Interrupt(KeyboardInterrupt):
    """Raised by Ctrl-C; a KeyboardInterrupt of another type comes from the candidate."""


@contextmanager
def interrupts_told_apart() -> Generator[None, None, None]:
    """In this block a signal handler that raises KeyboardInterrupt raises Interrupt. Other threads get no signals."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupted(number: int, frame: FrameType | None) -> None:
        try:
            handler(number, frame)
        except KeyboardInterrupt as error:
            raise Interrupt(*error.args) from None

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
