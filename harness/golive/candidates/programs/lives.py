"""The processes of a candidate during a run: started, watched, killed, stopped for a while, and ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from golive.candidates.programs.file.command import MAIN, Part
from golive.candidates.programs.launcher import Launcher
from golive.candidates.programs.schedule import Schedule
from golive.errors import CandidateFailed
from golive.live.process import Process, interrupts_held
from golive.record.ledger import Emit
from golive.sim import Environment

Ended = Callable[[str, str, bool], None]
"""Takes the name of a process, why it ended, and whether that was a crash."""


class Life:
    """One process that is to stay up. All but `close` and the exit is for the clock's thread."""

    def __init__(self, part: Part, launcher: Launcher, submit: Callable[[Callable[[], None]], None]) -> None:
        self.name = part.name
        self.process: Process | None = None
        self._part = part
        self._launcher = launcher
        self._submit = submit
        self._killed: list[Process] = []
        self._ended: Ended | None = None

    @property
    def is_up(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.status is None

    def begin(self) -> None:
        """Start the process for the first time. Raises CandidateFailed."""
        with interrupts_held():
            self.process = self._launcher.start(self._part, partial(self._on_exit, len(self._killed)))

    def watch(self, ended: Ended) -> None:
        """Have `ended` called, on the clock's thread, when the process ends by itself."""
        self._ended = ended

    def kill(self) -> None:
        """SIGKILL to the process group. Its address stays known: connections to it are refused meanwhile."""
        if self.process is not None:
            self.process.kill()
            self._killed.append(self.process)

    def start_again(self) -> None:
        """Run the same command in the same environment, without waiting until it is ready."""
        try:
            self.begin()
        except CandidateFailed as failed:
            self._tell(str(failed), True)

    def pause(self, until_ms: int) -> None:
        """Stop the process group."""
        if self.process is not None:
            self.process.pause()

    def resume(self) -> None:
        """Continue the process group."""
        if self.process is not None:
            self.process.resume()

    def close(self, grace_s: float) -> None:
        """From any thread: end what is left of every start."""
        for process in (*self._killed, self.process):
            if process is not None:
                process.end(grace_s)

    def _on_exit(self, life: int, status: int) -> None:
        """In the watching thread: have the end noted on the clock's thread, unless the process was killed here."""

        def note() -> None:
            if life == len(self._killed):
                self._tell(exit_text(status), status != 0)

        self._submit(note)

    def _tell(self, why: str, crashed: bool) -> None:
        if self._ended is not None:
            self._ended(self.name, why, crashed)


class Lives:
    """All processes of one instance together; `by_name` are those with a name.

    `numbers` are those of the runs of each process that is started in turns.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        stop_ms: int,
        launcher: Launcher,
        submit: Callable[[Callable[[], None]], None],
        env: Environment,
        emit: Emit,
        numbers: Callable[[str], Iterator[int]],
    ) -> None:
        self._lives = [
            Life(part, launcher, submit)
            if part.every_ms is None
            else Schedule(part, launcher, submit, env, emit, numbers(part.name))
            for part in parts
        ]
        self._stop_s = stop_ms / 1000
        self._left = {life.name for life in self._lives}
        self._ended: Ended | None = None

    @property
    def lasting(self) -> list[Life]:
        """The processes that are to stay up."""
        return [life for life in self._lives if isinstance(life, Life)]

    @property
    def has_turns_only(self) -> bool:
        """Whether all its processes are started in their turn."""
        return bool(self._lives) and not self.lasting

    @property
    def by_name(self) -> dict[str, Life | Schedule]:
        """The processes by name, for what strikes one of them; empty where there is only one."""
        return {life.name: life for life in self._lives if life.name != MAIN}

    @property
    def is_up(self) -> bool:
        """Whether at least one process runs, or will be started in its turn; what runs elsewhere is up."""
        return not self._lives or any(life.is_up for life in self._lives)

    def begin(self) -> None:
        """Start all processes. Raises CandidateFailed."""
        for life in self._lives:
            life.begin()

    def watch(self, ended: Ended, since_ms: int) -> None:
        """Have `ended` called when a process crashes, and when the last one has ended. Start what has a schedule.

        Schedules go by `since_ms`, as those of `golive.candidates.programs.schedule.Schedule` do.
        """
        self._ended = ended
        for life in self._lives:
            if isinstance(life, Life):
                life.watch(self._one_ended)
            else:
                life.watch(since_ms)

    def kill(self) -> None:
        """Kill all processes."""
        for life in self._lives:
            life.kill()

    def start_again(self) -> None:
        """Start all processes again."""
        self._left = {life.name for life in self._lives}
        for life in self._lives:
            life.start_again()

    def pause(self, until_ms: int) -> None:
        """Stop all processes."""
        for life in self._lives:
            life.pause(until_ms)

    def resume(self) -> None:
        """Continue all processes."""
        for life in self._lives:
            life.resume()

    def close(self) -> None:
        """From any thread: end all processes and wait for them."""
        for life in self._lives:
            life.close(self._stop_s)

    def first_end(self) -> tuple[Life, int] | None:
        """A process that has ended, with its exit status; None where all of them run."""
        for life in self.lasting:
            if life.process is not None and life.process.status is not None:
                return life, life.process.status
        return None

    def _one_ended(self, name: str, why: str, crashed: bool) -> None:
        self._left.discard(name)
        if self._ended is not None and (crashed or not self._left):
            shown = why if name == MAIN else f"the process {name}: {why}"
            self._ended(name if self._left else "", shown, crashed)


def exit_text(status: int) -> str:
    """An exit status in words."""
    return f"exit status {status}" if status >= 0 else f"killed by signal {-status}"


def with_last_words(message: str, process: Process) -> str:
    """The message with the last lines that the process wrote."""
    lines = process.last_lines()
    if not lines:
        return f"{message}; it wrote no output"
    return "\n  ".join([f"{message}; its last lines:", *lines])
