"""The limits of the rate of calls, and the ERP's advice on waiting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.describing.system.refusals import RATE
from golive.describing.wording import duration
from golive.record.run import Fact
from golive.record.studies.description import ERP, Statement


@dataclass
class Limits(Section):
    """Answers 429, advice by Retry-After, and the largest rate of calls that was accepted."""

    TITLE = "Limits and advice"
    ABOUT = ERP
    KINDS = ("exchange.answered",)

    limited: Cases = field(default_factory=Cases)
    advice: dict[int, Cases] = field(default_factory=dict)
    peak: tuple[int, str] = (0, "")
    seconds: Counter[int] = field(default_factory=Counter)

    def begin(self, run: Run) -> None:
        """Count the seconds of another run."""
        self.seconds.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note an answer of the ERP."""
        data = fact.data
        if not data["op"].startswith("erp.") or data["status"] is None:
            return
        if data["status"] == RATE:
            self.limited.add(run, fact.seq)
        else:
            second = data["sent_ms"] // 1000
            self.seconds[second] += 1
            if self.seconds[second] > self.peak[0]:
                self.peak = (self.seconds[second], f"{run.number}:{fact.seq}")
        if "retry_after" in data:
            self.advice.setdefault(data["retry_after"], Cases()).add(run, fact.seq)

    def statements(self) -> list[Statement]:
        """The limit, the advice, and the accepted rate."""
        found = []
        if self.limited.count:
            found.append(self.limited.states("Calls are refused for their rate (429).", "answers"))
        found += [
            each.states(f"It advises to wait {duration(seconds * 1000)} (`Retry-After`).", "answers")
            for seconds, each in sorted(self.advice.items())
        ]
        most, fact = self.peak
        if most:
            text = f"It answered {most:,} calls sent in one second without a refusal for their rate, and never more."
            found.append(Statement(text, f"calls: {most:,}", (fact,)))
        return found

    def unseen(self) -> list[str]:
        """The sentences for no limit and no advice."""
        found = [] if self.limited.count else ["The ERP refused no call for the rate of calls."]
        return found if self.advice else [*found, "The ERP gave no advice to wait."]
