"""Currencies and what they are worth in the home currency.

A rate is in millionths: home currency per unit of the other. A currency without a rate counts as if it were
the home currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from fake_erp.errors import RuleRefused
from fake_erp.settings import Amount, Setting, settings_of

T = TypeVar("T")

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
        """Millionths of the home currency that one unit of a currency is worth; 1_000_000 without a rate."""
        return self._rates.get(currency, ONE)

    def require(self, currency: str) -> None:
        """Raises RuleRefused for a currency that is not set up."""
        if currency not in self._names:
            raise RuleRefused(
                "known_currency",
                "unknown_currency",
                f"currency {currency!r} is not set up; use one of {', '.join(self._names)}",
                "currency",
                {"currency": currency},
            )

    def has_rate(self, currency: str) -> bool:
        """Whether amounts of a currency can be compared with those of the home currency."""
        return currency == self.home or currency in self._rates

    def comparable(self) -> tuple[str, ...]:
        """The currencies for which `has_rate` holds, the home currency first."""
        return (self.home, *[name for name in self._names if name in self._rates])

    def set_rate(self, currency: str, rate_micro: int) -> None:
        """Documents saved from now on take the new rate; those there are keep theirs."""
        if currency not in self._names or currency == self.home:
            others = ", ".join(name for name in self._names if name != self.home)
            raise ValueError(f"a rate is for one of {others}; got {currency!r}")
        if rate_micro < 1:
            raise ValueError(f"a rate is at least 1 millionth, got {rate_micro}")
        self._rates[currency] = rate_micro


def incomparable(declaration: Any, currencies: Currencies) -> Iterator[tuple[Setting, Amount]]:
    """The amounts of a rule or a quirk whose currency has no rate. A default is an amount of the home currency."""
    for each in settings_of(type(declaration)):
        amount = getattr(declaration, each.attribute)
        if each.kind == "money" and amount != each.default and not currencies.has_rate(amount.currency):
            yield each, amount


def in_home(kind: str, name: str, declaration: T, currencies: Currencies) -> T:
    """A rule or a quirk with its amounts in the home currency, at the present rates.

    Raises ValueError for an amount in a currency without a rate, which nothing could be compared with.
    """
    for each, amount in incomparable(declaration, currencies):
        raise ValueError(
            f"{kind}.{name}.{each.key}: expected an amount in {' or '.join(currencies.comparable())}, got one in "
            f"{amount.currency}, for which the ERP has no exchange rate"
        )
    amounts = {
        each.attribute: _home_amount(getattr(declaration, each.attribute), each.default, currencies)
        for each in settings_of(type(declaration))
        if each.kind == "money"
    }
    return replace(declaration, **amounts) if amounts else declaration  # type: ignore[type-var]


def _home_amount(amount: Amount, default: Amount, currencies: Currencies) -> Amount:
    cents = amount.cents
    if amount != default:
        cents = to_home(cents, currencies.rate_micro(amount.currency))
    return Amount(cents, currencies.home)
