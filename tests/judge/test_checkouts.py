"""Checkouts that wait for the integration: what is found, counted and priced."""

from __future__ import annotations

from typing import Any

import pytest

from golive.judge.figures import percentile
from golive.judge.history import History

from .ledgers import Book, findings


def waited(book: Book, number: str, ms: int, outcome: str = "success", stopped: bool = False) -> Book:
    data: dict[str, Any] = {
        "ms": ms,
        "outcome": outcome,
        "said": "out of stock" if outcome == "exception" else "",
        "stopped": stopped,
        "value_cents": 5_000,
    }
    return book.say("shop", "shop.checkout.waited", {"checkout": number}, data)


def test_a_checkout_that_waited_and_was_placed_is_no_finding() -> None:
    book = waited(Book().at("10:00"), "1", 400).end()
    assert [each for each in findings(book) if each.oracle == "O10"] == []


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("timeout", "no answer in time"),
        ("unreachable", "no connection"),
        ("exception", "out of stock"),
    ],
)
def test_a_checkout_the_integration_stopped_is_one_finding(outcome: str, said: str) -> None:
    book = waited(Book().at("10:00"), "7", 5_000, outcome, stopped=True).end()
    (found,) = [each for each in findings(book) if each.oracle == "O10"]
    assert (found.key, found.kind, found.cause.code) == ("7", "checkout_stopped", "checkout_coupled")
    assert said in found.what


def test_a_checkout_that_went_on_without_an_answer_is_no_finding_and_its_wait_counts() -> None:
    book = waited(Book().at("10:00"), "1", 5_000, "timeout").end()
    assert [each for each in findings(book) if each.oracle == "O10"] == []
    assert book.history().checkouts.waits_ms == [5_000]


def test_where_no_checkout_asks_there_is_no_figure_and_no_failure() -> None:
    history = History.of(Book().at("10:00").end().facts)
    assert percentile(sorted(history.checkouts.waits_ms), 0.95) is None
    assert history.checkouts.stopped == []
