"""Locks whose waits pass in simulated time, in place of those of `_thread`."""

from __future__ import annotations

from collections import deque
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER, Thread, Wait, hold_collections, let_collect


def _limit(blocking: bool, timeout: float) -> float | None:
    """How long to wait in seconds, None for ever; errors as those of `_thread.lock.acquire`."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if not blocking:
        return 0.0
    return None if timeout == -1 else timeout


class Lock:
    """In place of `_thread.lock`. A lock that is released goes to the thread that has waited longest."""

    __slots__ = ("__weakref__", "_is_held", "_waiting")

    def __init__(self) -> None:
        self._is_held = False
        self._waiting: deque[Wait] = deque()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; False when that was not possible in time."""
        limit_s = _limit(blocking, timeout)
        if not self._is_held:
            self._is_held = True
            return True
        if limit_s == 0:
            SCHEDULER.glance()
            return False
        wait = Wait(SCHEDULER.deadline(limit_s))
        collects = hold_collections()
        if not self._is_held:  # released by another thread while a finaliser of this one waited
            self._is_held = True
            let_collect(collects)
            return True
        self._waiting.append(wait)
        if SCHEDULER.pause(wait, collects):
            return True
        self._waiting.remove(wait)
        return False

    def release(self) -> None:
        """Hand the lock to the next thread that waits. Raises RuntimeError when it is not held."""
        if not self._is_held:
            raise RuntimeError("release unlocked lock")
        if not self._waiting:
            self._is_held = False
            return
        collects = hold_collections()
        self._is_held = self._hand_over()
        let_collect(collects)

    def _hand_over(self) -> bool:
        """Whether a thread that waited has the lock now."""
        while self._waiting:
            if SCHEDULER.wake(self._waiting.popleft()):
                return True
        return False

    def locked(self) -> bool:
        """Whether it is held."""
        return self._is_held

    def _at_fork_reinit(self) -> None:
        self._is_held = False
        self._waiting.clear()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked


class RLock:
    """In place of `_thread.RLock`."""

    __slots__ = ("__weakref__", "_count", "_lock", "_owner")

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner: Thread | None = None
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, once more where the thread has it already; False when that was not possible in time."""
        if self._owner is SCHEDULER.current:
            self._count += 1
            return True
        if not self._lock.acquire(blocking, timeout):
            return False
        self._owner, self._count = SCHEDULER.current, 1
        return True

    def release(self) -> None:
        """Give it up once. Raises RuntimeError when the thread does not have it."""
        if self._owner is not SCHEDULER.current:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            self._lock.release()

    def locked(self) -> bool:
        """Whether a thread has it."""
        return self._owner is not None

    def _is_owned(self) -> bool:
        return self._owner is SCHEDULER.current

    def _recursion_count(self) -> int:
        return self._count if self._is_owned() else 0

    def _release_save(self) -> tuple[int, Thread]:
        if self._owner is not SCHEDULER.current:
            raise RuntimeError("cannot release un-acquired lock")
        state, self._owner, self._count = (self._count, self._owner), None, 0
        self._lock.release()
        return state

    def _acquire_restore(self, state: tuple[int, Thread]) -> None:
        self._lock.acquire()
        self._count, self._owner = state

    def _at_fork_reinit(self) -> None:
        self._lock._at_fork_reinit()
        self._owner, self._count = None, 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: Any) -> None:
        self.release()
