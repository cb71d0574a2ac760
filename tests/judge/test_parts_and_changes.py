"""ERP orders that go out in parts, and that are changed, are judged by what they come to."""

from __future__ import annotations

from golive.judge.history import History

from .ledgers import Book, findings, verdict_of, word_of

THREE = [("A", 3, 1000)]


def bought() -> Book:
    return Book().at("10:00").bought("1", THREE).at("10:01")


def in_erp() -> Book:
    return bought().created("SO1", "1").at("10:05")


def in_parts(*told: int) -> Book:
    """Two deliveries, each billed; the shop ships what it is told."""
    book = in_erp().delivered("SO1", [("A", 1)]).invoiced("SO1", 1000)
    book.at("11:00").delivered("SO1", [("A", 2)]).invoiced("SO1", 2000)
    for units in told:
        book.shipped("1", [("A", units)])
    return book


def test_two_deliveries_and_two_invoices_of_one_order_are_no_duplicates() -> None:
    book = in_parts(1, 2).end()
    assert word_of(book) == "exact"
    assert findings(book) == []


def test_a_part_the_shop_was_not_told_of_is_a_wrong_state() -> None:
    assert verdict_of(in_parts(1).end()).why == "3 units delivered by the ERP, 1 shipped in the shop"


def test_an_order_is_right_while_its_rest_waits_in_the_erp() -> None:
    book = in_erp().delivered("SO1", [("A", 1)]).status("SO1", "partly_shipped").shipped("1", [("A", 1)])
    assert word_of(book.end()) == "exact"


def test_a_change_for_the_worse_is_wrong_content_and_can_be_taken_back() -> None:
    book = in_erp().changed("SO1", "1", [("A", 3, 900)])
    assert verdict_of(book.end()).why.startswith("total 27.00 instead of 30.00")
    taken_back = in_erp().changed("SO1", "1", [("A", 3, 900)]).changed("SO1", "1", THREE)
    assert word_of(taken_back.end()) == "exact"


def test_an_order_that_gets_its_reference_later_is_nobodys_until_then() -> None:
    stray = bought().created("SO1", "X9", lines=[["B", 1, 500, 0]], total_cents=500)
    assert verdict_of(stray.at("10:05").changed("SO1", "1", THREE).end()).word == "exact"
    assert not History.of(stray.facts).orders.phantoms
    assert History.of(stray.facts[:-2]).orders.phantoms


def test_units_the_customer_was_refunded_may_be_cut_from_the_order_and_only_these() -> None:
    def cut(units: int, price: int = 1000) -> str:
        book = in_erp().refunded("1", [("A", 1)], cents=1000, full=False)
        return word_of(book.changed("SO1", "1", [("A", units, price)]).end())

    assert cut(2) == "exact"
    assert cut(1) == "wrong_content"
    assert cut(2, 900) == "wrong_content"
    assert word_of(in_erp().changed("SO1", "1", [("A", 2, 1000)]).end()) == "wrong_content"


def test_what_the_warehouse_puts_in_place_shows_in_the_parcels_not_in_the_content() -> None:
    book = in_erp().changed("SO1", "1", [("B", 3, 1000)], why="substituted")
    assert word_of(book.end()) == "exact"
    sent = in_erp().changed("SO1", "1", [("B", 3, 1000)], why="substituted").delivered("SO1", [("B", 3)])
    assert verdict_of(sent.shipped("1").end()).why == "the ERP delivered other items than the shop shipped"
