"""Where the documentation of the ERP is not as the ERP is."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.record.run import Fact
from golive.record.studies.description import ERP, Statement


@dataclass
class Documented(Section):
    """Orders that were sent as the documentation has it."""

    TITLE = "Where its documentation is outdated"
    ABOUT = ERP
    KINDS = ("erp.documentation.misled",)

    differences: dict[str, Cases] = field(default_factory=dict)

    def read(self, run: Run, fact: Fact) -> None:
        """Count a difference that an order met."""
        self.differences.setdefault(fact.data["what"], Cases()).add(run, fact.seq)

    def statements(self) -> list[Statement]:
        """The differences, in the order of their first case."""
        return [cases.states(f"{what}.", "attempts") for what, cases in self.differences.items()]

    def unseen(self) -> list[str]:
        """That no order met one."""
        return [] if self.differences else ["No order was sent as an outdated documentation has it."]
