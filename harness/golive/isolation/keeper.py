"""The process between golive and a run: it adopts what the run leaves behind, and ends it.

golive holds the writing end of its control pipe. When that closes, because golive was ended in whatever way, all that
the run has started is ended, whichever session or group it is in. It reports how the run's process ended as one JSON
object.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

import orjson

from golive.isolation import processes, spill
from golive.machine.faketime import forget

INTERRUPT, DUMP = b"I", b"D"
"""What golive writes into the control pipe: SIGINT for the run, and a stack trace of it."""
DUMP_SIGNAL = signal.SIGRTMAX if hasattr(signal, "SIGRTMAX") else signal.SIGUSR2

_LOOK_S = 0.1
_PASSES = 200
_PASS_S = 0.01
_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


@dataclass(frozen=True, slots=True)
class Ends:
    """Descriptors of the pipes and files of one run: `channel` of the run, `control` and `report` of the keeper."""

    channel: int
    control: int
    report: int
    spill: int
    stack: int


def keep(ends: Ends, folder: str, play: Callable[[], NoReturn]) -> NoReturn:
    """Be the keeper of a run that `play` plays; `folder` holds its temporary files and is removed at the end."""
    os.setsid()
    _let_go(ends)
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, _nothing)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    processes.adopt_orphans()
    keeper = os.getpid()
    run = os.fork()
    if run == 0:
        signal.set_wakeup_fd(-1)
        for descriptor in (ends.control, ends.report, woken, wake):
            os.close(descriptor)
        for number in (signal.SIGCHLD, *_IGNORED):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        processes.end_with_parent(keeper)
        play()
    for descriptor in (ends.channel, ends.stack):
        os.close(descriptor)
    status = _watched(run, ends, woken)
    left = [processes.described(pid) for pid in processes.descendants(keeper)]
    _end_all(keeper, run)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        os.write(ends.report, orjson.dumps({"status": status, "left": left}))
    os._exit(0)


def _nothing(_number: int, _frame: object) -> None:
    """A handler, so that SIGCHLD wakes the keeper."""


def _let_go(ends: Ends) -> None:
    """Take output to the file, and let go of every other descriptor of golive and of what has started it.

    They lead nowhere then; closed, their numbers would be used again while objects of golive still have them.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    mine = {ends.channel, ends.control, ends.report, ends.spill, ends.stack, nothing, 1, 2}
    for number in sorted({0, *map(int, os.listdir("/dev/fd"))} - mine):
        with suppress(OSError):  # the one of the list itself is closed
            os.fstat(number)
            os.dup2(nothing, number)
    for number in (1, 2):
        os.dup2(ends.spill, number)
    os.close(nothing)


def _watched(run: int, ends: Ends, woken: int) -> int | None:
    """Serve golive until the run's process has ended; its wait status, None where golive wants it ended."""
    while True:
        ready, _, _ = select.select([ends.control, woken], [], [], _LOOK_S)
        if woken in ready:
            os.read(woken, 4096)
        status = _reaped(run)
        if status is not None:
            return status
        if ends.control in ready:
            asked = os.read(ends.control, 64)
            if not asked:
                return None
            for number, word in ((signal.SIGINT, INTERRUPT), (DUMP_SIGNAL, DUMP)):
                if word in asked:
                    with suppress(ProcessLookupError):
                        os.kill(run, number)
        spill.cut(ends.spill)


def _reaped(run: int) -> int | None:
    """Collect everything that has ended; the wait status of the run's process, None while it goes on."""
    status = None
    with suppress(ChildProcessError):
        while True:
            pid, ended = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid == run:
                status = ended
    return status


def _end_all(keeper: int, run: int) -> None:
    """SIGKILL for everything below the keeper, until nothing is left or it cannot be ended."""
    processes.kill(run)
    for _ in range(_PASSES):
        below = processes.descendants(keeper)
        for pid in below:
            processes.kill(pid)
            forget(pid)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        select.select([], [], [], _PASS_S)
