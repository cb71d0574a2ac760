"""The clock of many runs, and how many runs it allows at once."""

from __future__ import annotations

import os
from dataclasses import dataclass

from golive.record.run import AUTO


@dataclass(frozen=True, slots=True)
class RunClock:
    """`kind` is `virtual` or `live`. `speed` matters on the live clock only; AUTO is as fast as is safe."""

    kind: str = "virtual"
    speed: float = 1.0

    @property
    def is_live(self) -> bool:
        """Whether runs take real time, and may therefore end differently each time."""
        return self.kind == "live"

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments of `golive run` for it; none for the virtual clock."""
        if not self.is_live:
            return ()
        return ("--clock", "live", "--speed", "auto" if self.speed == AUTO else f"{self.speed:g}")

    def at_once(self, jobs: int | None, cores: int | None = None) -> int:
        """Return the number of parallel runs: `jobs`, or one per core. Live runs are never more than the cores.

        A live run that waits for a processor answers late, and lateness is what is measured there.
        """
        has = cores or len(os.sched_getaffinity(0))
        return min(jobs or has, has) if self.is_live else jobs or has


VIRTUAL = RunClock()
