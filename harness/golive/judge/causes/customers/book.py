"""The customers created in the ERP, with the calls that created them and the orders that are booked on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from golive.record.ledger import Ledger
from golive.record.run import Fact

CREATE = "erp.customer.create"
_LINE = re.compile(
    rb'"kind":"(?:erp\.customer\.created|erp\.customer\.merged|erp\.order\.created|candidate\.killed)"|"op":"erp\.customer\.create"'
)


@dataclass(slots=True)
class Made:
    """A customer created by a call.

    `answered_ms` is the end of the call for its caller, None without one. `orders` are the references of ERP orders.
    """

    number: str
    email: str
    ref: str
    at_ms: int
    x: str = ""
    sent_ms: int = 0
    answered_ms: int | None = None
    succeeded: bool = False
    ending: str = "no answer"
    orders: list[str] = field(default_factory=list)


class CustomerBook:
    """Reads the customers of a run, in one pass. `kills` are the times at which the candidate was killed, in ms."""

    def __init__(self, ledger: Ledger) -> None:
        self.by_number: dict[str, Made] = {}
        self.kills: list[int] = []
        self.merged: dict[str, tuple[int, str]] = {}
        """Customers that people merged into another: the time, and the number of that one."""
        self._by_x: dict[str, Made] = {}
        self._last: Made | None = None
        for fact in ledger.matching(_LINE):
            self._read(fact)

    def _read(self, fact: Fact) -> None:
        if fact.kind == "erp.customer.created":
            number = fact.keys["customer"]
            made = Made(number, fact.data["email"], fact.data.get("ref", ""), fact.at_ms, sent_ms=fact.at_ms)
            self.by_number[number] = self._last = made
        elif fact.kind == "erp.order.created":
            on = self.by_number.get(fact.data.get("customer", ""))
            if on is not None:
                on.orders.append(fact.keys["ref"])
        elif fact.kind == "erp.customer.merged":
            self.merged[fact.keys["customer"]] = fact.at_ms, fact.data["into"]
        elif fact.kind == "candidate.killed":
            self.kills.append(fact.at_ms)
        elif fact.kind == "exchange.committed":
            if self._last is not None and self._last.at_ms == fact.at_ms:
                self._last.x = fact.keys["x"]
                self._by_x[fact.keys["x"]] = self._last
            self._last = None
        elif fact.kind == "exchange.answered" and fact.keys["x"] in self._by_x:
            self._answered(self._by_x[fact.keys["x"]], fact)

    def _answered(self, made: Made, fact: Fact) -> None:
        data = fact.data
        made.sent_ms, made.answered_ms = data["sent_ms"], fact.at_ms
        made.succeeded = data["told"] == "answered" and data["status"] is not None and data["status"] < 300
        made.ending = str(data["status"] or data["how"] or data["told"])
