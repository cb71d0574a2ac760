"""Quantities in the shop that a formula, a constant, or shipments in the shop made wrong."""

from __future__ import annotations

import pytest

from .ledgers import Book
from .test_stock_causes import booked, cause, code, found, opened, parcel, sent


class TestOpenOrdersAddedBack:
    def ledger(self, units: int) -> Book:
        book = opened().at("10:00").bought("1", [("A", 3, 1000)]).bought("2", [("A", 4, 1000)])
        book.created("SO1", "1").created("SO2", "2").erp_stock("A", 100, own=7, why="allocated")
        return sent(book.at("10:10"), ("A", units))

    def test_fits(self) -> None:
        assert code(self.ledger(107)) == "orders_added_back"

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(106)) == ""


class TestNegativeAsStock:
    def ledger(self, units: int) -> Book:
        book = opened(units=5).at("10:00").erp_stock("A", 5, others=9, why="allocated")
        sent(book.at("10:05"), ("A", 0))
        book.at("10:30").erp_stock("A", 5, others=11, why="allocated")
        return sent(book.at("10:35"), ("A", units))

    def test_fits_where_the_other_writes_lost_the_sign_too(self) -> None:
        book = opened(units=5).at("10:00").erp_stock("A", 5, others=9, why="allocated")
        sent(book.at("10:05"), ("A", 4))
        book.at("10:30").erp_stock("A", 5, others=11, why="allocated")
        assert code(sent(book.at("10:35"), ("A", 6))) == "negative_as_stock"

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(7)) == ""


class TestConstantAdded:
    def ledger(self, *extra: int) -> Book:
        book = opened()
        for hour, units in enumerate(extra, 10):
            book.at(f"{hour}:00").erp_stock("A", 100 - 7 * (hour - 9) ** 2, why="counted")
            sent(book.at(f"{hour}:01"), ("A", 100 - 7 * (hour - 9) ** 2 + units))
        return book

    @pytest.mark.parametrize(("units", "words"), [(5, "5 units more"), (-5, "5 units less")])
    def test_fits(self, units: int, words: str) -> None:
        found = cause(self.ledger(units, units, units))
        assert found.code == "constant_added"
        assert words in found.what

    def test_not_with_two_constants(self) -> None:
        assert code(self.ledger(5, 6, 5)) == ""

    def test_not_after_two_writes(self) -> None:
        assert code(self.ledger(5, 5)) == ""


class TestReleasedTwice:
    def ledger(self) -> Book:
        book = opened().at("10:00").bought("1", [("A", 3, 1000)]).created("SO1", "1")
        return sent(book.at("10:05"), ("A", 100)).at("11:00").cancelled("1").status("SO1", "cancelled", "1")

    def test_fits(self) -> None:
        book = self.ledger().reserved("A", 3, "1", "order_canceled")
        assert code(book) == "released_twice"

    def test_not_where_it_was_released_once(self) -> None:
        assert found(self.ledger()) == []


class TestShippedElsewhere:
    def ledger(self, warehouse: str, other: bool = False) -> Book:
        """The ERP delivers from `warehouse`, with `other` also other goods from main; the shop books all at main."""
        book = opened("A", "B")
        for sku in ("A", "B"):
            book.erp_stock(sku, 100, warehouse="north").shop_stock(sku, 100, "north")
        sent(book.at("09:00"), ("A", 100))
        lines = [("A", 3, 1000), *([("B", 1, 1000)] if other else [])]
        book.at("10:00").bought("1", lines).created("SO1", "1").at("11:00")
        book.erp_stock("A", 97, warehouse=warehouse, why="shipped").delivered(
            "SO1", [("A", 3)], warehouse, "1"
        )
        book.shop_stock("A", 97, warehouse)
        if other:
            book.delivered("SO1", [("B", 1)], "main", "1")
        book.at("11:05").shop_stock("A", 97, "main", why="shipment").reserved("A", 3, "1", "shipment_created")
        return book.shipped("1", [("A", 3)])

    def test_fits(self) -> None:
        assert code(self.ledger("north")) == "shipped_elsewhere"

    def test_as_a_whole_where_another_parcel_left_there(self) -> None:
        assert code(self.ledger("north", other=True)) == "shipped_as_a_whole"


class TestBookedSince:
    def ledger(self, written: int) -> Book:
        """4 units leave at 10:30, `written` is sent at 10:40, and the shop books the shipment at 11:00."""
        book = opened().at("10:00").bought("1", [("A", 4, 1000)]).created("SO1", "1")
        sent(book.at("10:10"), ("A", 100))
        sent(parcel(book, "1", "10:30", 4, 96).at("10:40"), ("A", written))
        return booked(book.at("11:00"), "1", 4, written - 4)

    def test_fits(self) -> None:
        assert code(self.ledger(96)) == "parcels_left_out"

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(97)) == ""


class TestWholeShipments:
    def ledger(self, whole: bool) -> Book:
        """Order 1 leaves in two parcels and its shipment fails; order 2 shows how such are booked."""
        book = opened("A", "B", units=50)
        book.at("08:30").bought("2", [("B", 2, 1000)]).created("SO2", "2")
        book.at("08:40").erp_stock("B", 49).delivered("SO2", [("B", 1)], ref="2")
        book.at("08:50").erp_stock("B", 48).delivered("SO2", [("B", 1)], ref="2")
        book.shop_stock("B", 48).reserved("B", 2, "2", "shipment_created")
        if whole:
            book.shipped("2")
        else:
            book.shipped("2", [("B", 1)]).shipped("2", [("B", 1)])
        book.at("10:00").bought("1", [("A", 4, 1000), ("B", 1, 1000)]).created("SO1", "1")
        book.at("10:20").delivered("SO1", [("B", 1)], "north", "1").shop_stock("B", 48)
        sent(parcel(book, "1", "10:30", 4, 46).at("10:31"), ("A", 46))
        return book.at("10:35").call("shop.order.ship", "1", status=400, truth="not_applied")

    def test_fits_where_others_were_booked_as_a_whole(self) -> None:
        assert code(self.ledger(whole=True)) == "shipped_as_a_whole"

    def test_not_where_others_were_booked_parcel_by_parcel(self) -> None:
        assert code(self.ledger(whole=False)) == "shipment_refused"


class TestHealed:
    def test_has_the_cause_of_its_worst_error(self) -> None:
        book = opened(units=400).at("09:00").erp_stock("A", 400, others=60, why="allocated")
        sent(book.at("09:05"), ("A", 400))
        book.at("15:00").erp_stock("A", 400, others=70, why="allocated")
        sent(book.at("15:05"), ("A", 400))
        sent(book.at("19:00"), ("A", 330))
        (finding,) = found(book, "long_drift")
        assert finding.cause.code == "held_back_ignored"


class TestNothingButAllocations:
    def ledger(self, reads: int, on_hand: int = 100) -> Book:
        book = sent(opened("A", "B").at("09:00"), ("A", 100), ("B", 100))
        book.at("10:00").erp_stock("A", 100, others=5, why="allocated").erp_stock("B", on_hand, others=5)
        for minute in range(reads):
            book.at(f"10:{10 + minute}").call("erp.stock.list", "", status=200, truth=None)
        return book

    def test_fits_where_the_stock_is_read_and_nothing_is_written(self) -> None:
        found = cause(self.ledger(3))
        assert found.code == "allocation_not_noticed"
        assert "the stock was read 3 times since and never written" in found.what

    def test_not_after_one_read(self) -> None:
        assert code(self.ledger(1)) == ""

    def test_not_where_a_quantity_on_hand_changed_and_was_not_written_either(self) -> None:
        assert code(self.ledger(3, on_hand=90)) == ""


class TestReleasedAndAdded:
    def ledger(self, added: int, given_up: bool = True) -> Book:
        book = opened(units=100).at("10:00").bought("1", [("A", 3, 1000)]).created("SO1", "1")
        book.erp_stock("A", 100, own=3, why="allocated")
        sent(book.at("10:05"), ("A", 100))
        if given_up:
            book.at("10:10").cancelled("1").reserved("A", 3, "1", "order_canceled").status(
                "SO1", "cancelled", "1"
            )
            book.erp_stock("A", 100, why="deallocated")
        return sent(book.at("10:30"), ("A", 100 + added))

    def test_fits_where_as_many_units_were_added_as_an_order_gave_up(self) -> None:
        found = cause(self.ledger(3))
        assert found.code == "change_applied_twice"
        assert "as many as an order gave up at 10:10:00" in found.what

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(4)) == ""

    def test_not_where_no_order_gave_up_units(self) -> None:
        assert code(self.ledger(3, given_up=False)) != "change_applied_twice"


class TestOtherCode:
    def ledger(self, *quantities: int, own: bool = False) -> Book:
        book = sent(opened("A", "B").at("09:00"), *((("A", 100),) if own else ()), ("B", 100), ("X-1", 100))
        for hour, units in enumerate(quantities, 10):
            book.at(f"{hour}:00").erp_stock("A", 100 - hour, why="counted").erp_stock("B", 100 - 2 * hour)
            sent(book.at(f"{hour}:01"), ("B", 100 - 2 * hour), ("X-1", units))
        return book

    def test_fits_where_another_code_always_had_the_quantities_of_the_article(self) -> None:
        found = cause(self.ledger(90, 89))
        assert found.code == "other_code"
        assert "'X-1', which the ERP does not have, was written 3 times" in found.what

    def test_not_with_another_quantity_among_them(self) -> None:
        assert code(self.ledger(90, 88)) == "change_not_sent"

    def test_not_where_the_article_was_written_under_its_own_code(self) -> None:
        assert code(self.ledger(90, 89, own=True)) == "change_not_sent"
