"""A backup of the integration's own data is restored, after a damaged database or a failed deployment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from golive.chaos.faults.base import Fault
from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import KillCandidate, Outcome


@dataclass(frozen=True, slots=True)
class Rollback(Fault):
    """The integration starts again on a backup of its data: mapping, cursors and queue go back."""

    SEAM: ClassVar[Seam] = "process"
    NEEDS: ClassVar[str] = "backup"
    BY_CALLS: ClassVar[bool] = False

    age_ms: int = setting("age", LASTING, "How old the backup is, to the minute.", "1h")
    down_ms: int = setting("down", LASTING, "Time until it is started again.", "5m")

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        return self.by_clock()

    def at_most(self) -> int:
        return 1

    def by_clock(self) -> KillCandidate:
        return KillCandidate(self.down_ms, backup_ms=self.age_ms)
