"""One run in processes of its own, as golive sees it: what it tells, how long it may take, and how it ended."""

from __future__ import annotations

import os
import selectors
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from golive.candidates.log import stamp
from golive.exit_status import CANDIDATE_STATUS, INTERRUPTED_STATUS
from golive.isolation import ends, inside, keeper, processes, spill
from golive.isolation.face import Face
from golive.isolation.frames import BEGUN, FAILED, LEAVING, RESULT, THREADS, Hearing, NotAFrame
from golive.isolation.inside import Work
from golive.record import interrupted
from golive.record.run import CANDIDATE_LOG
from golive.sim.live import machine_s

LIMIT_S = 3600.0
STANDSTILL_S = 180.0
"""How long a candidate may compute without letting simulated time pass, in real time: longer than the limits of single
calls and turns."""
_exit = os._exit
_CLOSED_S = 2.0
_DUMP_S = 0.5
_KEEPER_S = 2.0
"""How long the keeper may take to end everything."""
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Task:
    """What to do in processes of its own.

    `told` is called with every frame. `wall_clock_s` is the limit of real time; None: `LIMIT_S` beyond what a live
    clock takes by itself.
    """

    work: Work
    told: Callable[[Mapping[str, Any]], None]
    wall_clock_s: float | None = None


@dataclass(frozen=True, slots=True)
class End:
    """How it ended: with the frame of a `result`, or with an exit status and a message.

    `trace` is that of an exception. `threads` and `processes` are what the candidate left, and golive ended.
    """

    result: Mapping[str, Any] | None
    status: int = 0
    message: str = ""
    trace: str = ""
    ended_process: bool = False
    """Whether the process itself ended, instead of telling why it cannot go on."""
    threads: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    took_s: float = 0.0
    """The real time from its start until nothing of it was left."""

    @property
    def remarks(self) -> list[str]:
        """What the candidate left, in sentences."""
        left = (("threads", self.threads), ("processes", self.processes))
        return [
            f"the candidate left {what} running ({', '.join(names)[:200]}); ended without them"
            for what, names in left
            if names
        ]


class Isolated:
    """A task that has begun. All methods are for the thread that made it."""

    def __init__(self, task: Task, watch: selectors.BaseSelector) -> None:
        self._task = task
        self._watch = watch
        self._face = Face()
        self._folder = tempfile.mkdtemp(prefix="golive-")
        self._spill, self._stack = _nameless(self._folder, "output"), _nameless(self._folder, "stack")
        self._channel, channel = os.pipe()
        control, self._control = os.pipe()
        self._report, report = os.pipe()
        self.run_dir: Path | None = None
        self._hearing = Hearing()
        self._reported = b""
        self._open = {self._channel: self._heard, self._report: self._reporting}
        self._frames: dict[str, Mapping[str, Any]] = {}
        self._ended_by_us = ""
        self._asked_to_end = False
        self._asked_s = 0.0
        self._limit_s = LIMIT_S if task.wall_clock_s is None else task.wall_clock_s
        self._began_s = self._moved_s = machine_s()
        self._seen = (0, False)
        self._deaf_s: float | None = None
        self._dumped_s: float | None = None
        self._over: Callable[[str], str] | None = None
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        given = keeper.Ends(channel, control, report, self._spill, self._stack)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                keeper.keep(
                    given, self._folder, lambda: inside.play(task.work, given, self._face, self._folder)
                )
            finally:
                _exit(1)
        for descriptor in (channel, control, report):
            os.close(descriptor)
        for descriptor, take in self._open.items():
            watch.register(descriptor, selectors.EVENT_READ, take)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left."""
        return not self._open

    # -- what comes in -------------------------------------------------------------------------------------

    def _heard(self) -> None:
        piece = os.read(self._channel, _CHUNK)
        if not piece:
            self._shut(self._channel)
            self._deaf_s = machine_s()
            return
        try:
            for frame in self._hearing.frames(piece):
                self._take(frame)
        except (NotAFrame, KeyError, TypeError, ValueError):
            self._end(ends.MEDDLED)

    def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["kind"]
        if kind == BEGUN:
            self.run_dir = Path(frame["folder"])
            if self._task.wall_clock_s is None:
                self._limit_s += float(frame["lasts_s"])
        self._frames[kind] = frame
        self._task.told(frame)

    def _reporting(self) -> None:
        piece = os.read(self._report, _CHUNK)
        self._reported += piece
        if not piece:
            self._shut(self._report)

    def _shut(self, descriptor: int) -> None:
        self._watch.unregister(descriptor)
        del self._open[descriptor]

    # -- limits and ends -------------------------------------------------------------------------------------

    def look(self) -> None:
        """End it where it takes too long, or does what a run must not do."""
        now_s = machine_s()
        if self._over is not None and self._dumped_s is not None:
            stack = self._stack_trace()
            if stack or now_s - self._dumped_s > _DUMP_S:
                self._end(self._over(stack))
            return
        if self._asked_to_end:
            if now_s - self._asked_s > _KEEPER_S:
                processes.kill(self.pid)
            return
        if self._deaf_s is not None and self._report in self._open and now_s - self._deaf_s > _CLOSED_S:
            self._end(ends.CLOSED)
        elif self._report not in self._open and self._channel in self._open:
            self._end(ends.LOST)
        elif now_s - self._began_s > self._limit_s:
            self._dump(now_s, lambda stack: ends.over_limit(self._limit_s, stack, self._face.now_ms))
        elif self._stands(now_s):
            self._dump(now_s, lambda stack: ends.standing(STANDSTILL_S, stack, self._face.now_ms))

    def _stands(self, now_s: float) -> bool:
        seen = (self._face.now_ms, self._face.is_playing)
        if seen != self._seen or not self._face.is_playing:
            self._seen, self._moved_s = seen, now_s
        return now_s - self._moved_s > STANDSTILL_S

    def _dump(self, now_s: float, sentence: Callable[[str], str]) -> None:
        self._over, self._dumped_s = sentence, now_s
        self._ask(keeper.DUMP)

    def _end(self, why: str) -> None:
        self._ended_by_us = self._ended_by_us or why
        self.kill()

    def interrupt(self) -> None:
        """Ask it to end in order."""
        self._ask(keeper.INTERRUPT)

    def kill(self) -> None:
        """End it and everything it has started. Safe to repeat."""
        if not self._asked_to_end:
            self._asked_to_end = True
            self._asked_s = machine_s()
            self._dumped_s = None
            os.close(self._control)

    def _ask(self, word: bytes) -> None:
        if not self._asked_to_end:
            with suppress(OSError):
                os.write(self._control, word)

    # -- the end ---------------------------------------------------------------------------------------------

    def conclude(self, interrupted_by: str = "") -> End:
        """Once it is over: how it ended. What is left of its output goes to the log, and the folder is marked."""
        self.kill()
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        end = replace(self._found(interrupted_by), took_s=machine_s() - self._began_s)
        self._save_output()
        if end.result is None and self.run_dir is not None:
            with suppress(OSError):
                begun = self._frames[BEGUN]["mark"]
                interrupted.mark(self.run_dir, interrupted.Mark(**{**begun, "why": end.message}))
        for descriptor in (self._channel, self._report, self._spill, self._stack):
            os.close(descriptor)
        shutil.rmtree(self._folder, ignore_errors=True)
        return end

    def _found(self, interrupted_by: str) -> End:
        report = self._keepers_report()
        result, failed = self._frames.get(RESULT), self._frames.get(FAILED)
        if self._over is not None and not self._ended_by_us:
            self._ended_by_us = self._over(self._stack_trace())
        if result is not None and self._over is None:  # the signal for the stack ends a sleep in C early
            threads = self._frames.get(THREADS, {}).get("names", ())
            return End(result, threads=tuple(threads), processes=tuple(report.get("left", ())))
        if interrupted_by:
            return End(None, INTERRUPTED_STATUS, interrupted_by)
        if self._ended_by_us:
            return End(None, CANDIDATE_STATUS, self._ended_by_us, self._stack_trace(), True)
        if failed is not None:
            status = CANDIDATE_STATUS if failed["status"] == INTERRUPTED_STATUS else failed["status"]
            return End(None, status, str(failed["message"]), str(failed.get("trace", "")))
        if not report:
            return End(None, CANDIDATE_STATUS, ends.LOST, "", True)
        if report.get("status") == inside.TOLD_STATUS << 8:
            return End(None, CANDIDATE_STATUS, ends.CLOSED, "", True)
        stack = self._stack_trace()
        sentence = ends.ended(report.get("status"), self._frames.get(LEAVING), stack, self._face.now_ms)
        return End(None, CANDIDATE_STATUS, sentence, stack, True)

    def _keepers_report(self) -> dict[str, Any]:
        try:
            row = orjson.loads(self._reported)
        except orjson.JSONDecodeError:
            return {}
        return row if isinstance(row, dict) else {}

    def _stack_trace(self) -> str:
        return os.pread(self._stack, _CHUNK, 0).decode("utf-8", "replace")

    def _save_output(self) -> None:
        """Append what was written after the log was last moved to, and the stack trace of a crash."""
        text = (spill.take(self._spill) + self._stack_trace()).strip("\n")
        if self.run_dir is None or not text:
            return
        time = f"{stamp(self._face.now_ms)} " if self._face.now_ms else ""
        with suppress(OSError), (self.run_dir / CANDIDATE_LOG).open("a", encoding="utf-8") as log:
            log.writelines(f"{time}{line}\n" for line in text.splitlines())


def _nameless(folder: str, name: str) -> int:
    """A new file that is gone when its last descriptor is closed."""
    path = os.path.join(folder, name)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
    os.unlink(path)
    return descriptor
