"""Cadences as a study: classes, articles, calls, and the usual advice beside them."""

from __future__ import annotations

from collections.abc import Iterator

from golive.cadence.needs import CADENCES_H, FAST, FAST_H, MEDIUM, SLOW, Cadences
from golive.cadence.uncertainty import CONFIDENCE, Range
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.record.studies import SHARE, TEXT, Axis, Chart, Column, Figure, Line, Study, Table

ADVICE = (
    ("orders", "within minutes", "not a question of stock; see budgets.order and the latency of a run"),
    ("prices", "nightly or on change", "not a question of stock; see budgets.prices"),
    ("customers", "on change, compared nightly", "not a question of stock"),
    ("products", "daily", "not a question of stock"),
)
"""Kinds of data, the frequency that is usually advised for them, and what these figures say about it."""
ADVISED_H = (0.25, 0.5)
"""The usual advice for stock: every 15 to 30 minutes."""
_MOST_ROWS = 500


def study_of(found: Cadences, subject: str, command: str) -> Study:
    """The study of cadences."""
    fast, medium, slow = (sum(each.speed == speed for each in found.needs) for speed in (FAST, MEDIUM, SLOW))
    return Study(
        "cadence",
        subject,
        f"{fast:,} of {len(found.needs):,} articles{_between(fast, found.fast)} need stock updates every "
        f"{_words(FAST_H)} or more often, for {slow:,}{_between(slow, found.slow)} one a day is enough",
        command,
        (
            Figure("Fast movers", fast, about=f"every {_words(FAST_H)} or more often"),
            Figure("In between", medium),
            Figure("Slow movers", slow, about="one update a day is enough"),
            Figure("Calls", found.calls, about=f"a day by class, {found.page_size:,} articles a call"),
        ),
        tuple(_notes(found)),
        tuple(_tables(found)),
        (_chart(found),),
    )


def _between(count: int, ends: Range) -> str:
    """The ends of a range in brackets; "" where both are the count itself."""
    low, high = min(count, ends[0]), max(count, ends[1])
    return "" if low == high else f" ({low:,} to {high:,})"


def _words(hours: float) -> str:
    return show_duration(round(hours * HOUR_MS))


def _cadence(hours: float) -> str:
    return _words(hours) if hours else f"faster than {_words(CADENCES_H[0])}"


def _notes(found: Cadences) -> Iterator[str]:
    yield (
        f"An article needs the cadence at which, between two updates, more units than there are in stock are sold "
        f"with a probability of at most {found.risk * 100:g} %."
    )
    yield (
        f"{found.units:,.0f} units were sold in {_words(found.hours)}. Numbers in brackets have the rates of all "
        f"articles at the lower and the upper end of their {CONFIDENCE:.0%} intervals; more sales make them narrower."
    )
    yield (
        f"Units per hour are Poisson, or negative binomial where they vary more. "
        f"{found.unseen * 100:.3g} % of the sales count as unseen by the shop until the next update."
    )


def _tables(found: Cadences) -> Iterator[Table]:
    yield Table(
        "Classes",
        (
            Column("cadence", TEXT),
            Column("articles"),
            Column("units/h together"),
            Column("calls a day"),
            Column("calls a day, all articles at this cadence"),
        ),
        tuple(
            (
                _cadence(each.cadence_hours),
                each.articles,
                round(each.per_hour, 2),
                each.calls,
                found.everywhere[CADENCES_H.index(each.cadence_hours or CADENCES_H[0])],
            )
            for each in found.classes
        ),
        f"{found.calls:,} calls a day by class",
    )
    quick, slow = (found.enough(hours) for hours in ADVISED_H)
    total = len(found.needs)
    said = (
        f"{_words(ADVISED_H[0])} is enough for {quick:,} of {total:,} articles, {_words(ADVISED_H[1])} for {slow:,}, "
        f"a day for {found.enough(CADENCES_H[-1]):,}"
    )
    yield Table(
        "The usual advice beside these figures",
        (Column("data", TEXT), Column("usual", TEXT), Column("here", TEXT)),
        (("stock", "every 15 to 30 minutes", said), *ADVICE),
    )
    yield Table(
        "Articles, those that need it most first",
        (
            Column("article", TEXT),
            Column("units/h"),
            Column("stock"),
            Column("class", TEXT),
            Column("cadence", TEXT),
            Column("longest, exactly", TEXT),
            Column("risk at one update a day", SHARE),
        ),
        tuple(
            (
                each.sku,
                round(each.per_hour, 3),
                each.stock,
                each.speed,
                _cadence(each.cadence_hours),
                show_duration(int(each.longest_hours * 3600) * 1000),
                each.risk_daily,
            )
            for each in found.needs[:_MOST_ROWS]
        ),
    )


def _chart(found: Cadences) -> Chart:
    total = max(1, len(found.needs))
    return Chart(
        "Articles for which a cadence is enough",
        Axis("calls a day for all articles at this cadence"),
        Axis("articles", SHARE),
        (
            Line(
                "every article at one cadence",
                tuple(
                    (float(calls), found.enough(hours) / total)
                    for hours, calls in sorted(
                        zip(CADENCES_H, found.everywhere, strict=True), key=lambda item: item[1]
                    )
                ),
            ),
        ),
        marks=(("by class", float(found.calls)),),
    )
