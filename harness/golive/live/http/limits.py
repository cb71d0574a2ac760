"""What a server accepts of its callers."""

from __future__ import annotations

import resource
from dataclasses import dataclass

_KEPT_FOR_OTHERS = 128
"""File descriptors that servers leave to the rest of the process."""
_MOST_CONNECTIONS = 1_000


def most_connections() -> int:
    """Connections that one server keeps open: of two servers, if the process has few file descriptors."""
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if descriptors == resource.RLIM_INFINITY:
        return _MOST_CONNECTIONS
    return max(16, min(_MOST_CONNECTIONS, (descriptors - _KEPT_FOR_OTHERS) // 2))


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, spans in seconds of real time."""

    head: int = 65_536
    """Request line and headers together."""
    headers: int = 200
    body: int = 10_000_000
    ahead: int = 100
    """Requests on one connection that wait for the answer to an earlier one."""
    stall_s: float = 3.0
    """Between two pieces of one request; its head must be complete within this time."""
    request_s: float = 60.0
    """From the first byte of a request to its last."""
    idle_s: float = 120.0
    """Between two requests of one connection."""
    write_s: float = 60.0
    """Without the caller reading anything of an answer."""
