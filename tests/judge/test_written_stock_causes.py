"""Quantities that were wrong when they were written: each ledger has exactly the cause that it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .ledgers import Book
from .test_stock_causes import cause, code, found, opened, sent

SKUS = ("A", "B", "C", "D")
UNITS = (117, 235, 353, 471)


def written(wrong: Callable[[int, int], int], rounds: int = 3) -> Book:
    """Four articles fall by some units three times, and after each time a wrong quantity is written for all."""
    book = Book()
    for sku, units in zip(SKUS, UNITS, strict=True):
        book.erp_stock(sku, units, why="opening").shop_stock(sku, units, why="opening")
    for number in range(1, rounds + 1):
        book.at(f"1{number}:00")
        left = [units - 2 * number**2 for units in UNITS]
        for sku, units in zip(SKUS, left, strict=True):
            book.erp_stock(sku, units, why="sold")
        book.after(5_000)
        sent(book, *((sku, wrong(units, number)) for sku, units in zip(SKUS, left, strict=True)))
    return book


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ("quantity_capped", lambda units, number: min(units, 50)),
        ("quantity_rounded", lambda units, number: units // 10 * 10),
        ("quantity_rounded", lambda units, number: -(-units // 25) * 25),
        ("share_sent", lambda units, number: units * 9 // 10),
        ("constant_added", lambda units, number: units - 3),
        ("unit_factor", lambda units, number: units * 6),
        ("change_as_quantity", lambda units, number: 2 * (2 * number - 1)),
    ],
)
def test_each_mistake_has_its_cause_for_every_article(
    expected: str, wrong: Callable[[int, int], int]
) -> None:
    book = written(wrong)
    assert {each.cause.code for each in found(book)} == {expected}


def test_a_constant_shows_in_all_articles_where_each_was_written_once() -> None:
    assert code(written(lambda units, number: units - 3, rounds=1)) == "constant_added"


def test_right_quantities_are_no_finding() -> None:
    assert not found(written(lambda units, number: units))


def test_quantities_without_a_rule_have_no_cause() -> None:
    chance = iter([31, 408, 77, 260, 19, 333, 145, 402, 88, 217, 59, 391])
    assert {each.cause.code for each in found(written(lambda units, number: next(chance)))} == {""}


def test_the_quantity_of_another_article() -> None:
    book = Book()
    for sku, units in zip(SKUS, UNITS, strict=True):
        book.erp_stock(sku, units, why="opening").shop_stock(sku, units, why="opening")
    for number in range(1, 4):
        book.at(f"1{number}:00")
        left = {sku: units - 7 * number for sku, units in zip(SKUS, UNITS, strict=True)}
        for sku, units in left.items():
            book.erp_stock(sku, units, why="sold")
        book.after(5_000)
        sent(book, ("A", left["B"]), ("B", left["A"]), ("C", left["C"]), ("D", left["D"]))
    assert code(book) == "quantity_of_another_article"
    assert "(B)" in cause(book).what


def test_the_quantity_of_another_warehouse() -> None:
    book = Book()
    for sku, units in zip(SKUS, UNITS, strict=True):
        for place, at in (("main", units), ("north", units - 100)):
            book.erp_stock(sku, at, warehouse=place, why="opening").shop_stock(sku, at, place, why="opening")
    for number in range(1, 4):
        book.at(f"1{number}:00")
        for sku, units in zip(SKUS, UNITS, strict=True):
            book.erp_stock(sku, units - number, why="sold")
        book.after(5_000).call("erp.stock.list", "", status=200, truth=None)
        for sku, units in zip(SKUS, UNITS, strict=True):
            book.shop_stock(sku, units - 100)
        book.call("shop.stock.write", "", status=200)
    assert {each.cause.code for each in found(book)} == {"other_warehouse"}


class TestOneWayOnly:
    def fallen(self, others: Callable[[int], int]) -> Book:
        """The quantity of A fell and was not written; those of the others were."""
        book = opened(*SKUS).at("11:00")
        for number, sku in enumerate(SKUS[1:], 1):
            book.erp_stock(sku, others(number), why="received")
        sent(book.after(5_000), *((sku, others(number)) for number, sku in enumerate(SKUS[1:], 1)))
        book.at("12:00").erp_stock("A", 90, why="sold").at("13:00").erp_stock("B", 200, why="received")
        return sent(book.after(5_000), ("B", 200))

    def test_only_rising_quantities_are_written(self) -> None:
        assert code(self.fallen(lambda number: 100 + number)) == "one_way_only"

    def test_one_that_fell_was_written_as_well(self) -> None:
        assert code(self.fallen(lambda number: 102 - number * 2)) == "change_not_sent"


class TestSurplusOrders:
    def oversold(self) -> Book:
        """One unit is left in both systems; a second ERP order takes it, and the next order wants it."""
        book = opened("A", units=2).at("10:00").bought("1").erp_stock("A", 2, own=1).created("SO1", "1")
        book.at("10:01").created("SO2", "1").erp_stock("A", 2, others=1)
        return book.at("10:02").bought("2").created("SO3", "2")

    def test_units_of_a_second_order_are_pointed_to_its_finding(self) -> None:
        (finding,) = found(self.oversold(), "oversold")
        assert finding.cause.code == "stock_of_surplus_order"
        assert "SO2" in finding.cause.what
        assert "duplicated of 1" in finding.cause.what

    def test_units_of_a_phantom_are_as_well(self) -> None:
        book = opened("A", units=2).at("10:00").bought("1").erp_stock("A", 2, own=1).created("SO1", "1")
        book.at("10:01").created("SO2", "W-77", email="other@example.com", total_cents=2000)
        book.erp_stock("A", 2, others=1).at("10:02").bought("2").created("SO3", "2")
        (finding,) = found(book, "oversold")
        assert "phantom of W-77" in finding.cause.what

    def test_units_of_other_channels_are_not(self) -> None:
        book = opened("A", units=2).at("10:00").bought("1").erp_stock("A", 2, own=1).created("SO1", "1")
        book.at("10:01").erp_stock("A", 2, others=1).at("10:02").bought("2")
        (finding,) = found(book.created("SO3", "2"), "oversold")
        assert finding.cause.code == "sold_within_cadence"
