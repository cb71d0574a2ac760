"""Retries of the candidate, and its pauses, by class of failure."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.describing.wording import duration, median
from golive.judge.history.watch.errors import content, technical
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement

MOST_PAUSES = 5
"""Pauses of a back-off that are stated one by one."""


@dataclass(slots=True)
class Failing:
    """A call that fails at the moment: its class of failure, the end of the last attempt, and its repeats."""

    error: str
    last_ms: int
    repeats: int = 0


@dataclass(slots=True)
class Class:
    """The failures of one class: calls about one record, those repeated, and pauses by number of the repeat."""

    met: Cases = field(default_factory=Cases)
    repeated: int = 0
    pauses: list[array[int]] = field(default_factory=list)
    most: int = 0


@dataclass
class Retrying(Section):
    """Repeats of failed calls about one record, by the class of the failure before."""

    TITLE = "Retries and pauses"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered",)

    classes: dict[str, Class] = field(default_factory=dict)
    failing: dict[tuple[str, str], Failing] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        """Forget the calls of the run before."""
        self.failing.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note a repeat of a failed call, and a failure."""
        data, call = fact.data, (fact.data["op"], fact.keys["key"])
        if not call[1]:
            return
        before = self.failing.pop(call, None)
        repeats = 0
        if before is not None and data["sent_ms"] >= before.last_ms:
            self._repeated(before, data["sent_ms"])
            repeats = before.repeats + 1
        error = technical(data) or content(data)
        if not error:
            return
        if before is None or before.error != error:
            repeats = 0
            self.classes.setdefault(error, Class()).met.add(run, fact.seq)
        self.failing[call] = Failing(error, fact.at_ms, repeats)

    def _repeated(self, before: Failing, sent_ms: int) -> None:
        each = self.classes[before.error]
        each.repeated += not before.repeats
        each.most = max(each.most, before.repeats + 1)
        if before.repeats < MOST_PAUSES:
            if before.repeats == len(each.pauses):
                each.pauses.append(array("q"))
            each.pauses[before.repeats].append(sent_ms - before.last_ms)

    def statements(self) -> list[Statement]:
        """One for each class of failure, by name."""
        return [each.met.states(_told(error, each), "calls") for error, each in sorted(self.classes.items())]

    def unseen(self) -> list[str]:
        """The sentence for no failure."""
        return [] if self.classes else ["No call about one record failed, so retries were not seen."]


def _told(error: str, each: Class) -> str:
    if not each.repeated:
        return f"After `{error}` it repeats no call."
    pauses = ", ".join(duration(median(pause)) for pause in each.pauses)
    return (
        f"After `{error}` it repeats {each.repeated:,} of {each.met.count:,} calls, most repeats of one: {each.most:,}"
        f"; median pauses before the repeats: {pauses}{' ...' if each.most > MOST_PAUSES else ''}."
    )
