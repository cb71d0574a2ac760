"""Times of day for recurring duties, in UTC, as servers are set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from golive.candidates.designs.kinds import Trigger
from golive.candidates.reference.pace import Cadence
from golive.keys.value_kinds import DAY_MS


def pause_s(trigger: Trigger, now_ms: int) -> float:
    """How long it is until the next turn of a trigger by time, in seconds."""
    if trigger.at_ms is None:
        return trigger.every_s
    left_ms = (trigger.at_ms - now_ms) % DAY_MS
    return (left_ms or DAY_MS) / 1000


class TimesOfDay(Cadence):
    """Duties that run once a day; all others run at their interval."""

    triggers: ClassVar[Mapping[str, Trigger]] = {}
    """By duty."""

    def pause_s(self, duty: str, period_s: float) -> float:
        """How long to wait until the duty runs next, in seconds."""
        trigger = self.triggers.get(duty)
        return period_s if trigger is None else pause_s(trigger, self._now_ms())
