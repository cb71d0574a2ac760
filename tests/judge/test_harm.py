"""Harm by problem: rows that add up, work in posts, shares, and when a failure was noticed."""

from __future__ import annotations

from typing import Any

import pytest

from golive.judge.harm.amount import PROBLEMS, Amount
from golive.record.oracles import KINDS
from golive.scenario import Costs

from .ledgers import Book, shared_shelf, whole_life
from .test_scorecard import CALM, card_of, lots, lots_open

MINUTE_MS = 60_000


def harm_of(book: Book) -> dict[str, Any]:
    return card_of(book).harm


def test_every_weight_of_a_new_scenario_is_above_zero() -> None:
    weights = [getattr(Costs(), name) for name in Costs.__slots__]
    assert all((weight if isinstance(weight, (int, float)) else weight.cents) > 0 for weight in weights)


def test_rows_and_parts_add_up_to_the_total() -> None:
    harm = harm_of(lots())
    assert set(harm["rows"]) == set(PROBLEMS)
    assert sum(harm["rows"].values()) == harm["total"]
    assert {name: sum(parts.values()) for name, parts in harm["parts"].items()} == harm["rows"]


@pytest.mark.parametrize(
    ("book", "problem"),
    [
        (lambda: Book().bought("1").created("SO1", "1").shown("1").created("SO2", "1"), "entry"),
        (lambda: shared_shelf(Book(), "A", 0).bought("1", [("A", 2, 1000)]), "inventory"),
        (lambda: Book().bought("1"), "service"),
        (lambda: Book().bought("1").created("SO1", "1", total_cents=5), "reconciliation"),
        (lambda: Book().bought("1"), "value"),
    ],
)
def test_a_problem_is_in_its_row(book: Any, problem: str) -> None:
    assert harm_of(book().end())["rows"][problem] > 0


def test_what_is_right_costs_nothing() -> None:
    harm = harm_of(whole_life().end())
    assert (harm["total"], harm["rekeyed_share"], harm["posts"], harm["failed_at_ms"]) == (0, 0, 0, None)


def test_finance_works_once_for_an_order_however_it_differs() -> None:
    one = harm_of(Book().bought("1").created("SO1", "1", total_cents=5, lines=[["A", 1, 5, 0]]).end())
    assert one["rows"]["reconciliation"] == round(
        CALM.costs.hourly_wage.cents * CALM.costs.reconciliation_ms / 3_600_000
    )


def test_content_without_money_is_no_discrepancy() -> None:
    harm = harm_of(Book().bought("1").created("SO1", "1", lines=[["B", 1, 1000, 0]]).end())
    assert harm["by_kind"]["wrong_content"] > 0 == harm["rows"]["reconciliation"]


def test_a_stuck_order_costs_more_each_day() -> None:
    def stuck(clock: str) -> int:
        cents: int = harm_of(Book().at("08:00").bought("1").shown("1").end(clock))["by_kind"]["stuck_visible"]
        return cents

    grown = stuck("20:00") - stuck("14:00")
    assert grown == CALM.costs.late_day.cents / 4


def test_the_share_of_orders_that_people_repair() -> None:
    assert harm_of(lots())["rekeyed_share"] == round(5 / 9, 6)


def test_work_in_full_time_posts() -> None:
    """Two days of work in a run of two hours, which counts as a day, are two posts."""
    assert Amount(work_ms=1) * 3 == Amount(work_ms=3)
    book = lots_open()
    book.say("clerk", "clerk.done", {"order": "7"}, {"clerk": "a", "ms": 2 * 480 * MINUTE_MS, "outcome": "x"})
    assert 2 < harm_of(book.end())["posts"] < 2.2


class TestNoticed:
    def test_never(self) -> None:
        harm = harm_of(Book().at("08:00").bought("1").end())
        assert harm["failed_at_ms"] is not None
        assert harm["noticed_after_ms"] is None

    def test_after_the_first_alarm(self) -> None:
        book = Book().at("08:00").bought("1").created("SO1", "1").created("SO2", "1")
        harm = harm_of(book.after(5 * MINUTE_MS).alert("two of them").end())
        assert harm["noticed_after_ms"] == 5 * MINUTE_MS

    def test_an_earlier_alarm_does_not_count(self) -> None:
        book = Book().at("08:00").alert("all is well").after(MINUTE_MS).bought("1").created("SO1", "1")
        assert harm_of(book.created("SO2", "1").end())["noticed_after_ms"] is None

    def test_a_failure_that_is_not_about_an_order_counts_from_the_order_before(self) -> None:
        book = Book().at("08:00").bought("1").created("SO1", "1").at("09:00")
        harm = harm_of(book.created("SO9", "9", lines=[["Z", 1, 1, 0]]).at("09:30").alert().end())
        assert harm["failed_at_ms"] is not None
        assert harm["noticed_after_ms"] is not None


def test_the_kinds_that_finance_works_on_decide() -> None:
    assert all(kind.decides for kind in KINDS.values() if kind.is_discrepancy)
