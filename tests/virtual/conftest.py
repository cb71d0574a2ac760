"""After each test nothing of its programs is left: no process, thread, descriptor, variable or replaced function."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.alive import eventually, processes_with


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    before = _state()
    yield
    assert _state() == before
    eventually(lambda: not processes_with(str(tmp_path)), "all processes of the run gone")


def _state() -> dict[str, object]:
    return {
        "environment": dict(os.environ) | {"PYTEST_CURRENT_TEST": ""},
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "folder": os.getcwd(),
        "output": (sys.stdout, sys.stderr),
        "functions": (time.sleep, time.time, socket.socket, threading.Lock, threading.Thread.join),
    }
