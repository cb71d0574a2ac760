"""The form of a case: a ledger written by hand, or a small candidate in a scenario, and the verdict of that run.

A module `not_held_<area>.py` or `not_accused_<area>.py` beside this one exports `CASES`; the tests collect them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import golive
from golive import scenario
from golive.judge.history import History
from golive.judge.scorecard import judge
from golive.record.ledger import MemoryLedger
from golive.record.run import BROKEN, HELD, UNKNOWN, Scorecard
from golive.scenario.model.metrics import METRICS
from tests.judge.ledgers import Book

__all__ = ["BROKEN", "HELD", "UNKNOWN", "Case", "collected"]

START = "clock.start=2025-11-28T08:00:00+00:00"
"""The day of the ledgers written by hand; their traffic begins at eight."""


@dataclass(frozen=True)
class Case:
    """One case.

    Either `ledger`, judged under `scenario` with `sets` and `expect`, or `candidate` (a coroutine function or a bundled
    name) run in it. `expected` is the verdict. `because` is part of a reason of the verdict, `finds` are kinds of
    findings there must be; a case that must not be accused has no finding of a kind that decides.
    """

    name: str
    expected: str
    ledger: Callable[[], Book] | None = None
    scenario: str = "calm"
    candidate: str | Callable[[Any], Awaitable[None]] | None = None
    sets: tuple[str, ...] = ()
    expect: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    finds: tuple[str, ...] = ()
    seed: int = 1

    def card(self) -> Scorecard:
        """The scorecard of the case."""
        if self.ledger is not None:
            return self._judged(self.ledger())
        assert self.candidate is not None, f"{self.name}: a case has a ledger or a candidate"
        plan = scenario.load(self.scenario, list(self.sets))
        plan = replace(plan, expect={**plan.expect, **self._thresholds(plan)})
        return golive.run(plan, self.candidate, seed=self.seed).scorecard

    def _judged(self, book: Book) -> Scorecard:
        plan = scenario.load(self.scenario, [START, *self.sets])
        plan = replace(plan, expect=self._thresholds(plan))
        sources = [source for _, source in plan.judge.custom_fields]
        history = History.of(book.facts, plan.budgets.stock_ms, sources)
        card, _ = judge(history, MemoryLedger(book.facts), plan, "c", 1, "virtual", "golive run")
        return card

    def _thresholds(self, plan: scenario.Scenario) -> dict[str, Any]:
        metrics = {**METRICS, **plan.judge.all_metrics}
        return {metric: metrics[metric].parse(text) for metric, text in self.expect.items()}


def deciding(card: Scorecard) -> list[str]:
    """The findings of kinds that decide, in words."""
    kinds = card.kinds
    return [f"{each.kind} {each.key}: {each.what}" for each in card.findings if kinds[each.kind].decides]


def collected(prefix: str) -> Iterator[Case]:
    """The cases of all modules of that prefix, in the order of their names."""
    for path in sorted(Path(__file__).parent.glob(f"{prefix}_*.py")):
        yield from import_module(f"tests.verdict.{path.stem}").CASES
