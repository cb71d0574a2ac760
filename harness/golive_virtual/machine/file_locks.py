"""Locks on files, `flock` and `lockf`, which wait in the kernel: another instance may hold one over its own waits."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER

FIRST_STEP_MS, LONGEST_STEP_MS, STEPS = 10, 1000, 16
"""A lock that is held is tried again after 10 ms, then after a sixteenth of the time waited, up to a second."""

_flock, _lockf, _fcntl, _os_lockf = fcntl.flock, fcntl.lockf, fcntl.fcntl, os.lockf


def _patiently(attempt: Callable[[], Any]) -> Any:
    began_ms = SCHEDULER.now_ms
    while True:
        try:
            return attempt()
        except BlockingIOError:
            step_ms = (SCHEDULER.now_ms - began_ms) // STEPS
        SCHEDULER.sleep(min(max(step_ms, FIRST_STEP_MS), LONGEST_STEP_MS) / 1000)


def _once(attempt: Callable[[], Any]) -> Any:
    try:
        return attempt()
    except BlockingIOError:
        SCHEDULER.glance()
        raise


def flock(fd: Any, operation: int, /) -> None:
    """As `fcntl.flock`; it waits in simulated time."""
    wait = _once if operation & (fcntl.LOCK_NB | fcntl.LOCK_UN) else _patiently
    wait(lambda: _flock(fd, operation if wait is _once else operation | fcntl.LOCK_NB))


def lockf(fd: Any, cmd: int, *place: int) -> Any:
    """As `fcntl.lockf`; it waits in simulated time."""
    wait = _once if cmd & (fcntl.LOCK_NB | fcntl.LOCK_UN) else _patiently
    return wait(lambda: _lockf(fd, cmd if wait is _once else cmd | fcntl.LOCK_NB, *place))


def control(fd: Any, cmd: int, *arg: Any) -> Any:
    """As `fcntl.fcntl`; `F_SETLKW` waits in simulated time."""
    if cmd != fcntl.F_SETLKW:
        return _fcntl(fd, cmd, *arg)
    return _patiently(lambda: _fcntl(fd, fcntl.F_SETLK, *arg))


def os_lockf(fd: int, command: int, length: int, /) -> Any:
    """As `os.lockf`; it waits in simulated time."""
    if command != os.F_LOCK:
        return _once(lambda: _os_lockf(fd, command, length))
    return _patiently(lambda: _os_lockf(fd, os.F_TLOCK, length))


def replacements() -> dict[Callable[..., Any], Callable[..., Any]]:
    """Functions that wait in the kernel, and what stands in their place."""
    return {_flock: flock, _lockf: lockf, _fcntl: control, _os_lockf: os_lockf}
