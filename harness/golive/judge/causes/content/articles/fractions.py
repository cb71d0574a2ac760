"""Decimal quantities that were booked as whole units: cut off, or rounded."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.content.pair import Pair
from golive.judge.history.records.decimals import SCALE, named
from golive.record.run import Cause

CODE = "fractions_lost"
WAYS: dict[str, Callable[[int], int]] = {
    "cut to whole units": lambda units: units // SCALE * SCALE,
    "rounded to whole units, half a unit up": lambda units: (units + SCALE // 2) // SCALE * SCALE,
    "rounded to whole units, half a unit to the even one": lambda units: round(units / SCALE) * SCALE,
    "rounded up to whole units": lambda units: -(-units // SCALE) * SCALE,
}


def fractions(pair: Pair) -> Cause | None:
    """Fits where the articles with decimal quantities have the units of the order, made whole row by row in one way."""
    decimals = pair.story.decimals
    ours, theirs = pair.units
    wrong = sorted(sku for sku in {**ours, **theirs} if ours.get(sku, 0) != theirs.get(sku, 0))
    if not wrong or not decimals.issuperset(wrong):
        return None
    for way, whole in WAYS.items():
        expected = dict.fromkeys(decimals, 0)
        for sku, units, *_ in pair.story.lines:
            if sku in decimals:
                expected[sku] += whole(units)
        if all(theirs.get(sku, 0) == units for sku, units in expected.items()):
            return _cause(pair, wrong, way)
    return None


def _cause(pair: Pair, wrong: list[str], way: str) -> Cause | None:
    ours, theirs = pair.units
    usual = pair.usual
    if all(sku not in theirs and 1 < usual.with_article[sku] == usual.without_article[sku] for sku in wrong):
        return None
    booked = ", ".join(
        f"{named(ours[sku], sku, pair.story.decimals)} as {theirs.get(sku, 0) // SCALE or 'nothing'}"
        for sku in wrong
    )
    return Cause(
        CODE,
        f"{pair.names} has {booked}: decimal quantities are {way}",
        "Carry quantities as decimals of three places from end to end; only those of articles that are counted are "
        "whole (`is_qty_decimal` is 0).",
    )
