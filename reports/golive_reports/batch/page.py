"""What the pages of a gate and of a comparison share: policy, styles, verdicts, links to runs, seeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from golive.record.batch import BaselineResult, Change, Comparison, Gate, NotRun
from golive.record.files import write
from golive.record.run import REPORT_FILE, UNKNOWN
from golive_reports.batch import words
from golive_reports.batch.results import SIGNS_OF, WORDS
from golive_reports.run.html import environment, template
from golive_reports.words.text import clean, number

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NAMED = 8
_MOST_RUNS = 100


def write_page(path: Path, name: str, styles: Sequence[str], variables: dict[str, Any]) -> Path:
    """Write a page that loads nothing and runs no script, and return its path.

    All texts of `variables` are clean; none is markup.
    """
    css = Markup("\n".join(template(each) for each in styles))
    text = environment().get_template(name).render(css=css, policy=_POLICY, **variables)
    write(path, text.encode())
    return path


def verdict(name: str) -> dict[str, str]:
    """Return name, word and sign of a verdict; those of `unknown` for another text."""
    known = name if name in WORDS else UNKNOWN
    return {"name": known, "word": WORDS[known], "sign": SIGNS_OF[known]}


def report(run: str) -> str:
    """Return the path of the report of a run, relative to the page."""
    return f"{quote(clean(run, 500))}/{REPORT_FILE}"


def report_of_order(run: str, order: str) -> str:
    """Return the link to an order in the report of its run."""
    return f"{report(run)}#order={quote(clean(order, 80), safe='')}"


def seeds(numbers: Sequence[int]) -> str:
    """Return `seed 1`, `seeds 1, 2, 5` or `50 seeds from 1 to 50`."""
    if len(numbers) <= _NAMED:
        return ("seed " if len(numbers) == 1 else "seeds ") + ", ".join(map(str, numbers))
    return f"{number(len(numbers))} seeds from {min(numbers)} to {max(numbers)}"


def beside_runs(many: Gate | Comparison) -> dict[str, Any]:
    """Return the variables of `baseline.html.j2` and `not_run.html.j2`."""
    left_out = many.not_run
    return {
        "against": baseline(many.against),
        "not_run": [_not_run(each) for each in left_out[:_MOST_RUNS]],
        "not_run_left_out": number(len(left_out) - _MOST_RUNS) if len(left_out) > _MOST_RUNS else "",
    }


def baseline(against: BaselineResult | None) -> dict[str, Any] | None:
    """Return the variables of `baseline.html.j2`; None without a baseline."""
    if against is None:
        return None
    return {
        "headline": words.headline(against),
        "rows": [_changed(word, each) for word, each in words.changes(against)],
        "missing": [_not_run(each) for each in against.missing[: words.MOST]],
        "missing_left_out": number(max(len(against.missing) - words.MOST, 0)),
    }


def _changed(word: str, each: Change) -> dict[str, str]:
    """Return one run that differs from the baseline."""
    return {
        "word": word,
        "name": words.name_of(each),
        "change": words.change(each),
        "command": clean(each.command, 2000),
    }


def _not_run(each: NotRun) -> dict[str, str]:
    return {
        "name": words.name_of(each),
        "why": words.why_not_run(each),
        "command": clean(each.command, 2000),
    }
