"""What the summaries of a gate and of a comparison in Markdown share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from golive.record.batch import BaselineResult, Comparison, Gate, RunResult
from golive.record.run import HELD, REPORT_FILE
from golive_reports.batch import words
from golive_reports.batch.results import SIGNS_OF, sentence
from golive_reports.words.text import clean, counted

_MARKS = re.compile(r"([\\`*_\[\]<>|#~&!$@])")


def title(command: str, about: str, verdict: str) -> str:
    """Return the heading."""
    return f"## {SIGNS_OF.get(verdict, '?')} golive {command}: {plain(about, 60)} {verdict}"


def beside_runs(many: Gate | Comparison) -> Iterable[str]:
    """Yield what was not made, and what differs from the baseline."""
    yield from (f"\n{plain(note)}" for note in words.left_out(many))
    yield from beside_baseline(many.against)


def beside_baseline(against: BaselineResult | None) -> Iterable[str]:
    """Yield what differs from the baseline; nothing without one."""
    if against is not None:
        headline = words.headline(against)
        yield f"\n**{plain(headline[:1].upper() + headline[1:])}**\n"
        for word, each in words.changes(against):
            yield f"- {word}: {plain(words.name_of(each), 140)}, {plain(words.change(each))}"


def not_held(runs: Sequence[RunResult], folder: Path, file: str) -> Iterable[str]:
    """Yield the runs that did not hold, with command and report; `file` has all of them."""
    troubled = [run for run in runs if run.verdict != HELD]
    if troubled:
        yield "\n### Runs that did not hold\n"
        yield from (_run(run, folder) for run in troubled[: words.MOST])
    if len(troubled) > words.MOST:
        yield f"\nand {counted(len(troubled) - words.MOST, 'more run', 'more runs')}: `{file}` has all."


def _run(run: RunResult, folder: Path) -> str:
    where = f"{folder.as_posix()}/{run.folder}/{REPORT_FILE}"
    verdict = "flaky" if run.flaky else run.verdict
    name = f"**{verdict}** {plain(words.name_of(run), 140)}"
    return f"- {name}: {plain(sentence(run))}  \n  {code(run.command)}, report {code(where)}"


def plain(text: str, limit: int = 600) -> str:
    """Return foreign text in which nothing is Markdown or HTML."""
    return _MARKS.sub(r"\\\1", clean(text, limit))


def code(text: str) -> str:
    """Return foreign text as code of one line."""
    one_line = clean(text, 2000).replace("`", "'")
    return f"`{one_line}`"
