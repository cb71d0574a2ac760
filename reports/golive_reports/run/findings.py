"""Findings in heaps: the same harm with the same cause is one heap, the most expensive first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.record.run import Finding
from golive_reports.words.text import spoken
from golive_reports.words.verdicts import LOOKS, ORACLES

_TITLES = {
    "duplicated": "Booked more than once",
    "lost": "Lost without a word",
    "wrong_content": "Booked with wrong content",
    "wrong_state": "Left in a wrong state",
    "late": "Arrived too late",
    "phantom": "Booked without a shop order",
    "stuck_visible": "Stuck on a desk",
    "indeterminate": "Still in flight at the end",
    "oversold": "Sold more than there was",
    "residual_stock": "Stock differs after the quiet period",
    "captured_differs": "Booked for another amount than was paid",
    "shown_late": "Shown to a person too late",
    "false_alarm": "False alarm on the desk",
    "alert_storm": "More alerts than anyone reads",
}


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
        words = spoken(self.kind)
        return _TITLES.get(self.kind) or words[:1].upper() + words[1:] or "Finding"

    @property
    def oracle_name(self) -> str:
        name = ORACLES.get(self.oracle, "")
        return f"{self.oracle} {name}".strip()

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
