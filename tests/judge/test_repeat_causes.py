"""Causes of repeats: a refusal of every attempt, a page beyond the end, a reference that another order has."""

from __future__ import annotations

from .ledgers import Book, shared_shelf
from .scenes import READ, bought, cause, listing, since

CUSTOMER = "erp.customer.create"


def refused(book: Book, clock: str, reason: str, status: int = 422) -> Book:
    book.at(clock).create_call("1", status=status, truth="not_applied")
    book.facts[-1].data["reason"] = reason
    return book


class TestRefusedEveryTime:
    def test_the_same_refusal_of_three_creates(self) -> None:
        book = bought()
        for clock in ("10:05", "10:10", "10:15"):
            refused(book, clock, "street is too long")
        found = cause(book, "lost")
        assert found.code == "refused_every_time"
        assert "in each of 3 attempts from 10:05:00 to 10:15:00 with the same 422: street is" in found.what

    def test_an_expired_login_between_them_is_no_refusal_of_the_order(self) -> None:
        book = bought()
        for clock in ("10:05", "10:10", "10:15"):
            refused(refused(book, clock, "the token has expired", 401), clock, "street is too long")
        assert cause(book, "lost").code == "refused_every_time"

    def test_different_refusals_are_different_attempts(self) -> None:
        book = bought()
        for clock, reason in (("10:05", "street is too long"), ("10:10", "city"), ("10:15", "city")):
            refused(book, clock, reason)
        assert cause(book, "lost").code == "refused_and_given_up"

    def test_the_same_refusal_of_a_step_before_the_create(self) -> None:
        book = bought()
        for clock in ("10:05", "10:10", "10:15"):
            book.at(clock).call(READ, "1", 200, truth=None)
            book.call(CUSTOMER, "customer@example.com", status=422, truth="not_applied")
        found = cause(book, "lost")
        assert found.code == "refused_every_time"
        assert "before its create the creation of customer customer@example.com" in found.what


def polls(again: str, asked: dict[str, str]) -> Book:
    """A login expires at a poll, and the next poll asks for what is later than the order."""
    book = listing(bought(), "10:30", status=401)
    return listing(book, again, "2", asked=asked)


class TestRenewedLogins:
    def test_a_read_that_is_made_again_after_a_login_did_not_fail(self) -> None:
        found = cause(polls("10:30:01", since("10:45:00")), "lost")
        assert found.code == "cursor_zone"
        assert "about 15 minutes ahead of the shop's clock" in found.what

    def test_a_window_that_is_left_out_by_the_next_poll_was_not_read_again(self) -> None:
        assert cause(polls("11:00", since("10:45:00")), "lost").code == "window_not_read_again"


class TestPageBeyondTheEnd:
    def pages(self, total: int) -> Book:
        """Both pages are read before the first create is answered."""
        first, second = {"size": "2", "page": "1"}, {"size": "2", "page": "2"}
        book = listing(bought(), "10:00:30", "1 2", asked=first, total=total)
        listing(book, "10:00:31", "1 2", asked=second, total=total)
        book.created("SO1", "1").create_call("1", took_s=2)
        return book.created("SO2", "1").create_call("1", took_s=2)

    def test_it_is_no_second_run_or_worker_that_sent_the_order_again(self) -> None:
        assert cause(self.pages(2), "duplicated").code == "page_repeated"

    def test_a_page_of_the_list_that_is_there_is_none_beyond_the_end(self) -> None:
        assert cause(self.pages(4), "duplicated").code != "page_repeated"


class TestReferenceOfAnother:
    def booked(self, read: str = "1") -> Book:
        book = shared_shelf(Book()).at("10:00").bought("9").created("SO9", "9").create_call("9")
        book.at("11:00").bought("1").notice("1").at("11:00:10").call(READ, read, 200, truth=None)
        return book.created("SO10", "9", like="1").create_call("9")

    def test_the_order_that_is_not_there_was_booked_as_another(self) -> None:
        found = cause(self.booked(), "lost")
        assert found.code == "reference_collides"
        assert "the ERP booked it there as a second one" in found.what

    def test_the_order_that_is_there_twice_lent_its_reference(self) -> None:
        found = cause(self.booked(), "duplicated", "9")
        assert found.code == "reference_collides"
        assert "order 1 was read at 11:00:10 and sent at once under the reference of this one" in found.what

    def test_an_order_that_was_read_itself_was_sent_again(self) -> None:
        assert cause(self.booked("9"), "duplicated", "9").code != "reference_collides"
