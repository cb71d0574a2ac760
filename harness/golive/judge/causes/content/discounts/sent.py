"""The discount is missing, taken twice, or computed on another base."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount, is_times
from golive.record.run import Cause

_MOST_PER_LINE = 1
"""Cents per line that splitting a discount may lose."""


def sent(pair: Pair) -> Cause | None:
    """Fits where units and prices agree and the discount has a known relation to the right one."""
    ours, theirs = pair.story.money.discount, pair.doc.money.discount
    if ours == theirs or not pair.same_units or any(mine != other for _, mine, other in pair.prices):
        return None
    way = _way(pair, ours, theirs)
    if not way:
        return None
    return Cause(
        "discount_wrong",
        f"discount {amount(theirs)} instead of {amount(ours)} in {pair.names}: {way}",
        "Send the discount of each row as the shop computed it, in the tax mode of the prices, once.",
    )


def _way(pair: Pair, ours: int, theirs: int) -> str:
    lines = len(pair.story.lines)
    rows = sorted({row[3] for row in pair.story.lines if row[3]})
    if not theirs:
        return "it was not sent"
    if not ours:
        return ""
    if theirs == 2 * ours:
        return "it was taken twice"
    if abs(theirs - ours) <= _MOST_PER_LINE * lines and lines > 1:
        return "cents were lost or gained when it was split over the rows"
    if pair.rate and is_times(theirs, ours, 1 + pair.rate, lines):
        return f"it was computed on another tax base, times {1 + pair.rate:.2f}"
    if pair.rate and is_times(theirs, ours, 1 / (1 + pair.rate), lines):
        return f"it was computed on another tax base, divided by {1 + pair.rate:.2f}"
    if theirs < ours and ours - theirs in _sums(rows):
        return "the discount of some rows was not sent"
    if ours < theirs and theirs - ours in _sums(rows):
        return "the discount of some rows was taken twice"
    return ""


def _sums(rows: list[int]) -> set[int]:
    """Return the sums of the discounts of some rows."""
    sums = {0}
    for row in rows[:8]:
        sums |= {each + row for each in sums}
    return sums - {0}
