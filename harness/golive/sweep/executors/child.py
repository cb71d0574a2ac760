"""A run in a process of its own: `golive` with its arguments, which ends when nobody waits for it any more.

Whoever started it holds the other end of its input. When that end closes, because the other was killed, there is
nobody left to report to. When the run is over the process ends, whatever threads and exit handlers a candidate left.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import NoReturn

from golive.cli.main import HARNESS_STATUS, main


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


def _run(words: list[str]) -> NoReturn:
    """Run `golive`, and end with its status at once: an interpreter that ends waits for every thread."""
    status = HARNESS_STATUS
    try:
        main(words)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else HARNESS_STATUS
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


if __name__ == "__main__":
    _listen()
    _run(sys.argv[1:])
