"""`golive results`: the store of a comparison of several scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import console, print_table, reader_may_leave

if TYPE_CHECKING:
    from golive.record.cells.store import Answer

_OVERVIEW = """
SELECT scenario, trim(candidate || ' ' || variant) AS "column", count(*) AS cells,
  sum(verdict = 'held') AS held, sum(orders) AS orders, sum(lost) AS lost, sum(duplicated) AS duplicated,
  sum(wrong_content + wrong_state) AS wrong, sum(late) AS late, round(avg(harm_cents) / 100.0, 2) AS harm_per_run,
  max(currency) AS currency, cast(round(avg(latency_p95_ms)) AS integer) AS latency_p95_ms,
  cast(round(avg(erp_calls)) AS integer) AS erp_calls
FROM cells GROUP BY scenario, candidate, variant, sets ORDER BY scenario, harm_per_run, "column"
"""


@click.command()
@click.argument("file", metavar="FILE|DIR", type=click.Path())
@click.option("--sql", metavar="QUERY", help="A SELECT over the tables; docs/comparing.md has their columns.")
@click.option(
    "--table",
    type=click.Choice(["cells", "findings", "operations", "faults", "staleness"]),
    help="All rows of one table.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per row, as a list.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a heading.")
def results(file: str, sql: str | None, table: str | None, as_json: bool, as_csv: bool) -> int:
    """The cells in the store of golive compare: an overview, a table, or the answer to a query.

    \b
    golive results matrix
    golive results matrix/results.sqlite --table findings --csv
    golive results matrix --sql "SELECT candidate, sum(lost) FROM cells GROUP BY candidate" --json

    DIR is the folder of the comparison. Nothing is written.
    """  # noqa: D301
    from golive.errors import FolderProblem
    from golive.record.cells.store import STORE_FILE, StoreProblem, query

    if sql is not None and table is not None:
        raise options.without_effect("--table", "--sql says what to show")
    if as_json and as_csv:
        raise options.without_effect("--csv", "--json prints the rows")
    path = Path(file)
    path = path / STORE_FILE if path.is_dir() else path
    asked = sql or (_OVERVIEW if table is None else _all_of(table))
    try:
        answer = query(path, asked)
    except StoreProblem as problem:
        raise FolderProblem(str(problem)) from problem
    _print(answer, as_json, as_csv)
    return 0


def _all_of(table: str) -> str:
    """The query for a table, without the column that repeats the others as JSON."""
    from golive.record.cells.tables import CELLS, DETAILS

    if table == "cells":
        names = ", ".join(f'"{name}"' for name in CELLS if name != "cell")
        return f"SELECT {names} FROM cells ORDER BY scenario, candidate, variant, seed"
    names = ", ".join(f'{table}."{name}"' for name in DETAILS[table])
    place = "scenario, candidate, variant, seed"
    return f"SELECT {place}, {names} FROM {table} JOIN cells USING (key) ORDER BY {place}, {table}.rowid"


def _print(answer: Answer, as_json: bool, as_csv: bool) -> None:
    if as_json:
        import orjson

        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
    elif as_csv:
        import csv
        import sys

        with reader_may_leave():
            csv.writer(sys.stdout).writerows([answer.columns, *answer.rows])
    elif answer.rows:
        print_table(
            [answer.columns, *([_shown(value) for value in row] for row in answer.rows)], is_wide=True
        )
    else:
        console().print("no rows")


def _shown(value: object) -> str:
    return "" if value is None else str(value)
