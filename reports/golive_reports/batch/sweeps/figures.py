"""The figures of a sweep in words: one row per column over all scenarios, one per scenario with its leader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from golive.record.cells.sweep import MORE, OPEN, SAME, PairedDifference, Place, Standing, Sweep
from golive.record.run import HELD
from golive_reports.batch.sweeps.totals import mean_of
from golive_reports.words.text import brief, money, number

COLUMN_HEADINGS = (
    "held in",
    "lost",
    "twice",
    "wrong",
    "late",
    "on the desk",
    "harm per run",
    "p95",
    "ERP calls",
)
SCENARIO_HEADINGS = ("seeds", "least harm", "harm per run", "others")
DECIDING = ("harm_cents", "orders.harmed")


def column_rows(sweep: Sweep) -> Iterator[tuple[str, ...]]:
    """Yield for each column its name and its figures under COLUMN_HEADINGS."""
    for column in sweep.columns:
        places = [each for each in sweep.places if each.column == column.name and each.cells]
        yield (column.name, *_figures(places))


def _figures(places: Sequence[Place]) -> tuple[str, ...]:
    held = sum(each.verdict == HELD for each in places)
    orders = [
        sum(each.orders[verdict] for each in places for verdict in verdicts)
        for verdicts in (
            ("lost",),
            ("duplicated",),
            ("wrong_content", "wrong_state"),
            ("late",),
            ("stuck_visible",),
        )
    ]
    currency = next((each.currency for each in places if each.currency), "")
    harm, p95, calls = (mean_of(places, name) for name in ("harm_cents", "latency_p95_ms", "calls.erp"))
    return (
        f"{held} of {len(places)}",
        *map(number, orders),
        "" if harm is None else money(round(harm), currency, whole=True),
        "" if p95 is None else brief(round(p95)),
        "" if calls is None else number(round(calls)),
    )


def scenario_rows(sweep: Sweep) -> Iterator[tuple[str, ...]]:
    """Yield for each scenario its name and its figures under SCENARIO_HEADINGS."""
    for each in sweep.standings:
        place = next(
            (one for one in sweep.places if (one.scenario, one.column) == (each.scenario, each.leader)), None
        )
        harm = (
            ""
            if place is None
            else money(round(place.figures.get("harm_cents", 0)), place.currency, whole=True)
        )
        yield each.scenario, number(each.seeds), each.leader, harm, _others(sweep, each)


def _others(sweep: Sweep, standing: Standing) -> str:
    """How the other columns stand beside the leader, in words."""
    outcomes = list(against_leader(sweep, standing).values())
    parts = [
        f"{outcomes.count(outcome)} {words}"
        for outcome, words in ((MORE, "more"), (SAME, "the same"), (OPEN, "not settled"))
        if outcome in outcomes
    ]
    return ", ".join(parts)


def against_leader(sweep: Sweep, standing: Standing) -> dict[str, str]:
    """Return for every other column whether it has more harm than the leader (MORE), the same, or that is OPEN."""
    found: dict[str, str] = {}
    for other, each in beside_leader(sweep, standing):
        if each.metric in DECIDING:
            now = SAME if each.outcome == SAME else _for_other(each, other)
            found[other] = _worse(found.get(other), now)
    return found


def beside_leader(sweep: Sweep, standing: Standing) -> Iterator[tuple[str, PairedDifference]]:
    """Yield every difference between the leader of a scenario and another column, with the name of the other one."""
    for each in sweep.differences:
        if each.scenario == standing.scenario and standing.leader in (each.first, each.second):
            yield each.second if each.first == standing.leader else each.first, each


def _for_other(difference: PairedDifference, other: str) -> str:
    if difference.outcome == OPEN:
        return OPEN
    has_more = (difference.outcome == MORE) == (difference.first == other)
    return MORE if has_more else "less"


def _worse(before: str | None, now: str) -> str:
    ranks = ("less", SAME, MORE, OPEN)
    return now if before is None else max(before, now, key=ranks.index)
