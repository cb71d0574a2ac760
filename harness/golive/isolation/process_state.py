"""What a candidate may change of its process and golive needs as it was."""

from __future__ import annotations

import locale
import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from time import tzset


class ProcessState:
    """The working folder, file mode mask, environment, locale, limits and streams of this process, as they are now."""

    def __init__(self) -> None:
        self.folder = os.getcwd()
        self._mask = os.umask(0o077)
        os.umask(self._mask)
        self._environment = dict(os.environ)
        self._locale = locale.setlocale(locale.LC_ALL)
        self._recursion = sys.getrecursionlimit()
        self._streams = sys.stdout, sys.stderr
        self._path = list(sys.path)

    def restore(self) -> None:
        """Make them what they were. Nothing is traced, and SIGINT raises KeyboardInterrupt."""
        sys.settrace(None)
        sys.setprofile(None)
        sys.setrecursionlimit(max(self._recursion, sys.getrecursionlimit()))
        os.umask(self._mask)
        with suppress(OSError):
            os.chdir(self.folder)
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)
            tzset()
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, self._locale)
        sys.stdout, sys.stderr = self._streams
        sys.path[:] = [*self._path, *(each for each in sys.path if each not in self._path)]
        signal.signal(signal.SIGINT, signal.default_int_handler)

    @contextmanager
    def restored(self) -> Generator[None, None, None]:
        """Restore all of it; after the block, the working folder and the environment are those of the candidate."""
        theirs, environment = _present_folder(), dict(os.environ)
        self.restore()
        yield
        os.environ.clear()
        os.environ.update(environment)
        if theirs != self.folder:
            with suppress(OSError):
                os.chdir(theirs)


def _present_folder() -> str:
    """The working folder; "/" where it was removed."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep
