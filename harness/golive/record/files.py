"""Files of a run folder: written under another name and then moved, with errors that name the file."""

from __future__ import annotations

import io
import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import orjson

PART = ".part"
"""The suffix of a file that is being written."""

BUFFER = 1 << 16
_LINE = orjson.OPT_APPEND_NEWLINE
_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class NamedWriter(io.BufferedWriter):
    """A buffered file whose errors while writing name it; those of the operating system do not.

    The file below it has no Python code in its `write`: an interrupt between that and its caller would let the buffer
    take what is written for unwritten, and write it twice.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(io.FileIO(path, "wb"), BUFFER)

    def write(self, data: Any) -> int:
        """Write bytes. Raises OSError with the file's name."""
        with self.named():
            return super().write(data)

    def flush(self) -> None:
        """Write the buffer to the file. Raises OSError with the file's name."""
        with self.named():
            super().flush()

    def close(self) -> None:
        """Write the buffer and close the file. Raises OSError with the file's name."""
        with self.named():
            super().close()

    @contextmanager
    def named(self) -> Generator[None, None, None]:
        """In this block an OSError gets the name of the file."""
        try:
            yield
        except OSError as error:
            error.filename = os.fspath(self.path)
            raise


def opened(path: Path) -> NamedWriter:
    """Open a file for writing, buffered; every OSError of it names the file."""
    return NamedWriter(path)


def opened_text(path: Path) -> TextIO:
    """Open a text file in UTF-8 for writing; what UTF-8 cannot express is replaced."""
    return io.TextIOWrapper(opened(path), encoding="utf-8", errors="replace")


@contextmanager
def replacing(path: Path) -> Generator[io.BufferedWriter, None, None]:
    """A file that takes the place of `path` once it is complete: a reader never sees a part of it.

    Where the block or the writing fails, `path` stays as it was and nothing else is left. Raises OSError.
    """
    part = path.with_name(path.name + PART)
    try:
        with opened(part) as file:
            yield file
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    with replacing(path) as file:
        file.write(content)


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON, whole or not at all. Raises OSError."""
    write(path, orjson.dumps(value, option=_INDENTED))


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON, one a line, whole or not at all. Raises OSError."""
    with replacing(path) as file:
        for row in rows:
            file.write(orjson.dumps(row, None, _LINE))
