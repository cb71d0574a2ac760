"""A source in the stocks of two websites is offered twice: neither subtracts the orders of the other."""

from __future__ import annotations

from typing import Any

from .ledgers import Book
from .test_stock_causes import found, opened


def set_up(book: Book, sources: tuple[str, ...] = ("main",), websites: tuple[str, ...] = ("outlet",)) -> Book:
    now: dict[str, Any] = {
        "name": "Outlet", "websites": list(websites), "sources": dict.fromkeys(sources, 1)
    }  # fmt: skip
    return book.say(
        "shop", "shop.record.changed", {"record": "stock 3"}, {"by": "api", "was": None, "now": now}
    )


def bought_elsewhere(book: Book, order: str, units: int) -> Book:
    """An order that is sold from stock 3; its reservation does not count for the main website."""
    book.bought(order, [("A", units, 1000)])
    place = next(
        place
        for place, fact in enumerate(book.facts)
        if fact.kind == "shop.reservation.added" and fact.keys["order"] == order
    )
    fact = book.facts[place]
    book.facts[place] = fact._replace(data={**fact.data, "stock": 3})
    return book


def oversold(book: Book) -> list[str]:
    return [each.cause.code for each in found(book, "oversold")]


class TestSales:
    def sold(self, book: Book) -> Book:
        bought_elsewhere(book.at("10:00"), "1", 6)
        return book.at("10:10").bought("2", [("A", 7, 1000)])

    def test_units_that_the_other_stock_has_sold_are_explained(self) -> None:
        (finding,) = found(self.sold(set_up(opened(units=10).at("09:00"))), "oversold")
        assert finding.cause.code == "source_of_several_stocks"
        assert "stock 3 (outlet)" in finding.cause.what
        assert "the 6 units" in finding.cause.what

    def test_the_other_stock_may_be_the_one_that_sells(self) -> None:
        book = set_up(opened(units=10).at("09:00")).at("10:00").bought("1", [("A", 6, 1000)])
        assert oversold(bought_elsewhere(book.at("10:10"), "2", 7)) == ["source_of_several_stocks"]

    def test_not_without_such_a_stock(self) -> None:
        assert oversold(self.sold(opened(units=10))) not in ([], ["source_of_several_stocks"])

    def test_not_where_it_sells_from_another_source(self) -> None:
        book = set_up(opened(units=10).at("09:00"), sources=("north",))
        assert oversold(self.sold(book)) not in ([], ["source_of_several_stocks"])

    def test_not_where_no_website_sells_from_it(self) -> None:
        book = set_up(opened(units=10).at("09:00"), websites=())
        assert oversold(self.sold(book)) not in ([], ["source_of_several_stocks"])

    def test_not_where_more_units_are_missing_than_it_has_sold(self) -> None:
        book = set_up(opened(units=10).at("09:00")).at("09:10").erp_stock("A", 1, why="count")
        bought_elsewhere(book.at("10:00"), "1", 1)
        assert oversold(book.at("10:30").bought("2", [("A", 7, 1000)])) not in (
            [],
            ["source_of_several_stocks"],
        )


class TestDrift:
    def codes(self, book: Book) -> list[str]:
        return [each.cause.code for each in found(book)]

    def test_units_reserved_in_the_other_stock_are_offered_too(self) -> None:
        book = set_up(opened().at("09:00"))
        assert self.codes(bought_elsewhere(book.at("10:00"), "1", 6)) == ["source_of_several_stocks"]

    def test_not_without_such_a_stock(self) -> None:
        assert self.codes(bought_elsewhere(opened().at("10:00"), "1", 6)) == [""]

    def test_a_stock_for_all_websites_is_right(self) -> None:
        assert self.codes(opened().at("10:00").bought("1", [("A", 6, 1000)])) == []
