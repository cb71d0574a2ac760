"""Files: the times that `os.stat` shows of them, and reads from pipes."""

from __future__ import annotations

import os
import select
import stat
import sys
from collections.abc import Callable
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NS_PER_MS = 1_000_000
_SHOWN = ("atime", "mtime", "ctime")
_FIRST = stat.ST_ATIME
"""The place of the first of the times in a `stat_result`."""

_read, _get_blocking, _fstat = os.read, os.get_blocking, os.fstat


class Times:
    """When files were written, in simulated time.

    A file that the process opens to write has the time of that opening. One that it did not open so is as old as on the
    machine, and where it is newer than the run, as one that another process of it wrote, it has the time at which this
    process began. `wall_ms` is the clock; the run began at `began_ns` of the machine's.
    """

    def __init__(self, wall_ms: Callable[[], int], began_ns: int) -> None:
        self._wall_ms = wall_ms
        self._began_ns = began_ns
        self._begins_ns = self._wall_ms() * _NS_PER_MS
        self._written: dict[str, int] = {}

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        """Note what is opened, moved, removed or given a time."""
        match event:
            case "open" if isinstance(args[2], int) and args[2] & _WRITES:
                if args[2] & os.O_EXCL and os.path.lexists(args[0]):
                    return  # it will fail
                self._note(args[0], self._wall_ms() * _NS_PER_MS)
            case "os.rename":
                written_ns = self._written.pop(_place(args[0]), None)
                self._written.pop(_place(args[1]), None)
                if written_ns is not None:
                    self._note(args[1], written_ns)
            case "os.remove":
                self._written.pop(_place(args[0]), None)
            case "os.utime":
                path, times, ns = args[:3]
                given_ns = ns[1] if ns else round(times[1] * 1e9) if times else self._wall_ms() * _NS_PER_MS
                self._note(path, given_ns)

    def _note(self, path: Any, at_ns: int) -> None:
        place = _place(path)
        if place:
            self._written[place] = at_ns

    def shown(self, path: Any, found: os.stat_result) -> os.stat_result:
        """What is known of a file, with its times in simulated time."""
        written_ns = self._written.get(_place(path))
        parts: Any = found.__reduce__()[1]
        visible, more = [*parts[0]], dict(parts[1])
        for place, name in enumerate(_SHOWN, _FIRST):
            ns = self._simulated(more[f"st_{name}_ns"]) if written_ns is None else written_ns
            visible[place] = ns // 10**9
            more |= {f"st_{name}": ns / 1e9, f"st_{name}_ns": ns}
        return os.stat_result(visible, more)

    def _simulated(self, real_ns: int) -> int:
        return min(real_ns - self._began_ns, 0) + self._begins_ns

    def replacement(self, function: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        """What stands in place of a function such as `os.stat`."""

        def looked(path: Any, *args: Any, **options: Any) -> os.stat_result:
            return self.shown(path, function(path, *args, **options))

        return looked


def _place(path: Any) -> str:
    """The absolute path of a file, also of a descriptor; "" for what has none."""
    try:
        if isinstance(path, int):
            return os.readlink(f"/proc/self/fd/{path}")
        return os.path.abspath(os.fsdecode(path))
    except (OSError, TypeError, ValueError):
        return ""


def read(fd: int, length: int, /) -> bytes:
    """In place of `os.read`: an empty pipe or socket is waited for in simulated time."""
    mode = _fstat(fd).st_mode
    if (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and _get_blocking(fd):
        SCHEDULER.wait_for(((fd, select.POLLIN),), None)
    return _read(fd, length)


def install(wall_ms: Callable[[], int], began_ns: int) -> None:
    """Replace the functions of `os`. Those of `posix`, by which modules are imported, stay. See `Times`."""
    times = Times(wall_ms, began_ns)
    sys.addaudithook(times.audit)
    own: Any = os
    for name in ("stat", "lstat", "fstat"):
        setattr(own, name, times.replacement(getattr(own, name)))
    own.read = read
