"""The process of one run: `golive` with its arguments. It ends with the process that started it.

The parent holds the other end of the standard input. When the parent is killed, the input closes and the run ends. At
the end of the run the process exits at once, without waiting for threads and exit handlers of a candidate.

The first argument is the parent's module search path as one text with separators, so that a candidate or a fault that
the parent finds is also found here.
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
    """Wait until the input closes, then end at once, together with all child processes."""
    while os.read(line, 1):
        pass
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _listen() -> None:
    """Move the parent's pipe away from standard input: a candidate that reads standard input finds it empty."""
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


def _run(words: list[str]) -> NoReturn:
    """Run `golive` and exit with its status at once; a normal exit of the interpreter would wait for every thread."""
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
