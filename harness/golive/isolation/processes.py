"""Processes as Linux shows and keeps them: descendants, adoption of orphans, and an end together with the parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_LONGEST_COMMAND = 60


def _prctl(option: int, value: int) -> None:
    """Set an attribute of this process; without effect on systems other than Linux."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def adopt_orphans(wanted: bool = True) -> None:
    """Become the parent of all descendants whose own parent ends, also of those in other sessions and groups."""
    _prctl(_SET_CHILD_SUBREAPER, int(wanted))


def end_with_parent(parent: int) -> None:
    """End by SIGKILL as soon as the process that started this one ends."""
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def children() -> dict[int, list[int]]:
    """Return the process ids of all living children by that of their parent; empty without /proc."""
    found: dict[int, list[int]] = defaultdict(list)
    for item in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            state, parent = item.read_bytes().rpartition(b")")[2].split()[:2]
            if state not in (b"Z", b"X"):
                found[int(parent)].append(int(item.parent.name))
    return found


def descendants(pid: int) -> list[int]:
    """Return the process ids of everything that a living process has started, directly or not."""
    below = children()
    found: list[int] = []
    waiting = list(below.get(pid, ()))
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(below.get(each, ()))
    return sorted(found)


def described(pid: int) -> str:
    """The command line of a process, shortened, with its process id."""
    words = ""
    with suppress(OSError):
        words = (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        )
    shown = words if len(words) <= _LONGEST_COMMAND else f"{words[: _LONGEST_COMMAND - 3]}..."
    return f"{shown or 'a process'} ({pid})"


def kill(pid: int) -> None:
    """SIGKILL, if the process is still there and may be ended."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
