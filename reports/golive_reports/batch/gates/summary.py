"""The gate in Markdown, for the page of a CI job."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from golive.record.batch import Gate, RunResult
from golive.record.run import HELD, REPORT_FILE
from golive_reports.batch.gates import words
from golive_reports.batch.results import SIGNS_OF, sentence
from golive_reports.words.text import clean, counted, number

_MARKS = re.compile(r"([\\`*_\[\]<>|#~&!$@])")


def gate_summary(gate: Gate, folder: Path) -> str:
    """Return the verdict, one row per scenario, the runs that did not hold and the comparison with the baseline."""
    return "\n".join((*_parts(gate, folder), ""))


def _parts(gate: Gate, folder: Path) -> Iterable[str]:
    sign = SIGNS_OF.get(gate.verdict, "?")
    yield f"## {sign} golive gate: {plain(gate.candidate, 60)} {gate.verdict}"
    yield ""
    yield from _scenarios(gate)
    yield from (f"\n{plain(note)}" for note in (words.flaky(gate), words.left_out(gate)) if note)
    if gate.against is not None:
        headline = words.headline(gate.against)
        yield f"\n**{plain(headline[:1].upper() + headline[1:])}**\n"
        for word, each in words.changes(gate.against):
            name = f"{plain(each.scenario, 60)} seed {each.seed}"
            yield f"- {word}: {name}, {plain(words.change(each))}"
    troubled = [run for run in gate.runs if run.verdict != HELD]
    if troubled:
        yield "\n### Runs that did not hold\n"
        yield from (_run(run, folder) for run in troubled[: words.MOST])
    if len(troubled) > words.MOST:
        yield f"\nand {counted(len(troubled) - words.MOST, 'more run', 'more runs')}: `gate.json` has all."


def _scenarios(gate: Gate) -> Iterable[str]:
    yield "| scenario | held | runs | orders |"
    yield "|---|---:|---:|---:|"
    for scenario in gate.scenarios:
        runs = [run for run in gate.runs if run.scenario == scenario]
        held = sum(run.verdict == HELD for run in runs)
        orders = number(sum(run.orders.get("total", 0) for run in runs))
        yield f"| {plain(scenario, 60)} | {held} | {len(runs)} | {orders} |"


def _run(run: RunResult, folder: Path) -> str:
    where = f"{folder.as_posix()}/{run.folder}/{REPORT_FILE}"
    verdict = "flaky" if run.flaky else run.verdict
    name = f"**{verdict}** {plain(run.scenario, 60)} seed {run.seed}"
    return f"- {name}: {plain(sentence(run))}  \n  {code(run.command)}, report {code(where)}"


def plain(text: str, limit: int = 600) -> str:
    """Return foreign text in which nothing is Markdown or HTML."""
    return _MARKS.sub(r"\\\1", clean(text, limit))


def code(text: str) -> str:
    """Return foreign text as code of one line."""
    one_line = clean(text, 2000).replace("`", "'")
    return f"`{one_line}`"
