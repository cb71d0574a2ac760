"""`gate.html`: a gate in one file that needs no network and runs no script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from golive.record.batch import GATE_PAGE, Gate, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive_reports.batch import words
from golive_reports.batch.gates.findings import Heap, heaps
from golive_reports.batch.gates.matrix import has_report, marks_of, matrix
from golive_reports.batch.page import beside_runs, report, report_of_order, seeds, verdict, write_page
from golive_reports.batch.rates import confidence, limit
from golive_reports.batch.results import sentence
from golive_reports.words.text import clean, counted, duration, money, number
from golive_reports.words.verdicts import LOOKS

_STYLES = ("base.css", "sections.css", "batch.css", "gate.css")
_MOST_HEAPS = 20
_MOST_RUNS = 100
_MOST_PLACES = 12


def write_gate(gate: Gate, folder: Path, took_s: Mapping[str, float]) -> Path:
    """Write the page into the folder of the gate and return its path. `took_s`: real time by folder of a run.

    The findings are read from the scorecards of the runs in the folder.
    """
    return write_page(folder / GATE_PAGE, "gate.html.j2", _STYLES, _page(gate, folder, took_s))


def _page(gate: Gate, folder: Path, took_s: Mapping[str, float]) -> dict[str, Any]:
    """Return the variables of the template; all texts are clean, none is markup."""
    found = heaps(gate, folder)
    troubled = [run for run in gate.runs if run.verdict != HELD]
    return {
        "candidate": clean(gate.candidate, 60),
        "scenarios": counted(len(gate.scenarios), "scenario"),
        "seeds": seeds(gate.seeds),
        "golive": clean(gate.golive, 40),
        "command": clean(gate.command, 2000),
        "sets": [clean(each, 200) for each in gate.sets],
        "clock": _clock(gate),
        "verdict": verdict(gate.verdict),
        "headline": _headline(gate),
        "worst": clean(gate.worst, 2000),
        "notes": [note for note in (words.flaky(gate), *words.left_out(gate)) if note],
        "numbers": _numbers(gate, took_s),
        "matrix": matrix(gate, took_s),
        "marks": sorted(set(marks_of(gate).values())),
        **beside_runs(gate),
        "heaps": [_heap(each) for each in found[:_MOST_HEAPS]],
        "heaps_left_out": number(len(found) - _MOST_HEAPS) if len(found) > _MOST_HEAPS else "",
        "troubled": [_run(run, took_s) for run in sorted(troubled, key=_severity)[:_MOST_RUNS]],
        "troubled_left_out": number(len(troubled) - _MOST_RUNS) if len(troubled) > _MOST_RUNS else "",
        "bounds": _bounds(gate),
    }


def _headline(gate: Gate) -> str:
    """Return how many runs ended how: `2 of 5 runs broken, 1 failed`."""
    runs = gate.runs
    counts = [
        (word, sum(run.verdict == word for run in runs)) for word in (BROKEN, "failed", UNKNOWN) if runs
    ]
    said = [(word, count) for word, count in counts if count]
    if not said:
        return f"{counted(len(runs), 'run')}, {'every one' if len(runs) > 1 else 'and it'} held"
    (word, count), *rest = said
    others = "".join(f", {number(count)} {word}" for word, count in rest)
    return f"{number(count)} of {counted(len(runs), 'run')} {word}{others}"


def _clock(gate: Gate) -> str:
    speed = f", {number(gate.speed)} times real time" if gate.speed else ", as fast as is safe"
    return f"live clock{speed}" if gate.clock == "live" else "virtual clock"


def _numbers(gate: Gate, took_s: Mapping[str, float]) -> list[dict[str, str]]:
    held = sum(run.verdict == HELD for run in gate.runs)
    harm = sum(run.harm_cents for run in gate.runs)
    unit = next((clean(run.currency, 8) for run in gate.runs if run.currency), "")
    spent = duration(round(sum(took_s.values()) * 1000))
    budget = "" if gate.time_budget_s is None else f", budget {duration(round(gate.time_budget_s * 1000))}"
    return [
        {"name": "Held", "value": number(held), "unit": f"of {counted(len(gate.runs), 'run')}"},
        {"name": "Orders", "value": number(sum(run.orders.get("total", 0) for run in gate.runs)), "unit": ""},
        {"name": "Harm", "value": money(harm, "", whole=True).strip(), "unit": unit},
        {"name": "Time", "value": spent, "unit": f"of all runs together{budget}"},
    ]


def _heap(heap: Heap) -> dict[str, Any]:
    group, (run, _) = heap.first, heap.runs[0]
    key = group.findings[0].key
    places = sorted(heap.runs, key=lambda place: -place[1])
    return {
        "count": number(heap.count),
        "title": clean(group.title, 120),
        "verdict": group.verdict,
        "oracle": clean(group.oracle_name, 80),
        "harm": money(heap.harm_cents, clean(heap.currency, 8), whole=True) if heap.harm_cents else "",
        "breaks": heap.breaks,
        "varied": group.varied,
        "why": clean(group.why, 600),
        "established": group.established,
        "fix": clean(group.fix, 600),
        "example": clean(key, 80),
        "link": report_of_order(run.folder, key) if has_report(run) else "",
        "story": f"golive explain {clean(run.folder, 200)} {clean(key, 80)}" if key else "",
        "places": [
            {
                "name": f"{clean(each.scenario, 60)} seed {each.seed}",
                "count": number(count),
                "link": report(each.folder) if has_report(each) else "",
            }
            for each, count in places[:_MOST_PLACES]
        ],
        "places_left_out": number(len(places) - _MOST_PLACES) if len(places) > _MOST_PLACES else "",
    }


def _severity(run: RunResult) -> tuple[int, int]:
    return [BROKEN, "failed", UNKNOWN].index(run.verdict), -run.harm_cents


def _run(run: RunResult, took_s: Mapping[str, float]) -> dict[str, Any]:
    return {
        "scenario": clean(run.scenario, 60),
        "seed": str(run.seed),
        "verdict": verdict(run.verdict),
        "flaky": run.flaky,
        "result": sentence(run),
        "link": report(run.folder) if has_report(run) else "",
        "again": report(run.repetition) if run.repetition else "",
        "took": duration(round(took_s.get(run.folder, 0.0) * 1000)),
        "command": clean(run.command, 2000),
    }


def _bounds(gate: Gate) -> dict[str, Any] | None:
    """Return the limits of the rates; None where no order met a fault."""
    orders = gate.bounds[0].orders if gate.bounds else 0
    if not orders:
        return None
    return {
        "orders": counted(orders, "order"),
        "confidence": confidence(gate.bounds),
        "undecided": number(gate.bounds[0].undecided) if gate.bounds[0].undecided else "",
        "rows": [
            {
                "verdict": each.kind,
                "label": LOOKS[each.kind].label,
                "seen": number(each.seen),
                "limit": limit(each),
            }
            for each in gate.bounds
        ],
    }
