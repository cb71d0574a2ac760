"""What records are made of: instants, speech, addresses, change numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

Now: TypeAlias = Callable[[], int]
"""Gives the present instant in milliseconds since the Unix epoch."""


def steady(now: Now) -> Now:
    """The clock for durations: `now.steady` of a clock whose time of day may be set, else the clock itself."""
    found: Now = getattr(now, "steady", now)
    return found


Emit: TypeAlias = Callable[[str, dict[str, str], dict[str, Any]], None]
"""Told of every change: the kind of fact, its business keys, its data."""

Document: TypeAlias = dict[str, Any]
"""An order as it came in, for rules that look at fields by their dotted path."""

Address: TypeAlias = dict[str, str]
"""Flat and made of text only, so that a shallow copy shares nothing."""


NOT_YET = -1
"""In place of an instant that has not come."""


class Changing(Protocol):
    """Whatever appears in a feed carries the number of its last change; 0 before its first one."""

    change: int


TILL_CHANNEL = "store"
"""The sales channel of the ERP's own tills; orders that come in over an interface have others."""
