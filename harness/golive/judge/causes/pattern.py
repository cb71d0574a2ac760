"""The pattern of a cause, with the kinds of findings it can explain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.judge.causes.trail import Trail
from golive.record.run import Cause


@dataclass(frozen=True, slots=True)
class Pattern:
    """A possible cause of findings of `kinds`.

    `match` examines the timeline of one order and returns the sentence for the cause, or None where the timeline does
    not fit. Where the cases of one pattern need their own advice or code it returns a whole `Cause`, and `advice` is
    not used.
    """

    code: str
    kinds: tuple[str, ...]
    match: Callable[[Trail], str | Cause | None]
    advice: str = ""

    def explain(self, trail: Trail) -> Cause | None:
        """Return the cause if the timeline fits, else None."""
        found = self.match(trail)
        return Cause(self.code, found, self.advice) if isinstance(found, str) else found
