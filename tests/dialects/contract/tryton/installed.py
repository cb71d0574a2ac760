"""Tryton as its registry gives it: installed and its database made once, and a server for each session of tests.

Making the database takes about half a minute, so it is kept beside the installation.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import urllib3

from tests.clients.installing import LONGEST_S, Published

from .rpc import PASSWORD, Database

PROGRAMS = Path(__file__).parent / "programs"
NAME = "golive"
SESSION_S = 24 * 3600
"""How long a session may post invoices: all tests use one."""
TRYTON = Published(
    "tryton",
    (
        "trytond==8.2.1",
        "trytond-sale==8.2.0",
        "trytond-stock==8.2.1",
        "trytond-account==8.2.1",
        "trytond-account-invoice==8.2.0",
        "proteus==8.2.0",
    ),
)


class Tryton:
    """A running server with one database, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        TRYTON.install()
        configuration = folder / "trytond.conf"
        configuration.write_text(
            f"[database]\nuri = sqlite://\npath = {folder}\n[session]\ntimeout = {SESSION_S}\n"
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._environment = {**kept, "PYTHONPATH": str(TRYTON.folder), "TRYTOND_CONFIG": str(configuration)}
        self._folder = folder
        self._first = folder / "first"
        live = folder / f"{NAME}.sqlite"
        with TRYTON.locked():
            shutil.copy(self._made(), live)
        self._log = (folder / "server.log").open("w+")
        self._server = subprocess.Popen(
            self._program("serve", NAME, str(self._first)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=self._environment,
        )
        assert self._server.stdout is not None
        url = self._server.stdout.readline().strip()
        if not url:
            self._log.seek(0)
            pytest.fail(f"Tryton did not start:\n{self._log.read()[-6000:]}", pytrace=False)
        self._database = Database(f"{url}/{NAME}")
        with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(self._first)) as target:
            source.backup(target)
        self._restore = f"{url}/restore"

    def database(self) -> Database:
        """The database in its first state; what was done in it before is gone."""
        urllib3.request("POST", self._restore)
        return self._database

    def close(self) -> None:
        self._server.communicate()  # closes its input
        self._log.close()

    def _made(self) -> Path:
        """The file of the database; made again when the program that makes it has changed."""
        program = PROGRAMS / "make_database.py"
        kept, source = TRYTON.folder / f"{NAME}.sqlite", TRYTON.folder / f"{NAME}.source"
        if source.exists() and source.read_text() == program.read_text():
            return kept
        made, password = self._folder / "made.sqlite", self._folder / "password"
        made.touch()
        password.write_text(PASSWORD)
        done = subprocess.run(
            self._program("make_database", self._environment["TRYTOND_CONFIG"], made.stem),
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            env={**self._environment, "TRYTONPASSFILE": str(password)},
            check=False,
        )
        if done.returncode:
            pytest.fail(f"could not make a database of Tryton:\n{done.stderr[-6000:]}", pytrace=False)
        shutil.copy(made, kept)
        source.write_text(program.read_text())
        return kept

    def _program(self, name: str, *arguments: str) -> list[str]:
        return [sys.executable, "-S", str(PROGRAMS / f"{name}.py"), *arguments]
