"""Goods that customers send back: the returns of the shop against those of the ERP, and why they differ."""

from __future__ import annotations

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Finding
from golive.scenario import load

from .ledgers import Book
from .papers import asked_back, sent_back, sold, taken_back

REFUND, EXCHANGE = "Refund", "Exchange"
INTACT, DAMAGED = (1, "Opened", REFUND), (1, "Damaged", REFUND)
SWAPPED = (1, "Opened", EXCHANGE)
HOUR_MS = 3_600_000


def found(book: Book, clock: str = "20:00", **budgets: int) -> list[Finding]:
    """The findings about documents, but not those about refunds: the books here have no credit memos."""
    budgets.setdefault("return_ms", 2 * HOUR_MS)
    case = book.end(clock).case(**budgets)
    kinds = ("return_missing", "return_differs", "duplicated_document", "phantom_document")
    return [each for each in look(case, Prices(load("calm").costs)).listed if each.kind in kinds]


def code(book: Book) -> tuple[str, str]:
    (finding,) = found(book)
    return finding.kind, finding.cause.code


class TestReturnsThatAreRight:
    def test_intact_goods_are_in_stock_and_damaged_ones_are_not(self) -> None:
        book = sent_back([INTACT, DAMAGED]).at("14:10")
        assert found(taken_back(taken_back(book, 1), 1, "scrap")) == []

    def test_an_exchange_has_no_credit_memo(self) -> None:
        assert found(taken_back(sent_back([SWAPPED]).at("14:10"), 1)) == []

    def test_rejected_goods_are_not_taken_back(self) -> None:
        assert found(sent_back([INTACT], [0])) == []

    def test_goods_on_the_way_are_not_due(self) -> None:
        assert found(asked_back([INTACT])) == []

    @pytest.mark.parametrize(("clock", "count"), [("15:59", 0), ("16:01", 1)])
    def test_they_are_due_after_the_budget(self, clock: str, count: int) -> None:
        assert len(found(sent_back([INTACT]), clock)) == count

    def test_none_is_demanded_without_a_budget(self) -> None:
        case = sent_back([INTACT]).end().case()
        assert case.paperwork == []

    def test_a_desk_entry_keeps_one_visible(self) -> None:
        assert found(sent_back([INTACT]).shown("1")) == []


class TestReturnsThatAreMissing:
    def test_were_never_sent(self) -> None:
        (finding,) = found(sent_back([INTACT]))
        assert (finding.kind, finding.cause.code) == ("return_missing", "return_not_sent")
        assert finding.what.startswith("1 x A sent back in the shop, nothing taken back by the ERP")
        assert "never reads returns" in finding.cause.what

    @pytest.mark.parametrize(("row", "units"), [(INTACT, ": 1"), (DAMAGED, "ERP")])
    def test_leave_what_is_intact_in_no_stock(self, row: tuple[int, str, str], units: str) -> None:
        (finding,) = found(sent_back([row]))
        assert finding.what.endswith(units)

    def test_cost_a_share_of_the_goods_and_the_work(self) -> None:
        case = sent_back([INTACT]).end().case(return_ms=HOUR_MS)
        (finding,) = [each for each in case.paperwork if each.kind.name == "return_missing"]
        assert finding.cents == 1000

    @pytest.mark.parametrize(("status", "expected"), [(422, "return_refused"), (503, "return_given_up")])
    def test_were_sent_and_failed(self, status: int, expected: str) -> None:
        book = sent_back([INTACT]).at("14:10")
        book.call("erp.return.create", "1", status=status, truth="not_applied")
        assert code(book) == ("return_missing", expected)

    @pytest.mark.parametrize("others", [0, 3])
    def test_name_an_order_row_twice_where_all_others_are_there(self, others: int) -> None:
        book = sent_back([INTACT, DAMAGED])
        for number in range(others):
            plain_return(book, f"{number + 2}")
        assert code(book)[1] == ("split_return_not_sent" if others else "return_not_sent")


def plain_return(book: Book, order: str) -> None:
    """Another order whose goods came back, in the ERP too."""
    erp, keys = f"SO{order}", {"order": order, "return": f"R{order}"}
    row = ["A", 1, int(order), "Opened", EXCHANGE]
    book.bought(order, (("A", 1, 1000),)).created(erp, order).delivered(erp, [("A", 1)], ref=order)
    book.reserved("A", 1, order, "shipment_created").shipped(order).status(erp, "invoiced", order)
    book.say("shop", "shop.return.requested", keys, {"lines": [row], "by": "shopper"})
    book.say("shop", "shop.return.received", keys, {})
    book.say("shop", "shop.return.closed", keys, {"lines": [row], "by": "admin"})
    book.came_back(erp).call("erp.return.create", order)


class TestReturnsThatDiffer:
    def test_have_one_of_two_rows(self) -> None:
        book = sent_back([INTACT, DAMAGED]).at("14:10")
        assert code(taken_back(book, 1)) == ("return_differs", "return_rows_overwritten")

    @pytest.mark.parametrize(
        ("row", "disposition", "expected"),
        [(DAMAGED, "restock", "damaged_restocked"), (INTACT, "scrap", "intact_scrapped")],
    )
    def test_went_the_wrong_way(self, row: tuple[int, str, str], disposition: str, expected: str) -> None:
        book = taken_back(sent_back([row]).at("14:10"), 1, disposition)
        assert code(book) == ("return_differs", expected)


class TestReturnsThatNothingExplains:
    def test_are_of_units_that_were_rejected(self) -> None:
        book = taken_back(sent_back([(2, "Opened", REFUND)], [1]).at("14:10"), 2)
        assert code(book) == ("duplicated_document", "requested_not_approved")

    @pytest.mark.parametrize("arrives", [True, False])
    def test_were_booked_before_the_goods_arrived(self, arrives: bool) -> None:
        book = taken_back(asked_back([INTACT]).at("13:10"), 1)
        if arrives:
            late = sent_back([INTACT])
            book.at("14:00").facts.extend(late.facts[-2:])
        assert code(book) == ("phantom_document", "returned_before_arrival")

    def test_were_posted_twice(self) -> None:
        book = taken_back(sent_back([INTACT]).at("14:10"), 1)
        assert code(taken_back(book.at("14:20"), 1)) == ("duplicated_document", "sent_again")

    def test_have_no_return_in_the_shop(self) -> None:
        assert code(taken_back(sold().at("14:10"), 1)) == ("phantom_document", "no_refund_in_shop")
