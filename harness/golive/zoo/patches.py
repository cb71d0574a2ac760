"""Attributes replaced for the length of a run."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any


class Patches:
    """Replaces attributes of modules and classes, and puts back what was there."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, str, Any]] = []

    def setattr(self, target: Any, name: str, value: Any) -> None:
        """Replace an attribute. Raises AttributeError for one that the target does not have."""
        self._before.append((target, name, getattr(target, name)))
        setattr(target, name, value)

    def undo(self) -> None:
        """Put everything back, the latest first."""
        while self._before:
            setattr(*self._before.pop())


@contextmanager
def patches() -> Generator[Patches, None, None]:
    """Patches that are undone at the end of the block."""
    made = Patches()
    try:
        yield made
    finally:
        made.undo()
