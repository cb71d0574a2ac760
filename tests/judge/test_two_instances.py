"""An order that two instances of the integration sent while both ran: what is blamed on that, and what is not."""

from __future__ import annotations

from golive.judge.causes import explain
from golive.record.ledger import MemoryLedger, interwoven

from .ledgers import Book
from .test_causes import cause_of, code, told

CREATE = "erp.order.create"


def joined(book: Book, second: int = 2) -> Book:
    data = {
        "faults": ["deploy"],
        "instance": second,
        "beside": second - 1,
        "for_ms": 600_000,
        "version": "same",
    }
    return book.say("candidate", "candidate.joined", {}, data)


def sent_by(book: Book, number: str, instance: int | None) -> Book:
    """A create that was kept and answered at once."""
    book.created(number, "1").create_call("1")
    if instance is not None:
        for fact in book.facts[-2:]:
            fact.data["instance"] = instance
    return book


def by(first: int | None, again: int | None) -> Book:
    book = sent_by(joined(told()).at("10:00:05"), "SO1", first)
    return sent_by(book.at("10:00:20"), "SO2", again)


def test_fits_where_each_sent_it_while_both_ran() -> None:
    cause = cause_of(by(1, 2), "duplicated")
    assert cause.code == "two_instances"
    assert cause.what == (
        "two instances of the integration ran at once: instance 1 sent the order at 10:00:05 and instance 2 at 10:00:20"
    )
    assert "claim an order in the shared storage" in cause.fix


def test_fits_where_both_calls_were_under_way_at_once() -> None:
    book = joined(told()).at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
    book.facts[-1].data["instance"] = 1
    sent_by(book.at("10:00:03"), "SO2", 2)
    book.at("10:00:10").answered("a", CREATE, "1", sent="10:00:01")
    book.facts[-1].data["instance"] = 1
    assert code(book, "duplicated") == "two_instances"


def test_not_where_one_instance_sent_both() -> None:
    assert code(by(2, 2), "duplicated") == "outcome_not_kept"


def test_not_where_only_one_ran_when_the_first_or_the_second_was_sent() -> None:
    assert code(by(None, 2), "duplicated") == ""
    assert code(by(1, None), "duplicated") == ""
    assert code(by(None, None), "duplicated") == "outcome_not_kept"


def test_not_where_another_instance_was_started_in_between() -> None:
    """The calls belong to two overlaps: the third cannot have run when the first was sent."""
    book = sent_by(joined(told()).at("10:00:05"), "SO1", 1)
    sent_by(joined(book.at("10:10"), 3).at("10:10:20"), "SO2", 3)
    assert _explained(book) == ""
    assert _explained(by(1, 2)) == "two_instances"


def _explained(book: Book) -> str:
    """The cause from the order's facts and those about the candidate as a whole."""
    history, ledger = book.end("23:00").history(), MemoryLedger(book.facts)
    facts = interwoven(ledger.about("1"), ledger.lives())
    return explain("duplicated", history.orders.stories["1"], facts).code


def test_not_where_a_repeated_notice_set_the_second_off() -> None:
    book = sent_by(joined(told()).at("10:00:05"), "SO1", 1)
    sent_by(book.at("10:00:19").notice("1", copy=1).at("10:00:20"), "SO2", 2)
    assert code(book, "duplicated") == "notice_twice"


def test_not_where_the_reply_to_the_first_was_lost_and_the_other_sent_it_again() -> None:
    book = joined(told()).at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
    book.at("10:00:31").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:00:01")
    for fact in book.facts[-2:]:
        fact.data["instance"] = 1
    sent_by(book.at("10:00:50"), "SO2", 2)
    assert code(book, "duplicated") == "reply_lost"
