"""`select`, `poll` and `epoll` on real descriptors, with waits in simulated time."""

from __future__ import annotations

import select
from collections.abc import Iterable
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER

_select, _poll, _epoll = select.select, select.poll, select.epoll
_READ = select.POLLIN | select.POLLPRI


def _number(descriptor: Any) -> int:
    return descriptor if isinstance(descriptor, int) else int(descriptor.fileno())


def wait_select(
    read: Iterable[Any], write: Iterable[Any], special: Iterable[Any], timeout: float | None = None
) -> tuple[list[Any], list[Any], list[Any]]:
    """In place of `select.select`."""
    lists = list(read), list(write), list(special)
    found = _select(*lists, 0)
    if not any(found):
        masks = (_READ, select.POLLOUT, select.POLLPRI)
        waited = tuple(
            (_number(each), mask) for group, mask in zip(lists, masks, strict=True) for each in group
        )
        if SCHEDULER.wait_for(waited, SCHEDULER.deadline(timeout)):
            found = _select(*lists, 0)
    return found


class Poll:
    """In place of the object that `select.poll()` makes."""

    def __init__(self) -> None:
        self._poll = _poll()
        self._events: dict[int, int] = {}

    def register(self, fd: Any, eventmask: int = _READ | select.POLLOUT) -> None:
        """As `select.poll().register`."""
        self._poll.register(fd, eventmask)
        self._events[_number(fd)] = eventmask

    def modify(self, fd: Any, eventmask: int) -> None:
        """As `select.poll().modify`."""
        self._poll.modify(fd, eventmask)
        self._events[_number(fd)] = eventmask

    def unregister(self, fd: Any) -> None:
        """As `select.poll().unregister`."""
        self._poll.unregister(fd)
        self._events.pop(_number(fd), None)

    def poll(self, timeout: float | None = None) -> list[tuple[int, int]]:
        """Wait up to so many milliseconds; as `select.poll().poll`."""
        found = self._poll.poll(0)
        if not found:
            limit_s = None if timeout is None or timeout < 0 else timeout / 1000
            if SCHEDULER.wait_for(tuple(self._events.items()), SCHEDULER.deadline(limit_s)):
                found = self._poll.poll(0)
        return found


class Epoll:
    """In place of `select.epoll`. The descriptor of a real one becomes readable when one of its own is ready."""

    def __init__(self, sizehint: int = -1, flags: int = 0) -> None:
        self._epoll = _epoll(sizehint, flags)

    def poll(self, timeout: float | None = None, maxevents: int = -1) -> list[tuple[int, int]]:
        """Wait up to so many seconds; as `select.epoll.poll`."""
        found = self._epoll.poll(0, maxevents)
        if not found:
            limit_s = None if timeout is None or timeout < 0 else timeout
            waited = ((self._epoll.fileno(), select.POLLIN),)
            if SCHEDULER.wait_for(waited, SCHEDULER.deadline(limit_s)):
                found = self._epoll.poll(0, maxevents)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._epoll, name)

    def __enter__(self) -> Epoll:
        return self

    def __exit__(self, *error: object) -> None:
        self._epoll.close()
