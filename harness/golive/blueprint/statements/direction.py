"""Where the integration writes the records of a domain."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.blueprint.plan import BOTH_WAYS, TO_ERP
from golive.blueprint.statements.statement import Statement
from golive.describing.candidate.domains import SYSTEMS, Domains
from golive.describing.section import Cases, Run
from golive.judge.claims.claim import Tested, held, idle, refuted
from golive.record.run import Fact


@dataclass
class Direction(Statement):
    """Successful writes are in the system that the direction leads to."""

    direction: str
    seen: Domains = field(default_factory=Domains)
    run: Run | None = None

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        return f"direction: {self.direction}"

    def begin(self, run: Run) -> None:
        """Begin the run."""
        self.run = run

    def read(self, fact: Fact) -> None:
        """Count a call."""
        if fact.kind == "exchange.answered" and self.run is not None:
            self.seen.read(self.run, fact)

    def tested(self, run: Run) -> Tested:
        """Refuted by a write in the other system."""
        writes = {system: self.seen.calls.get((self.domain, system, "writes"), Cases()) for system in SYSTEMS}
        said = " and ".join(
            f"{each.count:,} writes in {SYSTEMS[name]}" for name, each in writes.items() if each.count
        )
        if not said:
            return idle(f"no write of {self.domain} succeeded")
        if self.direction == BOTH_WAYS:
            return held(said) if all(each.count for each in writes.values()) else idle(f"only {said}")
        wrong = writes["shop" if self.direction == TO_ERP else "erp"]
        if not wrong.count:
            return held(said)
        return refuted(said, *(int(each.partition(":")[2]) for each in wrong.facts))
