"""A process that is started anew at intervals of simulated time, as cron does."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any

from golive.candidates.programs.file.command import MAIN, Part
from golive.candidates.programs.launcher import Launcher
from golive.errors import CandidateFailed
from golive.live.process import Process, interrupts_held
from golive.record.ledger import Emit
from golive.sim import Environment

MOST_AT_ONCE = 20
"""Runs of one process that may be under way at once, also where they may overlap."""

MOST_LINES = 5
"""Last lines of a failed run that are kept as a fact."""


class Schedule:
    """Starts its process when the run begins and every `part.every_ms` from then on. `numbers` are those of its runs.

    Emits `candidate.job_started`, `candidate.job_ended` with the exit status (negative for a signal) and the last lines
    of a failed run, and `candidate.job_skipped`. While it is killed or paused no run is started, as on a machine that
    is down.
    """

    process: Process | None = None

    def __init__(
        self,
        part: Part,
        launcher: Launcher,
        submit: Callable[[Callable[[], None]], None],
        env: Environment,
        emit: Emit,
        numbers: Iterator[int],
    ) -> None:
        self.name = part.name
        self._part = part
        self._launcher = launcher
        self._submit = submit
        self._env = env
        self._emit = emit
        self._under_way: dict[int, Process] = {}
        self._over: list[Process] = []
        self._killed: set[int] = set()
        self._numbers = numbers
        self._is_idle = False
        self._is_closed = False

    @property
    def is_up(self) -> bool:
        """Whether runs are started."""
        return not self._is_idle and not self._is_closed

    def begin(self) -> None:
        """Check that the program is there. Raises CandidateFailed."""
        self._launcher.check(self._part)

    def watch(self, since_ms: int) -> None:
        """Start a run at each interval from `since_ms` on, the first one now where that is now."""
        self._env.process(self._turns(since_ms))

    def kill(self) -> None:
        """Kill what is under way; no run is started until `start_again`."""
        self._is_idle = True
        for number, process in self._under_way.items():
            process.kill()
            self._killed.add(number)

    def start_again(self) -> None:
        """Start runs again, at the next time that is due."""
        self._is_idle = False

    def pause(self, until_ms: int) -> None:
        """Stop what is under way."""
        self._is_idle = True
        for process in self._under_way.values():
            process.pause()

    def resume(self) -> None:
        """Continue what was stopped."""
        self._is_idle = False
        for process in self._under_way.values():
            process.resume()

    def close(self, grace_s: float) -> None:
        """From any thread: end what is under way and start nothing more."""
        self._is_closed = True
        for process in (*self._over, *list(self._under_way.values())):
            process.end(grace_s)

    def _turns(self, since_ms: int) -> Generator[Any, Any, None]:
        assert self._part.every_ms is not None
        yield self._env.timeout((since_ms - self._env.now_ms()) % self._part.every_ms)
        while not self._is_closed:
            if not self._is_idle:
                self._turn()
            yield self._env.timeout(self._part.every_ms)

    def _turn(self) -> None:
        open_runs = len(self._under_way)
        if open_runs >= (1 if self._part.overlap == "skip" else MOST_AT_ONCE):
            runs = "the run before is" if open_runs == 1 else f"{open_runs} runs are"
            self._tell("job_skipped", why=f"{runs} still under way")
            return
        number, begun = next(self._numbers), Future[Process]()
        try:
            with interrupts_held():
                process = self._launcher.start(self._part, partial(self._on_exit, number, begun))
        except CandidateFailed as failed:
            self._tell("job_skipped", why=str(failed))
            return
        begun.set_result(process)
        self._under_way[number] = process
        self._tell("job_started", number=number)

    def _on_exit(self, number: int, begun: Future[Process], status: int) -> None:
        """In the watching thread of the process."""
        if status:
            begun.result().wait_for_log()
        self._submit(lambda: self._note(number, status))

    def _note(self, number: int, status: int) -> None:
        if self._is_closed:
            return
        process = self._under_way.pop(number)
        self._over.append(process)
        data: dict[str, Any] = {"number": number, "status": status}
        if number in self._killed:
            data["killed"] = True
        elif status:
            data["said"] = process.last_lines()[-MOST_LINES:]
        self._tell("job_ended", **data)

    def _tell(self, kind: str, **data: Any) -> None:
        named = {} if self.name == MAIN else {"process": self.name}
        self._emit(f"candidate.{kind}", {}, {**named, **data})
