"""Findings grouped by oracle, kind and cause, the most expensive group first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.record.card.root_causes import root_of
from golive.record.oracles import CANDIDATE_CRASHED, ORACLES
from golive.record.run import Finding, Scorecard
from golive_reports.words.text import as_words
from golive_reports.words.verdicts import LOOKS


@dataclass(slots=True)
class FindingGroup:
    """All findings of one oracle, kind and cause.

    `title` is that of the kind, `oracle_name` code and name of the oracle, both from the rows of the scorecard.
    """

    oracle: str
    kind: str
    title: str
    oracle_name: str
    why: str
    fix: str
    established: bool
    findings: list[Finding] = field(default_factory=list)
    harm_cents: int = 0

    @property
    def place(self) -> tuple[str, str, str]:
        """The key of the group: its oracle, kind and cause."""
        return self.oracle, self.kind, self.why

    @property
    def varied(self) -> bool:
        """Whether the sentence of the cause differs between the findings; `why` is then that of the first."""
        return any(finding.cause.what != self.why for finding in self.findings)

    @property
    def root(self) -> str:
        """The missing decision about the architecture that this kind of finding points to, as a sentence."""
        root = root_of(self.kind)
        return "" if root is None else f"{root.title[:1].upper()}{root.title[1:]}."

    @property
    def verdict(self) -> str:
        """The order verdict of this kind of finding; empty if it is none."""
        return self.kind if self.kind in LOOKS else ""


def grouped(card: Scorecard, findings: Iterable[Finding] | None = None) -> list[FindingGroup]:
    """Return the groups of all findings, or of some: a crash first, then by harm, by count, by name."""
    kinds, labels = card.kinds, labels_of(card)
    groups: dict[tuple[str, str, str], FindingGroup] = {}
    for finding in card.findings if findings is None else findings:
        cause = finding.cause
        where = (finding.oracle, finding.kind, cause.code or cause.what)
        group = groups.get(where)
        if group is None:
            group = groups[where] = FindingGroup(
                finding.oracle,
                finding.kind,
                kinds[finding.kind].title if finding.kind in kinds else _in_words(finding.kind),
                labels.get(finding.oracle, finding.oracle),
                cause.what,
                cause.fix,
                established=bool(cause.code),
            )
        group.findings.append(finding)
        group.harm_cents += finding.harm_cents
    return sorted(groups.values(), key=_place)


def _place(group: FindingGroup) -> tuple[bool, int, int, str, str, str]:
    is_crash = group.kind == CANDIDATE_CRASHED.name
    return not is_crash, -group.harm_cents, -len(group.findings), group.oracle, group.kind, group.why


def labels_of(card: Scorecard) -> dict[str, str]:
    """Return code and name of each oracle by which the run was judged, by its code."""
    return {oracle.code: oracle.label for oracle in card.oracles or ORACLES}


def _in_words(kind: str) -> str:
    """Return the title of a kind that no oracle of the scorecard describes: its name as words."""
    words = as_words(kind)
    return words[:1].upper() + words[1:] or "Finding"
