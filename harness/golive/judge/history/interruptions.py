"""The spans in which the candidate was down or paused, ran twice, or had a wrong clock."""

from __future__ import annotations

from golive.record.run import Band, Fact


class Interruptions:
    """Spans of time by the fault that caused them. At most one is open; a new one closes it."""

    def __init__(self) -> None:
        self._bands: list[Band] = []
        self._open: tuple[str, int] | None = None

    def began(self, fact: Fact) -> None:
        """Open a span at a kill, a pause, or the start of a second instance."""
        self.finish(fact.at_ms)
        self._open = (fact.data["faults"][0], fact.at_ms)

    def over(self, fact: Fact) -> None:
        """Close the open span at a start, a resumption, or the end of the first instance."""
        self.finish(fact.at_ms)

    def clock_set(self, fact: Fact) -> None:
        """Open a span where the clock is set wrong, and close it where it is set right."""
        (self.began if fact.data["by_ms"] else self.over)(fact)

    def finish(self, at_ms: int) -> None:
        """Close the open span, if there is one, at this time."""
        if self._open is not None:
            self._bands.append(Band(self._open[0], "fault", self._open[1], at_ms))
            self._open = None

    def bands(self) -> list[Band]:
        """Return the closed spans, oldest first."""
        return list(self._bands)
