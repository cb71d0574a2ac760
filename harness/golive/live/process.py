"""A child program: started in a process group of its own, its output drained, and ended with its group."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

MOST_LOG_BYTES = 5_000_000
LAST_LINES = 10

_CHUNK = 65_536
_LONGEST_LINE = 500
_LOOK_EVERY_S = 0.2


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold SIGINT back until the block is done, then act on it as before.

    A `KeyboardInterrupt` between the start of a process and the assignment of its handle would leave a process that
    nothing ends. The signal is not blocked, since a new process inherits blocked signals. Without effect outside the
    main thread, which Python never interrupts.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came and callable(before):
            before(came[0], None)


class _Labels:
    """Puts a label before each line of a stream that arrives in pieces."""

    def __init__(self, label: bytes) -> None:
        self._label = label
        self._is_at_start = True

    def labelled(self, chunk: bytes) -> bytes:
        """The next piece, with the label before each line that begins in it."""
        if not self._label or not chunk:
            return chunk
        before = self._label if self._is_at_start else b""
        self._is_at_start = chunk.endswith(b"\n")
        body = chunk[:-1] if self._is_at_start else chunk
        end = b"\n" if self._is_at_start else b""
        return before + body.replace(b"\n", b"\n" + self._label) + end


class Process:
    """A running program. Its output goes to `log_file` up to a bound; the rest is dropped.

    `goes_on`: the log exists from an earlier start and is appended to. `label` stands before each line of it. Raises
    OSError when the program cannot be started. `on_exit` is called by another thread, once, with the exit status as
    `subprocess` has it (negative for signals).
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        env: Mapping[str, str],
        log_file: Path,
        on_exit: Callable[[int], None],
        goes_on: bool = False,
        label: str = "",
    ) -> None:
        self._last: deque[bytes] = deque(maxlen=LAST_LINES)
        self._is_draining = True
        self._popen = subprocess.Popen(
            list(arguments),
            cwd=folder,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.pid = self._popen.pid
        self._goes_on = goes_on
        self._label = label.encode()
        self._is_killed = False
        self._pump = threading.Thread(target=self._drain, args=(log_file,), name="golive-candidate-log")
        self._watch = threading.Thread(target=self._wait, args=(on_exit,), name="golive-candidate-exit")
        self._pump.start()
        self._watch.start()

    @property
    def status(self) -> int | None:
        """The exit status, None while it runs."""
        return self._popen.poll()

    def last_lines(self) -> list[str]:
        """The last output, at most ten lines. Complete only once it has ended."""
        return [line.decode("utf-8", "replace").rstrip() for line in list(self._last)]

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, after waiting up to `seconds` of real time."""
        try:
            self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait_for_log(self) -> None:
        """After it has ended: wait until its output has been read, but not for a grandchild's."""
        self._pump.join(1.0)

    def kill(self) -> None:
        """Kill the whole group at once. `end` must still be called, by a thread that may wait."""
        self._signal(signal.SIGKILL)
        self._is_killed = True

    def pause(self) -> None:
        """Stop the whole group until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Continue the whole group."""
        self._signal(signal.SIGCONT)

    def end(self, grace_s: float) -> None:
        """Ask the whole group to end, wait up to `grace_s`, then kill what is left of it. Safe to repeat."""
        if not self._is_killed:  # a killed group is gone, and its id may be in use again
            if self.status is None:
                self._signal(signal.SIGTERM)
                self._signal(signal.SIGCONT)  # a stopped process does not handle SIGTERM
                self.wait(grace_s)
            self._signal(signal.SIGKILL)
        self._popen.wait()
        self.wait_for_log()
        self._is_draining = False
        self._pump.join()
        self._watch.join()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):  # the group is gone; systems differ in the error
            os.killpg(self.pid, number)

    def _wait(self, on_exit: Callable[[int], None]) -> None:
        on_exit(self._popen.wait())

    def _drain(self, log_file: Path) -> None:
        """Read everything, keep the beginning on disk and the end in memory."""
        assert self._popen.stdout is not None
        with self._popen.stdout as pipe, log_file.open("ab" if self._goes_on else "wb") as log:
            source, written, line = pipe.fileno(), log.tell(), b""
            labels = _Labels(self._label)
            while True:
                if not select.select([source], [], [], _LOOK_EVERY_S)[0]:
                    if not self._is_draining:
                        break
                    continue
                chunk = os.read(source, _CHUNK)
                if not chunk:
                    break
                if written < MOST_LOG_BYTES:
                    log.write(labels.labelled(chunk[: MOST_LOG_BYTES - written]))
                    log.flush()
                    if written + len(chunk) > MOST_LOG_BYTES:
                        log.write(b"\n... the candidate logged more than this; the rest is left out\n")
                written += len(chunk)
                *lines, line = (line + chunk[-_LONGEST_LINE * LAST_LINES :]).split(b"\n")
                self._last.extend(each[:_LONGEST_LINE] for each in lines if each.strip())
                line = line[:_LONGEST_LINE]
            if line.strip():
                self._last.append(line)
