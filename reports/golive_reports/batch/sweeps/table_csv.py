"""`sweep.csv`: one line per scenario and column, with every figure."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from golive.record.batch import FAILED
from golive.record.cells.sweep import SWEEP_TABLE, Sweep
from golive.record.files import write
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive_reports.words.text import clean

_VERDICTS = (HELD, BROKEN, UNKNOWN, FAILED)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def write_sweep_csv(sweep: Sweep, folder: Path) -> Path:
    """Write the table into the folder of the sweep and return its path."""
    figures = list(dict.fromkeys(name for each in sweep.places for name in each.figures))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    orders = ("total", *ORDER_VERDICTS)
    lines.writerow(
        (
            "scenario",
            "column",
            "verdict",
            "seeds",
            *_VERDICTS,
            *(f"orders.{each}" for each in orders),
            *(f"mean {each}" for each in figures),
            "currency",
        )
    )
    for each in sweep.places:
        lines.writerow(
            (
                _plain(each.scenario),
                _plain(each.column),
                each.verdict,
                each.cells,
                *(each.verdicts.get(name, 0) for name in _VERDICTS),
                *(each.orders.get(name, 0) for name in orders),
                *(each.figures.get(name, "") for name in figures),
                _plain(each.currency),
            )
        )
    path = folder / SWEEP_TABLE
    write(path, text.getvalue().encode())
    return path


def _plain(text: str) -> str:
    found = clean(text, 200)
    return f"'{found}" if found.startswith(_FORMULA) else found
