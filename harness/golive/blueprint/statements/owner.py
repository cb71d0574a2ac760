"""The system whose values count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from golive.blueprint.statements.statement import Statement
from golive.describing.candidate.domains import READS, domain_of
from golive.describing.section import Run
from golive.judge.claims.claim import Tested, held, idle, refuted
from golive.record.oracles import OWNERSHIP
from golive.record.run import Fact

PLACES = {"orders": "orders", "stock": "stock", "prices": "prices.list", "customers": "customers.contact"}
"""Domain to its owner below `owners:` of a scenario. Refunds have none there."""


@dataclass
class Owner(Statement):
    """No finding says that the domain was written against its owner, in a run that is judged with that owner."""

    owner: str
    kinds: dict[int, str] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)
    writes: int = 0

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        return f"owner: {self.owner}"

    def begin(self, run: Run) -> None:
        """Note which facts are evidence."""
        found = [each for each in run.card.findings if each.oracle == OWNERSHIP.code]
        self.wanted = {seq for each in found for seq in each.evidence}

    def read(self, fact: Fact) -> None:
        """Note the kind of a fact that is evidence, and a write of the domain."""
        if fact.seq in self.wanted:
            self.kinds[fact.seq] = fact.kind
        elif fact.kind == "exchange.answered":
            name, status = fact.data["op"], fact.data["status"]
            is_write = name.rpartition(".")[2] not in READS and status is not None and status < 400
            self.writes += is_write and domain_of(name) == self.domain

    def tested(self, run: Run) -> Tested:
        """Refuted by a finding of ownership about the domain."""
        place = PLACES.get(self.domain)
        if place is None:
            return idle(f"the owner of {self.domain} is no setting of a scenario")
        judged = _at(run.record.scenario.get("owners", {}), place)
        if judged != self.owner:
            return idle(f"the run was judged with owners.{place}={judged}; run it with that of the blueprint")
        seqs = [seq for seq, kind in self.kinds.items() if domain_of(kind) == self.domain]
        if seqs:
            return refuted("it was written against its owner", *seqs[:3])
        return (
            held(f"{self.writes:,} writes, none against the owner")
            if self.writes
            else idle("nothing was written")
        )


def _at(owners: Any, place: str) -> Any:
    for name in place.split("."):
        owners = owners.get(name, {})
    return owners
