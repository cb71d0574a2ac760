"""How often, and of what, a wrong discount was subtracted is read off what each article comes to."""

from __future__ import annotations

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Cause
from golive.scenario import load

from .ledgers import Book, Line, content

SHOP: list[Line] = [("A", 3, 1000, 300), ("B", 1, 2500, 250), ("C", 2, 500)]
"""10 % off two articles: 27.00, 22.50, and 10.00 without a discount."""


def booked(lines: list[Line], shop: list[Line] = SHOP, shipping: int = 490) -> Book:
    book = Book().at("10:00").bought("1", shop, shipping=490)
    return book.at("10:01").created("SO1", "1", **content(lines, shipping)).end("20:00")


def cause(lines: list[Line], shop: list[Line] = SHOP, shipping: int = 490) -> Cause:
    listed = look(booked(lines, shop, shipping).case(), Prices(load("calm").costs)).listed
    (finding,) = [each for each in listed if each.kind == "wrong_content"]
    return finding.cause


WRONG: dict[str, tuple[list[Line], str, str]] = {
    "in the price and beside it": (
        [("A", 3, 900, 300), ("B", 1, 2250, 250), ("C", 2, 500)],
        "discount_twice",
        "subtracted twice, in the unit price and beside it",
    ),
    "the last cent of a unit price": (
        [("A", 3, 867, 1), ("B", 1, 2250, 250), ("C", 2, 500)],
        "",
        "",
    ),
    "twice in the price": (
        [("A", 3, 800), ("B", 1, 2000), ("C", 2, 500)],
        "discount_twice",
        "subtracted twice, all in the unit price",
    ),
    "three times": (
        [("A", 3, 800, 300), ("B", 1, 2000, 250), ("C", 2, 500)],
        "discount_twice",
        "three times, in the unit price and beside it",
    ),
    "of the price after discount": (
        [("A", 3, 810), ("B", 1, 2025), ("C", 2, 500)],
        "discount_compounded",
        "10 % were taken",
    ),
    "added": ([("A", 3, 1100), ("B", 1, 2750), ("C", 2, 500)], "discount_added", "was added"),
    "per unit, beside the price": (
        [("A", 3, 1000, 900), ("B", 1, 2500, 250), ("C", 2, 500)],
        "discount_per_unit",
        "the discount of the row, 3.00",
    ),
    "per unit, in the price": (
        [("A", 3, 700), ("B", 1, 2250), ("C", 2, 500)],
        "discount_per_unit",
        "the discount of the row, 3.00",
    ),
    "not sent": ([("A", 3, 1000), ("B", 1, 2500), ("C", 2, 500)], "discount_wrong", "it was not sent"),
    "off an article that has none": (
        [("A", 3, 900, 300), ("B", 1, 2250, 250), ("C", 2, 400)],
        "",
        "",
    ),
    "off one of two articles": ([("A", 3, 900, 300), ("B", 1, 2500, 250), ("C", 2, 500)], "", ""),
}


@pytest.mark.parametrize(("lines", "code", "words"), WRONG.values(), ids=WRONG)
def test_the_cause_is_the_one_mistake_that_gives_the_numbers(
    lines: list[Line], code: str, words: str
) -> None:
    found = cause(lines)
    assert found.code == code
    assert words in found.what


def test_the_discount_was_subtracted_from_shipping_too() -> None:
    shop: list[Line] = [("A", 3, 1000, 300)]
    assert cause(shop, shop, shipping=190).code == "discount_off_shipping"
    assert cause(shop, shop, shipping=191).code == ""


def test_the_price_of_a_piece_was_rounded_after_the_discount() -> None:
    shop: list[Line] = [("A", 7, 1000, 300), ("C", 2, 500)]
    found = cause([("A", 7, 957), ("C", 2, 500)], shop)
    assert found.code == "unit_price_rounded"
    assert "7 x A for 66.99 instead of 67.00" in found.what
    assert cause([("A", 7, 950), ("C", 2, 500)], shop).code != "unit_price_rounded"
    assert cause([("A", 7, 957), ("C", 2, 499)], shop).code != "unit_price_rounded"


def test_two_units_say_nothing_about_units() -> None:
    assert cause([("A", 2, 1000, 400)], [("A", 2, 1000, 200)]).code == "discount_wrong"
    assert cause([("A", 2, 800)], [("A", 2, 1000, 200)]).code == "discount_twice"


@pytest.mark.parametrize(
    "lines",
    [
        [("A", 3, 900), ("B", 1, 2250), ("C", 2, 500)],
        [("A", 3, 1000, 550), ("B", 1, 2500), ("C", 2, 500)],
        [("A", 1, 1000, 300), ("A", 2, 1000), ("B", 1, 2500, 250), ("C", 2, 500)],
        [("A", 3, 901, 3), ("B", 1, 2250), ("C", 2, 500)],
    ],
    ids=["in the price", "on another line", "on one of two lines", "cents beside the price"],
)
def test_a_discount_in_another_place_is_no_finding(lines: list[Line]) -> None:
    listed = look(booked(lines).case(), Prices(load("calm").costs)).listed
    assert [each.kind for each in listed if each.kind == "wrong_content"] == []
