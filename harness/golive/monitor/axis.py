"""The time axis of the charts: the whole of a run, or the latest stretch of a sandbox."""

from __future__ import annotations

from dataclasses import dataclass

from golive.judge.history import CHART_STEPS

STEPS = 120
"""Steps of an axis that moves with the clock ..."""
_AHEAD = 6
"""... and those after the present, where the names of its levels stand."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Steps of `step_ms`, counted from the Unix epoch. `end_ms` is None for an axis that moves with the clock."""

    start_ms: int
    step_ms: int
    end_ms: int | None = None

    @classmethod
    def of_run(cls, start_ms: int, end_ms: int) -> Axis:
        """Return the axis of a run with these limits."""
        return cls(start_ms, max(1_000, -(-(end_ms - start_ms) // CHART_STEPS)), end_ms)

    def steps(self, now_ms: int) -> tuple[int, int]:
        """Return the first step that is shown at an instant, and the number of steps up to it."""
        last = now_ms // self.step_ms
        first = self.start_ms // self.step_ms
        if self.end_ms is None:
            return last - STEPS + 1, STEPS
        return first, max(1, last - first + 1)

    def limits_ms(self, now_ms: int) -> tuple[int, int]:
        """Return begin and end of what is shown at an instant, in ms since the Unix epoch."""
        first, count = self.steps(now_ms)
        begin_ms = first * self.step_ms
        if self.end_ms is None:
            return begin_ms, begin_ms + (count + _AHEAD) * self.step_ms
        return begin_ms, max(self.end_ms, now_ms)
