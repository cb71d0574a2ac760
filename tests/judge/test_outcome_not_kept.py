"""An order that was sent again although its first create was answered: what is blamed on that, and what is not."""

from __future__ import annotations

import pytest

from .ledgers import Book
from .test_causes import cause_of, code, killed, story, told


def twice(between: str = "") -> Book:
    book = told().at("10:00:05").created("SO1", "1").create_call("1").at("10:02")
    if between == "event":
        book.notice("1", "shop.order.paid", "e2")
    elif between == "press":
        book.say("clerk", "clerk.retried", {"order": "1"}, {"clerk": "anna"})
    elif between == "kill":
        killed(book)
    return book.at("10:05").created("SO2", "1").create_call("1")


def test_fits_where_nothing_new_was_known() -> None:
    cause = cause_of(twice(), "duplicated")
    assert cause.code == "outcome_not_kept"
    assert "the ERP booked the order and answered at 10:00:05" in cause.what
    assert "sent it again at 10:05:00" in cause.what
    assert "transaction of its own" in cause.fix


@pytest.mark.parametrize("between", ["event", "press", "kill"])
def test_not_where_something_set_the_second_off(between: str) -> None:
    assert story(twice(between), "duplicated").code != "outcome_not_kept"


def test_not_where_the_first_answer_never_came() -> None:
    book = told().at("10:00:05").created("SO1", "1").create_call("1", status=None, told="unknown")
    assert code(book.at("10:05").created("SO2", "1").create_call("1"), "duplicated") != "outcome_not_kept"
