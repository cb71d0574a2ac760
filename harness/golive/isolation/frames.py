"""What the process of a run tells golive through a pipe: JSON objects, one per line, each with its `kind`."""

from __future__ import annotations

import os
from typing import Any

import orjson

LOADED, BEGUN, PROGRESS, RESULT = "loaded", "begun", "progress", "result"
LIVE_PAGE = "live_page"
FAILED, LEAVING, THREADS = "failed", "leaving", "threads"
"""The kinds: code of the user is loaded; the run folder exists; a share is done; the run is over; it cannot go on; the
process is about to be left by `os._exit`; threads that go on;
the live page has these addresses."""

_MOST_BYTES = 64_000_000


class NotAFrame(ValueError):
    """Something other than golive has written into the pipe."""


class Teller:
    """The writing end, in the process of the run."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, kind: str, **values: Any) -> None:
        """Write one frame. Raises OSError for a descriptor that was closed."""
        rest = memoryview(orjson.dumps({"kind": kind, **values}, None, orjson.OPT_APPEND_NEWLINE))
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def close(self) -> None:
        """Close the pipe in this process."""
        os.close(self._descriptor)


class Hearing:
    """The frames of a stream of bytes that arrives in pieces."""

    def __init__(self) -> None:
        self._rest = b""

    def frames(self, piece: bytes) -> list[dict[str, Any]]:
        """Return the frames that are complete with this piece. Raises NotAFrame."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > _MOST_BYTES:
            raise NotAFrame
        return [_parsed(line) for line in lines]


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        frame = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotAFrame from error
    if not isinstance(frame, dict) or not isinstance(frame.get("kind"), str):
        raise NotAFrame
    return frame
