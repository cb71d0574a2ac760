"""The process of a program, and its turns."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import golive_virtual
from golive.live.process import interrupts_held
from golive_virtual.frames import ENDED, IDLE, RUN, START, Frames

LONGEST_TURN_S = 120.0
"""How long a program may compute without waiting, in real time."""

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from golive_virtual.boot import main; main()"
_LAST_BYTES = 4_000

Take = Callable[[int, int, bytes], None]
"""Takes a frame: kind, number, content."""


class Ended(Exception):
    """The process has ended: why, and whether it crashed."""

    def __init__(self, why: str, crashed: bool) -> None:
        super().__init__(why, crashed)
        self.why = why
        self.crashed = crashed


class Child:
    """A running process, in a group of its own. Raises OSError when it cannot be started."""

    def __init__(self, interpreter: str, folder: Path, env: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        here = str(Path(golive_virtual.__file__).parent.parent)
        self._spill = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        try:
            with theirs, interrupts_held():
                self._popen = subprocess.Popen(
                    [interpreter or sys.executable, "-c", _BOOT, here, str(theirs.fileno())],
                    cwd=folder,
                    env=dict(env),
                    stdin=subprocess.DEVNULL,
                    stdout=self._spill,
                    stderr=subprocess.STDOUT,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        except BaseException:
            ours.close()
            self._spill.close()
            raise
        ours.settimeout(LONGEST_TURN_S)
        self._sock = ours
        self._frames = Frames(ours)
        self.send = self._frames.send
        """Adds a frame to what the process is told in its next turn."""

    def start(self, settings: dict[str, Any], now_ms: int) -> None:
        """Tell the process what to run; its first turn begins."""
        self.send(START, now_ms, json.dumps(settings).encode())

    def turn(self, take: Take, now_ms: int | None) -> int | None:
        """Let the program run until all of it waits; returns when it wants to go on, in ms; None for never.

        `take` gets the frames it sends. `now_ms` is None for the first turn. Raises Ended.
        """
        if now_ms is not None:
            self.send(RUN, now_ms)
        try:
            self._frames.flush()
            while True:
                kind, number, content = self._frames.receive()
                if kind == IDLE:
                    return None if number < 0 else number
                if kind == ENDED:
                    raise Ended(**json.loads(content))
                take(kind, number, content)
        except TimeoutError:
            why = f"it computed for {LONGEST_TURN_S:.0f} s of real time without waiting for anything"
            raise Ended(why, True) from None
        except (EOFError, OSError):
            status = self._popen.wait()
            text = f"exit status {status}" if status >= 0 else f"killed by signal {-status}"
            raise Ended(text, status != 0) from None

    def spilled(self) -> str:
        """What was written past the program's own output, such as by the interpreter as it broke down; its end."""
        self._spill.seek(0)
        return self._spill.read()[-_LAST_BYTES:].decode("utf-8", "replace")

    def kill(self) -> None:
        """End the whole group. Safe to repeat."""
        if self._popen.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()
        self._sock.close()

    def end(self) -> None:
        """End it and release what belongs to it. Safe to repeat."""
        self.kill()
        self._spill.close()
