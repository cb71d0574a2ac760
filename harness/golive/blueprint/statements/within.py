"""The longest time from one system to the other."""

from __future__ import annotations

from dataclasses import dataclass

from golive.blueprint.statements.statement import Statement
from golive.describing.section import Run
from golive.judge.claims.claim import Tested, refuted
from golive.judge.claims.lag import carried
from golive.keys.value_kinds import show_duration

LAGS = {
    "orders": ("order", "orders", "lost"),
    "stock": ("stock", "changes of stock", ""),
    "prices": ("price", "changes of prices", ""),
    "customers": ("customer", "customers", ""),
    "refunds": ("refund", "refunds", "refund_missing"),
}
"""Domain to its key in `lag` of the scorecard, its records, and the findings about those that never came."""


@dataclass
class Within(Statement):
    """The slowest record took at most that time, and none never came."""

    limit_ms: int

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        return f"within: {show_duration(self.limit_ms)}"

    def tested(self, run: Run) -> Tested:
        """As the claim of a design about the same time."""
        kind, noun, missing = LAGS[self.domain]
        never = [each for each in run.card.findings if missing and each.kind == missing]
        if never:
            count = run.card.count_of(missing)
            return refuted(f"{count:,} {noun} never came, such as {never[0].key}", *never[0].evidence[:3])
        return carried(run.card, kind, noun, self.limit_ms)
