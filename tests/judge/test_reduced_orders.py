"""An order of which a part was cancelled is compared with what is left of it."""

from __future__ import annotations

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.scenario import load

from .ledgers import Book, Line, content, word_of

ORDERED: list[Line] = [("A", 3, 1190), ("B", 1, 2380)]
LEFT: list[Line] = [("A", 2, 1190), ("B", 1, 2380)]


def reduced(**changes: int) -> Book:
    """An order of which one unit is cancelled before the others are paid."""
    return Book().at("10:00").placed("1", ORDERED).reduced("1", LEFT, **changes).paid("1")


def booked(lines: list[Line]) -> Book:
    return reduced().at("10:01").created("SO1", "1", **content(lines))


def causes(book: Book) -> list[str]:
    return [each.cause.code for each in look(book.end().case(), Prices(load("calm").costs)).listed]


def test_what_is_left_is_right() -> None:
    assert word_of(booked(LEFT).end()) == "exact"


def test_units_that_were_cancelled_are_wrong_and_have_that_cause() -> None:
    book = booked(ORDERED)
    assert causes(book) == ["cancelled_units_sent"]
    assert word_of(book) == "wrong_content"


@pytest.mark.parametrize("lines", [[("A", 4, 1190), ("B", 1, 2380)], [("A", 2, 1190), ("B", 2, 2380)]])
def test_more_than_was_cancelled_has_another_cause(lines: list[Line]) -> None:
    assert "cancelled_units_sent" not in causes(booked(lines))


def test_less_than_what_is_left_is_wrong() -> None:
    assert causes(booked([("A", 1, 1190), ("B", 1, 2380)])) == ["units_cut"]


def test_the_erp_order_may_follow_a_cancellation_within_the_budget() -> None:
    book = Book().at("10:00").bought("1", ORDERED).created("SO1", "1").at("19:55").reduced("1", LEFT)
    assert word_of(book.end("20:00")) == "indeterminate"
    book = Book().at("10:00").bought("1", ORDERED).created("SO1", "1").at("11:00").reduced("1", LEFT)
    assert word_of(book.end("20:00")) == "wrong_content"
    book = Book().at("10:00").bought("1", ORDERED).created("SO1", "1").at("11:00").reduced("1", LEFT)
    assert word_of(book.changed("SO1", "1", LEFT).end("20:00")) == "exact"


def test_a_cent_of_the_shop_s_shares_is_no_difference_and_a_euro_is() -> None:
    amounts = content(LEFT)
    for more, word in ((1, "exact"), (100, "wrong_content")):
        book = reduced(total_cents=amounts["total_cents"] + more, tax_cents=amounts["tax_cents"] + more)
        book.at("10:01").created("SO1", "1", **content(LEFT))
        assert word_of(book.end()) == word
