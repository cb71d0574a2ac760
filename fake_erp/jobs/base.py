"""Base of jobs: recurring work of the ERP, or of the people and systems around it.

A job computes its next run and does the work; it never waits and has no state. State is kept in the ERP: `erp.diary`
has the next run of every job, and `erp.inboxes` the documents that wait for people.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Moments

__all__ = ["Job", "Regular"]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of recurring work.

    Settings are declared with `fake_erp.settings.setting`; the first is the short form and switches the job off.
    """

    def next_ms(self, erp: Installation) -> int | None:
        """The next run after now, in ms since the epoch; None for never again."""
        raise NotImplementedError

    def work(self, erp: Installation) -> None:
        """Do the work of one run."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Regular(Job):
    """A job with a configured timetable."""

    def timetable(self) -> Moments | None:
        """The configured timetable; None while the job is off."""
        raise NotImplementedError

    def next_ms(self, erp: Installation) -> int | None:
        moments = self.timetable()
        if moments is None:
            return None
        return moments.schedule(erp.opened_ms, erp.config.finance.utc_offset_ms).after(erp.now())
