"""The clocks of the program: `time`, `datetime` and the waits of `time.sleep`."""

from __future__ import annotations

import ctypes
import datetime
import gc
import time
from collections.abc import Callable
from time import struct_time
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER

BOOTED_S = 1000
"""What the steady clocks show at the beginning of the run, in seconds."""

_localtime, _gmtime, _ctime = time.localtime, time.gmtime, time.ctime
_strftime, _asctime = time.strftime, time.asctime
_EPOCHS = {getattr(time, name, None) for name in ("CLOCK_REALTIME", "CLOCK_TAI")} - {None}


class Clocks:
    """Functions in place of those of `time`; `start_ms` is the beginning of the run.

    The clock is `skew_ms` ahead of the simulated time. Steady clocks and waits are not, as after a step by NTP.
    """

    def __init__(self, start_ms: int, skew_ms: int = 0) -> None:
        self.skew_ms = skew_ms
        self._booted_ms = start_ms - BOOTED_S * 1000

    def wall_ms(self) -> int:
        """Milliseconds since 1970. Not counted as a look at the clock."""
        return SCHEDULER.now_ms + self.skew_ms

    def time(self) -> float:
        """Seconds since 1970."""
        SCHEDULER.glance()
        return self.wall_ms() / 1000

    def time_ns(self) -> int:
        """Nanoseconds since 1970."""
        SCHEDULER.glance()
        return self.wall_ms() * 1_000_000

    def steady(self) -> float:
        """Seconds of the steady clocks."""
        SCHEDULER.glance()
        return (SCHEDULER.now_ms - self._booted_ms) / 1000

    def steady_ns(self) -> int:
        """Nanoseconds of the steady clocks."""
        SCHEDULER.glance()
        return (SCHEDULER.now_ms - self._booted_ms) * 1_000_000

    def clock_gettime(self, clk_id: int) -> float:
        """Seconds of a clock of the system."""
        return self.time() if clk_id in _EPOCHS else self.steady()

    def clock_gettime_ns(self, clk_id: int) -> int:
        """Nanoseconds of a clock of the system."""
        return self.time_ns() if clk_id in _EPOCHS else self.steady_ns()

    def sleep(self, seconds: float) -> None:
        """Let simulated time pass."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        SCHEDULER.sleep(seconds)

    def localtime(self, seconds: float | None = None) -> struct_time:
        """As `time.localtime`."""
        return _localtime(self.time() if seconds is None else seconds)

    def gmtime(self, seconds: float | None = None) -> struct_time:
        """As `time.gmtime`."""
        return _gmtime(self.time() if seconds is None else seconds)

    def ctime(self, seconds: float | None = None) -> str:
        """As `time.ctime`."""
        return _ctime(self.time() if seconds is None else seconds)

    def strftime(self, format: str, *moment: Any) -> str:
        """As `time.strftime`."""
        return _strftime(format, *(moment or (self.localtime(),)))

    def asctime(self, *moment: Any) -> str:
        """As `time.asctime`."""
        return _asctime(*(moment or (self.localtime(),)))

    def replacements(self) -> dict[str, Callable[..., Any]]:
        """Names in `time` and what stands there instead."""
        steady = dict.fromkeys(("monotonic", "perf_counter", "process_time", "thread_time"), self.steady)
        steady_ns = {f"{name}_ns": self.steady_ns for name in steady}
        own = (
            "time", "time_ns", "clock_gettime", "clock_gettime_ns", "sleep", "localtime", "gmtime", "ctime",
            "strftime", "asctime",
        )  # fmt: skip
        return {**steady, **steady_ns, **{name: getattr(self, name) for name in own}}

    def set_datetime(self) -> None:
        """Let `datetime.now` and `utcnow` follow. The class stays the one that C code knows."""

        def now(cls: type[datetime.datetime], tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return cls.fromtimestamp(self.time(), tz)

        def utcnow(cls: type[datetime.datetime]) -> datetime.datetime:
            return cls.fromtimestamp(self.time(), datetime.UTC).replace(tzinfo=None)

        own = gc.get_referents(datetime.datetime.__dict__)[0]
        own["now"], own["utcnow"] = classmethod(now), classmethod(utcnow)
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(datetime.datetime))
