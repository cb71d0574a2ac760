"""What a live run measured of its own clock and of the machine."""

from __future__ import annotations

from dataclasses import dataclass

from golive.record.run import Fact


@dataclass(slots=True)
class ClockPromise:
    """Whether simulated time passed as promised.

    `lag_p99_ms`: how late things happened, in ms of the run. `trip_p95_ms`: a round trip of a call, in ms of real time;
    None where the candidate is no program. `speed` is None in virtual time, which keeps every promise.
    """

    speed: float | None = None
    lag_p99_ms: int = 0
    trip_p95_ms: float | None = None

    def clock(self, fact: Fact) -> None:
        """Read the lag of the clock."""
        self.speed, self.lag_p99_ms = fact.data["speed"], fact.data["lag_p99_ms"]

    def round_trips(self, fact: Fact) -> None:
        """Read the round trips of a run with a program."""
        if fact.data["count"]:
            self.trip_p95_ms = fact.data["p95_ms"]
