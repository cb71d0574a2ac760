"""Articles with decimal quantities: compared in thousandths, said in units, and the causes of lost fractions."""

from __future__ import annotations

from typing import ClassVar

import pytest

from golive.judge.causes.content.articles.fractions import WAYS
from golive.judge.history.records.decimals import in_units, priced

from .ledgers import Book, Line
from .test_content_causes import cause

CLOTH, CHEESE = "CLOTH", "CHEESE"
BOUGHT: list[Line] = [(CLOTH, 500, 1333), (CHEESE, 2750, 890), ("A", 2, 1000)]


def amounts(lines: list[Line]) -> dict[str, int]:
    subtotal = sum(priced(row[2], row[1], is_decimal=row[0] != "A") for row in lines)
    return {"subtotal_cents": subtotal, "total_cents": subtotal, "discount_cents": 0, "shipping_cents": 0}


def booked(lines: list[Line], shop: list[Line] = BOUGHT) -> Book:
    book = Book().at("09:00").say("run", "run.decimals", {}, {"skus": [CLOTH, CHEESE]})
    book.at("10:00").bought("1", shop, **amounts(shop))
    rows = [[*row, 0] for row in lines]
    return book.at("10:01").created("SO1", "1", lines=rows, **amounts(lines))


def test_equal_thousandths_are_equal() -> None:
    case = booked(BOUGHT).end("20:00").case()
    assert not [
        each
        for each in case.history.orders.stories["1"].erp
        if each.lines != case.history.orders.stories["1"].lines
    ]
    assert case.verdicts["1"].word == "exact"


@pytest.mark.parametrize(
    ("way", "rows"),
    [
        ("cut to whole units", [(CHEESE, 2000, 890), ("A", 2, 1000)]),
        ("half a unit up", [(CLOTH, 1000, 1333), (CHEESE, 3000, 890), ("A", 2, 1000)]),
        ("half a unit to the even one", [(CHEESE, 3000, 890), ("A", 2, 1000)]),
    ],
)
def test_lost_fractions_are_told_with_the_way(way: str, rows: list[Line]) -> None:
    found = cause(booked(rows))
    assert found.code == "fractions_lost"
    assert way in found.what
    assert "2.75 x CHEESE as " in found.what


def test_a_missing_fraction_of_another_kind_is_no_lost_fraction() -> None:
    assert cause(booked([(CLOTH, 500, 1333), (CHEESE, 2500, 890), ("A", 2, 1000)])).code == "units_cut"


def test_whole_units_of_an_article_that_is_counted_are_no_lost_fraction() -> None:
    assert cause(booked([(CLOTH, 500, 1333), (CHEESE, 2750, 890), ("A", 1, 1000)])).code == "units_cut"


def test_a_row_that_every_order_lacks_was_left_out() -> None:
    book = Book().at("09:00").say("run", "run.decimals", {}, {"skus": [CLOTH]})
    shop: list[Line] = [(CLOTH, 500, 1333), ("A", 2, 1000)]
    for number in ("1", "2"):
        book.at(f"1{number}:00").bought(number, shop, **amounts(shop))
        book.created(f"SO{number}", number, lines=[["A", 2, 1000, 0]], **amounts([("A", 2, 1000)]))
    assert cause(book).code == "lines_left_out"


def test_rounding_has_its_own_result_for_each_way() -> None:
    assert [whole(2_500) for whole in WAYS.values()] == [2_000, 3_000, 2_000, 3_000]
    assert [whole(1_250) for whole in WAYS.values()] == [1_000, 1_000, 1_000, 2_000]


def test_differences_of_stock_are_said_in_units() -> None:
    book = Book().at("09:00").say("run", "run.decimals", {}, {"skus": [CLOTH]})
    book.erp_stock(CLOTH, 2_750).shop_stock(CLOTH, 2_000)
    history = book.end("20:00").history()
    assert history.stock.skus[CLOTH].unexplained == -750
    assert in_units(750, history.stock.skus[CLOTH].scale) == 0.75


class TestPacks:
    """The shop sells packs of 12, the ERP counts pieces; facts of both count pieces."""

    SHOP: ClassVar[list[Line]] = [("TEA", 24, 2388), ("A", 1, 1000)]

    def booked(self, tea: Line) -> Book:
        book = Book().at("09:00").say("run", "run.packs", {}, {"sizes": {"TEA": 12}})
        money = {"subtotal_cents": 5776, "total_cents": 5776, "discount_cents": 0}
        book.at("10:00").bought("1", self.SHOP, **money)
        return book.at("10:01").created("SO1", "1", lines=[[*tea, 0], ["A", 1, 1000, 0]], **money)

    def test_pieces_at_their_price_are_the_packs(self) -> None:
        assert self.booked(("TEA", 24, 199)).end("20:00").case().verdicts["1"].word == "exact"

    def test_packs_booked_as_pieces(self) -> None:
        found = cause(self.booked(("TEA", 2, 2388)))
        assert (found.code, "2 x TEA at 23.88" in found.what) == ("unit_factor", True)

    def test_fewer_pieces_at_their_price_are_no_factor(self) -> None:
        assert cause(self.booked(("TEA", 2, 199))).code == "units_cut"

    def test_loose_pieces_are_no_drift_and_a_missing_pack_is_one(self) -> None:
        for offered, apart in ((24, 0), (12, -12), (36, 12)):
            book = Book().at("09:00").say("run", "run.packs", {}, {"sizes": {"TEA": 12}})
            stock = book.erp_stock("TEA", 29).shop_stock("TEA", offered).end("20:00").history().stock
            assert (stock.skus["TEA"].unexplained, stock.skus["TEA"].expected) == (apart, 24)
