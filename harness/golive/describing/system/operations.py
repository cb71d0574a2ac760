"""The operations of the ERP and their durations."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.describing.wording import duration, percentile
from golive.record.run import Fact
from golive.record.studies.description import ERP, Statement


@dataclass
class Operations(Section):
    """Each operation that was answered, with the median and the 95th percentile of its duration."""

    TITLE = "Operations and their durations"
    ABOUT = ERP
    KINDS = ("exchange.answered",)

    durations: dict[str, array[int]] = field(default_factory=dict)
    answered: dict[str, Cases] = field(default_factory=dict)

    def read(self, run: Run, fact: Fact) -> None:
        """Note the duration of an answered call to the ERP."""
        operation = fact.data["op"]
        if operation.startswith("erp.") and fact.data["status"] is not None:
            self.durations.setdefault(operation, array("q")).append(fact.at_ms - fact.data["sent_ms"])
            self.answered.setdefault(operation, Cases()).add(run, fact.seq)

    def statements(self) -> list[Statement]:
        """One for each operation, by name."""
        return [
            self.answered[name].states(
                f"`{name}` answers after {duration(percentile(each, 50))} (p50) "
                f"and {duration(percentile(each, 95))} (p95).",
                "answers",
            )
            for name, each in sorted(self.durations.items())
        ]

    def unseen(self) -> list[str]:
        """The sentence for no answer at all."""
        return [] if self.durations else ["The ERP answered no call."]
