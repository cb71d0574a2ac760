"""Ports that the command line names: whether they are free, and the message where they are not."""

from __future__ import annotations

import socket

from golive.errors import ServeProblem
from golive.live.http.server import HERE


def check(option: str, port: int) -> None:
    """Raises ServeProblem for a port in use on the loopback interface. `option` is where it was given."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError as error:
            raise problem(option, port, error) from error


def problem(option: str, port: int, error: Exception) -> ServeProblem:
    """Return the error for a port that cannot be opened."""
    why = getattr(error, "strerror", None) or str(error)
    return ServeProblem(
        f"{option} {port}: expected a free port, this one cannot be opened: {why}; 0 picks a free one"
    )
