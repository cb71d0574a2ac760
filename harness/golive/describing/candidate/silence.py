"""The longest silence of the candidate."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Run, Section
from golive.describing.wording import duration
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement


@dataclass
class Silence(Section):
    """The longest time without a call to each system and to both; the last one ends with the run."""

    TITLE = "Longest silence"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered",)

    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    longest: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        """Forget the calls of the run before."""
        self.last.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note a call."""
        sent_ms = fact.data["sent_ms"]
        for system in (fact.data["op"].partition(".")[0], "any system"):
            self.calls[system] = self.calls.get(system, 0) + 1
            before_ms, seq = self.last.get(system, (sent_ms, fact.seq))
            if sent_ms >= before_ms:
                self.last[system] = (sent_ms, fact.seq)
                self._lasted(system, sent_ms - before_ms, (f"{run.number}:{seq}", f"{run.number}:{fact.seq}"))

    def end(self, run: Run) -> None:
        """The silence after the last call lasts until the end of the run."""
        for system, (last_ms, seq) in self.last.items():
            self._lasted(system, run.record.end_ms - last_ms, (f"{run.number}:{seq}",))

    def _lasted(self, system: str, silence_ms: int, facts: tuple[str, ...]) -> None:
        if silence_ms > self.longest.get(system, (0, ()))[0]:
            self.longest[system] = (silence_ms, facts)

    def statements(self) -> list[Statement]:
        """One for each system, and one for both."""
        names = {"any system": "any system", "erp": "the ERP", "shop": "the shop"}
        return [
            Statement(
                f"The longest time without a call to {words} is {duration(self.longest[name][0])}.",
                f"calls: {self.calls[name]:,}",
                self.longest[name][1],
            )
            for name, words in names.items()
            if name in self.longest
        ]

    def unseen(self) -> list[str]:
        """The sentence for no call."""
        return [] if self.longest else ["There was no call, so no silence between calls."]
