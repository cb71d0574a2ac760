"""Customers that people merged in the ERP: orders of either are right, those of a stranger are not."""

from __future__ import annotations

from .ledgers import Book, shared_shelf, word_of


def _merged(gone: str, into: str) -> Book:
    book = shared_shelf(Book()).at("09:00").bought("0", email="ann@example.com")
    book.created("SO0", "0").at("10:00").bought("1", email="bo@example.com")
    data = {"into": "C1", "email": gone, "into_email": into, "by": "clerk"}
    book.say("erp", "erp.customer.merged", {"customer": "C2"}, data)
    return book.at("10:01").created("SO1", "1", email="ann@example.com").end()


def test_an_order_on_the_customer_that_is_left_is_right() -> None:
    assert word_of(_merged("Bo@example.com", "ann@example.com")) == "exact"


def test_an_order_on_another_customer_is_not() -> None:
    assert word_of(_merged("carl@example.com", "ann@example.com")) == "wrong_content"
    assert word_of(_merged("ann@example.com", "bo@example.com")) == "wrong_content"
