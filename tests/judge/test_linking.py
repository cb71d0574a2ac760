"""Which shop order an ERP order was made for, however the candidate wrote it down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.judge.history.linking import words_in

from .ledgers import Book, word_of


@pytest.mark.parametrize(
    "ref",
    [
        "000000012",
        "WEB-000000012",
        "WEB-000000012/1",
        "WEB000000012",
        "shop:000000012",
        "M2_000000012_retry",
        "order 000000012 (2nd try)",
        "2025-11-28-000000012",
    ],
)
def test_the_number_in_a_reference_names_the_order(ref: str) -> None:
    book = Book().bought("000000012").created("SO1", ref, like="000000012").end()
    assert word_of(book, "000000012") == "exact"
    assert not book.history().orders.unlinked


def test_an_edited_order_is_not_taken_for_its_predecessor() -> None:
    book = Book().bought("000000012").cancelled("000000012").bought("000000012-1", [("A", 2, 1000)])
    book.created("SO1", "WEB-000000012-1", like="000000012-1").end()
    assert (word_of(book, "000000012"), word_of(book, "000000012-1")) == ("exact", "exact")


def test_a_second_attempt_under_another_decoration_is_a_duplicate() -> None:
    book = Book().bought("000000012").created("SO1", "000000012/1", like="000000012")
    assert word_of(book.created("SO2", "000000012/2", like="000000012").end(), "000000012") == "duplicated"


class TestWithoutAReference:
    def test_equal_content_explains_it(self) -> None:
        book = Book().bought("1").bought("2", [("B", 1, 500)]).created("SO1", "", like="2").end()
        assert (word_of(book, "1"), word_of(book, "2")) == ("lost", "exact")

    def test_each_explains_one(self) -> None:
        book = Book().bought("1", email="x@x").bought("2", email="x@x")
        book.created("SO1", "", like="1").created("SO2", "", like="1").end()
        assert (word_of(book, "1"), word_of(book, "2")) == ("exact", "exact")

    def test_one_too_many_is_a_duplicate(self) -> None:
        book = Book().bought("1").created("SO1", "", like="1").created("SO2", "", like="1").end()
        assert word_of(book) == "duplicated"

    def test_what_is_due_comes_before_what_is_not(self) -> None:
        book = Book().placed("1", method="banktransfer", email="x@x").bought("2", email="x@x")
        assert word_of(book.created("SO1", "", like="2").end(), "2") == "exact"

    def test_what_is_due_comes_first_among_guests_too(self) -> None:
        book = Book().placed("1", method="banktransfer").bought("2")
        book.created("SO1", "", like="2", email="guests@example.com").end()
        assert (word_of(book, "1"), word_of(book, "2")) == ("exact", "exact")
        assert [doc.number for doc in book.history().orders.stories["2"].erp] == ["SO1"]

    def test_another_customer_does_not_match_even_when_the_order_of_the_first_has_arrived(self) -> None:
        book = Book().bought("1", email="a@x").bought("2", [("B", 1, 1)], email="b@x").created("SO1", "1")
        book.created("SO2", "", like="1", email="b@x").end()
        assert (word_of(book), list(book.history().orders.unlinked)) == ("exact", ["SO2"])

    def test_another_customer_does_not_match(self) -> None:
        book = Book().bought("1", email="a@x").bought("2", [("B", 1, 1)], email="b@x")
        book.created("SO1", "", like="1", email="b@x").end()
        assert word_of(book) == "lost"
        assert list(book.history().orders.unlinked) == ["SO1"]

    def test_the_common_account_of_guests_is_no_customer(self) -> None:
        book = Book().bought("1").created("SO1", "", like="1", email="guests@example.com")
        assert word_of(book.created("SO2", "", like="1", email="guests@example.com").end()) == "duplicated"

    def test_capitals_in_an_address_do_not_matter(self) -> None:
        book = (
            Book().bought("1", email="Ann@Example.com").created("SO1", "", like="1", email="ann@example.COM")
        )
        assert word_of(book.end()) == "exact"

    def test_other_content_is_a_phantom(self) -> None:
        book = Book().bought("1").created("SO1", "", like="1", total_cents=5).end()
        assert list(book.history().orders.unlinked) == ["SO1"]

    def test_the_index_follows_orders_placed_later_and_linked_by_number(self) -> None:
        book = Book().created("SO0", "", email="unknown@x").bought("1", email="x@x").created("SO1", "1")
        book.bought("2", email="x@x").created("SO2", "", like="2").end()
        assert (word_of(book, "1"), word_of(book, "2")) == ("exact", "exact")

    def test_calls_that_name_no_order_are_counted(self) -> None:
        book = Book().bought("1").create_call("1").create_call("").create_call("?").create_call("WEB_1")
        assert book.end().history().orders.unattributed == 2


def test_the_names_of_an_order_are_remembered_for_its_causes() -> None:
    book = Book().bought("000000012").created("SO1", "5f2d", like="000000012").created("SO2", "X-000000012")
    story = book.end().history().orders.stories["000000012"]
    assert story.also_known_as == ("5f2d", "X-000000012")


@given(st.text(max_size=300))
def test_any_reference_is_looked_through_in_bounded_time(ref: str) -> None:
    words = list(words_in(ref))
    assert len(words) <= 2 * 120 * 36


@given(st.text(alphabet="0-9a-", max_size=300))
def test_dashes_do_not_blow_up(ref: str) -> None:
    assert all(len(word) <= 120 for word in words_in(ref))


class TestReferencesThatAreCutShort:
    """An ERP whose field is too short gives many orders the same reference: then the content tells them apart."""

    def test_each_order_finds_its_own_document(self) -> None:
        book = Book().bought("000000011").bought("000000012", [("B", 1, 500)])
        book.created("SO1", "00000", like="000000011").created("SO2", "00000", like="000000012").end()
        assert (word_of(book, "000000011"), word_of(book, "000000012")) == ("exact", "exact")

    def test_the_same_content_under_it_again_is_a_duplicate(self) -> None:
        book = Book().bought("000000011").created("SO1", "00000", like="000000011")
        assert word_of(book.created("SO2", "00000", like="000000011").end(), "000000011") == "duplicated"

    def test_what_no_order_explains_stays_with_the_first_bearer(self) -> None:
        """It is not a phantom: the candidate did write it for one of its orders."""
        book = Book().bought("000000011").created("SO1", "00000", like="000000011")
        assert word_of(book.created("SO2", "00000", total_cents=99900).end(), "000000011") == "duplicated"
