"""`sweep.html`: designs compared in several scenarios, in one file that needs no network and runs no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from golive.record.cells.sweep import SWEEP_FILE, SWEEP_PAGE, PairedDifference, Standing, Sweep
from golive_reports.batch.page import baseline, seeds, verdict, write_page
from golive_reports.batch.sweeps.decision import Choice, choices
from golive_reports.batch.sweeps.figures import against_leader, beside_leader
from golive_reports.batch.sweeps.pareto import charts
from golive_reports.batch.sweeps.places import matrix
from golive_reports.batch.sweeps.terminal import cells
from golive_reports.batch.sweeps.totals import Total, judged_in, totals
from golive_reports.words.text import brief, clean, counted, money, number, share

_STYLES = ("base.css", "sections.css", "batch.css", "gate.css", "sweep.css")
_MOST_LEFT_OUT = 50
_ONE_UNIT = 100
"""Harm that differs by less is shown as the same, in minor units."""
_SHOWN: dict[str, tuple[str, Callable[[float], str]]] = {
    "harm_cents": ("harm per run", lambda value: money(value, whole=True)),
    "orders.harmed": ("harmed orders", lambda value: number(value, 1)),
    "latency_p95_ms": ("p95", lambda value: brief(round(value))),
    "calls.erp": ("ERP calls", lambda value: number(round(value))),
}
"""Of these metrics the page has the differences: heading, and how a value is written."""
_WORDS = {"more": "more harm", "same": "the same", "open": "not settled", "less": "less harm"}


def write_sweep(sweep: Sweep, folder: Path) -> Path:
    """Write the page into the folder of the sweep and return its path."""
    return write_page(folder / SWEEP_PAGE, "sweep.html.j2", _STYLES, _page(sweep))


def _page(sweep: Sweep) -> dict[str, Any]:
    """Return the variables of the template; all texts are clean, none is markup but the charts."""
    found = totals(sweep)
    judged = len(judged_in(sweep))
    return {
        "verdict": verdict(sweep.verdict),
        "headline": headline(found),
        "scenarios": counted(len(sweep.scenarios), "scenario"),
        "designs": counted(len(sweep.columns), "design"),
        "seeds": seeds(sweep.seeds),
        "cells": cells(sweep),
        "confidence": share(sweep.confidence),
        "golive": clean(sweep.golive, 40),
        "command": clean(sweep.command, 2000),
        "file": SWEEP_FILE,
        "totals": [_total(each, judged) for each in found],
        "unjudged": _unjudged(sweep, found),
        "charts": charts(found),
        "matrix": matrix(sweep),
        "against": baseline(sweep.against),
        "decisions": [_decision(each) for each in choices(sweep, found)],
        "contests": [_contest(sweep, each) for each in sweep.standings if each.leader],
        "metrics": [heading for heading, _ in _SHOWN.values()],
        "worst": [
            {
                "name": clean(f"{each.scenario}, {each.column}", 140),
                "command": clean(each.worst, 2000),
                "verdict": verdict(each.verdict),
            }
            for each in sweep.places
            if each.worst and each.verdict != "held"
        ],
        "failed": [
            (clean(command, 400), clean(error, 400)) for command, error in list(sweep.failed.items())[:20]
        ],
        "left_out": [
            clean(f"{each.scenario}, {each.variant}, seed {each.seed}: {each.why}", 200)
            for each in sweep.not_run[:_MOST_LEFT_OUT]
        ],
        "left_out_more": number(max(len(sweep.not_run) - _MOST_LEFT_OUT, 0)),
    }


def headline(found: Sequence[Total]) -> str:
    """Return which columns have the least harm over all scenarios, and what the one with the most has.

    Those that were not judged everywhere are left out, unless all were not.
    """
    whole = [each for each in found if each.is_whole] or found
    known = [(each.harm_per_day, each) for each in whole if each.harm_per_day is not None]
    if not known:
        return "No scenario was judged"
    least, most = (choose(harm for harm, _ in known) for choose in (min, max))
    best = [clean(each.column.name, 60) for harm, each in known if harm - least < _ONE_UNIT]
    names = best[0] if len(best) == 1 else f"{', '.join(best[:-1])} and {best[-1]}"
    does = "does" if len(best) == 1 else "do"
    unit = clean(known[0][1].currency, 8)
    harm, other = (money(value, unit, whole=True) for value in (least, most))
    if len(best) == len(found):
        return f"All do the same harm: {harm} per day"
    if len(best) == len(known):
        return f"{names} {does} the least harm: {harm} per day"
    return f"{names} {does} the least harm: {harm} per day, where the worst does {other}"


def _unjudged(sweep: Sweep, found: list[Total]) -> str:
    """Return the columns of which no cell was judged."""
    judged = {each.column.name for each in found}
    return ", ".join(clean(each.name, 60) for each in sweep.columns if each.name not in judged)


def _total(total: Total, scenarios: int) -> dict[str, Any]:
    orders = total.orders
    running = total.running_per_day
    unit = total.column.cost.currency if total.column.cost else ""
    return {
        "name": clean(total.column.name, 60),
        "about": clean(total.column.about, 200),
        "is_on_front": total.is_on_front,
        "partial": _partial(total, scenarios),
        "all_held": total.held == total.places,
        "figures": [
            f"{number(total.held)} of {number(total.places)}",
            number(orders["lost"]),
            number(orders["duplicated"]),
            number(orders["wrong_content"] + orders["wrong_state"] + orders["phantom"]),
            money(total.harm_per_day, clean(total.currency, 8), whole=True),
            "–" if running is None else money(running, clean(unit, 8), whole=True),
            "–" if total.p95_ms is None else brief(round(total.p95_ms, -2)),
            "–" if total.stock_stale_ms is None else brief(round(total.stock_stale_ms, -3)),
            number(total.erp_calls_per_order, 1),
        ],
    }


def _partial(total: Total, scenarios: int) -> str:
    """Return which of its runs or scenarios were not judged; "" where all were."""
    if total.is_whole:
        return ""
    if total.places < scenarios:
        return f"judged in {number(total.places)} of {counted(scenarios, 'scenario')}"
    return f"failed in {number(total.failed)} of {counted(total.cells, 'run')}"


def _decision(choice: Choice) -> dict[str, Any]:
    return {
        "scenario": clean(choice.scenario, 80),
        "situation": clean(choice.situation, 300),
        "use": clean(choice.use, 60),
        "harm": money(choice.harm_per_day, clean(choice.currency, 8), whole=True),
        "as_good": ", ".join(clean(each, 60) for each in choice.as_good),
        "undecided": ", ".join(clean(each, 60) for each in choice.undecided),
        "avoid": clean(choice.avoid, 60),
        "costs_more": money(choice.costs_more, clean(choice.currency, 8), whole=True),
    }


def _contest(sweep: Sweep, standing: Standing) -> dict[str, Any]:
    """Return for every other column its differences to the leader, with their intervals."""
    outcomes = against_leader(sweep, standing)
    found: dict[str, dict[str, PairedDifference]] = {}
    for other, each in beside_leader(sweep, standing):
        if each.metric in _SHOWN:
            found.setdefault(other, {})[each.metric] = each
    return {
        "scenario": clean(standing.scenario, 80),
        "leader": clean(standing.leader, 60),
        "seeds": counted(standing.seeds, "seed"),
        "rows": [
            {
                "name": clean(other, 60),
                "outcome": outcomes.get(other, "open"),
                "word": _WORDS[outcomes.get(other, "open")],
                "cells": [_less(metrics.get(name), standing.leader) for name in _SHOWN],
            }
            for other, metrics in found.items()
        ],
    }


def _less(difference: PairedDifference | None, leader: str) -> str:
    """Return a difference as the other column less the leader, with its limits."""
    if difference is None or not difference.seeds:
        return "–"
    sign = -1 if difference.first == leader else 1
    written = _SHOWN[difference.metric][1]
    middle = written(difference.difference * sign)
    if difference.low is None or difference.high is None:
        return middle
    low, high = sorted((difference.low * sign, difference.high * sign))
    return f"{middle} ({written(low)} to {written(high)})"
