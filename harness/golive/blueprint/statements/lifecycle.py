"""The state of the ERP order for a state of the shop's order."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.blueprint.statements.statement import Statement
from golive.describing.section import Run
from golive.judge.claims.claim import Tested, held, idle, refuted
from golive.record.run import Fact


@dataclass
class Lifecycle(Statement):
    """Every order that ends in a state of the shop ends in one of the states of the ERP."""

    shop: str
    erp: tuple[str, ...]
    states: dict[str, tuple[str, int]] = field(default_factory=dict)
    statuses: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        return f"lifecycle: {self.shop}: {' or '.join(self.erp)}"

    def read(self, fact: Fact) -> None:
        """Note the state of an order."""
        match fact.kind:
            case "shop.order.placed" | "shop.order.state":
                self.states[fact.keys["order"]] = (fact.data["state"], fact.seq)
            case "erp.order.created" if fact.keys.get("ref"):
                self.statuses[fact.keys["ref"]] = (fact.data["status"], fact.seq)
            case "erp.order.status" if fact.keys.get("ref"):
                self.statuses[fact.keys["ref"]] = (fact.data["to"], fact.seq)

    def tested(self, run: Run) -> Tested:
        """Refuted by an order in both systems whose ERP order ends in another state."""
        ended = [
            (order, seq)
            for order, (state, seq) in self.states.items()
            if state == self.shop and order in self.statuses
        ]
        if not ended:
            return idle(f"no order of both systems ended as {self.shop}")
        others = [(order, seq) for order, seq in ended if self.statuses[order][0] not in self.erp]
        if not others:
            return held(f"{len(ended):,} orders")
        order, seq = others[0]
        status, erp_seq = self.statuses[order]
        said = f"{len(others):,} of {len(ended):,} orders, such as {order}, which is {status} in the ERP"
        return refuted(said, seq, erp_seq)
