"""The rules, quirks, jobs and surprises that acted."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Run, Section
from golive.record.studies.description import ERP, Statement

_KINDS = ("rule", "quirk", "job", "surprise")


@dataclass
class Acting(Section):
    """What was in force by the scorecards, and how often it acted."""

    TITLE = "Rules, quirks and jobs that acted"
    ABOUT = ERP

    counts: dict[tuple[str, str], tuple[int, int, str]] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        """Add up the counters of a scorecard."""
        for each in run.card.exercised:
            if each.what in _KINDS:
                cases, acts, lacks = self.counts.get((each.what, each.name), (0, 0, ""))
                self.counts[each.what, each.name] = (
                    cases + each.cases,
                    acts + each.acts,
                    each.lacks or lacks,
                )

    def statements(self) -> list[Statement]:
        """Those that acted, by kind and name."""
        return [
            Statement(f"The {what} `{name}` acted.", f"acts: {acts:,} in {cases:,} cases")
            for (what, name), (cases, acts, _) in sorted(self.counts.items())
            if acts
        ]

    def unseen(self) -> list[str]:
        """Those that were in force and did not act."""
        found = []
        for (what, name), (cases, acts, lacks) in sorted(self.counts.items()):
            if not acts:
                needs = f" It needs {lacks}." if lacks and not cases else ""
                found.append(f"The {what} `{name}` never acted in {cases:,} cases.{needs}")
        return found
