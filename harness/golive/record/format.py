"""The format of the files that runs, gates and comparisons write. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORMAT = 3
"""It rises with every change that an older version of golive could not read."""


class NewerFormat(ValueError):
    """The folder was written by a later version of golive; the message says by which and what to do."""


def format_of(row: Mapping[str, Any]) -> int:
    """Return the format of the folder of a `run.json`. Raises NewerFormat for one that this version does not know."""
    number = row.get("format", 1)
    if isinstance(number, int) and not isinstance(number, bool) and number <= FORMAT:
        return number
    writer = str(row.get("golive", "of a later version"))[:40]
    raise NewerFormat(
        f"expected format {FORMAT} or less, got {str(number)[:20]}: golive {writer} wrote this folder; "
        "read it with that version, or run the scenario again with this one"
    )
