"""What a cause is: one value with the kinds of findings it can explain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.judge.causes.trail import Trail
from golive.record.run import Cause


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cause of findings of `kinds`.

    `match` looks at the timeline of one order and gives the sentence that says what happened, or None where the
    timeline does not fit. Where the cases of one pattern need advice or a code of their own it gives a whole
    `Cause`, and `advice` is not used.
    """

    code: str
    kinds: tuple[str, ...]
    match: Callable[[Trail], str | Cause | None]
    advice: str = ""

    def explain(self, trail: Trail) -> Cause | None:
        found = self.match(trail)
        return Cause(self.code, found, self.advice) if isinstance(found, str) else found
