"""Names and signs of the verdicts, and the headline of every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN, Scorecard
from golive_reports.words.text import clean, counted, money, number


@dataclass(frozen=True, slots=True)
class Look:
    """One order verdict. `headline` completes "23 orders ..."; `block` is its sign in a bar of characters."""

    label: str
    headline: str
    meaning: str
    style: str
    block: str
    ascii: str


LOOKS: dict[str, Look] = {
    "exact": Look("exact", "exact", "booked once, correct and on time", "green", "█", "#"),
    "late": Look("late", "late", "correct, but after its time budget", "yellow", "▆", "-"),
    "compensated": Look(
        "compensated", "repaired by the integration itself", "failed and was repaired", "cyan", "▓", "+"
    ),
    "duplicated": Look("duplicated", "booked twice", "more than one live ERP document", "magenta", "▚", "2"),
    "wrong_content": Look(
        "wrong content", "with wrong content", "lines, money or customer differ", "red", "▒", "w"
    ),
    "wrong_state": Look(
        "wrong state", "in a wrong state", "the states in shop and ERP do not match", "yellow", "▞", "s"
    ),
    "stuck_visible": Look(
        "stuck, visible", "stuck on the desk", "not in the ERP, but reported on the desk", "blue", "▤", "v"
    ),
    "lost": Look("lost", "lost", "not in the ERP and not reported", "bold red", "╳", "X"),
    "phantom": Look(
        "phantom", "booked without a shop order", "no shop order explains it", "magenta", "▦", "p"
    ),
    "indeterminate": Look(
        "indeterminate", "still in flight", "in flight when the run ended", "bright_black", "░", "?"
    ),
}

SIGNS = {HELD: "✓", BROKEN: "✗", UNKNOWN: "?"}
ASCII_SIGNS = {HELD: "+", BROKEN: "x", UNKNOWN: "?"}

WORST_FIRST = (
    "lost",
    "duplicated",
    "wrong_content",
    "wrong_state",
    "phantom",
    "stuck_visible",
    "late",
    "indeterminate",
)

_NAMED = 3
"""The number of verdicts that a headline lists before it sums up the rest."""


def tally(card: Scorecard) -> dict[str, int]:
    """Return the count of every order verdict, in their fixed order, zeros included."""
    return {verdict: max(int(card.orders.get(verdict) or 0), 0) for verdict in ORDER_VERDICTS}


def total(card: Scorecard) -> int:
    """Return the number of judged orders."""
    return sum(tally(card).values())


def currency(card: Scorecard) -> str:
    """Return the currency of the harm; empty where the scorecard has none."""
    return clean(card.harm.get("currency") or "", 8)


def harm_cents(card: Scorecard) -> int:
    """Return the total harm in cents; 0 where the scorecard has none."""
    value = card.harm.get("total")
    return int(value) if isinstance(value, (int, float)) and abs(value) < 1e300 else 0


def headline(card: Scorecard) -> str:
    """Return the result for orders and money in one sentence: `23 orders lost, 41 booked twice; 12,480 EUR harm`."""
    return summary(tally(card), harm_cents(card), currency(card), clean(card.crash, 240), card.beside_orders)


def summary(
    counts: Mapping[str, int], cents: int, unit: str, crash: str = "", others: Mapping[str, int] | None = None
) -> str:
    """Return the headline from the counts of the verdicts and the harm in cents.

    `crash` is the end of the integration, `others` the number of findings beside the orders, by title.
    """
    text = _of_orders(counts)
    if others:
        join = ", " if any(counts[verdict] for verdict in WORST_FIRST) else ", but "
        text += join + ", ".join(
            f"{number(count)} × {title[:1].lower()}{clean(title[1:], 80)}" for title, count in others.items()
        )
    text = f"{text}; {money(cents, unit, whole=True)} harm" if cents else text
    return f"{crash[:1].upper()}{crash[1:]}. {text}" if crash else text


def _of_orders(counts: Mapping[str, int]) -> str:
    judged = sum(counts.values())
    bad = [(counts[verdict], LOOKS[verdict].headline) for verdict in WORST_FIRST if counts[verdict]]
    if not judged:
        return "No order was placed, so nothing was tested"
    if not bad:
        text = f"{counted(judged, 'order')}, {'every one' if judged > 1 else 'and it'} arrived exactly once"
        if counts["compensated"]:
            text = f"{counted(judged, 'order')}, none harmed in the end"
    else:
        first, *rest = bad[:_NAMED] if len(bad) > _NAMED + 1 else bad
        text = ", ".join(
            [f"{counted(first[0], 'order')} {first[1]}", *(f"{number(count)} {how}" for count, how in rest)]
        )
        if left := bad[len(rest) + 1 :]:
            text += f" and {number(sum(count for count, _ in left))} more wrong"
    return text
