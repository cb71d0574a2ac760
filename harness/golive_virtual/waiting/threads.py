"""Real threads that run one at a time: start, join and life of `threading.Thread`."""

from __future__ import annotations

import _thread
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER, Thread

_start = _thread.start_new_thread
_start_joinable = getattr(_thread, "start_joinable_thread", None)
_join = threading.Thread.join


def start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
) -> int:
    """In place of `_thread.start_new_thread`."""
    thread, run = _prepared(function, args, kwargs or {})
    ident = _start(run, ())
    SCHEDULER.add(thread)
    return ident


def start_joinable_thread(function: Callable[..., object], handle: Any = None, daemon: bool = True) -> Any:
    """In place of `_thread.start_joinable_thread` of Python 3.13."""
    thread, run = _prepared(function, (), {})
    assert _start_joinable is not None
    started = _start_joinable(run, handle=handle, daemon=daemon)
    SCHEDULER.add(thread)
    return started


def _prepared(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Thread, Callable[[], None]]:
    thread = Thread()
    owner = getattr(function, "__self__", None)
    if isinstance(owner, threading.Thread):
        owner.__dict__["_virtual"] = thread

    def run() -> None:
        thread.gate.acquire()
        SCHEDULER.begin_turn()
        try:
            function(*args, **kwargs)
        except SystemExit:
            return
        except BaseException:
            sys.stderr.write(traceback.format_exc())
        finally:
            SCHEDULER.leave(thread)

    return thread, run


def _virtual(thread: threading.Thread) -> Thread | None:
    """The virtual thread of a thread that was started; None before."""
    if thread is threading.main_thread():
        return SCHEDULER.main
    found: Thread | None = thread.__dict__.get("_virtual")
    return found


def join(self: threading.Thread, timeout: float | None = None) -> None:
    """In place of `threading.Thread.join`."""
    virtual = _virtual(self)
    if virtual is None or virtual is SCHEDULER.current:
        _join(self, timeout)  # raises what it always raises
    elif SCHEDULER.join(virtual, SCHEDULER.deadline(None if timeout is None else max(timeout, 0))):
        _join(self)  # the interpreter's own end of the thread, which needs no turn


def is_alive(self: threading.Thread) -> bool:
    """In place of `threading.Thread.is_alive`."""
    virtual = _virtual(self)
    return virtual is not None and not virtual.is_done


def wait_for_all() -> None:
    """At the end of the main thread: run what is registered for it, and wait for all threads but daemons."""
    for call in reversed(getattr(threading, "_threading_atexits", [])):
        call()
    while threads := [each for each in threading.enumerate() if _keeps_running(each)]:
        for thread in threads:
            thread.join()


def _keeps_running(thread: threading.Thread) -> bool:
    return not thread.daemon and thread is not threading.main_thread() and thread.is_alive()
