"""Problems of a scenario file: place, expectation, finding and correction."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from golive.errors import ScenarioError, ScenarioErrors

__all__ = ["ScenarioError", "ScenarioErrors", "nearest", "quote", "raise_all"]

_LONGEST_CAME = 80


def raise_all(problems: Iterable[ScenarioError]) -> None:
    """Raise what was collected, the first line first; nothing where there is nothing."""
    found = sorted(problems, key=lambda problem: (problem.file, problem.line or 0))
    if len(found) == 1:
        raise found[0]
    if found:
        raise ScenarioErrors(*found)


def quote(text: str) -> str:
    """A text on one line, cut to a readable length."""
    if not text:
        return "nothing"
    shown = text if len(text) <= _LONGEST_CAME else text[: _LONGEST_CAME - 3] + "..."
    return shown if shown.isprintable() and shown == shown.strip() else ascii(shown)


def nearest(word: str, known: Iterable[str], most: int = 1) -> str:
    """`did you mean orders?` where something known is near, else nothing."""
    near = difflib.get_close_matches(word[:100], list(known), n=most, cutoff=0.55)
    return f"did you mean {' or '.join(near)}?" if near else ""
