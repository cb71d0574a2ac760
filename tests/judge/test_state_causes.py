"""Causes of wrong states and of lateness that the timeline of one order shows."""

from __future__ import annotations

import pytest

from .ledgers import Book, verdict_of
from .scenes import cause as scene_cause
from .scenes import listing
from .test_causes import CANCEL, SHIP, cause_of, code, sent_twice, told

INVOICE = "shop.order.invoice"


class TestCancellations:
    def cancelled(self) -> Book:
        return told().created("SO1", "1").create_call("1").at("10:30").cancelled("1")

    def test_not_sent(self) -> None:
        assert code(self.cancelled(), "wrong_state") == "cancel_not_sent"

    def test_refused(self) -> None:
        book = self.cancelled().call(CANCEL, "1", status=409, truth="not_applied")
        assert code(book, "wrong_state") == "cancel_refused"

    def test_of_a_number_that_the_erp_does_not_have(self) -> None:
        book = self.cancelled().call(CANCEL, "", status=404, truth="not_applied")
        cause = scene_cause(book, "wrong_state")
        assert cause.code == "unknown_number"
        assert "not SO1" in cause.what

    def test_not_of_an_unknown_number_when_the_right_one_was_cancelled_too(self) -> None:
        book = self.cancelled().call(CANCEL, "", status=404, truth="not_applied")
        book.call(CANCEL, "1", status=409, truth="not_applied")
        assert scene_cause(book, "wrong_state").code == "cancel_refused"

    def test_not_when_the_shop_cancelled_nothing(self) -> None:
        assert code(told().created("SO1", "1").create_call("1"), "wrong_state") == ""

    def test_not_when_calls_do_not_say_which_order_they_are_about(self) -> None:
        assert code(self.cancelled(), "wrong_state", complete=False) == ""

    def test_two_orders_are_explained_before_the_missing_cancellation(self) -> None:
        assert code(sent_twice().at("11:00").cancelled("1"), "duplicated") == "reply_lost"


class TestShipments:
    def parcel(self) -> Book:
        return told().created("SO1", "1").create_call("1").at("12:00").delivered("SO1")

    def test_never_told(self) -> None:
        assert code(self.parcel(), "wrong_state") == "shipment_not_told"

    def test_refused(self) -> None:
        cause = cause_of(self.parcel().call(SHIP, "1", status=400, truth="not_applied"), "wrong_state")
        assert cause.code == "shipment_refused"
        assert cause.what == "the last of 1 shipments, at 12:00:00, ended with 400"

    def test_not_when_nothing_left(self) -> None:
        assert code(told().created("SO1", "1"), "wrong_state") == ""

    def test_not_when_the_last_one_went_through(self) -> None:
        assert code(self.parcel().call(SHIP, "1", status=200), "wrong_state") == ""

    def test_of_several_parcels_one_was_not_told(self) -> None:
        book = told((("A", 1, 1000), ("B", 1, 1000))).created("SO1", "1").create_call("1").at("12:00")
        book.delivered("SO1", [("A", 1)], ref="1").call(SHIP, "1", status=200).shipped("1", [("A", 1)])
        book.at("13:00").delivered("SO1", [("B", 1)], ref="1")
        found = cause_of(book, "wrong_state")
        assert found.code == "shipment_not_told"
        assert found.what.startswith("2 parcels left the ERP, 1 shipment was sent to the shop")

    def test_not_where_one_shipment_has_the_units_of_all_parcels(self) -> None:
        book = told().created("SO1", "1").create_call("1").at("12:00").delivered("SO1", [("A", 1)], ref="1")
        book.delivered("SO1", [("B", 1)], ref="1").call(SHIP, "1", status=200).shipped(
            "1", [("A", 1), ("B", 1)]
        )
        assert code(book, "wrong_state") == ""


class TestShipmentsOfOtherSystems:
    def gone(self) -> Book:
        return told().created("SO1", "1").create_call("1").at("12:00").shipped("1", by="wms")

    def test_not_read(self) -> None:
        found = scene_cause(self.gone(), "wrong_state")
        assert found.code == "shipments_not_read"
        assert found.what.startswith("wms shipped it in the shop at 12:00:00")

    def test_not_read_although_an_event_came(self) -> None:
        book = self.gone().at("12:01").notice("1", "shop.order.shipped")
        assert "although shop.order.shipped was accepted at 12:01:00" in scene_cause(book, "wrong_state").what

    def test_read_and_not_sent(self) -> None:
        book = listing(self.gone(), "12:05", "1", op="shop.shipment.list")
        assert scene_cause(book, "wrong_state").code == "shipment_read_and_not_sent"

    def test_what_was_read_before_it_left_says_nothing(self) -> None:
        book = listing(told().created("SO1", "1").create_call("1"), "11:00", "1", op="shop.shipment.list")
        assert (
            scene_cause(book.at("12:00").shipped("1", by="wms"), "wrong_state").code == "shipments_not_read"
        )

    def test_refused(self) -> None:
        book = self.gone().call("erp.delivery.create", "1", status=422, truth="not_applied")
        assert scene_cause(book, "wrong_state").code == "delivery_refused"

    def test_not_of_shipments_that_the_integration_made(self) -> None:
        book = told().created("SO1", "1").create_call("1").at("12:00").shipped("1")
        assert scene_cause(book, "wrong_state").code != "shipments_not_read"

    def test_not_once_the_erp_has_delivered(self) -> None:
        book = self.gone().delivered("SO1", [("A", 1)], ref="1")
        assert scene_cause(book, "wrong_state").code != "shipments_not_read"


class TestStatuses:
    def commented(self, status: str, state: str = "processing") -> Book:
        book = told().created("SO1", "1").create_call("1").at("10:30").call("shop.order.comment", "1")
        data = {"state": state, "status": status, "why": "comment"}
        return book.say("shop", "shop.order.state", {"order": "1"}, data)

    def test_of_a_later_state(self) -> None:
        assert verdict_of(self.commented("complete").end("20:00")).word == "wrong_state"
        assert code(self.commented("complete"), "wrong_state") == "status_ahead"

    @pytest.mark.parametrize("status", ["processing", "picked"])
    def test_of_the_merchant_and_of_the_present_state_are_right(self, status: str) -> None:
        assert verdict_of(self.commented(status).end("20:00")).word == "exact"

    def test_are_right_again_once_the_order_has_that_state(self) -> None:
        book = self.commented("complete").at("11:00").delivered("SO1").shipped("1")
        book.say(
            "shop", "shop.order.state", {"order": "1"}, {"state": "complete", "status": "complete", "why": ""}
        )
        assert verdict_of(book.end("20:00")).word == "exact"


class TestBookingsAtOnce:
    def booked(self, *states: str, second: str = "11:00:00.010") -> Book:
        """Order 1 is on account; it is shipped and invoiced, and the shop moves it to these states."""
        book = Book().at("10:00").placed("1", method="purchaseorder").at("10:01").created("SO1", "1")
        book.at("11:00").delivered("SO1", ref="1")
        for op, sent, done in ((SHIP, "11:00:00", "11:00:00.050"), (INVOICE, second, "11:00:02")):
            book.at(done).committed(op, op, "1", "applied", 200).answered(op, op, "1", 200, sent=sent)
        book.shipped("1").paid("1")
        for state in states:
            data = {"state": state, "status": state, "why": ""}
            book.say("shop", "shop.order.state", {"order": "1"}, data)
        return book

    def test_leave_the_order_in_process(self) -> None:
        assert verdict_of(self.booked("processing").end("20:00")).word == "wrong_state"
        assert verdict_of(self.booked("processing", "complete").end("20:00")).word == "exact"

    @pytest.mark.parametrize(
        ("second", "expected"), [("11:00:00.010", "booked_side_by_side"), ("11:00:01", "")]
    )
    def test_are_the_cause_only_where_they_overlap(self, second: str, expected: str) -> None:
        assert code(self.booked("processing", second=second), "wrong_state") == expected


class TestHeldUnnoticed:
    def test_fits(self) -> None:
        assert code(told().created("SO1", "1", status="held"), "wrong_state") == "held_unnoticed"

    def test_not_when_people_know(self) -> None:
        assert code(told().created("SO1", "1", status="held").shown("1"), "wrong_state") == ""


class TestSentUnpaid:
    def test_fits(self) -> None:
        book = Book().placed("1", method="banktransfer").created("SO1", "1").delivered("SO1")
        assert code(book, "wrong_state") == "sent_unpaid"

    def test_not_when_it_was_paid(self) -> None:
        book = Book().placed("1", method="banktransfer").created("SO1", "1").delivered("SO1").paid("1")
        assert code(book, "wrong_state") == "shipment_not_told"


class TestHeldUp:
    def test_fits_attempts_that_failed(self) -> None:
        book = told().create_call("1", status=503, truth="not_applied").at("12:00").created("SO1", "1")
        assert cause_of(book.create_call("1"), "late").code == "held_up"

    def test_fits_a_queue(self) -> None:
        cause = cause_of(told().at("12:00").created("SO1", "1").create_call("1"), "late")
        assert (cause.code, cause.what[:22]) == ("queued", "first sent 120 minutes")

    def test_not_for_a_draft_that_was_released_late(self) -> None:
        book = (
            told().created("SO1", "1", status="draft").create_call("1").at("15:00").status("SO1", "released")
        )
        assert code(book, "late") == ""

    def test_not_for_calls_that_failed_after_it_had_arrived(self) -> None:
        book = (
            told().created("SO1", "1", status="draft").create_call("1").at("15:00").status("SO1", "released")
        )
        assert code(book.at("16:00").call(SHIP, "1", status=400, truth="not_applied"), "late") == ""
