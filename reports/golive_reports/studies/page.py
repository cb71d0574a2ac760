"""`study.html`: a study in one file that needs no network and runs no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from golive.record.studies import STUDY_FILE, STUDY_PAGE, TEXT, Figure, Study, Table
from golive_reports.batch.page import write_page
from golive_reports.studies.chart import drawn
from golive_reports.studies.values import shown
from golive_reports.words.text import clean, number

_STYLES = ("base.css", "sections.css", "batch.css", "study.css")
_MOST_ROWS = 500


def write_study(study: Study, folder: Path) -> Path:
    """Write the page into the folder of the study and return its path."""
    return write_page(folder / STUDY_PAGE, "study.html.j2", _STYLES, _page(study))


def _page(study: Study) -> dict[str, Any]:
    """Return the variables of the template; all texts are clean, none is markup but the charts."""
    return {
        "kind": clean(study.kind, 40),
        "subject": clean(study.subject, 120),
        "headline": clean(study.headline, 400),
        "command": clean(study.command, 2000),
        "notes": [clean(note, 600) for note in study.notes],
        "numbers": [_figure(each) for each in study.figures],
        "charts": [
            {"title": clean(each.title, 120), "about": clean(each.about, 600), "drawing": drawn(each)}
            for each in study.charts
        ],
        "tables": [_table(each) for each in study.tables],
        "file": STUDY_FILE,
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "name": clean(figure.name, 40),
        "value": shown(figure.value, figure.unit),
        "about": clean(figure.about, 120),
    }


def _table(table: Table) -> dict[str, Any]:
    rows = table.rows[:_MOST_ROWS]
    return {
        "title": clean(table.title, 120),
        "about": clean(table.about, 600),
        "columns": [{"name": clean(each.name, 80), "is_text": each.unit == TEXT} for each in table.columns],
        "rows": [
            [
                {"text": shown(value, column.unit), "is_text": column.unit == TEXT}
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in rows
        ],
        "left_out": number(len(table.rows) - len(rows)) if len(table.rows) > len(rows) else "",
    }
