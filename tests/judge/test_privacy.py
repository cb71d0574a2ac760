"""Personal data in the wrong place: what is found, where, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from golive.judge.oracles.privacy import privacy
from golive.record.run import Finding
from golive.scenario.model.judging import PRIVATE_FIELDS

from .ledgers import Book

PERSONAL = {
    "date_of_birth": "1984-05-17",
    "payment_token": "tok_4f3a9b1c2d",
    "marketing_consent": "double opt-in #77aa",
}


def with_personal(book: Book) -> Book:
    """The order placed last, with personal data."""
    place = next(at for at in reversed(range(len(book.facts))) if book.facts[at].kind == "shop.order.placed")
    book.facts[place] = book.facts[place]._replace(data={**book.facts[place].data, "personal": PERSONAL})
    return book


def found(book: Book, never: tuple[str, ...] = PRIVATE_FIELDS) -> list[Finding]:
    return privacy(replace(book.end().case(), never=never))


def booked(**content: Any) -> Book:
    book = with_personal(Book().at("10:00").bought("1"))
    return book.at("10:01").created("SO1", "1", **content)


def looked(book: Book, when: str, left: dict[str, list[str]], *changed: str) -> Book:
    data = {"when": when, "left": left, "known": 1, "changed": list(changed)}
    return book.say("run", "privacy.erasure", {"customer": "7"}, data)


def erased() -> Book:
    book = Book().at("10:00").bought("1").created("SO1", "1")
    return book.at("11:00").say(
        "shop", "shop.customer.erased", {"customer": "7"}, {"email": "a@b.c", "orders": 1}
    )


class TestFields:
    def test_an_order_without_them_holds(self) -> None:
        assert found(booked(custom={"sales_channel": "web", "note": "leave it at 1984"})) == []

    @pytest.mark.parametrize("written", ["1984-05-17", "19840517", "born 17.05.1984", "05/17/1984"])
    def test_a_date_of_birth_however_it_is_written(self, written: str) -> None:
        (finding,) = found(booked(custom={"note": written}))
        assert (finding.kind, finding.key, finding.cause.code) == (
            "private_in_erp",
            "1",
            "private_field_mapped",
        )
        assert "custom.note" in finding.what

    def test_several_fields_are_one_finding(self) -> None:
        (finding,) = found(booked(custom={"a": PERSONAL["date_of_birth"], "b": PERSONAL["payment_token"]}))
        assert finding.cause.code == "whole_record_sent"

    def test_in_an_address_or_the_payment(self) -> None:
        ship_to = ["Ada Byron", f"Road 1 ({PERSONAL['payment_token']})", "Bonn", "53111", "DE"]
        assert len(found(booked(ship_to=ship_to))) == 1
        assert (
            len(found(booked(payment=[PERSONAL["payment_token"], 1000, True], shipping_method="flat"))) == 1
        )

    def test_what_is_not_forbidden_may_be_sent(self) -> None:
        assert found(booked(custom={"a": PERSONAL["marketing_consent"]}), never=("date_of_birth",)) == []
        assert found(booked(custom={"a": PERSONAL["marketing_consent"]}), never=()) == []


class TestErasures:
    def test_nothing_left_holds(self) -> None:
        assert found(looked(erased().at("12:00"), "budget", {}, "C1")) == []

    def test_an_untouched_customer(self) -> None:
        (finding,) = found(looked(erased().at("12:00"), "budget", {"C1": ["email", "name"]}))
        assert (finding.kind, finding.key, finding.cause.code) == ("not_erased", "C1", "erasure_not_carried")

    def test_a_part_that_is_left(self) -> None:
        (finding,) = found(looked(erased().at("12:00"), "budget", {"C1": ["street"]}, "C1"))
        assert finding.cause.code == "erased_in_part"

    def test_data_that_come_back(self) -> None:
        book = looked(erased().at("12:00"), "budget", {}, "C1")
        (finding,) = found(looked(book.at("15:00"), "end", {"C1": ["name"]}, "C1"))
        assert finding.cause.code == "erased_data_back"

    def test_a_customer_is_found_once(self) -> None:
        book = looked(erased().at("12:00"), "budget", {"C1": ["name"]})
        assert len(found(looked(book.at("15:00"), "end", {"C1": ["name"]}))) == 1


@pytest.mark.parametrize(("kind", "cause"), [("secret", "secret_logged"), ("street", "personal_data_logged")])
def test_lines_of_the_log(kind: str, cause: str) -> None:
    book = Book().at("10:00").say("run", "privacy.logged", {}, {"kind": kind, "line": 3, "lines": 9})
    (finding,) = found(book)
    assert (finding.kind, finding.key, finding.cause.code) == ("private_in_log", kind, cause)
    assert "line 3" in finding.what
