"""Findings grouped by oracle, kind and cause, the most expensive group first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.record.oracles import KINDS, LABELS
from golive.record.run import Finding
from golive_reports.words.text import as_words
from golive_reports.words.verdicts import LOOKS


@dataclass(slots=True)
class FindingGroup:
    """All findings of one oracle, kind and cause."""

    oracle: str
    kind: str
    why: str
    fix: str
    established: bool
    findings: list[Finding] = field(default_factory=list)
    harm_cents: int = 0

    @property
    def varied(self) -> bool:
        """Whether the sentence of the cause differs between the findings; `why` is then that of the first."""
        return any(finding.cause.what != self.why for finding in self.findings)

    @property
    def title(self) -> str:
        """The title of the kind; for an unknown kind its name as words."""
        known = KINDS.get(self.kind)
        if known is not None:
            return known.title
        words = as_words(self.kind)
        return words[:1].upper() + words[1:] or "Finding"

    @property
    def oracle_name(self) -> str:
        """Code and name of the oracle."""
        return LABELS.get(self.oracle, self.oracle)

    @property
    def verdict(self) -> str:
        """The order verdict of this kind of finding; empty if it is none."""
        return self.kind if self.kind in LOOKS else ""


def grouped(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Return the groups by harm, then by count, then by name."""
    groups: dict[tuple[str, str, str], FindingGroup] = {}
    for finding in findings:
        cause = finding.cause
        where = (finding.oracle, finding.kind, cause.code or cause.what)
        group = groups.get(where)
        if group is None:
            group = groups[where] = FindingGroup(
                finding.oracle, finding.kind, cause.what, cause.fix, established=bool(cause.code)
            )
        group.findings.append(finding)
        group.harm_cents += finding.harm_cents
    return sorted(
        groups.values(),
        key=lambda group: (-group.harm_cents, -len(group.findings), group.oracle, group.kind, group.why),
    )
