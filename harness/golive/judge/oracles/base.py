"""The definition of an oracle: one value that the whole judge reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from golive.judge.cost import Prices
from golive.judge.oracles.case import Case
from golive.record.oracles import OracleInfo
from golive.record.run import Finding

Check = Callable[[Case], list[Finding]]
Price = Callable[[Case, Prices, Sequence[Finding]], int]
"""The total cost of findings of one kind, in cents; each is about a different fact."""


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
        price = self.price.get(kind)
        return 0 if price is None else price(case, prices, found)
