"""What an oracle is: one value that the whole judge reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from golive.judge.cost import Prices
from golive.judge.oracles.case import Case
from golive.record.oracles import OracleInfo
from golive.record.run import Finding

Check = Callable[[Case], list[Finding]]
Price = Callable[[Case, Prices, Sequence[Finding]], int]
"""What findings of one kind cost together, in cents; each is about another fact."""


@dataclass(frozen=True, slots=True)
class Oracle:
    """`info` says what it asks and finds, `check` looks for findings in a finished run, `price` gives the cost of
    a kind of finding. A kind without a price costs nothing.
    """

    info: OracleInfo
    check: Check
    price: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, case: Case, prices: Prices, kind: str, found: Sequence[Finding]) -> int:
        """What findings of this kind cost together, in cents."""
        price = self.price.get(kind)
        return 0 if price is None else price(case, prices, found)
