"""What the cause of a lost order says of reads of the shop's list: made or not, and whether they returned the order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .ledgers import Book, shared_shelf
from .scenes import READ, bought, cause, listing

HERE = {"store_id in": "1"}
"""A filter that the ledger has no values for, so that no pattern about filters fits."""
OTHERS = {"entity_id eq": "7"}
"""Asks for a known order."""


def refused() -> Book:
    """Both deliveries of the order's event are refused; another order's is accepted, so a receiver is there."""
    return _refused(bought())


def _refused(book: Book) -> Book:
    book = book.after(1000).notice("1", status=404).at("10:05").notice("1", status=404)
    return book.bought("2").notice("2", event="e2")


def lost() -> Book:
    data = {"name": "shop.order.placed", "event": "e", "attempt": 1}
    return bought().after(1000).say("wire", "notice.lost", {"x": "9", "key": "1"}, data)


def test_no_read_at_all() -> None:
    found = cause(refused(), "lost")
    assert found.code == "never_sent"
    assert found.what == (
        "none of 2 deliveries of its event was accepted, and the integration did not poll for it"
    )
    assert "by their change dates" in found.fix


@pytest.mark.parametrize(
    ("begin", "words"),
    [
        (refused, "none of 2 deliveries of its event was accepted, and "),
        (lost, "its notice was lost in transit at 10:00:01, and "),
    ],
)
def test_reads_that_did_not_return_it(begin: Callable[[], Book], words: str) -> None:
    book = listing(listing(begin(), "10:10", "2", HERE), "10:20", "", HERE)
    found = cause(book, "lost")
    assert found.what == words + (
        "none of 2 reads of the list of orders since 10:00:00 returned it, the last at 10:20:00"
    )
    assert "filters, cursor, pages" in found.fix


def test_a_read_of_known_orders_is_no_poll() -> None:
    found = cause(listing(refused(), "10:10", "7", OTHERS), "lost")
    assert found.what.endswith("the integration did not poll for it")


def test_reads_before_the_order_was_placed() -> None:
    book = listing(shared_shelf(Book()), "09:40", "", HERE)
    found = cause(_refused(book.at("10:00").bought("1")), "lost")
    assert found.what.endswith(
        "the integration did not poll for it: it read the list of orders last at 09:40:00"
    )


def test_a_filter_that_leaves_the_order_out_is_the_cause_though_no_notice_was_accepted() -> None:
    book = listing(refused(), "10:10", "", {"status in": "complete,new"})
    assert cause(book, "lost").code == "filtered_out"


def test_an_order_that_a_read_returned_is_none_that_was_not_polled_for() -> None:
    found = cause(listing(refused(), "10:10", "1", HERE), "lost")
    assert found.code == "returned_and_skipped"


def test_read_before_it_was_due_and_returned_by_a_list_afterwards() -> None:
    book = shared_shelf(Book()).at("10:00").placed("1").at("10:01").call(READ, "1", 200, truth=None)
    book.at("10:30").paid("1")
    listing(book, "10:40", "1", HERE)
    assert cause(book, "lost").code == "returned_and_skipped"
