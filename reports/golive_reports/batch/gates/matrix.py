"""The runs of a gate as a matrix: a row per scenario, a column per seed, the verdict in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.record.batch import FAILED, Gate, NotRun, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive_reports.batch import words
from golive_reports.batch.page import report, verdict
from golive_reports.batch.results import SIGNS_OF, sentence
from golive_reports.words.text import clean, duration, money, number
from golive_reports.words.verdicts import WORST_FIRST

MOST_COLUMNS = 200
_WORDY = 10
"""The largest number of columns whose cells have words beside the sign."""
_SIGNS = {
    HELD: (SIGNS_OF[HELD], "held; without --keep-all its report is not kept"),
    BROKEN: (SIGNS_OF[BROKEN], "broken"),
    UNKNOWN: (SIGNS_OF[UNKNOWN], "unknown"),
    "flaky": ("~", "flaky: broken at first, and held when repeated"),
    FAILED: (SIGNS_OF[FAILED], "failed: it could not be judged"),
    "none": ("–", "not run"),
}
"""Kind of a cell to its sign and its meaning."""

Key = tuple[str, int]


def matrix(gate: Gate, took_s: Mapping[str, float]) -> dict[str, Any]:
    """Return the seeds of the columns and a row per scenario; `took_s` is the real time by folder of a run."""
    columns = gate.seeds[:MOST_COLUMNS]
    runs = {(run.scenario, run.seed): run for run in gate.runs}
    left = {(each.scenario, each.seed): each for each in gate.not_run}
    marks = marks_of(gate)
    rows: list[dict[str, Any]] = []
    for scenario in gate.scenarios:
        made = [run for run in gate.runs if run.scenario == scenario]
        unit = next((run.currency for run in made if run.currency), "")
        rows.append(
            {
                "scenario": clean(scenario, 60),
                "cells": [
                    _cell((scenario, seed), runs, left, marks, took_s, len(columns) <= _WORDY)
                    for seed in columns
                ],
                "held": f"{number(sum(run.verdict == HELD for run in made))} of {number(len(made))}",
                "all_held": all(run.verdict == HELD for run in made),
                "orders": number(sum(run.orders.get("total", 0) for run in made)),
                "harm": money(sum(run.harm_cents for run in made), clean(unit, 8), whole=True),
                "took": duration(round(sum(took_s.get(run.folder, 0.0) for run in made) * 1000)),
            }
        )
    shown = {cell["kind"] for row in rows for cell in row["cells"]}
    return {
        "seeds": [str(seed) for seed in columns],
        "rows": rows,
        "signs": [
            {"kind": kind, "sign": sign, "word": word}
            for kind, (sign, word) in _SIGNS.items()
            if kind in shown
        ],
        "more": number(len(gate.seeds) - MOST_COLUMNS) if len(gate.seeds) > MOST_COLUMNS else "",
    }


def marks_of(gate: Gate) -> dict[Key, str]:
    """Return the word for each run that is worse or better than in the baseline."""
    if gate.against is None:
        return {}
    found = {(each.scenario, each.seed): "worse" for each in gate.against.worse}
    found |= {(each.scenario, each.seed): "newly failing" for each in gate.against.newly_failing}
    return found | {(each.scenario, each.seed): "newly fixed" for each in gate.against.newly_fixed}


def _cell(
    key: Key,
    runs: Mapping[Key, RunResult],
    left: Mapping[Key, NotRun],
    marks: Mapping[Key, str],
    took_s: Mapping[str, float],
    wordy: bool,
) -> dict[str, Any]:
    if key not in runs:
        title = words.why_not_run(left[key]) if key in left else "not planned"
        return _described("none", "not run" if key in left else "", title, wordy)
    run = runs[key]
    kind = "flaky" if run.flaky else verdict(run.verdict)["name"]
    title = f"{kind}, {duration(round(took_s.get(run.folder, 0.0) * 1000))}: {sentence(run)}"
    return {
        **_described(kind, _short(run), title, wordy),
        "link": report(run.folder) if has_report(run) else "",
        "mark": marks.get(key, ""),
    }


def _described(kind: str, short: str, title: str, wordy: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "sign": _SIGNS[kind][0],
        "short": short if wordy else "",
        "title": title,
        "link": "",
        "mark": "",
    }


def has_report(run: RunResult) -> bool:
    """Whether the report of a run still exists."""
    return run.kept and run.verdict != FAILED


def _short(run: RunResult) -> str:
    """Return the words beside the sign of a cell."""
    if run.flaky:
        return "flaky"
    if run.verdict != BROKEN:
        return run.verdict
    if run.crash:
        return "crash"
    wrong = sum(run.orders.get(kind, 0) for kind in WORST_FIRST if kind != "indeterminate")
    return f"{number(wrong)} wrong" if wrong else f"{number(sum(run.beside_orders.values()))} other"
