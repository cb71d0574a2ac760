"""What an integration keeps, against its budgets."""

from __future__ import annotations

import pytest

from golive.judge.oracles.operation.kept import kept
from tests.judge.ledgers import MINUTE_MS, Book


def measured(*sizes: int, tasks: tuple[int, ...] = ()) -> Book:
    """A measurement every ten minutes: the rows of a log beside five orders, and the tasks."""
    book = Book().at("10:00")
    for number, rows in enumerate(sizes):
        records = {"orders": 5, "log": rows} if number else {}
        data = {"records": records, "tasks": tasks[number] if tasks else 8}
        book.say("candidate", "candidate.kept", {}, data).after(10 * MINUTE_MS)
    return book.end()


def found(book: Book, **budgets: int) -> list[tuple[str, str]]:
    return [(each.key, each.cause.code) for each in kept(book.case(**budgets))]


@pytest.mark.parametrize(
    ("sizes", "cause"),
    [
        ((0, 40, 80, 120), "never_removed"),
        ((0, 50, 30, 80, 60, 120), "removed_too_slowly"),
        ((0, 50, 40, 90, 130), "never_removed"),
    ],
)
def test_a_table_that_outgrows_its_budget(sizes: tuple[int, ...], cause: str) -> None:
    assert found(measured(*sizes), records=100) == [("rows", cause)]


def test_the_finding_names_the_table_and_the_first_measurement_beyond() -> None:
    (finding,) = kept(measured(0, 40, 80, 120).case(records=70))
    assert finding.what == "85 rows at 10:20:00, 125 at most; 70 are allowed"
    assert "'log'" in finding.cause.what
    assert finding.evidence == (3,)


def test_tasks_that_do_not_end() -> None:
    assert found(measured(0, 0, 0, tasks=(8, 30, 61)), tasks=60) == [("tasks", "never_released")]


def test_what_stays_within_its_budget_is_right() -> None:
    assert found(measured(0, 40, 80, tasks=(8, 60, 8)), records=85, tasks=60) == []


def test_without_a_budget_nothing_is_asked() -> None:
    assert found(measured(0, 10**6)) == []


def test_a_budget_without_a_measurement_is_no_finding() -> None:
    assert found(Book().end(), records=1, tasks=1) == []
