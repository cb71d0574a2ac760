"""The definition of an oracle: one value that the whole judge reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from golive.judge.cost import Prices
from golive.judge.harm.amount import Amount
from golive.judge.oracles.case import Case
from golive.record.oracles import OracleInfo
from golive.record.run import Finding

Check = Callable[[Case], list[Finding]]
Price = Callable[[Case, Prices, Sequence[Finding]], Amount | int]
"""The total cost of findings of one kind, each about a different fact. An int is cents of lost value."""


@dataclass(frozen=True, slots=True)
class Oracle:
    """One oracle.

    `info` is its question and its kinds of findings. `check` detects findings in a finished run. `price` gives the cost
    of a kind of finding; a kind without a price costs nothing.
    """

    info: OracleInfo
    check: Check
    price: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, case: Case, prices: Prices, kind: str, found: Sequence[Finding]) -> int:
        """Return the total cost of findings of this kind, in cents."""
        return self.amount(case, prices, kind, found).total

    def amount(self, case: Case, prices: Prices, kind: str, found: Sequence[Finding]) -> Amount:
        """Return the total cost of findings of this kind, split by problem."""
        price = self.price.get(kind)
        if price is None:
            return Amount()
        amount = price(case, prices, found)
        return amount if isinstance(amount, Amount) else Amount(value=amount)
