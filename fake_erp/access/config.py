"""What an ERP bears: workers, queue, limits, sessions, maintenance. Off where nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fake_erp.schedules import Moments


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which the system is away on purpose, from every moment of `begins` for `lasts_ms`."""

    begins: Moments
    lasts_ms: int
    answer: Literal["json", "html"] = "json"
    tells_wait: bool = True
    """Whether the refusal says with Retry-After when it is over."""


@dataclass(frozen=True, slots=True)
class Load:
    """Times in milliseconds; 0 is no limit everywhere."""

    workers: int = 0
    """Calls worked on at once; the others wait for their turn. 0: as many as come."""
    queue: int = 0
    """Calls that may wait for a worker; one more is refused ..."""
    queue_status: Literal[429, 503] = 503
    """... with this status."""
    patience_ms: int = 0
    """A call that would wait longer for a worker is refused with 503 when it has waited so long."""
    gateway_ms: int = 0
    """The gateway in front answers 504 after so long; the ERP goes on with the call and commits it."""
    reads_wait: bool = False
    """Whether calls that only read wait for tables that a run of the ERP holds."""

    per_client: bool = False
    """Whether rate, concurrency and quota are counted for each client or for all together."""
    quota: int = 0
    """Calls a day, from midnight to midnight of the house."""
    status: Literal[429, 503] = 429
    """Of a refusal for rate, concurrency or quota."""
    tells_wait: bool = True
    """Whether such a refusal says with Retry-After how long to wait."""
    most_rows: int = 0
    """Rows in a page; who asks for more gets so many, and is told that there are more."""

    sessions: int = 0
    """Sessions open at once, over all clients."""
    full: Literal["refuse", "end_oldest"] = "refuse"
    """What a login does when no session is free."""
    single: bool = False
    """A login ends the other sessions of its client."""
    idle_ms: int = 0
    """A session that is not used for so long ends."""
    logins_per_minute: int = 0
    """More logins of one client within 60 s, good or bad, are refused with 429."""

    maintenance: tuple[Window, ...] = ()
