"""Two orders of the shop from one cart: right where people are told, or where only one of them is in the ERP."""

from __future__ import annotations

from tests.judge.ledgers import Book, findings


def both(is_second_booked: bool = True) -> Book:
    """Two orders of one cart, of which the ERP has the first, and the second as well."""
    book = Book().at("10:00").bought("1").bought("2", email="customer-1@example.com")
    book.say("workload", "cart.placed_again", {"order": "2"}, {"first": "1"}).at("10:01").created("SO1", "1")
    return book.created("SO2", "2") if is_second_booked else book


def doubles(book: Book) -> list[tuple[str, str]]:
    found = [each for each in findings(book, "O2") if each.kind == "unflagged_double"]
    return [(each.key, each.cause.code) for each in found]


def test_both_in_the_erp_and_no_word_of_it() -> None:
    assert doubles(both().end()) == [("2", "cart_not_compared")]


def test_two_orders_of_two_carts_are_two_orders() -> None:
    book = Book().at("10:00").bought("1").bought("2", email="customer-1@example.com")
    assert doubles(book.at("10:01").created("SO1", "1").created("SO2", "2").end()) == []


def test_the_second_was_held_and_shown() -> None:
    assert doubles(both(is_second_booked=False).shown("2").end()) == []


def test_people_were_told_of_either_order() -> None:
    for order in ("1", "2"):
        assert doubles(both().shown(order).end()) == []
        assert doubles(both().shown(order).at("11:00").resolved(order).end()) == []


def test_people_ended_one_of_them() -> None:
    assert doubles(both().at("11:00").status("SO2", "cancelled", "2").end()) == []
