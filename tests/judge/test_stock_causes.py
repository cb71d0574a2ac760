"""Why a quantity in the shop is wrong is read off the writes and the figures of the ERP at that time."""

from __future__ import annotations

import pytest

from golive.judge.causes.stock.written.formulas import FORMULAS
from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Cause, Finding
from golive.scenario import load

from .ledgers import Book

LISTED = "erp.stock.list"


def found(book: Book, kind: str = "residual_stock") -> list[Finding]:
    case = book.end("20:00").case()
    return [each for each in look(case, Prices(load("calm").costs)).listed if each.kind == kind]


def cause(book: Book, sku: str = "A") -> Cause:
    (finding,) = [each for each in found(book) if each.key == sku]
    return finding.cause


def code(book: Book, sku: str = "A") -> str:
    return cause(book, sku).code


def opened(*skus: str, units: int = 100, **more: int) -> Book:
    book = Book()
    for sku in skus or ("A",):
        book.erp_stock(sku, units, why="opening", **more)
        book.shop_stock(sku, max(0, units - sum(more.values())), why="opening")
    return book


def sent(book: Book, *rows: tuple[str, int], status: int = 200) -> Book:
    """The candidate reads the ERP and writes these quantities in one call."""
    book.call(LISTED, "", status=200, truth=None)
    for sku, units in rows if status < 300 else ():
        book.shop_stock(sku, units)
    truth = "applied" if status < 300 else "not_applied"
    return book.call("shop.stock.write", "", status=status, truth=truth)


def parcel(book: Book, order: str, clock: str, units: int, left: int) -> Book:
    """The ERP delivers an order; its stock falls to `left`."""
    book.at(clock).erp_stock("A", left, why="shipped").delivered(f"SO{order}", [("A", units)], ref=order)
    return book


def booked(book: Book, order: str, units: int, left: int) -> Book:
    """The shop books the shipment, which takes its units off the source and off the reservations."""
    book.shop_stock("A", left, why="shipment").reserved("A", units, order, "shipment_created")
    return book.shipped(order, [("A", units)])


class TestOrdersDeductedTwice:
    def ledger(self, minus: int) -> Book:
        book = opened().at("10:00").bought("1", [("A", 3, 1000)]).bought("2", [("A", 4, 1000)])
        book.created("SO1", "1").created("SO2", "2").erp_stock("A", 100, own=7, why="allocated")
        return sent(book.at("10:10"), ("A", 100 - minus))

    def test_fits(self) -> None:
        found = cause(self.ledger(7))
        assert found.code == "orders_deducted_twice"
        assert found.what == (
            "93 x A written to main at 10:10:00: the ERP had 100 for the shop, and 7 of them were taken off for open "
            "shop orders; the shop subtracts the same orders by its own reservations"
        )

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(5)) == ""

    def test_not_when_the_other_writes_are_right_with_orders_open(self) -> None:
        book = self.ledger(0)
        sent(book.at("10:20"), ("A", 100))
        sent(book.at("10:30"), ("A", 93))
        assert code(book) == ""


class TestHeldBackIgnored:
    def ledger(self, written: int) -> Book:
        book = opened(safety=2).at("10:00").erp_stock("A", 100, others=5, safety=2, why="allocated")
        return sent(book.at("10:10"), ("A", written))

    @pytest.mark.parametrize("written", [100, 98, 95])
    def test_fits(self, written: int) -> None:
        assert code(self.ledger(written)) == "held_back_ignored"

    def test_names_what_is_not_for_the_shop(self) -> None:
        assert (
            "of 100 on hand, 5 allocated to other channels and 2 of safety stock"
            in cause(self.ledger(100)).what
        )

    def test_not_with_other_units(self) -> None:
        assert code(self.ledger(99)) == ""


class TestParcels:
    def ledger(self) -> Book:
        book = opened().at("10:00").bought("1", [("A", 3, 1000)]).created("SO1", "1")
        return parcel(book, "1", "11:00", 3, 97)

    def test_left_out_of_the_stock_that_was_sent_before_the_shipment(self) -> None:
        book = sent(self.ledger().at("11:10"), ("A", 97))
        booked(book.at("11:20"), "1", 3, 94)
        assert code(book) == "parcels_left_out"

    def test_never_booked(self) -> None:
        found = cause(sent(self.ledger().at("11:10"), ("A", 97)))
        assert found.code == "shipment_not_told"
        assert found.what.startswith(
            "3 units of order 1 have left the ERP's warehouse and stay reserved in the shop"
        )

    def test_refused(self) -> None:
        book = self.ledger().at("11:05").call("shop.order.ship", "1", status=400, truth="not_applied")
        found = cause(sent(book.at("11:10"), ("A", 97)))
        assert found.code == "shipment_refused"
        assert "the shipment of order 1 at 11:05:00 ended with 400" in found.what

    def test_booked_in_the_shop_only(self) -> None:
        book = opened().at("10:00").bought("1", [("A", 3, 1000)]).created("SO1", "1")
        booked(book.at("11:00"), "1", 3, 97)
        assert code(sent(book.at("11:10"), ("A", 100))) == "shipped_only_in_shop"

    def test_no_finding_where_they_are_counted(self) -> None:
        book = sent(self.ledger().at("11:10"), ("A", 100))
        assert found(booked(book.at("11:20"), "1", 3, 97)) == []


class TestWarehouses:
    def ledger(self, written: int) -> Book:
        book = opened().erp_stock("A", 40, warehouse="other").shop_stock("A", 40, "other", why="opening")
        return sent(book.at("10:10"), ("A", written))

    def test_fits(self) -> None:
        found = cause(self.ledger(140))
        assert found.code == "warehouses_added_up"
        assert "main had 100 for the shop; the sum with other was sent" in found.what

    def test_not_with_another_sum(self) -> None:
        assert code(self.ledger(139)) == ""


class TestUnitFactor:
    def ledger(self, *written: int) -> Book:
        book = opened("A", "B")
        book.at("10:00").erp_stock("A", 90).erp_stock("B", 60)
        return sent(book.at("10:10"), ("A", written[0]), ("B", written[1]))

    def test_fits_packs_of_six(self) -> None:
        assert code(self.ledger(540, 360)) == "unit_factor"
        assert code(self.ledger(15, 10)) == "unit_factor"

    def test_not_where_the_factors_differ(self) -> None:
        assert code(self.ledger(180, 360)) == ""


class TestRepeatedChange:
    def ledger(self, told: str = "unknown") -> Book:
        book = opened().at("10:00").erp_stock("A", 97)
        book.at("10:10").shop_stock("A", 97).call("shop.stock.write", "A", told=told)
        return book.at("10:12").shop_stock("A", 94).call("shop.stock.write", "A")

    def test_fits(self) -> None:
        found = cause(self.ledger())
        assert found.code == "change_applied_twice"
        assert found.what == (
            "the change of -3 to A at main was applied at 10:10:00 (its reply was lost) and again at 10:12:00"
        )

    def test_fits_while_later_changes_continue_from_it(self) -> None:
        book = self.ledger("answered").at("12:00").erp_stock("A", 95)
        assert (
            code(book.at("12:10").shop_stock("A", 92).call("shop.stock.write", "A")) == "change_applied_twice"
        )

    def test_not_where_the_steps_differ(self) -> None:
        book = opened().at("10:00").erp_stock("A", 97).at("10:10").shop_stock("A", 97)
        assert code(book.at("10:12").shop_stock("A", 92)) == ""


class TestOldFigure:
    def test_an_old_snapshot(self) -> None:
        book = opened().at("10:00").erp_stock("A", 60)
        found = cause(sent(book.at("11:00"), ("A", 100)))
        assert found.code == "old_snapshot"
        assert "was true only until 10:00:00" in found.what

    def test_an_older_value_over_a_newer_one(self) -> None:
        book = opened().at("10:00").erp_stock("A", 60)
        book = sent(book.at("10:10"), ("A", 60))
        found = cause(sent(book.at("10:15"), ("A", 100)))
        assert found.code == "older_over_newer"
        assert found.what.startswith(
            "60 x A were written to main at 10:10:00, and 100, true only until 10:00:00"
        )

    def test_not_a_value_that_never_was_true(self) -> None:
        book = opened().at("10:00").erp_stock("A", 60)
        assert code(sent(book.at("11:00"), ("A", 99))) == ""


class TestNotWritten:
    def changed(self, units: int = 60, others: int = 0) -> Book:
        return (
            sent(opened("A", "B").at("09:00"), ("A", 100), ("B", 100))
            .at("10:00")
            .erp_stock("A", units, others)
        )

    def test_missed_while_others_are_written(self) -> None:
        book = self.changed().erp_stock("B", 90)
        assert code(sent(book.at("10:10"), ("B", 90))) == "change_not_sent"

    def test_zero(self) -> None:
        book = self.changed(0).erp_stock("B", 90)
        assert code(sent(book.at("10:10"), ("B", 90))) == "zero_not_sent"

    def test_not_zero_where_zeros_are_sent(self) -> None:
        book = self.changed(0).erp_stock("B", 0)
        assert code(sent(book.at("10:10"), ("B", 0))) == "change_not_sent"

    def test_allocations_only(self) -> None:
        book = self.changed(100, others=5).erp_stock("B", 90)
        assert code(sent(book.at("10:10"), ("B", 90))) == "allocation_not_noticed"

    def test_the_whole_job_stopped(self) -> None:
        assert code(self.changed()) == "stock_job_stopped"

    def test_not_stopped_while_it_reads(self) -> None:
        assert code(self.changed().at("10:10").call(LISTED, "", status=200, truth=None)) == ""

    def test_every_write_fails(self) -> None:
        book = sent(self.changed().at("10:10"), ("A", 60), status=401)
        found = cause(sent(book.at("10:20"), ("A", 60), status=401))
        assert found.code == "stock_writes_failed"
        assert found.what == "since 10:10:00 every write of any stock failed: 401 2 times"

    def test_every_reading_fails(self) -> None:
        book = self.changed().at("10:10").call(LISTED, "", status=401, truth=None)
        assert code(book) == "stock_reads_failed"

    def test_refused_with_its_batch(self) -> None:
        data = {"why": 'Product with SKU "X" does not exist.', "skus": ["A", "X"]}
        book = self.changed().at("10:10").say("shop", "shop.stock.refused", {}, data)
        book.call("shop.stock.write", "", status=400, truth="not_applied")
        assert code(sent(book.at("10:20"), ("B", 100))) == "batch_refused"

    def test_never_sent_at_all(self) -> None:
        assert code(opened().at("10:00").erp_stock("A", 60)) == "stock_never_sent"

    def test_written_under_another_code(self) -> None:
        assert code(sent(self.changed().at("10:10"), ("a ", 60))) == "other_code"


def test_out_of_stock_beside_the_right_quantity() -> None:
    book = opened().at("10:00").erp_stock("A", 60).at("10:10").shop_stock("A", 60, in_stock=False)
    assert code(book) == "flag_differs"


def test_a_refund_put_goods_on_sale_that_the_erp_never_got() -> None:
    book = opened().at("10:00").bought("1", [("A", 3, 1000)]).created("SO1", "1")
    parcel(book, "1", "11:00", 3, 97)
    booked(book.at("11:10"), "1", 3, 97)
    book.at("12:00").shop_stock("A", 100, why="refund")
    assert code(book) == "restocked_in_shop"


def test_reservations_of_a_cancelled_order_remain() -> None:
    book = opened().at("10:00").bought("1", [("A", 3, 1000)]).at("10:05")
    book.say("shop", "shop.order.cancelled", {"order": "1"}, {"why": "", "by": "shopper"})
    assert code(book) == "reservation_left"


def test_oversold_units_name_the_write_that_was_wrong_then() -> None:
    book = opened(units=10).at("09:00").erp_stock("A", 2).at("10:00")
    sent(book, ("A", 10)).at("10:30").bought("1", [("A", 5, 1000)])
    sent(book.at("11:00"), ("A", 2))
    (oversold,) = found(book, "oversold")
    assert oversold.cause.code == "old_snapshot"


def test_every_formula_has_a_sentence() -> None:
    from golive.judge.causes.stock.written.formula_sentences import SENTENCES

    assert {formula.code for formula in FORMULAS} == set(SENTENCES)
