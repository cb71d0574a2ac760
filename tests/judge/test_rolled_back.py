"""Orders that were sent again because the integration started on an older backup of its data."""

from __future__ import annotations

from typing import Any

import pytest

from .ledgers import Book
from .test_causes import cause_of, code, told

MINUTE_MS = 60_000


def _twice(backup_minutes: int) -> Book:
    book = told().at("10:05").created("SO1", "1").create_call("1").at("10:30")
    data: dict[str, Any] = {
        "faults": ["rollback"],
        "down_ms": MINUTE_MS,
        "backup_ms": backup_minutes * MINUTE_MS,
    }
    data = data if backup_minutes else {"faults": ["kill"], "down_ms": 1}
    book.say("candidate", "candidate.killed", {"x": "a", "key": "1"}, data)
    return book.at("10:35").created("SO2", "1").create_call("1")


def test_what_was_sent_since_the_backup_is_explained_by_it() -> None:
    cause = cause_of(_twice(30), "duplicated")
    assert cause.code == "rolled_back"
    assert "10:05:00" in cause.what


@pytest.mark.parametrize("backup_minutes", [0, 10])
def test_what_was_sent_before_the_backup_or_without_one_is_not(backup_minutes: int) -> None:
    assert code(_twice(backup_minutes), "duplicated") != "rolled_back"
