"""A sandbox as the live page and the metrics ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from golive.keys.times import local_clock
from golive.monitor.axis import Axis
from golive.monitor.standing import Standing
from golive.monitor.subject import DeskEntry, FaultState, fact_line
from golive.monitor.tally import Tally

if TYPE_CHECKING:
    from golive.serve.sandbox import Sandbox

_STEP_MS = 5_000
"""A step of the charts, in real time."""
_IN_OTHERS = ("exchange.committed", "exchange.listed")
"""Kinds of facts about a call beside the one of its answer."""
_TITLES = {"erp": "ERP", "shop": "shop"}


class WatchedSandbox:
    """Counts the facts of a sandbox from construction on. Its log are the latest facts."""

    def __init__(self, sandbox: Sandbox) -> None:
        plan = sandbox.plan
        self.title = "golive serve"
        served = " and ".join(_TITLES[name] for name in plan.systems)
        self.about = f"{served} · {plan.profile or 'midmarket'} · seed {plan.seed}"
        self.clock = sandbox.clock
        self.wire = sandbox.wire
        self.offset_ms = 0
        self.phase = ""
        self.standing: Standing | None = None
        self.tally = Tally(Axis(self.clock.now(), max(1_000, round(_STEP_MS * plan.speed))))
        self._tail = sandbox.tail
        self._tail.readers = self.tally.readers

    def faults(self) -> list[FaultState]:
        """Return nothing: no faults act in a sandbox."""
        return []

    def desk(self, most: int) -> tuple[int, int, list[DeskEntry]]:
        """Return nothing: a sandbox has no desk."""
        return 0, 0, []

    def log(self, most: int) -> list[str]:
        """Return the latest facts as lines, one for each call."""
        facts = [fact for fact in self._tail.latest(3 * most) if fact.kind not in _IN_OTHERS]
        return [f"{local_clock(fact.at_ms, 0)} {fact_line(fact)}" for fact in facts[-most:]]
