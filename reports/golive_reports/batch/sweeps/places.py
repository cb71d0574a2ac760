"""The matrix of a sweep: one row per scenario, one cell per column."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from golive.record.batch import FAILED
from golive.record.cells.sweep import Place, Sweep
from golive.record.run import BROKEN
from golive_reports.batch.page import verdict
from golive_reports.words.text import brief, clean, counted, money, number
from golive_reports.words.verdicts import LOOKS

_WORST = ("lost", "duplicated", "phantom", "wrong_content", "wrong_state", "stuck_visible", "late")


def matrix(sweep: Sweep) -> dict[str, Any]:
    """Return headings and rows; a cell has `kind`, `sign`, `short`, `title` and `link`, "" without a report."""
    found = {(each.scenario, each.column): each for each in sweep.places}
    return {
        "columns": [clean(each.name, 60) for each in sweep.columns],
        "rows": [
            {
                "scenario": clean(named, 80),
                "situation": clean(sweep.situations.get(named, ""), 300),
                "cells": [_cell(found.get((named, column.name))) for column in sweep.columns],
            }
            for named in sweep.scenarios
        ],
    }


def _cell(place: Place | None) -> dict[str, Any]:
    if place is None or not place.cells:
        return {"kind": "none", "sign": "·", "short": "", "title": "not run", "link": ""}
    looks = verdict(place.verdict)
    kind = "failed" if place.verdict == FAILED else looks["name"]
    return {
        "kind": kind,
        "sign": looks["sign"],
        "short": money(place.figures["harm_per_day_cents"], "", whole=True) if _is_harmed(place) else "",
        "title": described(place),
        "link": quote(clean(place.report, 500)),
    }


def _is_harmed(place: Place) -> bool:
    return place.verdict == BROKEN and place.figures.get("harm_per_day_cents", 0) > 0


def described(place: Place) -> str:
    """Return the figures of a place as one line: verdict, wrong orders, harm, latency, calls."""
    parts = [f"{place.verdict} over {counted(place.cells, 'seed')}"]
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
    return clean(", ".join(parts), 400)
