"""Calls to the ERP whose outcome their caller did not learn."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.record.run import Fact
from golive.record.studies.description import ERP, Statement
from golive.wire.messages import APPLIED

CARRIED_OUT, NOT_CARRIED_OUT = "carried out", "not carried out"


@dataclass
class Unknown(Section):
    """Calls without an answer, by operation and by whether the ERP carried them out."""

    TITLE = "Calls with unknown outcome"
    ABOUT = ERP
    KINDS = ("exchange.answered", "exchange.committed")

    found: dict[tuple[str, str], Cases] = field(default_factory=dict)
    unreachable: Cases = field(default_factory=Cases)
    applied: set[str] = field(default_factory=set)
    open: list[tuple[str, str, int]] = field(default_factory=list)

    def begin(self, run: Run) -> None:
        """Forget the calls of the run before."""
        self.applied.clear()
        self.open.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note a call that was carried out, or one without an answer."""
        data, number = fact.data, fact.keys["x"]
        if not data["op"].startswith("erp."):
            return
        if fact.kind == "exchange.committed":
            if data["truth"] == APPLIED:
                self.applied.add(number)
        elif data["how"] == "refused":
            self.unreachable.add(run, fact.seq)
        elif data["status"] is None and data["how"] != "killed":
            self.open.append((data["op"], number, fact.seq))

    def end(self, run: Run) -> None:
        """Sort the calls without an answer."""
        for operation, number, seq in self.open:
            outcome = CARRIED_OUT if number in self.applied else NOT_CARRIED_OUT
            self.found.setdefault((operation, outcome), Cases()).add(run, seq)

    def statements(self) -> list[Statement]:
        """By operation and outcome, then the refused connections."""
        found = [
            each.states(f"`{operation}` without an answer was {outcome}.", "calls")
            for (operation, outcome), each in sorted(self.found.items())
        ]
        if self.unreachable.count:
            found.append(self.unreachable.states("Connections to the ERP are refused at times.", "calls"))
        return found

    def unseen(self) -> list[str]:
        """The sentence for no such call."""
        return [] if self.found else ["Every call that reached the ERP was answered."]
