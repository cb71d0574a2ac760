"""SQLite: its own clock and its own waits for a lock, which happen in C."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from golive_virtual.waiting.scheduler import SCHEDULER

RETRY_S = 0.01
"""How long to wait before a statement that met a lock is tried again."""

WALL_MS: Callable[[], int]
"""The clock of the program, in ms since 1970."""

_connect = sqlite3.connect
_PLAIN = _connect(":memory:", check_same_thread=False)
"""Evaluates the functions of time for an instant that is given."""

_BUSY_TIMEOUT = re.compile(r"^\s*pragma\s+busy_timeout\s*=\s*(\d+)", re.IGNORECASE)
_BEGIN = re.compile(r"^\s*(begin|savepoint)\b", re.IGNORECASE)
_END = re.compile(r"^\s*(commit|end|rollback)\b", re.IGNORECASE)
_LEGACY = getattr(sqlite3, "LEGACY_TRANSACTION_CONTROL", -1)
_KEYWORDS = {"current_timestamp": "datetime", "current_date": "date", "current_time": "time"}
_FUNCTIONS = tuple(
    name
    for (name,) in _PLAIN.execute("select distinct name from pragma_function_list")
    if name in ("datetime", "date", "time", "julianday", "unixepoch", "strftime")
)


def _in_time(name: str) -> Callable[..., Any]:
    """The function of that name, with the simulated instant for `now` and for no instant at all."""
    at = 1 if name == "strftime" else 0

    def evaluate(*args: Any) -> Any:
        given = [*args]
        if len(given) <= at:
            given.append("now")
        moment = given[at]
        if isinstance(moment, str) and moment.lower() == "now":
            given[at : at + 1] = [WALL_MS() / 1000, "unixepoch"]
        marks = ", ".join("?" * len(given))
        return _PLAIN.execute(f"select {name}({marks})", given).fetchone()[0]

    return evaluate


def _can_be_waited_for(error: sqlite3.OperationalError) -> bool:
    """Whether a lock may be gone later: a snapshot that others have overtaken stays so."""
    return "is locked" in str(error) and error.sqlite_errorcode != sqlite3.SQLITE_BUSY_SNAPSHOT


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, the last one perhaps without its end."""
    begun = ""
    for part in script.split(";"):
        begun += part + ";"
        if not begun.strip("; \t\r\n"):
            begun = ""
        elif sqlite3.complete_statement(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


class Connection(sqlite3.Connection):
    """In place of `sqlite3.Connection`. A lock of another connection is waited for in simulated time.

    The other connection may be that of another instance. As in SQLite itself, a transaction that has read does not wait
    for the lock that its first write needs: the holder may be waiting for its read to end.
    """

    def __init__(self, database: Any, timeout: float = 5.0, *args: Any, **options: Any) -> None:
        super().__init__(database, 0.0, *args, **options)
        self._wait_s = timeout
        self._has_read = False
        for name in _FUNCTIONS:
            self.create_function(name, -1, _in_time(name), deterministic=True)
        for keyword, name in _KEYWORDS.items():
            self.create_function(keyword, 0, _in_time(name), deterministic=True)

    def _patiently(self, call: Callable[..., Any], *args: Any, wait_s: float | None = None) -> Any:
        deadline_ms = SCHEDULER.deadline(self._wait_s if wait_s is None else wait_s)
        assert deadline_ms is not None
        while True:
            try:
                return call(*args)
            except sqlite3.OperationalError as error:
                if not _can_be_waited_for(error):
                    raise
                if SCHEDULER.now_ms >= deadline_ms:
                    SCHEDULER.glance()
                    raise
            SCHEDULER.sleep(RETRY_S)

    def _carry_out(self, call: Callable[..., Any], sql: str, *args: Any) -> Any:
        """Carry out a statement by a method of a cursor."""
        if not self.in_transaction:
            self._has_read = False
        waits = not self._has_read or _END.match(sql)
        made = self._patiently(call, sql, *args, wait_s=None if waits else 0)
        self._has_read = self.in_transaction and (self._has_read or not _BEGIN.match(sql))
        return made

    def cursor(self, factory: Any = None) -> Any:
        """As `sqlite3.Connection.cursor`."""
        return super().cursor(Cursor if factory is None else factory)

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """As `sqlite3.Connection.execute`."""
        made: sqlite3.Cursor = self.cursor().execute(*args)
        return made

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        """As `sqlite3.Connection.executemany`."""
        made: sqlite3.Cursor = self.cursor().executemany(*args)
        return made

    def executescript(self, sql_script: str) -> sqlite3.Cursor:
        """As `sqlite3.Connection.executescript`."""
        made: sqlite3.Cursor = self.cursor().executescript(sql_script)
        return made

    def commit(self) -> None:
        """As `sqlite3.Connection.commit`."""
        self._patiently(super().commit)

    def __exit__(self, *error: Any) -> Any:
        if error[0] is None:
            self.commit()
        else:
            self.rollback()
        return False


class Cursor(sqlite3.Cursor):
    """In place of `sqlite3.Cursor`, for connections of this module."""

    def execute(self, *args: Any) -> sqlite3.Cursor:  # type: ignore[override]
        """As `sqlite3.Cursor.execute`."""
        connection: Any = self.connection
        if not args or not isinstance(args[0], str):
            return super().execute(*args)
        timeout = _BUSY_TIMEOUT.search(args[0])
        if timeout is not None:
            connection._wait_s = int(timeout[1]) / 1000
            return super().execute(f"select {timeout[1]} as timeout")
        made: sqlite3.Cursor = connection._carry_out(super().execute, *args)
        return made

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:  # type: ignore[override]
        """As `sqlite3.Cursor.executemany`."""
        connection: Any = self.connection
        made: sqlite3.Cursor = connection._carry_out(super().executemany, sql, list(rows))
        return made

    def executescript(self, sql_script: str) -> sqlite3.Cursor:
        """As `sqlite3.Cursor.executescript`: one statement after the other, without a transaction of its own."""
        connection: Any = self.connection
        is_legacy = getattr(connection, "autocommit", _LEGACY) == _LEGACY
        level = connection.isolation_level
        if is_legacy:
            connection.commit()
            connection.isolation_level = None
        try:
            for statement in _statements(sql_script):
                self.execute(statement).fetchall()
        finally:
            if is_legacy:
                connection.isolation_level = level
        return self


def connect(*args: Any, **options: Any) -> sqlite3.Connection:
    """In place of `sqlite3.connect`. A factory of the program's own is left as it is."""
    if len(args) < 6:
        options.setdefault("factory", Connection)
    made: sqlite3.Connection = _connect(*args, **options)
    return made


def install(wall_ms: Callable[[], int]) -> None:
    """Replace `sqlite3.connect`; `wall_ms` is the clock of the program."""
    global WALL_MS
    WALL_MS = wall_ms
    module: Any = sqlite3
    module.connect = connect
    module.dbapi2.connect = connect
