"""Causes between the read of an order and its create: failed steps, expired logins, postponement, no consumer."""

from __future__ import annotations

from .ledgers import Book, shared_shelf
from .scenes import READ, bought, cause, listing, others, since

CUSTOMER = "erp.customer.create"


def read(book: Book, clock: str, order: str = "1") -> Book:
    return book.at(clock).call(READ, order, 200, truth=None)


def step(book: Book, key: str, status: int, reason: str = "", op: str = CUSTOMER) -> Book:
    book.call(op, key, status=status, truth="not_applied")
    if reason:
        book.facts[-1].data["reason"] = reason
    return book


class TestFailedSteps:
    def test_a_refused_customer_of_the_order_is_named_with_the_reason(self) -> None:
        book = step(read(bought().notice("1"), "10:01"), "customer@example.com", 422, "street is too long")
        found = cause(book, "lost")
        assert found.code == "refused_and_given_up"
        assert "422: street is too long" in found.what

    def test_a_customer_is_recognised_by_the_number_at_the_end_of_its_key(self) -> None:
        book = bought()
        for fact in book.facts:
            if fact.kind == "shop.order.placed":
                fact.data["customer_id"] = 7
        book = read(book.notice("1"), "10:01").at("10:01:30")
        assert cause(step(book, "M2-7", 403, "no right"), "lost").code == "refused_and_given_up"

    def test_tries_within_an_outage_are_exhausted(self) -> None:
        book = bought().notice("1")
        for clock in ("10:01", "10:02", "10:05"):
            step(read(book, clock), "customer@example.com", 503)
        found = cause(book, "lost")
        assert found.code == "retries_exhausted"
        assert (
            "failed in each of 3 attempts, the last with 503; after that the order was neither" in found.what
        )

    def test_the_step_is_named_by_what_it_does(self) -> None:
        book = read(bought().notice("1"), "10:01")
        found = cause(step(book, "WEB-GUEST", 422, op="erp.customer.update"), "lost")
        assert (
            "new address for, customer WEB-GUEST (erp.customer.update) before its create failed with 422"
            in found.what
        )
        book = read(bought().notice("1"), "10:01")
        found = cause(step(book, "SKU-1", 403, op="erp.item.read"), "lost")
        assert "; the lookup of an item (erp.item.read) before its create failed with 403" in found.what

    def test_a_step_of_another_customer_proves_nothing(self) -> None:
        book = read(bought().notice("1"), "10:01").at("10:01:30")
        assert cause(step(book, "stranger@example.com", 422), "lost").code == "read_and_not_sent"

    def test_a_step_right_after_the_reads_of_two_orders_proves_nothing(self) -> None:
        book = read(read(bought().notice("1"), "10:01"), "10:01", "2")
        assert cause(step(book, "no-name", 422), "lost").code == "read_and_not_sent"

    def test_a_step_that_succeeded_is_no_cause(self) -> None:
        book = step(read(bought().notice("1"), "10:01"), "customer@example.com", 201)
        assert cause(book, "lost").code == "read_and_not_sent"

    def test_a_step_that_is_repeated_after_a_login_did_not_fail(self) -> None:
        book = step(read(bought().notice("1"), "10:01"), "customer@example.com", 401)
        book.call("erp.token.create", "", 200)
        assert cause(step(book, "customer@example.com", 201), "lost").code == "read_and_not_sent"


class TestReferences:
    def collided(self, key: str = "00") -> Book:
        book = shared_shelf(Book()).at("10:00").bought("9").created("SO9", "00", like="9").create_call("00")
        book = read(book.at("11:00").bought("1").notice("1"), "11:00:10")
        return book.create_call(key, status=409, truth="not_applied")

    def test_a_reference_that_another_order_has(self) -> None:
        found = cause(self.collided(), "lost")
        assert found.code == "reference_collides"
        assert "under the reference '00', which the ERP had for another order since 10:00:00" in found.what

    def test_a_reference_that_no_other_order_had_proves_nothing(self) -> None:
        assert cause(self.collided("77"), "lost").code != "reference_collides"

    def test_the_repeat_of_another_order_proves_nothing(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("9").created("SO9", "00", like="9").create_call("00")
        book = read(read(book.at("11:00").bought("1").notice("1"), "11:00:10", "9"), "11:00:10")
        assert (
            cause(book.create_call("00", status=409, truth="not_applied"), "lost").code
            != "reference_collides"
        )


def test_an_order_that_was_read_was_reached() -> None:
    book = read(bought().notice("1"), "10:00:30")
    for minute in range(1, 8):
        book.at(f"10:0{minute}").create_call("9", status=422, truth="not_applied")
    assert cause(book, "lost").code == "read_and_not_sent"


class TestCredentials:
    def expired(self, again: str = "") -> Book:
        book = others(shared_shelf(Book()).at("10:00"), *"abc")
        book.at("10:30").bought("1").notice("1")
        for minute in range(31, 59, 3):
            book.at(f"10:{minute}").call("erp.stock.list", "", 401, truth=None)
        if again:
            book.at(again).call("erp.stock.list", "", 200, truth=None)
        return book

    def test_every_call_refused_to_the_end(self) -> None:
        found = cause(self.expired(), "lost")
        assert found.code == "credentials_expired"
        assert "answered 401 to each of 10 calls" in found.what

    def test_a_login_that_is_renewed_at_once_is_no_cause(self) -> None:
        book = others(shared_shelf(Book()).at("10:00"), *"abc").at("10:30").bought("1").notice("1")
        book.call("erp.stock.list", "", 401, truth=None).call("erp.token.create", "", 200, truth=None)
        assert cause(book.call("erp.stock.list", "", 200, truth=None), "lost").code != "credentials_expired"

    def test_an_order_that_came_long_after_it_is_not_explained_by_it(self) -> None:
        book = self.expired("11:00").at("12:00").bought("7").notice("7")
        assert cause(book, "lost", "7").code != "credentials_expired"


class TestPostponed:
    def postponed(self, *clocks: str) -> Book:
        book = bought().notice("1")
        for number, clock in enumerate(clocks):
            read(book, clock)
            book.bought(f"9{number}").created(f"SO9{number}", f"9{number}").create_call(f"9{number}")
        return book.created("SO1", "1").create_call("1")

    def test_a_fixed_interval_while_later_orders_are_sent(self) -> None:
        found = cause(self.postponed("10:00:10", "10:20:10", "10:40:10", "11:00:10"), "late")
        assert found.code == "postponed"
        assert "every 1200 s" in found.what

    def test_pauses_without_a_rule_are_no_postponement(self) -> None:
        assert (
            cause(self.postponed("10:00:10", "10:17:00", "10:45:33", "11:00:10"), "late").code != "postponed"
        )


class TestNoConsumer:
    def test_notices_that_are_all_refused_and_no_poll(self) -> None:
        book = bought().notice("1", status=404).at("10:05").notice("1", status=404)
        found = cause(book, "lost")
        assert found.code == "never_asked"
        assert "all 2 deliveries about orders were refused since 10:00:00" in found.what

    def test_a_consumer_that_took_others_is_there(self) -> None:
        book = bought().notice("1", status=500).at("10:05").bought("2").notice("2", event="e2")
        assert cause(book, "lost").code == "never_sent"


def test_paging_by_key_goes_past_rows_of_the_same_second() -> None:
    book = shared_shelf(Book()).at("10:03:05").bought("2").bought("1")
    book = listing(
        book,
        "10:04",
        "8 2",
        asked=since("10:00:00", condition="gt", size="2", sort="updated_at ASC"),
        more=True,
    )
    book = listing(
        book, "10:04:01", "9", asked=since("10:03:05", condition="gt", size="2", sort="updated_at ASC")
    )
    assert cause(book, "lost").code == "cursor_same_second"
