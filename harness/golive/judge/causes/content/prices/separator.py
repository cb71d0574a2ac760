"""Prices were read from a text with separators: cut at the first one, or read without the decimal one."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause

_THOUSAND_CENTS = 100_000
_Way = Callable[[int], int]

WAYS: tuple[tuple[str, _Way], ...] = (
    ("cut at the separator of thousands", lambda cents: cents // _THOUSAND_CENTS * 100),
    (
        "cut at the separator of thousands",
        lambda cents: cents // _THOUSAND_CENTS * 100 + cents // 100 % 1000 // 10,
    ),
    ("read without the decimal separator", lambda cents: cents * 100),
    ("cut at the decimal separator", lambda cents: cents // 100 * 100),
)
"""What was done to the text of a price, and what that makes of its cents. `1.234,50` is read as 1, as 1.23, ..."""


def separator(pair: Pair) -> Cause | None:
    """Fits where one way of reading the texts wrongly gives every price that differs."""
    differing = [(sku, ours, theirs) for sku, ours, theirs in pair.prices if ours != theirs]
    if not differing or not pair.same_units:
        return None
    for what, read in WAYS:
        if all(read(ours) == theirs for _, ours, theirs in differing):
            sku, ours, theirs = differing[0]
            return Cause(
                "separator_misread",
                f"{sku} at {amount(theirs)} instead of {amount(ours)} in {pair.names}: the amount was {what}",
                "Format amounts for people only; send and read them as decimals with a point and no other separator.",
            )
    return None
