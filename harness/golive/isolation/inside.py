"""The process of a run: what it is before the candidate is loaded, and what is restored after the candidate."""

from __future__ import annotations

import errno
import faulthandler
import gc
import io
import os
import resource
import signal
import sys
import tempfile
import threading
import traceback
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from golive.errors import CandidateFailed, InputError
from golive.exit_status import (
    CANDIDATE_STATUS,
    HARNESS_STATUS,
    INPUT_STATUS,
    INTERRUPTED_STATUS,
    MACHINE_STATUS,
)
from golive.isolation.ends import CLOSED
from golive.isolation.face import Face
from golive.isolation.frames import FAILED, LEAVING, THREADS, Teller
from golive.isolation.keeper import DUMP_SIGNAL, Ends
from golive.isolation.spill import SPILL, Spill
from golive.machine.limits import machine_words
from golive.record import ledger
from golive.sim.loop import SimSelector

TOLD_STATUS = 77
"""The exit status of the process after it has told how its work ended."""

Work = Callable[[Teller, Face], None]
"""What a process of its own does. It raises as the commands of golive do."""

_OF_NUMBERS = {
    errno.EBADF: CLOSED,
    errno.EMFILE: "no file descriptors were left in its process; close what is opened",
    errno.EFBIG: "a limit of the size of files was reached, which it has set for its process",
}
"""What the candidate did to the process where golive's own files fail with such an error."""
_JOIN_S = 0.2
_PATIENCE_S = 1.0
_FEW_DESCRIPTORS = 64
_exit = os._exit


def play(work: Work, ends: Ends, face: Face, folder: str) -> NoReturn:
    """Do the work and end the process, whatever threads and exit handlers the candidate has left."""
    _BEFORE.update(_limits())
    gc.disable()
    tell = Teller(ends.channel)
    spilled = Spill(ends.spill)
    SPILL[:] = [spilled]
    tempfile.tempdir = folder
    _renew_streams()
    faulthandler.enable(ends.stack, all_threads=False)
    faulthandler.register(DUMP_SIGNAL, ends.stack, all_threads=False)
    turns = Turns()
    signal.signal(signal.SIGINT, turns.interrupt)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    _watch_exits(tell)
    _watch_forks(tell)
    SimSelector.watch = _watch(face, spilled, turns)
    try:
        work(tell, face)
    except BaseException as error:
        with suppress(OSError):
            tell(FAILED, **_failure(error))
    SimSelector.watch = None
    with suppress(OSError):
        tell(THREADS, names=_threads_left())
    _exit(TOLD_STATUS)


def _renew_streams() -> None:
    """Standard streams on the descriptors themselves, whatever golive has put in their place."""
    sys.stdin = sys.__stdin__ = io.StringIO()  # type: ignore[misc,assignment]
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = open(number, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115 - for good
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


class Turns:
    """Where SIGINT ends the work: at the next turn of the clock while one runs, elsewhere at once.

    Between two turns a fact may be written and not yet counted. A candidate that computes without letting time pass is
    interrupted after a second.
    """

    def __init__(self) -> None:
        self._runs = False
        self._asked = False

    def take(self, runs: bool) -> None:
        """A turn of a clock, or the end of one. Raises KeyboardInterrupt where SIGINT came since the last turn."""
        self._runs = runs
        if self._asked:
            self._asked = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise KeyboardInterrupt

    def interrupt(self, _number: int, _frame: types.FrameType | None) -> None:
        """The handler of SIGINT."""
        if not self._runs:
            raise KeyboardInterrupt
        self._asked = True
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE_S)


def _watch(face: Face, spilled: Spill, turns: Turns) -> Callable[[int | None], None]:
    """What the loop calls before time passes, and with None when a clock is closed."""

    def turn(now_ms: int | None) -> None:
        turns.take(now_ms is not None)
        if now_ms is None:
            face.play(False)
        else:
            face.turn(now_ms)
        spilled.move()

    return turn


def _watch_exits(tell: Teller) -> None:
    """Let `os._exit` say from where it was called, and leave a ledger that is complete up to then."""
    process = os.getpid()

    def leave(status: int) -> NoReturn:
        if os.getpid() == process:
            with suppress(OSError, ValueError):
                tell(LEAVING, status=int(status), at=_place(sys._getframe(1)))
                ledger.flush_open()
        _exit(status)

    os._exit = leave


def _watch_forks(tell: Teller) -> None:
    """A process that the candidate forks without another program is no run: it ends instead of playing on."""

    def forked() -> None:
        tell.close()
        ledger.abandon_open()
        SPILL.clear()
        SimSelector.watch = _leave_at_once

    os.register_at_fork(after_in_child=forked)


def _leave_at_once(_now_ms: int | None) -> None:
    _exit(0)


def _place(frame: types.FrameType | None) -> str:
    """Where a frame stands: `file.py:7 in function`."""
    if frame is None:
        return ""
    code = frame.f_code
    return f"{os.path.basename(code.co_filename)}:{frame.f_lineno} in {code.co_name}"


def _threads_left() -> list[str]:
    """The names of threads for which the interpreter would wait, after a moment in which they may end."""
    others = [
        each for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon
    ]
    for each in others:
        each.join(_JOIN_S)
    return [each.name for each in others if each.is_alive()]


# -- failures ------------------------------------------------------------------------------------------------


def _failure(error: BaseException) -> dict[str, Any]:
    """The frame of an exception that ended the work."""
    if isinstance(error, InputError):
        return {"status": INPUT_STATUS, "message": str(error)}
    if isinstance(error, CandidateFailed):
        return {"status": CANDIDATE_STATUS, "message": str(error)}
    if isinstance(error, KeyboardInterrupt):
        return {
            "status": INTERRUPTED_STATUS,
            "message": "its process got SIGINT, or it raised KeyboardInterrupt",
        }
    if isinstance(error, SystemExit):
        return {"status": CANDIDATE_STATUS, "message": f"it called exit({error.code})"}
    lacks = _lacked_by_the_machine(error)
    if lacks:
        return {"status": MACHINE_STATUS, "message": lacks}
    done = _done_by_the_candidate(error)
    if done:
        return {"status": CANDIDATE_STATUS, "message": done, "trace": _trace(error)}
    return {
        "status": HARNESS_STATUS,
        "message": f"{type(error).__name__}: {error}",
        "trace": _trace(error),
    }


def _limits() -> dict[int, int]:
    """The soft limits of this process, by errno of the error that they cause."""
    kinds = {errno.EMFILE: resource.RLIMIT_NOFILE, errno.EFBIG: resource.RLIMIT_FSIZE}
    return {number: resource.getrlimit(kind)[0] for number, kind in {**kinds, 0: resource.RLIMIT_AS}.items()}


_BEFORE: dict[int, int] = {}
"""The limits with which golive was started: what they cause is not done by the candidate."""


def _lacked_by_the_machine(error: BaseException) -> str:
    """What the machine lacks, in words; "" for other errors, and for limits that the candidate reached or has set."""
    number = 0 if isinstance(error, MemoryError) else getattr(error, "errno", None)
    if number in _BEFORE:
        before = _BEFORE[number]
        is_low = before != resource.RLIM_INFINITY and (number != errno.EMFILE or before < _FEW_DESCRIPTORS)
        if not is_low or _limits()[number] != before:
            return ""
    return machine_words(error)


def _done_by_the_candidate(error: BaseException) -> str:
    """What the candidate did to the process that explains an exception in golive's own code; empty for nothing."""
    if isinstance(error, RecursionError):
        return (
            f"its process ran out of recursion (the limit is {sys.getrecursionlimit()}): {_last_place(error)}"
        )
    if isinstance(error, MemoryError):
        return f"its process ran out of memory: {_last_place(error)}"
    return _OF_NUMBERS.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def _last_place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""


def _trace(error: BaseException) -> str:
    """The stack trace; in plain form where the candidate has left no way to import."""
    try:
        from rich.console import Console
        from rich.traceback import Traceback
    except ImportError:
        return "".join(traceback.format_exception(error))
    page = io.StringIO()
    shown = Traceback.from_exception(
        type(error), error, error.__traceback__, show_locals=False, max_frames=6, extra_lines=1
    )
    Console(file=page, width=100).print(shown)
    return page.getvalue()
