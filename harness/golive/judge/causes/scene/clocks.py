"""The wrong clocks of a run: when the shop's and the integration's own were set, and by how much."""

from __future__ import annotations

from golive.keys.value_kinds import show_duration
from golive.record.run import Fact

SHOP, OWN = "the shop's clock", "the integration's clock"
KINDS = {"shop.clock.set": SHOP, "candidate.clock_set": OWN}


class Clocks:
    """How far each clock was off, in ms: positive is ahead of the world's time, negative behind."""

    def __init__(self) -> None:
        self._set: dict[str, list[tuple[int, int]]] = {SHOP: [], OWN: []}

    def add(self, fact: Fact) -> None:
        """Note that a clock was set."""
        self._set[KINDS[fact.kind]].append((fact.at_ms, fact.data["by_ms"]))

    def by_ms(self, clock: str, at_ms: int) -> int:
        """How far a clock was off at an instant."""
        return next((by_ms for since_ms, by_ms in reversed(self._set[clock]) if since_ms <= at_ms), 0)

    def most_ahead_ms(self, clock: str, until_ms: int) -> int:
        """How far a clock was ahead at most until an instant; 0 where it never was."""
        return max([0, *(by_ms for at_ms, by_ms in self._set[clock] if at_ms <= until_ms)])

    def words(self, stamp_ms: int, until_ms: int) -> str:
        """Which clocks were wrong: the shop's when it stamped something, and those ahead until an instant."""
        found = []
        if (by_ms := self.by_ms(SHOP, stamp_ms)) < 0:
            found.append(f"{SHOP} was {show_duration(-by_ms)} behind")
        for clock in (SHOP, OWN):
            ahead_ms = self.most_ahead_ms(clock, until_ms)
            if ahead_ms > 0:
                found.append(f"{clock} was {show_duration(ahead_ms)} ahead for a while")
        return ", and ".join(found)
