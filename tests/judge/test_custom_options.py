"""What shoppers entered and selected for custom options: compared in custom fields, whatever form it has there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.judge.oracles import Budgets, Case
from golive.record.ledger import MemoryLedger
from golive.record.run import Finding
from golive.scenario import load

from .ledgers import Book

WORDS = ("For Ada 1", "Wooden box")
HEAD: dict[str, Any] = {"payment": ["card", 1000, True], "shipping_method": "Flat Rate"}
SHOP: dict[str, Any] = {"method": "card", "store": "default", "shipping_method": "Flat Rate"}


def ledger(*customs: dict[str, Any], words: Sequence[str] = WORDS) -> Book:
    """Shop orders 1, 2 and so on with options, each with an ERP order that has these custom fields."""
    book = Book().at("10:00")
    for number, custom in enumerate(customs, 1):
        book.bought(str(number), options=list(words), **SHOP)
        book.created(f"SO{number}", str(number), **HEAD, custom={"sales_channel": "web", **custom})
    return book.at("20:00")


def found(book: Book, *sets: str) -> list[Finding]:
    scenario = load("calm", sets)
    case = Case(book.history(), MemoryLedger(book.facts), Budgets(), equality=scenario.judge)
    listed = look(case, Prices(scenario.costs)).listed
    return [each for each in listed if each.kind in ("wrong_content", "field_not_sent")]


@pytest.mark.parametrize(
    "custom",
    [
        {"options": "SKU-1: Engraving: For Ada 1, Wrapping: Wooden box"},
        {"engraving": "for ada 1", "wrapping": "WOODEN BOX"},
        {"note": "Wooden  box / For Ada 1"},
    ],
)
def test_any_field_and_form_is_right(custom: dict[str, Any]) -> None:
    assert found(ledger(custom)) == []


def test_words_of_one_order_that_are_missing_are_wrong_content() -> None:
    (finding,) = found(ledger({"options": ", ".join(WORDS)}, {"options": "Wooden box"}))
    assert (finding.kind, finding.key, finding.cause.code) == ("wrong_content", "2", "custom_options_lost")
    assert "'For Ada 1'" in finding.what
    assert "Wooden box" not in finding.what


def test_words_that_stand_in_no_order_are_reported_once() -> None:
    (finding,) = found(ledger({}, {}))
    assert (finding.kind, finding.key) == ("field_not_sent", "")
    assert "no custom options: 2 orders" in finding.what


def test_no_order_with_options_is_no_finding() -> None:
    assert found(ledger({}, words=())) == []


@pytest.mark.parametrize(
    ("refused", "words", "code"),
    [
        ("A-box", WORDS, "sku_of_options"),
        ("A-box", (), "refused_and_given_up"),
        ("B-box", WORDS, "refused_and_given_up"),
    ],
)
def test_a_refused_sku_with_the_suffix_of_an_option_is_named(
    refused: str, words: Sequence[str], code: str
) -> None:
    book = Book().at("10:00").bought("1", options=list(words), **SHOP).notice("1").at("10:01")
    book.create_call("1", status=422, truth="not_applied")
    book.facts[-1].data["reason"] = f"there is no item '{refused}'"
    case = Case(book.end("20:00").history(), MemoryLedger(book.facts), Budgets())
    (finding,) = [each for each in look(case, Prices(load("calm").costs)).listed if each.kind == "lost"]
    assert finding.cause.code == code


@pytest.mark.parametrize(("equality", "kinds"), [("demand", ["wrong_content"]), ("ignore", [])])
def test_a_scenario_demands_or_ignores_them(equality: str, kinds: list[str]) -> None:
    assert [each.kind for each in found(ledger({}), f"judge.{equality}=[options]")] == kinds
