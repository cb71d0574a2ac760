"""The cadence of the candidate's periodic reads."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.describing.wording import duration, median
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement

SAME_READ_MS = 10_000
"""Calls of a list within this time of the one before are further pages of the same read."""
LEAST_READS = 3


@dataclass
class Reading(Section):
    """The interval between the beginnings of two reads of a list; look-ups of one record are left out."""

    TITLE = "Cadence of its reads"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered",)

    intervals: dict[str, array[int]] = field(default_factory=dict)
    reads: dict[str, Cases] = field(default_factory=dict)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        """Forget the reads of the run before."""
        self.last.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note a read of a list: the beginning of its last read, and its last page."""
        operation, sent_ms = fact.data["op"], fact.data["sent_ms"]
        if not operation.endswith(".list") or fact.keys["key"]:
            return
        began_ms, paged_ms = self.last.get(operation, (None, None))
        if paged_ms is not None and began_ms is not None:
            if sent_ms - paged_ms < SAME_READ_MS:
                self.last[operation] = (began_ms, sent_ms)
                return
            self.intervals.setdefault(operation, array("q")).append(sent_ms - began_ms)
        self.reads.setdefault(operation, Cases()).add(run, fact.seq)
        self.last[operation] = (sent_ms, sent_ms)

    def statements(self) -> list[Statement]:
        """One for each list that was read several times, by name."""
        return [
            self.reads[name].states(
                f"It reads `{name}` every {duration(median(each))} (median), at most {duration(max(each))} apart.",
                "reads",
            )
            for name, each in sorted(self.intervals.items())
            if self.reads[name].count >= LEAST_READS
        ]

    def unseen(self) -> list[str]:
        """The sentence for no periodic read."""
        return [] if self.statements() else ["The candidate read no list at intervals."]
