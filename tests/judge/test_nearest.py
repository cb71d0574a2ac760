"""An ERP order that belongs to no shop order names the nearest one, and what differs."""

from __future__ import annotations

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.judge.oracles import Budgets, Case
from golive.record.ledger import MemoryLedger
from golive.record.run import Finding
from golive.scenario import load

from .ledgers import Book


def phantom(book: Book) -> Finding:
    case = Case(book.end().history(), MemoryLedger(book.facts), Budgets())
    found = [each for each in look(case, Prices(load("calm").costs)).listed if each.kind == "phantom"]
    assert len(found) == 1
    return found[0]


def test_a_copy_under_another_reference_is_recognised_by_its_content() -> None:
    book = Book().bought("1", lines=[("A", 2, 1000), ("B", 1, 500)], email="ann@x").bought("2")
    found = phantom(
        book.created("SO1", "1").created("SO7", "9-77", like="1", email="ann@x", total_cents=2400)
    )
    assert found.cause.code == "booked_under_another_reference"
    assert "copy of 1, which is in the ERP as SO1 as well" in found.cause.what
    assert "the nearest is 1, with the same articles and quantities, e-mail address" in found.what
    assert "what differs: total" in found.what


def test_another_total_is_what_differs() -> None:
    book = Book().bought("1", lines=[("A", 2, 1000)], email="ann@x")
    found = phantom(book.created("SO7", "9-77", like="1", email="ann@x", total_cents=12345))
    assert "what differs: total" in found.what
    assert "not in the ERP under its own number" in found.cause.what


def test_other_articles_of_the_same_customer_are_no_copy() -> None:
    book = (
        Book()
        .bought("1", lines=[("A", 2, 1000)], email="ann@x")
        .bought("2", lines=[("C", 9, 777)], email="z@x")
    )
    found = phantom(book.created("SO7", "9-77", like="2", email="ann@x", total_cents=5))
    assert found.cause.code == ""


def test_nothing_like_it_is_said_so() -> None:
    book = Book().bought("1", lines=[("A", 2, 1000)], email="ann@x")
    found = phantom(
        book.bought("2", lines=[("Z", 8, 9900)], email="y@x")
        .created("SO2", "2")
        .created("SO7", "9-77", email="stranger@x", total_cents=99_999, lines=[["Q", 7, 123, 0]])
    )
    assert found.cause.code == ""
    assert found.what.endswith("and none is like it")


def test_what_a_clerk_typed_in_is_not_blamed_on_the_reference() -> None:
    book = Book().bought("1", lines=[("A", 2, 1000)], email="ann@x")
    assert (
        phantom(book.created("SO7", "9-77", like="1", email="ann@x", by="clerk:2")).cause.code
        == "entered_by_hand"
    )
