"""Settings of load: limits on calls, workers and queue, access tokens and sessions, maintenance windows.

Everything is off by default. Times are milliseconds; 0 means off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fake_erp.schedules import Moments
from fake_erp.settings import Rate, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLimits:
    """Rate, slots and daily quota of calls, and the form of a refusal."""

    rate: Rate | None = setting("rate", "throughput", "Calls allowed; more are refused with 429.", None)
    burst: int | None = setting(
        "burst",
        "whole",
        "Calls allowed at once; without it, two seconds' worth of the rate.",
        None,
        least=1,
        most=1_000_000,
    )
    concurrency: int = setting(
        "concurrency", "whole", "Calls served at the same time.", 0, least=1, most=100_000, off=True
    )
    quota: int = setting("quota", "whole", "Calls a day, from midnight to midnight.", 0, least=1, off=True)
    server_time_ms: int = setting(
        "server_time",
        "lasting",
        "Service time of all calls within a window; once it is used up, calls are refused until the next window.",
        0,
        off=True,
    )
    window_ms: int = setting("window", "lasting", "Length of the windows of `server_time`.", 3_600_000)
    per_client: bool = setting(
        "per",
        "choice",
        "Whether all clients share these limits or each has its own.",
        False,
        choices={"all": False, "client": True},
    )
    status: Literal[429, 503] = setting(
        "status",
        "choice",
        "Status of a refusal by one of these limits.",
        429,
        choices={"429": 429, "503": 503},
    )
    tells_wait: bool = setting("retry_after", "switch", "Whether such a refusal has Retry-After.", True)
    idempotency_ms: int = setting(
        "idempotency",
        "lasting",
        "How long the reply to a POST with an Idempotency-Key is kept and repeated; off ignores the header.",
        0,
        off=True,
    )
    most_rows: int = setting(
        "page",
        "whole",
        "Maximum page size; larger limits are capped silently.",
        0,
        least=1,
        most=1000,
        off=True,
    )

    @property
    def per_second(self) -> float:
        """Calls per second that `rate` allows; 0 where there is no rate."""
        return 0 if self.rate is None else self.rate.per_second

    @property
    def bucket(self) -> int:
        """Size of the token bucket of `rate`, at least 1; 0 where there is no rate."""
        if self.rate is None:
            return 0
        return self.burst or max(1, round(2 * self.rate.per_second))


@dataclass(frozen=True, slots=True)
class Window:
    """A maintenance window: from every moment of `begins` for `lasts_ms` all calls are refused with 503."""

    begins: Moments = setting("at", "moments", "When a window begins.")
    lasts_ms: int = setting("lasts", "lasting", "Duration of a window.", aliases=("for",))
    answer: Literal["json", "html"] = setting(
        "answer",
        "choice",
        "What the 503 carries: an error object, or the page of the proxy in front.",
        "json",
        choices=("json", "html"),
    )
    tells_wait: bool = setting("retry_after", "switch", "Whether the 503 has Retry-After.", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Service times, workers, the queue in front of them, the gateway timeout and maintenance windows."""

    workers: int = setting(
        "workers",
        "whole",
        "Calls processed at the same time; further ones wait in the queue, so latency rises with load.",
        0,
        least=1,
        most=100_000,
        off=True,
    )
    queue: int = setting(
        "queue",
        "whole",
        "Calls that may wait for a worker; more are refused.",
        0,
        least=1,
        most=1_000_000,
        off=True,
    )
    queue_status: Literal[429, 503] = setting(
        "queue_status", "choice", "Status of such a refusal.", 503, choices={"503": 503, "429": 429}
    )
    patience_ms: int = setting(
        "patience",
        "lasting",
        "Longest wait for a worker; after it a call is refused with 503.",
        0,
        off=True,
    )
    gateway_ms: int = setting(
        "gateway",
        "lasting",
        "Time after which the gateway answers 504, while the ERP continues and commits.",
        0,
        off=True,
    )
    maintenance: tuple[Window, ...] = setting(
        "maintenance",
        "list",
        "Maintenance windows; they end all sessions.",
        (),
        of=Window,
    )
    reads_wait: bool = False
    """Whether reads, too, wait for tables that a run of the ERP has locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Lifetime of access tokens, sessions per client, and limits on logins."""

    lifetime_ms: int = setting("lifetime", "lasting", "Lifetime of an access token.", 30 * 60_000)
    idle_ms: int = setting("idle", "lasting", "Idle time after which a session ends.", 0, off=True)
    single: bool = setting(
        "single", "switch", "Whether a login ends the other sessions of its client.", False
    )
    sessions: int = setting(
        "sessions", "whole", "Sessions that may be open at once.", 0, least=1, most=100_000, off=True
    )
    full: Literal["refuse", "end_oldest"] = setting(
        "full",
        "choice",
        "What happens at a login when no session is free.",
        "refuse",
        choices=("refuse", "end_oldest"),
    )
    logins: int = setting(
        "logins",
        "whole",
        "Logins of a client within a minute, successful or not; more are refused with 429.",
        0,
        least=1,
        most=100_000,
        off=True,
    )
