"""Exactly one word per order, and which word wins when several apply."""

from __future__ import annotations

from typing import Any

import pytest

from .ledgers import Book, shared_shelf, verdict_of, whole_life, word_of

HOUR_MS = 3_600_000


def bought() -> Book:
    return Book().at("10:00").bought("1")


def in_erp() -> Book:
    return bought().at("10:01").created("SO1", "1")


class TestEachWord:
    def test_exact_is_one_right_order_in_time(self) -> None:
        assert word_of(whole_life().end()) == "exact"

    def test_late_counts_from_the_payment_not_from_the_order(self) -> None:
        book = Book().at("09:00").placed("1", method="banktransfer").at("10:00").paid("1")
        in_time = book.at("10:14").created("SO1", "1").end()
        assert word_of(in_time) == "exact"
        late = bought().at("10:16").created("SO1", "1").end()
        assert verdict_of(late).why == "16.0 minutes from due to live"

    def test_late_counts_up_to_the_release_of_a_draft(self) -> None:
        book = bought().created("SO1", "1", status="draft").at("11:00").status("SO1", "released").end()
        assert word_of(book) == "late"

    def test_an_order_on_account_is_due_when_it_is_placed(self) -> None:
        book = Book().at("10:00").placed("1", method="purchaseorder").at("11:00").created("SO1", "1").end()
        assert word_of(book) == "late"

    def test_compensated_is_a_second_order_that_was_cancelled_again(self) -> None:
        book = in_erp().created("SO2", "1").at("10:05").status("SO2", "cancelled").end()
        assert verdict_of(book).why == "1 extra ERP order(s) cancelled"
        assert word_of(book) == "compensated"

    def test_compensated_is_a_dropped_order_that_was_sent_again(self) -> None:
        book = bought().dropped("SO1", "1").at("10:10").created("SO2", "1").end()
        assert word_of(book) == "compensated"

    def test_a_repair_counts_from_the_order_that_was_kept(self) -> None:
        book = in_erp().status("SO1", "cancelled").at("11:00").created("SO2", "1").end()
        assert word_of(book) == "late"

    def test_duplicated_is_two_live_orders(self) -> None:
        verdict = verdict_of(in_erp().created("SO2", "1").end())
        assert verdict.word == "duplicated"
        assert len(verdict.evidence) == 2

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"currency": "USD"}, "currency USD instead of EUR"),
            ({"total_cents": 1001}, "total 10.01 instead of 10.00"),
            ({"tax_cents": 163}, "tax 1.63 instead of 1.60"),
            ({"shipping_cents": 490}, "shipping 4.90 instead of 0.00"),
            ({"discount_cents": 100}, "discount 1.00 instead of 0.00"),
            ({"lines": [["B", 1, 1000, 0]]}, "missing 1 x A; unexpected 1 x B"),
            ({"lines": [["A", 2, 1000, 0]]}, "unexpected 1 x A"),
            ({"lines": [["A", 1, 999, 0]]}, "1 x A for 9.99 instead of 10.00"),
        ],
    )
    def test_wrong_content_names_what_differs(self, changes: dict[str, Any], why: str) -> None:
        verdict = verdict_of(bought().created("SO1", "1", **changes).end())
        assert verdict.word == "wrong_content"
        assert verdict.why == why

    def test_wrong_state_is_an_unposted_draft(self) -> None:
        assert word_of(bought().created("SO1", "1", status="draft").end()) == "wrong_state"

    def test_wrong_state_is_held_and_not_reported(self) -> None:
        assert word_of(bought().created("SO1", "1", status="held").end()) == "wrong_state"

    def test_wrong_state_is_alive_though_cancelled_in_the_shop(self) -> None:
        assert verdict_of(in_erp().cancelled("1").end()).why == "cancelled in the shop, released in the ERP"

    def test_wrong_state_is_sent_by_the_erp_and_open_in_the_shop(self) -> None:
        book = in_erp().at("11:00").delivered("SO1").end()
        assert verdict_of(book).why == "shipped in the ERP, not shipped in the shop"

    def test_wrong_state_is_shipped_in_the_shop_and_still_in_the_warehouse(self) -> None:
        assert word_of(in_erp().shipped("1").end()) == "wrong_state"

    def test_wrong_state_is_half_of_the_parcels_told(self) -> None:
        book = Book().bought("1", [("A", 2, 1000)]).created("SO1", "1").delivered("SO1", [("A", 2)])
        assert verdict_of(book.shipped("1", [("A", 1)]).end()).why == (
            "2 units delivered by the ERP, 1 shipped in the shop"
        )

    def test_wrong_state_is_other_articles_in_the_shipment(self) -> None:
        book = Book().bought("1", [("A", 1, 1000), ("B", 1, 1000)]).created("SO1", "1")
        book.delivered("SO1", [("A", 1)]).shipped("1", [("B", 1)])
        assert word_of(book.end()) == "wrong_state"

    def test_stuck_visible_is_missing_and_on_the_desk(self) -> None:
        assert verdict_of(bought().shown("1").end()).why == "on the desk: not in the ERP"
        assert word_of(bought().shown("1").end()) == "stuck_visible"

    def test_lost_is_missing_and_not_reported(self) -> None:
        assert verdict_of(bought().end()).why == "not in the ERP, not reported"

    def test_lost_is_dropped_by_the_erp(self) -> None:
        verdict = verdict_of(bought().dropped("SO1", "1").end())
        assert (verdict.word, len(verdict.evidence)) == ("lost", 2)

    def test_lost_is_an_order_whose_only_document_was_cancelled(self) -> None:
        verdict = verdict_of(in_erp().status("SO1", "cancelled").end())
        assert verdict.word == "lost"
        assert verdict.why.startswith("cancelled in the ERP")

    def test_phantom_is_an_order_out_of_nothing(self) -> None:
        history = Book().created("SO1", "what is this", email="unknown@example.com", lines=[]).end().history()
        assert list(history.orders.unlinked) == ["SO1"]

    def test_indeterminate_is_still_within_its_time(self) -> None:
        assert word_of(bought().end("10:14")) == "indeterminate"
        assert word_of(bought().end("10:15")) == "lost"


class TestPrecedence:
    def test_a_repair_beyond_the_budget_is_late(self) -> None:
        verdict = verdict_of(bought().dropped("SO1", "1").at("15:00").created("SO2", "1").end())
        assert verdict.word == "late"
        assert verdict.why == "300.0 minutes from due to live: dropped by the ERP and sent again"

    def test_twice_and_cancelled_and_on_the_desk_is_still_twice(self) -> None:
        book = in_erp().created("SO2", "1").cancelled("1").shown("1").end()
        assert word_of(book) == "duplicated"

    def test_wrong_content_on_the_desk_is_stuck_in_sight(self) -> None:
        assert word_of(bought().created("SO1", "1", total_cents=1).shown("1").end()) == "stuck_visible"

    def test_wrong_content_comes_before_wrong_state(self) -> None:
        book = bought().created("SO1", "1", total_cents=1, status="draft").end()
        assert word_of(book) == "wrong_content"

    def test_on_the_desk_comes_before_in_flight_and_lost(self) -> None:
        assert word_of(bought().shown("1").end("10:05")) == "stuck_visible"

    def test_a_held_order_on_the_desk_is_visible(self) -> None:
        assert word_of(bought().created("SO1", "1", status="held").shown("1").end()) == "stuck_visible"

    def test_wrong_state_comes_before_late(self) -> None:
        assert word_of(bought().at("12:00").created("SO1", "1").delivered("SO1").end()) == "wrong_state"


class TestInFlightAtTheEnd:
    """What happened just before the run ended does not count against the candidate."""

    def test_a_parcel_that_has_just_left(self) -> None:
        """The one right document stands: the order is decided, and its shipment is not due in the shop yet."""
        assert word_of(in_erp().at("12:00").delivered("SO1").end("12:10")) == "exact"
        assert word_of(in_erp().at("12:00").delivered("SO1").end("12:15")) == "wrong_state"
        late = bought().at("12:00").created("SO1", "1").at("12:01").delivered("SO1")
        assert word_of(late.end("12:10")) == "late"

    def test_a_parcel_that_has_just_left_does_not_hide_an_earlier_one(self) -> None:
        book = Book().at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1").at("11:00")
        book.delivered("SO1").at("12:00").delivered("SO1")
        assert word_of(book.end("12:10")) == "wrong_state"

    def test_a_second_parcel_that_has_just_left(self) -> None:
        book = Book().at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1").at("11:00")
        book.delivered("SO1").shipped("1", [("A", 1)]).at("12:00").delivered("SO1")
        assert word_of(book.end("12:10")) == "exact"

    def test_a_cancellation_that_has_just_come(self) -> None:
        assert word_of(in_erp().at("12:00").cancelled("1").end("12:10")) == "indeterminate"
        assert word_of(in_erp().at("12:00").cancelled("1").end("12:15")) == "wrong_state"

    def test_an_order_sent_long_after_it_was_cancelled_and_just_before_the_end(self) -> None:
        assert (
            word_of(bought().cancelled("1").at("12:00").created("SO1", "1").end("12:10")) == "indeterminate"
        )

    def test_a_draft_within_the_time_budget(self) -> None:
        assert word_of(bought().created("SO1", "1", status="draft").end("10:10")) == "indeterminate"


class TestEnded:
    def test_cancelled_before_it_was_sent(self) -> None:
        assert word_of(bought().cancelled("1").end()) == "exact"

    def test_cancelled_on_both_sides(self) -> None:
        assert word_of(in_erp().cancelled("1").status("SO1", "cancelled").end()) == "exact"

    def test_refunded_before_it_was_sent_must_not_live_on(self) -> None:
        assert word_of(in_erp().refunded("1").end()) == "wrong_state"

    def test_returned_after_it_was_sent_stays_as_it_is(self) -> None:
        assert word_of(whole_life().at("12:00").refunded("1", lifted=False).end()) == "exact"

    def test_a_refund_of_a_part_ends_nothing(self) -> None:
        book = Book().bought("1", [("A", 2, 1000)]).created("SO1", "1")
        book.refunded("1", [("A", 1)], cents=1000, full=False)
        assert word_of(book.end()) == "exact"

    def test_sent_too_late_to_be_stopped_is_visible_when_people_know(self) -> None:
        assert word_of(in_erp().delivered("SO1").cancelled("1").shown("1").end()) == "stuck_visible"

    def test_an_edited_order_and_its_successor_are_judged_each(self) -> None:
        book = in_erp().at("10:05").refunded("1").status("SO1", "cancelled")
        book.bought("1-1", [("A", 2, 1000)]).created("SO2", "1-1").end()
        assert (word_of(book, "1"), word_of(book, "1-1")) == ("exact", "exact")

    def test_an_edit_that_was_not_followed_gives_a_live_old_order_and_a_lost_new_one(self) -> None:
        book = in_erp().at("10:05").refunded("1").bought("1-1", [("A", 2, 1000)]).end()
        assert (word_of(book, "1"), word_of(book, "1-1")) == ("wrong_state", "lost")


class TestUnpaid:
    def unpaid(self) -> Book:
        return Book().placed("1", method="banktransfer")

    def test_the_erp_may_wait_for_it_or_not(self) -> None:
        assert word_of(self.unpaid().end()) == "exact"
        assert word_of(self.unpaid().created("SO1", "1").end()) == "exact"

    def test_but_not_twice(self) -> None:
        assert word_of(self.unpaid().created("SO1", "1").created("SO2", "1").end()) == "duplicated"

    def test_and_it_may_not_be_sent(self) -> None:
        sent = self.unpaid().created("SO1", "1").delivered("SO1")
        assert word_of(sent.end()) == "wrong_state"

    def test_sent_and_known_to_people(self) -> None:
        assert word_of(self.unpaid().created("SO1", "1").delivered("SO1").shown("1").end()) == "stuck_visible"

    def test_paid_after_it_was_sent_is_all_right(self) -> None:
        book = self.unpaid().created("SO1", "1").delivered("SO1").at("12:00").paid("1").shipped("1").end()
        assert word_of(book) == "exact"


class TestVisible:
    def test_taken_back_is_no_longer_visible(self) -> None:
        assert word_of(bought().shown("1").at("10:30").resolved("1").end()) == "lost"

    def test_shown_again_after_it_was_taken_back_is_visible(self) -> None:
        assert word_of(bought().shown("1").at("10:30").resolved("1").shown("1").end()) == "stuck_visible"

    def test_in_one_instant_the_last_word_counts(self) -> None:
        assert word_of(bought().shown("1").resolved("1").shown("1").end()) == "stuck_visible"
        assert word_of(bought().shown("1").shown("1").resolved("1").end()) == "lost"

    @pytest.mark.parametrize(("what", "why"), [("", "it refuses"), ("missing", ""), (" ", " ")])
    def test_an_entry_without_what_or_why_does_not_count(self, what: str, why: str) -> None:
        assert word_of(bought().shown("1", what, why).end()) == "lost"

    def test_an_entry_may_name_the_order_as_the_candidate_calls_it(self) -> None:
        book = Book().bought("000000012").shown("WEB-000000012/1").end()
        assert word_of(book, "000000012") == "stuck_visible"

    def test_shown_and_later_delivered_after_all_is_exact(self) -> None:
        book = bought().shown("1").at("10:05").created("SO1", "1").resolved("1").end()
        assert word_of(book) == "exact"


class TestSameGoodsWrittenDifferently:
    """How an order is written down is the candidate's choice, as long as it says the same."""

    def order(self) -> Book:
        return Book().bought("1", [("A", 2, 1190, 0), ("B", 1, 2380, 238)], shipping=476)

    def test_rows_may_be_split_and_merged(self) -> None:
        rows = [["A", 1, 1190, 0], ["A", 1, 1190, 0], ["B", 1, 2380, 238]]
        assert word_of(self.order().created("SO1", "1", lines=rows).end()) == "exact"

    def test_a_discount_may_lie_on_another_row(self) -> None:
        rows = [["A", 2, 1190, 238], ["B", 1, 2380, 0]]
        assert word_of(self.order().created("SO1", "1", lines=rows).end()) == "exact"

    def test_prices_may_be_without_tax_when_total_and_tax_agree(self) -> None:
        net: dict[str, Any] = {
            "lines": [["A", 2, 1000, 0], ["B", 1, 2000, 200]],
            "shipping_cents": 400,
            "discount_cents": 200,
        }
        assert word_of(self.order().created("SO1", "1", subtotal_cents=4000, **net).end()) == "exact"

    def test_but_not_prices_without_tax_for_another_total(self) -> None:
        less: dict[str, Any] = {
            "lines": [["A", 2, 900, 0], ["B", 1, 2000, 200]],
            "shipping_cents": 400,
            "discount_cents": 200,
        }
        money: dict[str, Any] = {"total_cents": 4760, "tax_cents": 760, "subtotal_cents": 3800}
        why = verdict_of(self.order().created("SO1", "1", **less, **money).end()).why
        assert why.startswith("total 47.60 instead of 49.98; tax 7.60 instead of")
        assert why.endswith("prices without tax, the shop has them with it")

    def test_without_tax_the_goods_must_still_be_the_same(self) -> None:
        net: dict[str, Any] = {
            "lines": [["A", 1, 1000, 0], ["B", 1, 3000, 200]],
            "shipping_cents": 400,
            "discount_cents": 200,
        }
        assert word_of(self.order().created("SO1", "1", subtotal_cents=4000, **net).end()) == "wrong_content"


def test_two_warehouses_two_parcels_two_shipments_is_exact() -> None:
    book = shared_shelf(shared_shelf(Book(), "A"), "B").bought("1", [("A", 2, 1000), ("B", 1, 500)])
    book.created("SO1", "1").at("11:00").delivered("SO1", [("A", 2)], "berlin").delivered(
        "SO1", [("B", 1)], "ulm"
    )
    assert word_of(book.shipped("1", [("A", 2)]).shipped("1", [("B", 1)]).end()) == "exact"


def test_each_currency_is_compared_with_itself() -> None:
    book = Book().bought("1", currency="EUR").bought("2", currency="GBP")
    book.created("SO1", "1").created("SO2", "2").end()
    assert (word_of(book, "1"), word_of(book, "2")) == ("exact", "exact")
