"""The last lines of a log that is still written."""

from __future__ import annotations

import os
from pathlib import Path

_LONGEST_LINE = 400
_MOST_BYTES = 16_384


def last_lines(path: Path, most: int) -> list[str]:
    """Return at most `most` whole lines from the end of a file; [] where it cannot be read."""
    try:
        with path.open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            begin = max(0, length - _MOST_BYTES)
            file.seek(begin)
            content = file.read(_MOST_BYTES)
    except OSError:
        return []
    lines = content.decode("utf-8", "replace").split("\n")
    if begin:
        del lines[0]  # a part of a line
    return [line[:_LONGEST_LINE] for line in lines if line.strip()][-most:]
