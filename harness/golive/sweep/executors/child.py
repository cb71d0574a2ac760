"""A run in a process of its own: `golive` with its arguments, which ends together with the process that started it.

That process holds the other end of the standard input. When this end closes, because the other was killed, the run
ends too. When the run is over the process ends, whatever threads and exit handlers a candidate left.

The first argument are the folders in which the starting process looks for modules, as one text with separators: a
candidate or a fault that it finds is found here, too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import NoReturn

from golive import plugins
from golive.cli.main import main
from golive.exit_status import HARNESS_STATUS


def _end_with(line: int) -> None:
    """Wait until the input closes, then end at once, with everything that was started from here."""
    while os.read(line, 1):
        pass
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _listen() -> None:
    """Move the line away from standard input, which a candidate may read: it finds an empty one."""
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
    plugins.look_in(folder for folder in sys.argv[1].split(os.pathsep) if folder)
    _run(sys.argv[2:])
