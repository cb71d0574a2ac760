"""What becomes of a record whose call fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.blueprint.plan import HOLD, RETRY
from golive.blueprint.statements.statement import Statement
from golive.describing.candidate.domains import READS, domain_of
from golive.describing.section import Run
from golive.judge.claims.claim import Tested, held, idle, refuted
from golive.judge.history.watch.errors import content, technical
from golive.record.run import Fact

RENEWED = "401"
"""A login that expired is no failure of the record."""


@dataclass(slots=True)
class Failed:
    """A record whose write failed: the first fact of it, and what followed."""

    seq: int
    again: bool = False
    is_open: bool = True
    overtaken: int = 0


@dataclass
class Failure(Statement):
    """Writes of the domain about one record that failed: sent again, on the desk, or held before all later ones."""

    strategy: str
    failed: dict[tuple[str, str], Failed] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        return f"failure: {self.strategy}"

    def read(self, fact: Fact) -> None:
        """Note a write, or an entry of the desk."""
        if fact.kind == "desk.exception":
            self.shown.update(fact.keys.values())
        elif fact.kind == "exchange.answered" and fact.keys["key"]:
            name = fact.data["op"]
            if domain_of(name) == self.domain and name.rpartition(".")[2] not in READS:
                self._written((name, fact.keys["key"]), fact)

    def _written(self, call: tuple[str, str], fact: Fact) -> None:
        before = self.failed.get(call)
        error = technical(fact.data) or content(fact.data)
        if before is not None:
            before.again = True
            before.is_open = bool(error)
        elif error and error != RENEWED:
            self.failed[call] = Failed(fact.seq)
        if error:
            return
        for (name, _), each in self.failed.items():
            if each.is_open and name == call[0] and not each.overtaken:
                each.overtaken = fact.seq

    def tested(self, run: Run) -> Tested:
        """Refuted by a record that fared otherwise."""
        if not self.failed:
            return idle(f"no write of {self.domain} failed")
        if self.strategy == RETRY:
            return self._verdict(
                [each for each in self.failed.values() if not each.again], "never sent again"
            )
        if self.strategy == HOLD:
            overtaken = [each for each in self.failed.values() if each.overtaken]
            return self._verdict(overtaken, "overtaken by a later one")
        ended = {call: each for call, each in self.failed.items() if each.is_open}
        if not ended and not any(key in self.shown for _, key in self.failed):
            return idle("every record that failed succeeded later")
        return self._verdict(
            [each for (_, key), each in ended.items() if key not in self.shown], "not on the desk"
        )

    def _verdict(self, others: list[Failed], what: str) -> Tested:
        if not others:
            return held(f"{len(self.failed):,} records whose write failed, none {what}")
        seqs = [each for each in (others[0].seq, others[0].overtaken) if each]
        return refuted(f"{len(others):,} of {len(self.failed):,} records whose write failed: {what}", *seqs)
