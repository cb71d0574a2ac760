"""A clock of a program that can be set wrong while it runs: a library above libfaketime, for the time of day only.

libfaketime alone cannot do it: one start time counts for all its clocks, so that a change of it moves steady clocks and
with them the timers of Node, Java and Python. Source: libfaketime 0.9.10, fake_clock_gettime.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from golive.machine.faketime import Faketime

VARIABLE = "GOLIVE_CLOCK_OFFSET"
PROBE_AHEAD_MS = 86_400_000
"""How far ahead the clock is while a runtime is measured: a wait that mixed clocks up would take a day."""

_SOURCE = Path(__file__).with_name("own_clock.c")
_COMPILERS = ("cc", "gcc", "clang")
_BUILD_S = 60.0


class CannotBuild(Exception):
    """The library cannot be built on this machine. The message says why."""


class OwnClock:
    """The library and how far the clock is ahead, from construction until `close`. Raises CannotBuild."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="golive-"))
        self._library = self._folder / "own_clock.so"
        self._offset = self._folder / "offset"
        try:
            self.set(0)
            _build(self._library)
        except BaseException:
            self.close()
            raise

    def above(self, faketime: Faketime, ahead_ms: int = 0) -> Faketime:
        """Libfaketime with this library; `ahead_ms` is what the clock is ahead when a program begins."""
        variables = ((VARIABLE, str(self._offset)),)
        return replace(faketime, above=str(self._library), more=variables, ahead_ms=ahead_ms)

    def set(self, ahead_ms: int) -> None:
        """From now on the time of day is ahead by this, in all processes; negative: behind."""
        written = struct.pack("=q", ahead_ms * 1_000_000)
        with self._offset.open("r+b" if self._offset.exists() else "wb", buffering=0) as file:
            file.write(written)

    def close(self) -> None:
        """After all processes have ended: remove it."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _build(library: Path) -> None:
    compiler = next((found for name in _COMPILERS if (found := shutil.which(name))), None)
    if compiler is None:
        raise CannotBuild("there is no C compiler (Debian, Ubuntu: apt install gcc libc6-dev)")
    words = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"]
    try:
        done = subprocess.run(words, capture_output=True, timeout=_BUILD_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as why:
        raise CannotBuild(str(why)) from why
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotBuild(f"{compiler} ended with {said[0] if said else f'exit status {done.returncode}'}")
