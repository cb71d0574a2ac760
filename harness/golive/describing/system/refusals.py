"""What the ERP refuses, by code and rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.record.run import Fact
from golive.record.studies.description import ERP, Statement

RATE = 429


@dataclass
class Refusals(Section):
    """Answers with a status from 400 on by operation and status, and refused orders by rule and code.

    Answers 429 belong to the limits.
    """

    TITLE = "Refusals"
    ABOUT = ERP
    KINDS = ("exchange.answered", "erp.order.refused")

    calls: dict[str, int] = field(default_factory=dict)
    answers: dict[tuple[str, int], Cases] = field(default_factory=dict)
    rules: dict[tuple[str, str], Cases] = field(default_factory=dict)

    def read(self, run: Run, fact: Fact) -> None:
        """Count a refusal."""
        if fact.kind == "erp.order.refused":
            self.rules.setdefault((fact.data["rule"], fact.data["code"]), Cases()).add(run, fact.seq)
            return
        operation, status = fact.data["op"], fact.data["status"]
        if not operation.startswith("erp."):
            return
        self.calls[operation] = self.calls.get(operation, 0) + 1
        if status is not None and status >= 400 and status != RATE:
            self.answers.setdefault((operation, status), Cases()).add(run, fact.seq)

    def statements(self) -> list[Statement]:
        """Answers first, then rules."""
        found = [
            each.states(
                f"`{operation}` is answered {status} in {each.count / self.calls[operation]:.1%} of "
                f"{self.calls[operation]:,} calls.",
                "answers",
            )
            for (operation, status), each in sorted(self.answers.items())
        ]
        return found + [
            each.states(f"Orders are refused with the code `{code}` by the rule `{rule}`.", "refusals")
            for (rule, code), each in sorted(self.rules.items())
        ]

    def unseen(self) -> list[str]:
        """The sentences for no refusal."""
        found = [] if self.answers else ["The ERP refused no call."]
        return found if self.rules else [*found, "No rule of the ERP refused an order."]
