"""The cause of orders whose event the shop gave up."""

from __future__ import annotations

from .ledgers import Book
from .scenes import READ, bought, cause, listing, others


def given_up(book: Book) -> Book:
    for clock in ("10:00:01", "10:01", "10:03"):
        book.at(clock).notice("1", status=503)
    return book.say("shop", "shop.event.given_up", {"order": "1"}, {"event_id": "e1", "name": "order.placed"})


def back(book: Book) -> Book:
    """The integration takes the event of another order, and sends it."""
    return others(book.at("13:00"), "2").notice("2", event="e2")


def test_events_are_taken_again_and_the_order_was_not_made_up_for() -> None:
    found = cause(back(given_up(bought())), "lost")
    assert found.code == "event_given_up"
    assert "3 deliveries of its event failed, and the shop gave it up at 10:03:00" in found.what
    assert "did not poll for it" in found.what


def test_without_a_return_the_stop_itself_is_the_cause() -> None:
    assert cause(given_up(bought()), "lost").code != "event_given_up"


def test_an_order_that_was_read_later_was_made_up_for() -> None:
    book = back(given_up(bought())).at("13:05").call(READ, "1", 200, truth=None)
    assert cause(book, "lost").code == "read_and_not_sent"


def test_an_order_that_a_poll_returned_was_skipped() -> None:
    assert cause(listing(back(given_up(bought())), "13:05", "1"), "lost").code == "returned_and_skipped"


def test_an_integration_that_refuses_an_event_has_answered() -> None:
    book = bought()
    for clock in ("10:00:01", "10:01", "10:03"):
        book.at(clock).notice("1", status=401)
    book.say("shop", "shop.event.given_up", {"order": "1"}, {"event_id": "e1", "name": "order.placed"})
    assert cause(back(book), "lost").code in ("notices_refused", "never_sent")
