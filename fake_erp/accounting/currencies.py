"""Currencies and what they are worth in the home currency.

A rate is in millionths: home currency per unit of the other. A currency without a rate counts as if it were
the home currency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ONE = 1_000_000


def to_home(cents: int, rate_micro: int) -> int:
    """An amount in the home currency, rounded half away from zero.

    >>> to_home(1000, 1_086_500), to_home(-1000, 1_086_500), to_home(7, ONE)
    (1087, -1087, 7)
    """
    if rate_micro == ONE:
        return cents
    whole = (2 * abs(cents) * rate_micro + ONE) // (2 * ONE)
    return whole if cents >= 0 else -whole


class Currencies:
    """The first currency that is set up is the home currency."""

    def __init__(self, names: Sequence[str], rates_micro: Mapping[str, int]) -> None:
        self.home = names[0]
        self._names = tuple(names)
        self._rates: dict[str, int] = {}
        for name, rate_micro in rates_micro.items():
            self.set_rate(name, rate_micro)

    def rate_micro(self, currency: str) -> int:
        return self._rates.get(currency, ONE)

    def set_rate(self, currency: str, rate_micro: int) -> None:
        """Documents saved from now on take the new rate; those there are keep theirs."""
        if currency not in self._names or currency == self.home:
            others = ", ".join(name for name in self._names if name != self.home)
            raise ValueError(f"a rate is for one of {others}; got {currency!r}")
        if rate_micro < 1:
            raise ValueError(f"a rate is at least 1 millionth, got {rate_micro}")
        self._rates[currency] = rate_micro
