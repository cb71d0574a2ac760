"""Standard output: as wide as the terminal; lines in a file or a pipe are not wrapped."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

UNBROKEN = 10_000
"""Columns of an output that is not a terminal."""


def console() -> Console:
    """The console of standard output. `COLUMNS` gives its width also where it is not a terminal."""
    from rich.console import Console

    is_wide = not sys.stdout.isatty() and not os.environ.get("COLUMNS")
    return Console(width=UNBROKEN if is_wide else None)


def _wide() -> Console:
    """The console of standard output with lines as long as need be."""
    from rich.console import Console

    return Console(width=UNBROKEN)


def print_table(rows: Sequence[Sequence[str]], *, is_wide: bool = False) -> None:
    """Print rows of columns; the first column is the name of the row. `is_wide`: no value is ever cut off."""
    from rich.table import Table
    from rich.text import Text

    from golive_reports.words.console import print_to

    table = Table.grid(padding=(0, 2))
    for name, *cells in rows:
        table.add_row(Text(name, "bold"), *map(Text, cells))
    with reader_may_leave():
        print_to(_wide() if is_wide else console(), table)


def print_json(value: dict[str, Any]) -> None:
    """Print a value as indented JSON."""
    import click
    import orjson

    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


@contextmanager
def reader_may_leave() -> Generator[None, None, None]:
    """Ignore a closed pipe in this block, as `head` leaves it; the exit status stays the same.

    Raises OSError, which names the standard output, where that cannot be written.
    """
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        error.filename = error.filename or "standard output"
        raise
