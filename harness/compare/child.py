"""A run in a process of its own: `golive` with its arguments, which ends when nobody waits for it any more.

Whoever started it holds the other end of its input. When that end closes, because the other was killed, there is
nobody left to report to.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from harness.cli import main


def _end_with(line: int) -> None:
    """Wait until the line is cut, then end at once, with everything that was started from here."""
    while os.read(line, 1):
        pass
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _listen() -> None:
    """The line moves away from standard input, which a candidate may read: it finds nothing there."""
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


if __name__ == "__main__":
    _listen()
    main(sys.argv[1:])
