"""A connection to the database with the staging tables, in SQLite or PostgreSQL."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Table,
    create_engine,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from fake_erp.channels.tables.addresses import SCHEMA, is_postgresql
from fake_erp.channels.tables.schema import METADATA

LOCK = 0x60115E
"""Key of the advisory lock that a run holds on its database."""
WAIT = "50ms"
"""How long PostgreSQL waits for a lock of another writer. SQLite does not wait."""


_PRIMARY = 0xFF
"""The bits of an error code of SQLite that hold its kind. Source: SQLite, "Result and Error Codes"."""
_MACHINE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
}


class DatabaseUnusable(Exception):
    """The database cannot be used; the message says why and what to do."""


class Busy(Exception):
    """Another writer has locked the database, or its tables are not as they were made."""


class Database:
    """The tables, made anew. Everything is written in transactions; outside of them nothing is locked."""

    def __init__(self, address: str = "") -> None:
        """`address` as in `addresses`; "" is an SQLite file in a folder of its own, which `close` removes.

        Raises DatabaseUnusable.
        """
        self._folder = "" if address else tempfile.mkdtemp(prefix="golive-")
        self.address = address or str(Path(self._folder) / "erp.sqlite")
        self._is_postgresql = is_postgresql(self.address)
        try:
            self._connection = self._postgresql() if self._is_postgresql else self._sqlite()
        except BaseException:
            self._remove_folder()
            raise

    @property
    def client_address(self) -> str:
        """Where a client finds the tables: a path, or a URL with the schema in its options."""
        if not self._is_postgresql:
            return self.address
        url = make_url(self.address).set(drivername="postgresql")
        return url.update_query_dict({"options": f"-csearch_path={SCHEMA}"}).render_as_string()

    def close(self) -> None:
        """End the connection; a folder of its own goes too."""
        with suppress(SQLAlchemyError):
            self._connection.close()
        self._connection.engine.dispose()
        self._remove_folder()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, which excludes other writers of the same rows.

        Raises Busy, or OSError where the disk is full or fails; then nothing was written.
        """
        run = self._connection.exec_driver_sql
        self._recover()
        try:
            run("begin" if self._is_postgresql else "begin immediate")
            yield
            run("commit")
        except DBAPIError as error:
            with suppress(SQLAlchemyError):
                run("rollback")
            raise self._refusal(error) from error
        except BaseException:
            with suppress(SQLAlchemyError):
                run("rollback")
            raise

    def has(self, table: Table, condition: ColumnElement[bool]) -> bool:
        """Whether there is such a row, without a lock. Raises Busy or OSError."""
        self._recover()
        try:
            return self._connection.execute(select(table.c.id).where(condition).limit(1)).first() is not None
        except DBAPIError as error:
            raise self._refusal(error) from error

    def first(self, table: Table, condition: ColumnElement[bool]) -> dict[str, Any] | None:
        """The row with the least `id`; in a transaction no other writer changes it until its end."""
        wanted = select(table).where(condition).order_by(table.c.id).limit(1)
        found = self._connection.execute(wanted.with_for_update(skip_locked=True)).mappings().first()
        return None if found is None else {str(name): value for name, value in found.items()}

    def rows(self, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
        """The rows in the order of `id`."""
        wanted = select(table).where(condition).order_by(table.c.id)
        found = self._connection.execute(wanted).mappings()
        return [{str(name): value for name, value in row.items()} for row in found]

    def change(self, table: Table, at: int, values: Mapping[str, Any]) -> None:
        """Change the row with that `id`."""
        self._connection.execute(update(table).where(table.c.id == at).values(values))

    def put(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows, or replace those with the same key."""
        given = list(rows)
        if not given:
            return
        insert = postgresql.insert if self._is_postgresql else sqlite.insert
        statement = insert(table)
        keys = [column.name for column in table.primary_key]
        others = {name: statement.excluded[name] for name in given[0] if name not in keys}
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), given)

    def _refusal(self, error: DBAPIError) -> Exception:
        return self._lacking(error) or Busy(str(error.orig))

    def _lacking(self, error: Exception) -> OSError | None:
        """The error of the operating system for one of SQLite that the machine caused; None for any other."""
        code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & _PRIMARY
        number = _MACHINE.get(code)
        return None if number is None else OSError(number, os.strerror(number), self.address)

    def _recover(self) -> None:
        """Connect again after the server has ended the connection."""
        if self._connection.invalidated:
            self._connection.rollback()

    def _sqlite(self) -> Connection:
        try:
            Path(self.address).parent.mkdir(parents=True, exist_ok=True)
            url = URL.create("sqlite", database=self.address)
            connection = _opened(url, {"timeout": 0, "check_same_thread": False})
            connection.exec_driver_sql("pragma synchronous=off")  # the file lives no longer than its run
            METADATA.drop_all(connection)
            METADATA.create_all(connection)
        except (OSError, DBAPIError) as error:
            if lacking := self._lacking(error):
                raise lacking from error
            raise DatabaseUnusable(
                f"tables_database: the SQLite file {self.address} cannot be written ({_why(error)}); name a file in a "
                "folder that exists, and end other programs that have it open"
            ) from error
        return connection

    def _postgresql(self) -> Connection:
        url = make_url(self.address).set(drivername="postgresql+psycopg")
        try:
            connection = _opened(url, {"options": f"-csearch_path={SCHEMA} -clock_timeout={WAIT}"})
        except ImportError as error:
            raise DatabaseUnusable(
                "tables_database: the driver of PostgreSQL is not installed; run: pip install 'golive[postgresql]'"
            ) from error
        except DBAPIError as error:
            raise DatabaseUnusable(
                f"tables_database: no connection to {self.address}: {_why(error)}; check host, port, user and "
                "database, and give a password in PGPASSWORD or ~/.pgpass"
            ) from error
        try:
            self._make_schema(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_schema(self, connection: Connection) -> None:
        if not connection.execute(text(f"select pg_try_advisory_lock({LOCK})")).scalar():
            raise DatabaseUnusable(
                f"tables_database: another run works in {self.address}; wait for it, or give each run a database"
            )
        try:
            connection.exec_driver_sql(f"drop schema if exists {SCHEMA} cascade")
            connection.exec_driver_sql(f"create schema {SCHEMA}")
            METADATA.create_all(connection)
        except DBAPIError as error:
            raise DatabaseUnusable(
                f"tables_database: the schema {SCHEMA} cannot be made in {self.address}: {_why(error)}; grant CREATE "
                "on the database, and end sessions that use the schema"
            ) from error

    def _remove_folder(self) -> None:
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _opened(url: URL, arguments: dict[str, Any]) -> Connection:
    engine = create_engine(url, connect_args=arguments, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    return engine.connect()


def _why(error: Exception) -> str:
    """The first line of what the driver says."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return next(iter(str(cause).strip().splitlines()), type(error).__name__)
