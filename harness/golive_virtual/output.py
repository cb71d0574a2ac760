"""Standard output and error of the program: lines in golive's log of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


class _Lines(io.RawIOBase):
    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._begun = b""

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        whole, newline, rest = (self._begun + bytes(content)).rpartition(b"\n")
        self._begun = rest
        if newline:
            self._write(whole)
        return len(content)

    def finish(self) -> None:
        if self._begun:
            self._write(self._begun)
            self._begun = b""


class Output:
    """A text file whose lines go to `write`, each call with whole lines.

    There is no buffer of the module io below it: its lock would be held while `write` lets other threads run.
    """

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._lines = _Lines(write)
        raw: Any = self._lines
        self.file = io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", write_through=True)

    def finish(self) -> None:
        """Write a last line that has no end."""
        if not self.file.closed:
            self.file.flush()
        self._lines.finish()
