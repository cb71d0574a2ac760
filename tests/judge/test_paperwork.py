"""Documents beside orders: what is due when, what it costs, acknowledgements. The cases are in tests/verdict."""

from __future__ import annotations

import pytest

from golive import scenario
from golive.judge.cost import Prices
from golive.judge.oracles import ORACLES, Budgets, Case
from golive.record.ledger import MemoryLedger

from .ledgers import HOUR_MS, Book, findings, kinds, word_of
from .papers import put_back, repaid, sold, unshipped

COSTS = scenario.load("calm").costs


def cost(book: Book, kind: str) -> int:
    case = book.case()
    oracle = next(each for each in ORACLES if kind in each.price)
    found = [finding for finding in oracle.check(case) if finding.kind == kind]
    return oracle.cost(case, Prices(COSTS), kind, found)


class TestRefunds:
    def test_are_due_an_hour_after_the_credit_memo(self) -> None:
        assert kinds(repaid().end("13:59"), "O1") == []
        assert kinds(repaid().end("14:00"), "O1") == ["O1 refund_missing"]

    def test_are_due_an_hour_after_the_invoice_that_they_reduce(self) -> None:
        book = sold(invoiced=False).at("11:30").refunded("1", [("A", 1)], 1000, full=False, lifted=False)
        book.at("13:00").invoiced("SO1", 2000)
        assert kinds(book.end("13:59"), "O1") == []
        assert kinds(book.end("14:00"), "O1") == ["O1 refund_missing"]

    def test_name_both_amounts_and_the_facts(self) -> None:
        book = repaid().credited("SO1", 400)
        (found,) = findings(book.end(), "O1")
        assert (found.kind, found.what) == (
            "refund_differs",
            "10.00 refunded in the shop, 4.00 credited in the ERP",
        )
        assert {book.facts[seq - 1].kind for seq in found.evidence} == {
            "shop.order.refunded",
            "erp.credit_note.posted",
        }

    def test_of_several_the_one_that_is_missing_is_missing(self) -> None:
        book = repaid().credited("SO1", 1000).refunded("1", (), 300, full=False, lifted=False)
        (found,) = findings(book.end(), "O1")
        assert found.kind == "refund_missing"

    def test_of_a_lost_order_are_part_of_its_loss(self) -> None:
        book = Book().at("10:00").bought("1").refunded("1", (), 300, full=False, lifted=False)
        assert kinds(book.end(), "O1") == ["O1 lost"]

    def test_on_the_desk_are_visible_until_the_entry_is_taken_off(self) -> None:
        assert kinds(repaid().shown("1").end(), "O1", "O12") == []
        answered = repaid().shown("1").credited("SO1", 1000)
        assert kinds(answered.end(), "O1", "O12") == ["O12 false_alarm"]
        assert kinds(repaid().shown("1").resolved("1").end(), "O1") == ["O1 refund_missing"]


class TestGoodsThatLeftAlthoughTheyWereGivenUp:
    def left(self) -> Book:
        book = unshipped().at("10:59").erp_stock("A", 98).delivered("SO1", [("A", 2)], ref="1")
        book.at("11:00").refunded("1").at("11:30").shop_stock("A", 98).at("12:00")
        return book.status("SO1", "invoiced", "1").invoiced("SO1", 2000).at("13:00")

    def test_are_a_wrong_state(self) -> None:
        assert word_of(self.left().end()) == "wrong_state"

    def test_are_right_once_they_are_credited(self) -> None:
        assert word_of(self.left().credited("SO1", 2000).end()) == "exact"

    def test_are_right_once_they_are_back(self) -> None:
        book = put_back(self.left().came_back("SO1", [("A", 2)]), 2)
        assert word_of(book.end()) == "exact"

    def test_stay_wrong_where_a_part_is_credited(self) -> None:
        assert word_of(self.left().credited("SO1", 1000).end()) == "wrong_state"
        assert word_of(self.left().came_back("SO1", [("A", 1)]).end()) == "wrong_state"


class TestCosts:
    def test_a_payment_too_much_costs_work_and_a_share_of_its_amount(self) -> None:
        book = sold().payment("SO1", 2000).payment("SO1", 2000).end()
        assert cost(book, "duplicated_document") == 400 + Prices(COSTS).rekey

    @pytest.mark.parametrize("kind", ["refund_missing", "refund_differs"])
    def test_a_refund_costs_work_and_a_contact(self, kind: str) -> None:
        book = repaid() if kind == "refund_missing" else repaid().credited("SO1", 500)
        assert cost(book.end(), kind) == Prices(COSTS).rekey + Prices(COSTS).contact

    def test_a_second_customer_costs_work(self) -> None:
        book = Book().at("10:00").bought("1", email="a@example.com").customer("C1", "a@example.com")
        book.customer("C2", "A@example.com").created("SO1", "1")
        assert cost(book.end(), "duplicated_customer") == Prices(COSTS).rekey


class TestAcknowledgements:
    def found(self, book: Book, budget_ms: int | None) -> list[str]:
        case = Case(book.history(), MemoryLedger(book.facts), Budgets(acknowledgement_ms=budget_ms))
        completeness = next(each for each in ORACLES if each.info.code == "O1")
        return [finding.kind for finding in completeness.check(case)]

    def test_are_not_demanded_unless_a_scenario_does(self) -> None:
        assert self.found(sold().end(), None) == []

    def test_are_missing_after_their_time(self) -> None:
        assert self.found(sold().end("20:00"), HOUR_MS) == ["unacknowledged"]
        assert self.found(sold().end("20:00"), 12 * HOUR_MS) == []

    def test_are_comments_with_the_number_of_the_erp(self) -> None:
        assert self.found(sold().commented("1", "ERP order SO1").end(), HOUR_MS) == []
        assert self.found(sold().commented("1", "thank you").end(), HOUR_MS) == ["unacknowledged"]
        assert list(sold().commented("1", "SO1").history().acknowledgements.lags_ms) == [119 * 60_000]
