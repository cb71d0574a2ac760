"""What runs in a Dask worker: a block is handed to a process that plays cells, which is kept for the next one."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from golive.sweep.cells.local import Block
from golive.sweep.cells.server import answers, request

_MINE = threading.local()


def play_block(row: Mapping[str, Any], wall_clock_s: float | None) -> list[dict[str, Any]]:
    """Play a block and return its cells as JSON objects. Raises EOFError or OSError where the process was lost."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        server.stdin.write(request(Block.from_json(row), wall_clock_s))
        server.stdin.flush()
        return list(answers(server.stdout))
    except BaseException:
        server.kill()
        del _MINE.server
        raise


def _server() -> subprocess.Popen[str]:
    """The process of this thread."""
    found: subprocess.Popen[str] | None = getattr(_MINE, "server", None)
    if found is None or found.poll() is not None:
        found = _MINE.server = subprocess.Popen(
            [sys.executable, "-m", "golive.sweep.cells.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    return found
