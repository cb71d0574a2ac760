"""The reference on orders, and whether the candidate looks for an order before it sends it again."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.judge.due import BY_INTEGRATION
from golive.judge.history.watch.errors import technical
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement

CREATE = "erp.order.create"
LOOKS = ("erp.order.list", "erp.order.read")
LOST = ("timeout", "reset", "5xx")
"""Classes of failure after which the caller cannot know whether the order was booked."""


@dataclass
class Repeating(Section):
    """Orders that the candidate booked, and its next call about an order after a reply was lost."""

    TITLE = "References and repeats of orders"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered", "erp.order.created")

    referred: Cases = field(default_factory=Cases)
    bare: Cases = field(default_factory=Cases)
    in_doubt: set[str] = field(default_factory=set)
    looked: Cases = field(default_factory=Cases)
    blind: Cases = field(default_factory=Cases)

    def begin(self, run: Run) -> None:
        """Forget the orders in doubt of the run before."""
        self.in_doubt.clear()

    def read(self, run: Run, fact: Fact) -> None:
        """Note an order that was booked for the candidate, or a call about an order."""
        if fact.kind == "erp.order.created":
            if fact.data["by"] in BY_INTEGRATION:
                (self.referred if fact.keys.get("ref") else self.bare).add(run, fact.seq)
            return
        operation, key = fact.data["op"], fact.keys["key"]
        if not key:
            return
        if key in self.in_doubt and operation in (CREATE, *LOOKS):
            (self.blind if operation == CREATE else self.looked).add(run, fact.seq)
            self.in_doubt.discard(key)
        if operation == CREATE and technical(fact.data) in LOST:
            self.in_doubt.add(key)

    def statements(self) -> list[Statement]:
        """The reference, then the repeats."""
        told = (
            (self.referred, "It sends a reference on orders.", "orders"),
            (self.bare, "It sends orders without a reference.", "orders"),
            (self.looked, "After a lost reply it looks for the order before it sends it again.", "orders"),
            (self.blind, "After a lost reply it sends the order again without a look.", "orders"),
        )
        return [cases.states(text, noun) for cases, text, noun in told if cases.count]

    def unseen(self) -> list[str]:
        """The sentences for no order and for no lost reply."""
        found = [] if self.referred.count or self.bare.count else ["No order of the candidate was booked."]
        if self.looked.count or self.blind.count:
            return found
        return [*found, "No lost reply to an order was followed by a call about it."]
