"""An ERP that was put back to a backup: what is gone is due again, and what is right is not accused."""

from __future__ import annotations

from golive.judge.causes import explain
from golive.judge.causes.scene import Scene

from .ledgers import Book, kinds, shared_shelf, verdict_of, word_of


def _lost(book: Book, number: str = "SO1", ref: str = "1") -> Book:
    book.say("erp", "erp.backup.restored", {}, {"as_of_ms": book.now_ms - 3_600_000})
    return book.say("erp", "erp.order.lost", {"order": number, "ref": ref}, {"why": "restored"})


def _booked() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1").at("10:01").create_call("1").created("SO1", "1")


def _cause(book: Book, kind: str) -> str:
    story = book.history().orders.stories["1"]
    facts = [fact for fact in book.facts if "1" in fact.keys.values()]
    return explain(kind, story, facts, scene=Scene.of(book.facts)).code


def test_an_order_that_is_gone_is_lost_and_named() -> None:
    book = _lost(_booked().at("12:00")).end()
    assert word_of(book) == "lost"
    assert "backup" in verdict_of(book).why
    assert _cause(book, "lost") == "lost_with_backup"


def test_an_order_that_is_booked_again_in_time_is_right() -> None:
    book = _lost(_booked().at("15:00")).at("15:10").create_call("1").created("SO1", "1").end()
    assert word_of(book) == "compensated"
    assert kinds(book) == []


def test_its_time_runs_from_the_restored_backup() -> None:
    late = _lost(_booked().at("12:00")).at("18:00").created("SO1", "1").end("22:00")
    assert word_of(late) == "late"
    assert word_of(_lost(_booked().at("19:00")).end("19:10")) == "indeterminate"


def test_a_number_that_is_given_again_belongs_to_the_order_that_has_it() -> None:
    book = _lost(_booked().at("15:00")).bought("2").created("SO1", "2").created("SO2", "1").end()
    assert (word_of(book, "1"), word_of(book, "2")) == ("compensated", "exact")
    assert [doc.number for doc in book.history().orders.stories["2"].erp] == ["SO1"]


def test_an_order_that_left_and_is_booked_again_is_a_second_parcel() -> None:
    book = _booked().at("11:00").erp_stock("A", 99).delivered("SO1", ref="1")
    book.at("11:05").reserved("A", 1, "1", "shipment_created").shop_stock("A", 99).shipped("1")
    _lost(book.at("12:00")).at("12:05").create_call("1").created("SO2", "1").end()
    assert word_of(book) == "duplicated"
    assert _cause(book, "duplicated") == "sent_again_after_backup"


def test_an_order_that_left_and_is_shown_is_on_the_desk() -> None:
    book = _booked().at("11:00").erp_stock("A", 99).delivered("SO1", ref="1")
    book.at("11:05").reserved("A", 1, "1", "shipment_created").shop_stock("A", 99).shipped("1")
    assert word_of(_lost(book.at("12:00")).shown("1").end()) == "stuck_visible"


def test_an_order_that_stayed_and_was_sent_again_is_explained_by_the_backup() -> None:
    book = _booked().at("12:00").say("erp", "erp.backup.restored", {}, {"as_of_ms": 0})
    book.at("12:05").create_call("1").created("SO2", "1").end()
    assert word_of(book) == "duplicated"
    assert _cause(book, "duplicated") == "sent_again_after_backup"


def test_two_orders_without_a_backup_are_explained_otherwise() -> None:
    book = _booked().at("12:05").create_call("1").created("SO2", "1").end()
    assert _cause(book, "duplicated") != "sent_again_after_backup"


def test_a_customer_that_is_gone_and_made_again_is_no_second_one() -> None:
    book = shared_shelf(Book()).at("10:00").bought("1", email="ann@example.com")
    book.customer("C1", "ann@example.com")
    book.say("erp", "erp.customer.lost", {"customer": "C1"}, {"email": "ann@example.com"})
    book.customer("C2", "ann@example.com").created("SO1", "1").end()
    assert "O2 duplicated_customer" not in kinds(book)
    book.customer("C3", "ann@example.com")
    assert "O2 duplicated_customer" in kinds(book), "the canary"


def test_invoices_that_are_gone_are_no_second_ones() -> None:
    book = _booked().at("11:00").invoiced("SO1", 1000)
    book.say("erp", "erp.document.lost", {"order": "SO1", "ref": "1", "document": "I"}, {"kind": "invoice"})
    book.at("12:00").invoiced("SO1", 1000).end()
    assert not book.history().papers.bills
