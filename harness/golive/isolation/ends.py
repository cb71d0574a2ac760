"""How the process of a run ended, in one sentence."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from typing import Any

from golive.candidates.log import stamp
from golive.keys.value_kinds import show_duration

CLOSED = "it closed a file descriptor that is golive's own, as os.closerange does; close only what it opened"
MEDDLED = "it wrote into the pipe that belongs to golive; write only to what it opened"
LOST = "its process ended the one that keeps it, which is golive's own"

_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$', re.MULTILINE)
_OWN = ("/golive/", "/lib/python", "<frozen ")


def ended(status: int | None, leaving: Mapping[str, Any] | None, stack: str, now_ms: int) -> str:
    """The end of a process that golive did not end: its wait status, what it said before, and its stack trace."""
    code = 0 if status is None else os.waitstatus_to_exitcode(status)
    if code < 0:
        place = place_of(stack)
        how = f"its process was killed by signal {-code} ({signal_name(-code)}){f' at {place}' if place else ''}"
        if -code == signal.SIGKILL:
            how += ": by itself, or because memory ran out"
    elif leaving is not None:
        how = f"it called os._exit({leaving.get('status')}) at {leaving.get('at')}"
    else:
        how = f"its process ended with exit status {code} before the run was over"
    return f"{how}{moment(now_ms)}"


def over_limit(limit_s: float, stack: str, now_ms: int) -> str:
    """The end of a run that took longer than `--wall-clock`."""
    return f"it was not over within {shown_s(limit_s)} of real time (--wall-clock){_working(stack)}{moment(now_ms)}"


def standing(limit_s: float, stack: str, now_ms: int) -> str:
    """The end of a run in which no simulated time passes."""
    return (
        f"it computed for {shown_s(limit_s)} of real time and let no simulated time pass{_working(stack)}"
        f"{moment(now_ms)}; code that waits must await"
    )


def shown_s(seconds: float) -> str:
    """Seconds as a duration of golive."""
    return show_duration(max(1, round(seconds * 1000)))


def signal_name(number: int) -> str:
    """SIGSEGV for 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return "a signal without a name"


def moment(now_ms: int) -> str:
    """The simulated time of an end; empty before the first."""
    return f", at {stamp(now_ms)} of the run" if now_ms else ""


def place_of(stack: str) -> str:
    """The innermost line of a stack trace that is not golive's own: `file.py:7 in function`; empty for none."""
    frames = _FRAME.findall(stack)
    theirs = [frame for frame in frames if not any(own in frame[0] for own in _OWN)]
    if not theirs:
        return ""
    file, line, function = theirs[0]
    return f"{os.path.basename(file)}:{line} in {function}"


def _working(stack: str) -> str:
    place = place_of(stack)
    return f"; it was at {place}" if place else ""
