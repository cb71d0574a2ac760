"""What every oracle is given: the history, the ledger for details, and the scenario's budgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from harness.history import History, Story
from harness.ledger import Ledger
from harness.record import Finding
from harness.verdicts import Verdict, verdict


@dataclass(slots=True)
class Budgets:
    """Times in ms: due to live in the ERP, failure to desk, ERP stock change to shop."""

    order_ms: int = 15 * 60_000
    surfacing_ms: int = 30 * 60_000
    stock_ms: int = 30 * 60_000


@dataclass(slots=True)
class Case:
    """A finished run on trial. Verdicts are worked out once and shared."""

    history: History
    ledger: Ledger
    budgets: Budgets
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        end_ms, budget = self.history.last_ms, self.budgets.order_ms
        self.verdicts = {
            order: verdict(story, budget, end_ms) for order, story in self.history.orders.stories.items()
        }

    def with_verdict(self, *words: str) -> list[tuple[Story, Verdict]]:
        stories = self.history.orders.stories
        return [(stories[order], each) for order, each in self.verdicts.items() if each.word in words]

    def finding(self, oracle: str, kind: str, story: Story, each: Verdict) -> Finding:
        return Finding(oracle, kind, story.order, each.why, each.evidence)
