"""When the candidate was down or paused."""

from __future__ import annotations

from golive.record.run import Band, Fact


class Interruptions:
    """Stretches of time by the fault that made them; one is open at most, as a new one ends it."""

    def __init__(self) -> None:
        self._bands: list[Band] = []
        self._open: tuple[str, int] | None = None

    def began(self, fact: Fact) -> None:
        self.finish(fact.at_ms)
        self._open = (fact.data["faults"][0], fact.at_ms)

    def over(self, fact: Fact) -> None:
        self.finish(fact.at_ms)

    def finish(self, at_ms: int) -> None:
        """End the open interruption at this time."""
        if self._open is not None:
            self._bands.append(Band(self._open[0], "fault", self._open[1], at_ms))
            self._open = None

    def bands(self) -> list[Band]:
        return list(self._bands)
