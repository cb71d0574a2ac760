"""The operations that the candidate calls, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement

MINUTE_MS = 60_000


@dataclass
class Calling(Section):
    """Each operation with its mean rate over all runs, and its busiest minute."""

    TITLE = "Operations that it calls"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered",)

    hours: float = 0.0
    calls: dict[str, Cases] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    minutes: Counter[tuple[str, int]] = field(default_factory=Counter)

    def begin(self, run: Run) -> None:
        """Add the length of a run."""
        self.hours += run.hours
        self.minutes.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Count a call."""
        operation = fact.data["op"]
        self.calls.setdefault(operation, Cases()).add(run, fact.seq)
        minute = (operation, fact.data["sent_ms"] // MINUTE_MS)
        self.minutes[minute] += 1
        self.most[operation] = max(self.most.get(operation, 0), self.minutes[minute])

    def statements(self) -> list[Statement]:
        """One for each operation, by name."""
        return [
            each.states(
                f"It calls `{name}` {each.count / self.hours:,.1f} times an hour, with "
                f"{self.most[name]:,} in its busiest minute.",
                "calls",
            )
            for name, each in sorted(self.calls.items())
        ]

    def unseen(self) -> list[str]:
        """The sentence for no call at all."""
        return [] if self.calls else ["The candidate called no system."]
