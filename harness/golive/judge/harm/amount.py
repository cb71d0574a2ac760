"""An amount of harm, split by problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Amount:
    """Cents by problem, and the work of people in ms that is part of them.

    `entry` is work to enter or repair records by hand, `inventory` units oversold and minutes wrongly sold out,
    `pricing` disputes about prices, `service` calls of customers, `reconciliation` work of finance. `value` is the
    lost value of orders, goods and carts, and delays.
    """

    entry: int = 0
    inventory: int = 0
    pricing: int = 0
    service: int = 0
    reconciliation: int = 0
    value: int = 0
    work_ms: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount.sum_of((self, other))

    def __mul__(self, count: int) -> Amount:
        return Amount(*(getattr(self, name) * count for name in _FIELDS))

    @property
    def total(self) -> int:
        """All cents."""
        return sum(getattr(self, name) for name in PROBLEMS)

    @classmethod
    def sum_of(cls, amounts: Iterable[Amount]) -> Amount:
        """Return the sum of some amounts."""
        sums = dict.fromkeys(_FIELDS, 0)
        for each in amounts:
            for name in _FIELDS:
                sums[name] += getattr(each, name)
        return cls(**sums)


_FIELDS = tuple(field.name for field in fields(Amount))
PROBLEMS = _FIELDS[:-1]
