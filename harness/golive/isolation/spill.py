"""What the process of a run writes to descriptors 1 and 2, which lead to a file without a name.

The run moves it into the candidate's log whenever simulated time passes, so that each line has the time at which it was
written. The keeper keeps the file short while the run does not get to that, and golive moves what is left at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable

MOST_BYTES = 6_000_000
"""What is kept of the output that was not moved yet."""
_CUT_FROM_BYTES = 8 * MOST_BYTES


def cut(descriptor: int) -> None:
    """In the keeper: shorten the file to `MOST_BYTES` where it is far longer."""
    if os.lseek(descriptor, 0, os.SEEK_END) > _CUT_FROM_BYTES:
        os.ftruncate(descriptor, MOST_BYTES)


def take(descriptor: int) -> str:
    """Empty the file and return its text."""
    content = os.pread(descriptor, MOST_BYTES, 0)
    os.ftruncate(descriptor, 0)
    return content.decode("utf-8", "replace")


class Spill:
    """In the process of the run: moves the output to `write`, once there is a log."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._write: Callable[[str], None] | None = None

    def into(self, write: Callable[[str], None] | None) -> None:
        """Move output to `write` from now on; None leaves it in the file."""
        self._write = write

    def move(self) -> None:
        """Move what was written since the last time. Without effect once the candidate has closed the file."""
        if self._write is None:
            return
        try:
            if not os.lseek(self._descriptor, 0, os.SEEK_END):
                return
            text = take(self._descriptor)
        except OSError:
            self._write = None
            return
        self._write(text.removesuffix("\n"))


SPILL: list[Spill] = []
"""The one of this process, if it is that of an isolated run."""
