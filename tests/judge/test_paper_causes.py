"""Why documents are missing, twice, or of another amount is read off their calls and amounts."""

from __future__ import annotations

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Cause, Finding
from golive.scenario import load

from .ledgers import Book, content, shared_shelf
from .papers import repaid, sold, unshipped

CREDIT, PAY, MAKE = "erp.credit_note.create", "erp.payment.create", "erp.customer.create"


def listed(book: Book, kind: str, clock: str = "20:00") -> list[Finding]:
    case = book.end(clock).case()
    return [each for each in look(case, Prices(load("calm").costs)).listed if each.kind == kind]


def cause(book: Book, kind: str) -> Cause:
    (finding,) = listed(book, kind)
    return finding.cause


def code(book: Book, kind: str) -> str:
    return cause(book, kind).code


def credit(book: Book, cents: int, **more: object) -> Book:
    """A credit note and the call that posts it."""
    return book.credited("SO1", cents).call(CREDIT, "1", **more)  # type: ignore[arg-type]


class TestRefundsThatAreBalanced:
    """A unit of 10.00 was refunded less a fee of 2.50."""

    @pytest.mark.parametrize(("extra", "expected"), [(250, "refund_balanced"), (100, "sent_again")])
    def test_by_a_note_over_the_fee(self, extra: int, expected: str) -> None:
        book = credit(repaid(750).at("13:05"), 750)
        assert code(credit(book.at("13:06"), extra), "duplicated_document") == expected


class TestRefundsMadeAgain:
    def again(self, cents: int = 1000) -> Book:
        """The credit memo was credited, and sent to the service that refunds a memo as it is sent."""
        book = credit(repaid().at("13:05"), 1000).at("13:06")
        book.refunded("1", (("A", 1),), cents, full=False, lifted=False, by="api")
        return book.call("shop.creditmemo.refund", "", truth=None)

    def test_through_the_service_that_refunds(self) -> None:
        assert code(self.again(), "phantom_document") == "memo_refunded_again"

    def test_not_with_another_amount(self) -> None:
        assert code(self.again(600), "phantom_document") != "memo_refunded_again"


class TestRefundsThatAreMissing:
    def test_were_never_sent(self) -> None:
        found = cause(repaid(), "refund_missing")
        assert found.code == "refund_not_sent"
        assert found.what.endswith("never sent to the ERP: the integration never reads credit memos")

    def test_were_not_in_a_list_of_credit_memos(self) -> None:
        book = repaid().call("shop.creditmemo.list", "", status=200, truth=None)
        assert "no list of credit memos" in cause(book, "refund_missing").what

    @pytest.mark.parametrize(("status", "expected"), [(422, "refund_refused"), (503, "refund_given_up")])
    def test_were_sent_and_failed(self, status: int, expected: str) -> None:
        book = repaid().call(CREDIT, "1", status=status, truth="not_applied")
        assert code(book, "refund_missing") == expected

    def test_were_sent_before_the_end_of_the_integration(self) -> None:
        book = repaid().say("candidate", "candidate.ended", {}, {"why": "KeyError 'items'"})
        assert code(book, "refund_missing") == "crashed"

    def test_are_the_second_of_their_order(self) -> None:
        book = credit(repaid().at("13:05"), 1000)
        book.at("13:30").refunded("1", (), 300, full=False, lifted=False)
        assert code(book, "refund_missing") == "one_refund_per_order"

    def test_have_the_reference_of_the_first(self) -> None:
        book = credit(repaid().at("13:05"), 1000)
        book.at("13:30").refunded("1", (), 300, full=False, lifted=False)
        book.at("13:35").call(CREDIT, "1", status=200, truth="not_applied")
        assert code(book, "refund_missing") == "reference_used_twice"

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            ("reference 'R-1' is that of credit note CN1", "reference_used_twice"),
            ("the order is closed", "refund_refused"),
        ],
    )
    def test_are_refused_for_their_reference(self, reason: str, expected: str) -> None:
        book = credit(repaid().at("13:05"), 1000)
        book.at("13:30").refunded("1", (), 300, full=False, lifted=False)
        book.at("13:35").call(CREDIT, "1", status=409, truth="not_applied")
        book.facts[-1].data["reason"] = reason
        assert code(book, "refund_missing") == expected


class TestRefundsThatDiffer:
    @pytest.mark.parametrize(
        ("refunded", "credited", "expected"),
        [
            (700, 2000, "refunded_as_a_whole"),
            (1300, 1000, "adjustment_left_out"),
            (700, 1000, "adjustment_left_out"),
            (1500, 1261, "refund_tax_mode"),
            (1500, 700, ""),
        ],
    )
    def test_by_amount(self, refunded: int, credited: int, expected: str) -> None:
        book = credit(repaid(refunded), credited)
        assert code(book, "refund_differs") == expected


class TestDocumentsThatAreThereTwice:
    def twice(self, **first: object) -> Book:
        book = sold().at("12:10").payment("SO1", 2000).call(PAY, "1", **first)  # type: ignore[arg-type]
        return book.at("12:20").payment("SO1", 2000)

    def test_after_a_lost_reply(self) -> None:
        book = self.twice(told="unknown", how="timeout").call(PAY, "1")
        assert code(book, "duplicated_document") == "reply_lost"

    def test_after_a_kill(self) -> None:
        book = sold().at("12:10").payment("SO1", 2000).call(PAY, "1")
        book.say("candidate", "candidate.killed", {}, {"faults": ["kill"]}).at("12:20").payment("SO1", 2000)
        assert code(book.call(PAY, "1"), "duplicated_document") == "killed_after_booking"

    def test_by_two_workers(self) -> None:
        book = sold().at("12:10").payment("SO1", 2000).committed("a", PAY, "1")
        book.payment("SO1", 2000).committed("b", PAY, "1")
        book.at("12:11").answered("a", PAY, "1", sent="12:10").answered("b", PAY, "1", sent="12:10")
        assert code(book, "duplicated_document") == "taken_at_once"

    def test_by_another_event(self) -> None:
        book = sold().at("12:10").payment("SO1", 2000).call(PAY, "1")
        book.at("12:19").notice("1", "shop.order.updated", "e2").payment("SO1", 2000).call(PAY, "1")
        assert code(book, "duplicated_document") == "sent_by_two_triggers"

    def test_by_the_same_event(self) -> None:
        book = sold().at("12:09").notice("1").at("12:10").payment("SO1", 2000).call(PAY, "1")
        book.at("12:19").notice("1", copy=1).payment("SO1", 2000).call(PAY, "1")
        assert code(book, "duplicated_document") == "notice_twice"

    def test_by_a_later_run(self) -> None:
        assert code(self.twice().call(PAY, "1"), "duplicated_document") == "sent_again"

    def test_of_which_only_one_call_is_known(self) -> None:
        assert code(self.twice(), "duplicated_document") == ""

    def test_beside_a_return(self) -> None:
        book = repaid().came_back("SO1").credited("SO1", 1000, goods="RT1").credited("SO1", 1000)
        assert code(book, "duplicated_document") == "credited_by_return_too"


class TestDocumentsThatNothingExplains:
    def test_a_payment_of_an_order_that_was_never_paid(self) -> None:
        book = Book().at("10:00").placed("1", method="purchaseorder").created("SO1", "1").payment("SO1", 1000)
        assert code(book, "phantom_document") == "sent_unpaid"

    def test_a_credit_note_without_a_refund(self) -> None:
        assert code(credit(sold(), 500), "phantom_document") == "no_refund_in_shop"

    def test_an_order_of_another_channel(self) -> None:
        book = Book().created("SO9", "", by="till").payment("SO9", 1000)
        assert code(book, "phantom_document") == "order_of_others"


class TestPaymentsThatDiffer:
    @pytest.mark.parametrize(("cents", "expected"), [(1681, "payment_without_tax"), (900, "")])
    def test_by_amount(self, cents: int, expected: str) -> None:
        book = unshipped().payment("SO1", cents).call(PAY, "1")
        assert code(book, "captured_differs") == expected

    def test_of_the_wrong_total_of_the_erp_order(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000, 300)]).at("10:01")
        book.created("SO1", "1", **content([("A", 2, 1000)])).payment("SO1", 2000).call(PAY, "1")
        assert code(book, "captured_differs") == "payment_of_erp_total"

    def test_not_of_the_total_of_the_erp_order_where_another_amount_was_posted(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000, 300)]).at("10:01")
        book.created("SO1", "1", **content([("A", 2, 1000)])).payment("SO1", 1900).call(PAY, "1")
        assert code(book, "captured_differs") == ""


class TestCustomersThatAreThereTwice:
    def made(self, email: str = "me@example.com", **first: object) -> Book:
        book = Book().at("10:00").bought("1", email="me@example.com").bought("2", email="me@example.com")
        book.bought("3", email="me@example.com")
        book.at("10:01").customer("C1", "me@example.com", ref="KA").call(MAKE, "KA", **first)  # type: ignore[arg-type]
        book.at("10:02").customer("C2", email, ref="KB").call(MAKE, "KB")
        book.created("SO1", "1", customer="C1").created("SO2", "2", customer="C2")
        return book.created("SO3", "3", customer="C2")

    def test_by_case(self) -> None:
        assert code(self.made("Me@Example.com"), "duplicated_customer") == "email_compared_by_case"

    def test_after_a_lost_reply(self) -> None:
        book = self.made(told="unknown", how="timeout")
        assert code(book, "duplicated_customer") == "reply_lost"

    def test_for_no_reason_that_can_be_seen(self) -> None:
        assert code(self.made(), "duplicated_customer") == ""

    def test_per_order(self) -> None:
        book = Book().at("10:00").bought("1", email="a@b.c").bought("2", email="a@b.c")
        book.at("10:01").customer("C1", "a@b.c", ref="W-1").call(MAKE, "W-1").created(
            "SO1", "1", customer="C1"
        )
        book.at("10:02").customer("C2", "a@b.c", ref="W-2").call(MAKE, "W-2").created(
            "SO2", "2", customer="C2"
        )
        assert code(book, "duplicated_customer") == "customer_per_order"

    def of_guest_and(self, guest: bool) -> Book:
        book = (
            Book().at("10:00").bought("1", email="a@b.c", guest=True).bought("2", email="a@b.c", guest=guest)
        )
        book.at("10:01").customer("C1", "a@b.c", ref="M").call(MAKE, "M").created("SO1", "1", customer="C1")
        return (
            book.at("10:02")
            .customer("C2", "a@b.c", ref="7")
            .call(MAKE, "7")
            .created("SO2", "2", customer="C2")
        )

    def test_of_a_guest_who_registered(self) -> None:
        assert code(self.of_guest_and(guest=False), "duplicated_customer") == "guest_and_account"

    def test_not_of_a_guest_who_registered_where_both_orders_are_those_of_a_guest(self) -> None:
        assert code(self.of_guest_and(guest=True), "duplicated_customer") == "customer_per_order"


class TestEntries:
    def test_that_stay_after_the_order_arrived(self) -> None:
        book = Book().at("10:00").bought("1").at("10:05").shown("1").at("10:10").created("SO1", "1")
        assert code(book, "false_alarm") == "entry_not_withdrawn"

    def test_about_an_order_that_had_arrived(self) -> None:
        book = Book().at("10:00").bought("1").at("10:01").created("SO1", "1").at("10:10").shown("1")
        assert code(book, "false_alarm") == "alarm_without_failure"

    def test_that_come_after_many_attempts(self) -> None:
        book = Book().at("10:00").bought("1")
        for clock in ("10:01", "10:30", "11:00"):
            book.at(clock).refused("1").create_call("1", status=422, truth="not_applied")
        assert code(book.at("12:00").shown("1"), "shown_late") == "retried_before_shown"

    def test_that_come_long_after_the_only_attempt(self) -> None:
        book = Book().at("10:00").bought("1").refused("1").create_call("1", status=422, truth="not_applied")
        assert code(book.at("12:00").shown("1"), "shown_late") == "looked_at_late"
