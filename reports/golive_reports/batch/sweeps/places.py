"""The matrix of a sweep: one row per scenario, one cell per column."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from golive.record.batch import FAILED, SETTLED
from golive.record.cells.sweep import Place, Sweep
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive_reports.batch.page import verdict
from golive_reports.words.metrics import reason_in_words
from golive_reports.words.text import brief, clean, counted, money, number
from golive_reports.words.verdicts import LOOKS

_WORST = ("lost", "duplicated", "phantom", "wrong_content", "wrong_state", "stuck_visible", "late")


def matrix(sweep: Sweep) -> dict[str, Any]:
    """Return headings and rows; a cell has `kind`, `sign`, `short`, `note`, `title` and `link`, "" without a report.

    `note` is how many of the seeds were decided, "" where all were.
    """
    found = {(each.scenario, each.column): each for each in sweep.places}
    planned = _planned(sweep)
    return {
        "columns": [clean(each.name, 60) for each in sweep.columns],
        "rows": [
            {
                "scenario": clean(named, 80),
                "situation": clean(sweep.situations.get(named, ""), 300),
                "cells": [
                    _cell(found.get((named, column.name)), planned[named, column.name])
                    for column in sweep.columns
                ],
            }
            for named in sweep.scenarios
        ],
    }


def _planned(sweep: Sweep) -> dict[tuple[str, str], int]:
    """The number of seeds by scenario and column, without those that were left out because it was settled."""
    settled = Counter((each.scenario, each.variant) for each in sweep.not_run if each.why == SETTLED)
    return {
        (named, column.name): len(sweep.seeds) - settled[named, column.name]
        for named in sweep.scenarios
        for column in sweep.columns
    }


def undecided(sweep: Sweep) -> list[str]:
    """Return a sentence for each place of which some seeds failed, are unknown or were not played."""
    planned = _planned(sweep)
    return [
        f"{clean(each.scenario, 80)}, {clean(each.column, 60)}: decided with {note} ({_counts(each)})"
        for each in sweep.places
        if each.cells and (note := _note(each, planned[each.scenario, each.column]))
    ]


def _note(place: Place, planned: int) -> str:
    return f"{place.decided} of {counted(planned, 'seed')}" if place.decided < planned else ""


def _counts(place: Place) -> str:
    """The numbers of seeds by verdict, in words."""
    words = (BROKEN, FAILED, UNKNOWN, HELD)
    return ", ".join(f"{number(place.verdicts[each])} {each}" for each in words if place.verdicts.get(each))


def _cell(place: Place | None, planned: int) -> dict[str, Any]:
    if place is None or not place.cells:
        return {"kind": "none", "sign": "·", "short": "", "note": "", "title": "not run", "link": ""}
    looks = verdict(place.verdict)
    kind = "failed" if place.verdict == FAILED else looks["name"]
    return {
        "kind": kind,
        "sign": looks["sign"],
        "short": money(place.figures["harm_per_day_cents"], "", whole=True) if _is_harmed(place) else "",
        "note": _note(place, planned),
        "title": described(place),
        "link": quote(clean(place.report, 500)),
    }


def _is_harmed(place: Place) -> bool:
    return place.verdict == BROKEN and place.figures.get("harm_per_day_cents", 0) > 0


def described(place: Place) -> str:
    """Return the figures of a place as one line: seeds by verdict, wrong orders, harm, latency, calls, a reason."""
    parts = [f"{counted(place.cells, 'seed')}: {_counts(place)}"]
    parts += [
        f"{number(place.orders[name])} {LOOKS[name].label}" for name in _WORST if place.orders.get(name, 0)
    ]
    figures = place.figures
    if "harm_per_day_cents" in figures:
        parts.append(f"harm {money(figures['harm_per_day_cents'], place.currency, whole=True)} per day")
    if "latency_p95_ms" in figures:
        parts.append(f"p95 {brief(round(figures['latency_p95_ms']))}")
    if "erp_calls_per_order" in figures:
        parts.append(f"{number(figures['erp_calls_per_order'])} ERP calls per order")
    if place.reason:
        parts.append(f"because {reason_in_words(place.reason)}")
    return clean(", ".join(parts), 400)
