"""The spans in which the candidate was down or paused."""

from __future__ import annotations

from golive.record.run import Band, Fact


class Interruptions:
    """Spans of time by the fault that caused them. At most one is open; a new one closes it."""

    def __init__(self) -> None:
        self._bands: list[Band] = []
        self._open: tuple[str, int] | None = None

    def began(self, fact: Fact) -> None:
        """Open a span at a kill or a pause."""
        self.finish(fact.at_ms)
        self._open = (fact.data["faults"][0], fact.at_ms)

    def over(self, fact: Fact) -> None:
        """Close the open span at a start or a resumption."""
        self.finish(fact.at_ms)

    def finish(self, at_ms: int) -> None:
        """Close the open span, if there is one, at this time."""
        if self._open is not None:
            self._bands.append(Band(self._open[0], "fault", self._open[1], at_ms))
            self._open = None

    def bands(self) -> list[Band]:
        """Return the closed spans, oldest first."""
        return list(self._bands)
