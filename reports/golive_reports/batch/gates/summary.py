"""The gate in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from golive.record.batch import GATE_FILE, GATE_PAGE, Gate
from golive.record.run import HELD
from golive_reports.batch import words
from golive_reports.batch.gates.findings import heaps
from golive_reports.batch.markdown import beside_runs, code, not_held, plain, title
from golive_reports.words.text import clean, counted, money, number

_MOST_HEAPS = 5


def gate_summary(gate: Gate, folder: Path) -> str:
    """Return the verdict, a row per scenario, the worst findings, the runs that did not hold, and the baseline."""
    return "\n".join((*_parts(gate, folder), ""))


def _parts(gate: Gate, folder: Path) -> Iterable[str]:
    yield title("gate", gate.candidate, gate.verdict)
    yield ""
    yield from _scenarios(gate)
    if note := words.flaky(gate):
        yield f"\n{plain(note)}"
    yield from beside_runs(gate)
    yield from _findings(gate, folder)
    yield from not_held(gate.runs, folder, GATE_FILE)
    yield f"\nThe whole result: {code(f'{folder.as_posix()}/{GATE_PAGE}')}"


def _scenarios(gate: Gate) -> Iterable[str]:
    yield "| scenario | held | runs | orders |"
    yield "|---|---:|---:|---:|"
    for scenario in gate.scenarios:
        runs = [run for run in gate.runs if run.scenario == scenario]
        held = sum(run.verdict == HELD for run in runs)
        orders = number(sum(run.orders.get("total", 0) for run in runs))
        yield f"| {plain(scenario, 60)} | {held} | {len(runs)} | {orders} |"


def _findings(gate: Gate, folder: Path) -> Iterable[str]:
    """Yield the worst findings with cause and fix."""
    found = heaps(gate, folder)
    if found:
        yield "\n### Worst findings\n"
    for heap in found[:_MOST_HEAPS]:
        cents = f", {money(heap.harm_cents, clean(heap.currency, 8), whole=True)}" if heap.harm_cents else ""
        where = counted(len(heap.runs), "run")
        yield f"- **{number(heap.count)} × {plain(heap.first.title, 120)}** in {where}{plain(cents)}"
        why = "why, for one" if heap.first.varied else "why"
        yield f"  - {why}: {plain(heap.first.why)}"
        if heap.first.fix:
            yield f"  - how to fix: {plain(heap.first.fix)}"
