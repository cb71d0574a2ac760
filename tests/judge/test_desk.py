"""What people at the desk change about verdicts, causes, harm and figures, in ledgers written by hand."""

from __future__ import annotations

from typing import Any

from golive.judge.causes import explain
from golive.judge.history import History
from golive.record.ledger import MemoryLedger
from golive.record.run import Cause

from .ledgers import MINUTE_MS, Book, kinds, shared_shelf, verdict_of, word_of


def clerk(book: Book, did: str, order: str = "1", **data: Any) -> Book:
    return book.say("clerk", f"clerk.{did}", {"order": order}, {"clerk": "clerk:1", **data})


def refused() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1").refused("1").shown("1")


def sent_in_the_end(book: Book) -> Book:
    book.created("SO1", "1").resolved("1").at("14:00").erp_stock("A", 99).delivered("SO1", ref="1")
    return book.at("14:05").shop_stock("A", 99).reserved("A", 1, "1", "shipment_created").shipped("1").end()


def helped() -> Book:
    book = clerk(
        clerk(refused().at("10:20"), "opened", what="not in the ERP").at("10:25"),
        "repaired",
        code="",
        what="x",
    )
    book = clerk(clerk(book, "retried", press=1), "done", outcome="retried", ms=5 * MINUTE_MS)
    return sent_in_the_end(book)


def typed(book: Book, number: str, with_reference: bool, order: str = "1") -> Book:
    book.created(
        number, order if with_reference else "", like=order, by="clerk:1", email="guests@example.com"
    )
    keys = {"order": order, "number": number}
    return book.say("clerk", "clerk.rekeyed", keys, {"clerk": "clerk:1", "with_reference": with_reference})


def cause_of(book: Book, kind: str) -> Cause:
    history = History.of(book.facts)
    facts = MemoryLedger(book.facts).about("1")
    return explain(kind, history.orders.stories["1"], facts)


class TestVerdict:
    def test_repaired_and_retried_is_late_and_not_stuck(self) -> None:
        assert word_of(helped()) == "late"

    def test_within_the_budget_it_is_exact(self) -> None:
        book = clerk(refused().at("10:05"), "opened", what="x")
        assert word_of(sent_in_the_end(book)) == "exact"

    def test_handed_on_it_is_still_stuck_and_visible(self) -> None:
        book = clerk(refused().at("10:20"), "handed_on", why="the goods are not available")
        assert word_of(book.end()) == "stuck_visible"

    def test_typed_without_reference_belongs_to_the_order_it_was_typed_from(self) -> None:
        """Though another order has the same content and came first."""
        book = (
            shared_shelf(Book()).at("09:00").bought("0", email="a@b.c").at("10:00").bought("1", email="a@b.c")
        )
        history = typed(book, "SO1", with_reference=False).end().history()
        assert [doc.number for doc in history.orders.stories["1"].erp] == ["SO1"]
        assert not history.orders.stories["0"].erp
        assert history.orders.phantoms == []

    def test_typed_and_sent_is_twice(self) -> None:
        book = typed(refused(), "SO1", with_reference=False).resolved("1").created("SO2", "1").end()
        assert word_of(book) == "duplicated"

    def test_what_a_clerk_entered_and_says_nothing_of_is_a_phantom(self) -> None:
        book = refused().created("SO1", "", like="1", by="clerk:1").end()
        assert "O2 phantom" in kinds(book, "O2")


class TestCause:
    def test_typed_then_sent(self) -> None:
        book = typed(refused().at("10:30"), "SO1", with_reference=False)
        book.at("11:00").created("SO2", "1").create_call("1").end()
        found = cause_of(book, "duplicated")
        assert found.code == "entered_by_hand"
        assert "without a reference; after that, at 11:00:00" in found.what

    def test_sent_then_typed_with_the_number(self) -> None:
        book = refused().at("10:10").created("SO1", "1").create_call("1").at("10:30")
        found = cause_of(typed(book, "SO2", with_reference=True).end(), "duplicated")
        assert found.code == "entered_by_hand"
        assert "with its number as reference; before that, at 10:10:00" in found.what

    def test_near_miss_sent_twice_besides(self) -> None:
        book = refused().at("10:10").created("SO1", "1").create_call("1").created("SO2", "1").create_call("1")
        assert cause_of(typed(book, "SO3", with_reference=True).end(), "duplicated").code != "entered_by_hand"

    def test_near_miss_nothing_was_typed(self) -> None:
        book = refused().at("10:10").created("SO1", "1").create_call("1").created("SO2", "1").create_call("1")
        assert cause_of(book.end(), "duplicated").code != "entered_by_hand"

    def test_a_parcel_that_cannot_be_reported_to_the_shop(self) -> None:
        book = typed(refused().at("10:30"), "SO1", with_reference=False).resolved("1")
        book.at("12:00").erp_stock("A", 99).delivered("SO1").end()
        assert word_of(book) == "wrong_state"
        assert cause_of(book, "wrong_state").code == "entered_by_hand"


class TestFigures:
    def test_of_an_entry_that_was_seen_to(self) -> None:
        desk = helped().history().desk
        assert (desk.entries, desk.still_open, desk.spans_ms) == (1, 0, [25 * MINUTE_MS])
        assert desk.work_ms == 5 * MINUTE_MS
        row = desk.rows[0]
        assert (row.order, row.by, row.did) == ("1", "clerk:1", ["x", "retried"])
        assert row.opened_ms is not None
        assert row.opened_ms - row.shown_ms == 20 * MINUTE_MS

    def test_of_an_unread_entry(self) -> None:
        desk = refused().shown("1", "again").end().history().desk
        assert (desk.entries, desk.still_open, desk.spans_ms) == (1, 1, [])
        assert (desk.rows[0].what, desk.rows[0].by) == ("again", "")

    def test_taken_off_and_put_up_again_are_two(self) -> None:
        desk = refused().resolved("1").shown("1").resolved("1").resolved("1").end().history().desk
        assert (desk.entries, desk.still_open, len(desk.spans_ms)) == (2, 0, 2)

    def test_a_verdict_says_why(self) -> None:
        assert verdict_of(refused().end()).why == "on the desk: not in the ERP"
