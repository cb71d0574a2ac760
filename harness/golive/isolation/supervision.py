"""Tasks in processes of their own, several at a time; golive's signals meanwhile."""

from __future__ import annotations

import os
import selectors
import signal
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from golive.errors import CandidateFailed, HarnessFailed, InputError, Interrupted, MachineLacks, NotJudged
from golive.exit_status import CANDIDATE_STATUS, INPUT_STATUS, MACHINE_STATUS
from golive.isolation import processes
from golive.isolation.isolated import End, Isolated, Task
from golive.sim.live import machine_s

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_S = 10.0
"""How long runs may take to end in order; a second signal ends them at once."""

_LOOK_S = 0.25
_ORPHAN_PASSES = 50


class Supervision:
    """Starts tasks in their order, at most `at_once` at a time, and serves them until all are over.

    `skips` is asked with the index of a task before its start: one for which it is true is not started. Then `goes_on`
    is asked; once it is false, no more tasks are started.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        at_once: int,
        ended: Callable[[int, End], None],
        goes_on: Callable[[], bool] = lambda: True,
        skips: Callable[[int], bool] = lambda _: False,
    ) -> None:
        self._waiting = list(enumerate(tasks))[::-1]
        self._at_once = at_once
        self._ended = ended
        self._goes_on = goes_on
        self._skips = skips
        self._running: dict[int, Isolated] = {}
        self._selector = selectors.DefaultSelector()
        self._signals: list[int] = []
        self._since_s = 0.0

    def run(self, left: str = "") -> None:
        """Do all tasks; `ended` is called with the index and the end of each, as soon as it is over.

        Raises Interrupted with the message `left` for SIGINT, SIGTERM and SIGHUP, after everything was ended.
        """
        before = set(processes.children().get(os.getpid(), ()))
        processes.adopt_orphans()
        try:
            with self._signals_taken(), self._selector:
                try:
                    while self._running or (self._waiting and not self._signals):
                        self._step()
                finally:
                    self._end_all()
        finally:
            _end_orphans(before)
            processes.adopt_orphans(False)
        if self._signals:
            raise Interrupted(left, self._signals[0])

    def _step(self) -> None:
        while self._waiting and len(self._running) < self._at_once and not self._signals:
            if self._skips(self._waiting[-1][0]):
                self._waiting.pop()
                continue
            if not self._goes_on():
                self._waiting.clear()
                break
            number, task = self._waiting.pop()
            self._running[number] = Isolated(task, self._selector)
        for key, _ in self._selector.select(_LOOK_S):
            key.data()
        for each in self._running.values():
            each.look()
        if self._signals:
            self._end_in_order()
        self._collect()

    def _collect(self) -> None:
        for number in [number for number, each in self._running.items() if each.is_over]:
            end = self._running.pop(number).conclude(_named(self._signals))
            self._ended(number, end)

    def _end_in_order(self) -> None:
        """The first signal asks every run to end, the second, or time, ends it."""
        if not self._since_s:
            self._since_s = machine_s()
            for each in self._running.values():
                each.interrupt()
        elif len(self._signals) > 1 or machine_s() - self._since_s > GRACE_S:
            for each in self._running.values():
                each.kill()

    def _end_all(self) -> None:
        """On any way out: nothing is left running."""
        for each in self._running.values():
            each.kill()
        while self._running:
            for key, _ in self._selector.select(_LOOK_S):
                key.data()
            for number, each in list(self._running.items()):
                each.look()
                if each.is_over:
                    self._running.pop(number).conclude("golive ended the run")

    @contextmanager
    def _signals_taken(self) -> Generator[None, None, None]:
        """Note the signals that end golive, where they are not ignored. Only the main thread gets any."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector.register(woken, selectors.EVENT_READ, lambda: os.read(woken, 64))
        old_wake = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        old = {number: signal.getsignal(number) for number in ENDING}
        for number, handler in old.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, self._note)
        try:
            yield
        finally:
            for number, handler in old.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(old_wake)
            os.close(woken)
            os.close(wake)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._signals.append(number)


def _named(signals: Sequence[int]) -> str:
    return f"golive got {signal.Signals(signals[0]).name}" if signals else ""


def _end_orphans(before: set[int]) -> None:
    """End what runs have left to this process because their keeper was ended; `before` are its own children."""
    for _ in range(_ORPHAN_PASSES):
        mine = set(processes.children().get(os.getpid(), ())) - before
        for pid in mine:
            for each in (*processes.descendants(pid), pid):
                processes.kill(each)
        for pid in mine:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        if not mine:
            return


def alone(task: Task, left: str = "") -> End:
    """Do one task. Raises Interrupted."""
    found: list[End] = []
    Supervision([task], 1, lambda _, end: found.append(end)).run(left)
    return found[0]


def result_of(end: End) -> Mapping[str, Any]:
    """Return the result. Raises InputError, CandidateFailed, NotJudged or HarnessFailed where there is none."""
    if end.result is not None:
        return end.result
    if end.status == INPUT_STATUS:
        raise InputError(end.message)
    if end.status == CANDIDATE_STATUS:
        raise (NotJudged if end.ended_process else CandidateFailed)(end.message)
    if end.status == MACHINE_STATUS:
        raise MachineLacks(end.message)
    raise HarnessFailed(end.message, end.trace)
