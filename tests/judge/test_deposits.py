"""A deposit in the ERP needs an order there, or it goes back."""

from __future__ import annotations

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Finding
from golive.scenario import load

from .ledgers import Book


def found(book: Book) -> list[Finding]:
    listed = look(book.end().case(), Prices(load("calm").costs)).listed
    return [each for each in listed if each.kind in ("phantom_document", "duplicated_document")]


def paid() -> Book:
    return Book().at("10:00").bought("1").at("10:01").deposit("1", 1000)


def test_the_deposit_of_an_order_in_the_erp_is_explained() -> None:
    assert found(paid().created("SO1", "1")) == []


def test_the_deposit_of_an_order_that_was_given_up_is_not() -> None:
    (finding,) = found(paid().at("10:05").refunded("1"))
    assert (finding.kind, finding.key) == ("phantom_document", "1")
    assert finding.cause.code == "deposit_kept"
    assert "is not in the ERP" in finding.what


def test_nor_where_the_erp_order_was_cancelled() -> None:
    book = paid().created("SO1", "1").at("10:05").refunded("1").status("SO1", "cancelled", "1")
    (finding,) = found(book)
    assert (finding.cause.code, "was cancelled in the ERP" in finding.what) == ("deposit_kept", True)


def test_paid_back_it_is_explained() -> None:
    assert found(paid().at("10:05").refunded("1").at("10:10").deposit_refunded("1")) == []


def test_shortly_before_the_end_it_is_not_due() -> None:
    assert found(paid().at("19:55").refunded("1")) == []


def test_twice_the_payment_and_a_payment_of_no_order() -> None:
    (finding,) = found(paid().deposit("1", 1000).created("SO1", "1"))
    assert finding.kind == "duplicated_document"
    (finding,) = found(paid().created("SO1", "1").deposit("X9", 500))
    assert (finding.kind, finding.key) == ("phantom_document", "X9")


def test_what_people_post_is_their_own_affair() -> None:
    assert found(Book().at("10:00").bought("1").created("SO1", "1").deposit("X9", 500, by="clerk:1")) == []
