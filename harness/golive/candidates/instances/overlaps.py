"""The supervisor's part in overlaps: it starts the second instance and ends the first one later."""

from __future__ import annotations

from typing import Any

from golive.candidates.instances.abilities import Doubled
from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.outcomes import OverlapInstances
from golive.wire.wire import Wire


class Overlaps:
    """Emits `candidate.joined` when a second instance starts, and `candidate.left` when the first is ended.

    Instances are numbered as starts are, from 1. At most one overlap is under way.
    """

    def __init__(self, env: Environment, wire: Wire, emit: Emit) -> None:
        self._env = env
        self._wire = wire
        self._emit = emit
        self._candidate: Doubled | None = None
        self._first = 0
        self._second = 0

    @property
    def is_on(self) -> bool:
        """Whether two instances run."""
        return self._candidate is not None

    def begin(
        self, fault: str, outcome: OverlapInstances, candidate: Any, numbers: tuple[int, int], until_ms: int
    ) -> None:
        """Start the second instance; `numbers` are those of both, and the first is ended at `until_ms`."""
        self._first, self._second = numbers
        for_ms = until_ms - self._env.now_ms()
        data = {"faults": (fault,), "instance": self._second, "beside": self._first, "for_ms": for_ms}
        self._emit("candidate.joined", {}, {**data, "version": outcome.version})
        self._candidate = candidate
        self._wire.has_several_callers = True
        candidate.start_beside(outcome.version)
        self._env.after(for_ms, self._first_leaves, self._second)

    def _first_leaves(self, second: int) -> None:
        """Unless it has been killed meanwhile."""
        candidate = self._candidate
        if candidate is None or second != self._second:
            return
        self.lost(self._first)
        self._wire.reply_gate.ended = self._first
        candidate.end_first()

    def lost(self, instance: int) -> None:
        """Note that one of the two instances has ended."""
        if self.is_on:
            self.over()
            beside = self._first + self._second - instance
            self._emit("candidate.left", {}, {"instance": instance, "beside": beside})

    def over(self) -> None:
        """Only one instance runs from now on, or none."""
        self._candidate = None
        self._wire.has_several_callers = False
