"""What a job is made of: something the ERP or the people around it do by themselves, over and over.

A job says when it is next at work and does it; it never waits and remembers nothing. What has to be remembered
is in the ERP: `erp.diary` has the next moment of every job, and `erp.inboxes` what waits for people.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments

__all__ = ["Job", "Regular"]


@dataclass(frozen=True, slots=True)
class Job:
    """Settings are declared with `fake_erp.settings.setting`; the first is the short form and switches it off."""

    def next_ms(self, erp: Installation) -> int | None:
        """The first moment after now at which it is at work; None for never again."""
        raise NotImplementedError

    def work(self, erp: Installation) -> None:
        """What it does at such a moment."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Regular(Job):
    """A job with a timetable of its own."""

    def timetable(self) -> Moments | None:
        raise NotImplementedError

    def next_ms(self, erp: Installation) -> int | None:
        moments = self.timetable()
        if moments is None:
            return None
        return moments.schedule(erp.opened_ms, erp.config.finance.utc_offset_ms).after(erp.now())
