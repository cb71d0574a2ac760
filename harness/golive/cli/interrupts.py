"""Handling of Ctrl-C and of signals that end golive.

The process ends at once, except within a block that must be ended in order.

A KeyboardInterrupt raised while modules are imported may be lost in a callback of the import system, or come out as a
traceback. No work has begun at that time, so the process ends in the signal handler itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress
from types import FrameType

from golive.errors import Interrupted
from golive.exit_status import SIGNALLED


def leave_at_once() -> None:
    """Let Ctrl-C, SIGTERM and SIGHUP end the process with one line and 128 + their number.

    Where one is ignored, it stays ignored.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(number, _leave)


def named(number: int) -> str:
    """How a signal ended a command, in words."""
    return "interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}"


@contextmanager
def ended_in_order(left: str = "") -> Generator[None, None, None]:
    """In this block Ctrl-C raises KeyboardInterrupt, which leaves it as `Interrupted` with the message `left`."""
    was_leaving = signal.getsignal(signal.SIGINT) is _leave
    try:
        if was_leaving:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    except KeyboardInterrupt:
        raise Interrupted(left) from None
    except RuntimeError as error:  # Python 3.11 wraps what is raised while a class is made, as by an import
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        raise Interrupted(left) from None
    except Interrupted as interrupted:
        raise Interrupted(str(interrupted) or left, interrupted.number) from None
    finally:
        if was_leaving:
            signal.signal(signal.SIGINT, _leave)


def _leave(number: int, _frame: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, f"golive: {named(number)}\n".encode())
    os._exit(SIGNALLED + number)
