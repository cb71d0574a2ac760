"""The store of the cells of a sweep: one SQLite file, written cell by cell. Standard library only.

A cell is one transaction, so a sweep that is killed leaves every finished cell and no part of another.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

from golive.record.cells.cell import Cell
from golive.record.cells.tables import APPLICATION, VERSION, declarations, details, row

STORE_FILE = "results.sqlite"
_BUSY_S = 30.0
_READS = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)


_DENIED = ("not authorized", "authorization denied")
"""What SQLite says of a statement that is not allowed."""
_NO_DATABASE = "file is not a database"
"""What SQLite says of a file of another kind."""


class StoreProblem(ValueError):
    """The file is no store of this version, or cannot be used; the message has the reason."""


class Answer(NamedTuple):
    """The columns and rows of a query."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Store:
    """A store that cells are added to. It is made where there is none. Raises StoreProblem."""

    def __init__(self, path: Path) -> None:
        with _problems(path):
            self._file = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
            self._file.execute("PRAGMA foreign_keys = ON")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._file.execute("BEGIN IMMEDIATE")
            if not self._file.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                for statement in declarations():
                    self._file.execute(statement)
            self._file.execute("COMMIT")
            _check(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, cell: Cell) -> None:
        """Store a cell in the place of an earlier one with the same key. It is on the disk when this returns."""
        whole = row(cell)
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._file.execute("DELETE FROM cells WHERE key = ?", (cell.job.key,))
            self._file.execute(f"INSERT INTO cells VALUES ({_marks(whole)})", whole)
            for table, rows in details(cell).items():
                if rows:
                    self._file.executemany(f"INSERT INTO {table} VALUES ({_marks(rows[0])})", rows)
            self._file.execute("COMMIT")
        except BaseException:
            self._file.execute("ROLLBACK")
            raise

    def finished(self, keys: Iterable[str]) -> dict[str, Cell]:
        """Return the cells of these keys that are there."""
        found = {}
        for key in keys:
            line = self._file.execute("SELECT cell FROM cells WHERE key = ?", (key,)).fetchone()
            if line is not None:
                found[key] = Cell.from_json(json.loads(line[0]))
        return found


def cells(path: Path) -> Iterator[Cell]:
    """Yield all cells of a store, by scenario, candidate, variant and seed. Raises StoreProblem."""
    order = "scenario, candidate, variant, seed, key"
    for (text,) in query(path, f"SELECT cell FROM cells ORDER BY {order}").rows:
        yield Cell.from_json(json.loads(text))


def query(path: Path, sql: str) -> Answer:
    """Return the answer to one SELECT. Raises StoreProblem for anything else, and for SQL that is wrong."""
    with _problems(path):
        if not path.is_file():
            raise StoreProblem("expected a store that golive compare has written, there is no such file")
        with closing(sqlite3.connect(path, timeout=_BUSY_S)) as file:
            _check(file)  # first, because it plays back what a killed sweep has left half written
            file.set_authorizer(_only_reads)
            cursor = file.execute(sql)
            if cursor.description is None:
                raise StoreProblem("expected a SELECT, got a statement without an answer")
            return Answer(tuple(each[0] for each in cursor.description), cursor.fetchall())


def _only_reads(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _check(file: sqlite3.Connection) -> None:
    application, version = (
        file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise StoreProblem("expected a store that golive compare has written, got another SQLite file")
    if version > VERSION:
        raise StoreProblem(
            f"expected version {VERSION} of the store or less, got {version}: a later golive wrote it"
        )


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreProblem as problem:
        raise StoreProblem(f"{path}: {problem}") from None
    except sqlite3.Error as error:
        raise StoreProblem(f"{path}: {_why(path, str(error))}") from error


def _why(path: Path, said: str) -> str:
    """What is wrong, where SQLite says it in words of its own."""
    if path.is_dir():
        return "expected a file, got a folder"
    if said == _NO_DATABASE:
        return "expected a store that golive compare has written, got a file that is no SQLite file"
    return "only SELECT is allowed" if any(words in said for words in _DENIED) else said


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
