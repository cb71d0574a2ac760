"""Host names and what each leads to. `*.example.com` stands for every name below example.com."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

BELOW = "*."


class Hosts(Generic[T]):
    """A whole name counts before a pattern, a longer pattern before a shorter one. Names are in lower case."""

    def __init__(self, leads: Mapping[str, T]) -> None:
        self._leads = leads

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str) -> T | None:
        """What a name leads to; None for nothing."""
        labels = name.split(".")
        patterns = [BELOW + ".".join(labels[at:]) for at in range(1, len(labels))]
        return next((self._leads[each] for each in (name, *patterns) if each in self._leads), None)

    @property
    def whole(self) -> list[str]:
        """The names that are no patterns."""
        return [name for name in self._leads if not name.startswith(BELOW)]

    def __str__(self) -> str:
        return ", ".join(sorted(self._leads)) or "no name"
