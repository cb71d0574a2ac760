"""Findings in heaps: the same harm with the same cause is one heap, the most expensive first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.record.oracles import KINDS, LABELS
from golive.record.run import Finding

from golive_reports.words.text import spoken
from golive_reports.words.verdicts import LOOKS


@dataclass(slots=True)
class Heap:
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
        """Whether the cause is told differently for each finding; `why` is then that of the first."""
        return any(finding.cause.what != self.why for finding in self.findings)

    @property
    def title(self) -> str:
        known = KINDS.get(self.kind)
        if known is not None:
            return known.title
        words = spoken(self.kind)
        return words[:1].upper() + words[1:] or "Finding"

    @property
    def oracle_name(self) -> str:
        return LABELS.get(self.oracle, self.oracle)

    @property
    def verdict(self) -> str:
        """The order verdict this kind of finding leads to, if it is one."""
        return self.kind if self.kind in LOOKS else ""


def heaps(findings: Iterable[Finding]) -> list[Heap]:
    """Heaps by harm, then by count, then by name."""
    piles: dict[tuple[str, str, str], Heap] = {}
    for finding in findings:
        cause = finding.cause
        where = (finding.oracle, finding.kind, cause.code or cause.what)
        heap = piles.get(where)
        if heap is None:
            heap = piles[where] = Heap(
                finding.oracle, finding.kind, cause.what, cause.fix, established=bool(cause.code)
            )
        heap.findings.append(finding)
        heap.harm_cents += finding.harm_cents
    return sorted(
        piles.values(),
        key=lambda heap: (-heap.harm_cents, -len(heap.findings), heap.oracle, heap.kind, heap.why),
    )
