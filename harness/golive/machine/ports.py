"""Free ports of the loopback interface, for servers that open them later."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"
_LOWEST, _USUAL = 10_000, 32_768
_COUNT = itertools.count()


def free_port() -> int:
    """A port that nothing listens on, below those that the system gives to outgoing connections.

    A port that the system chose itself may be taken by a connection before its server has opened it.
    """
    for port in (*_candidates(_lowest_outgoing()), 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError(f"no port of {HOST} is free")


def _candidates(end: int) -> Iterator[int]:
    """Ports below `end`, from a place that differs between processes and calls."""
    room = max(0, end - _LOWEST)
    start = os.getpid() * 97
    for _ in range(min(room, 200)):
        yield _LOWEST + (start + next(_COUNT)) % room


def _lowest_outgoing() -> int:
    try:
        return int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return _USUAL
