"""Errors of SQLite that the machine causes, in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from golive.cli.dispatch import status_of
from golive.exit_status import HARNESS_STATUS, MACHINE_STATUS


def fill(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("pragma max_page_count = 3")
        connection.execute("create table words (word text)")
        connection.executemany("insert into words values (?)", [("x" * 999,)] * 99)


def test_a_full_disk_has_the_exit_status_of_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(lambda: fill(tmp_path / "full.sqlite")) == MACHINE_STATUS
    assert "an SQLite database: no space is left on the disk; free some space" in capsys.readouterr().err


def test_an_error_in_a_statement_is_not_of_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(lambda: sqlite3.connect(":memory:").execute("select * from nowhere")) == HARNESS_STATUS
    assert "golive itself failed: OperationalError: no such table" in capsys.readouterr().err
