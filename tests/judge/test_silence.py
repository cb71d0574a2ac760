"""Duties that stopped: ledgers in which an alert came in time, came late, came never, or was not needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.judge.history import History
from golive.judge.history.watch.alarms import Alarms
from golive.judge.oracles.case import Budgets
from golive.judge.silences import response
from tests.judge.ledgers import CADENCE_MS, HOUR_MS, MINUTE_MS, Book, findings, kinds, shared_shelf

SILENT = ["O16 unnoticed_silence"]


def stopped(book: Book) -> list[str]:
    """The duties that were silent."""
    return [finding.key for finding in findings(book, "O16")]


def each(book: Book, minutes: int, times: int, do: Callable[[Book], object]) -> Book:
    """Do something again and again."""
    for _ in range(times):
        do(book)
        book.after(minutes * MINUTE_MS)
    return book


def pushed(book: Book, status: int = 200) -> Book:
    return book.call(
        "shop.stock.write", "", status=status, truth="applied" if status < 400 else "not_applied"
    )


def failing_stock(minutes: int) -> Book:
    """Stock was sent at ten, and then refused with 500 for so many minutes."""
    book = pushed(shared_shelf(Book()).at("10:00")).after(5 * MINUTE_MS)
    each(book, 5, minutes // 5, lambda it: pushed(it, 500))
    return pushed(book)


class TestAttemptsThatFail:
    def test_stock_refused_for_fifty_minutes_without_an_alert(self) -> None:
        assert stopped(failing_stock(50).end()) == ["stock"]

    def test_for_less_than_the_budget_is_no_silence(self) -> None:
        assert stopped(failing_stock(25).end()) == []

    @pytest.mark.parametrize(("after", "expected"), [(10, []), (45, ["stock"])])
    def test_an_alert_counts_when_it_came_in_time(self, after: int, expected: list[str]) -> None:
        book = pushed(shared_shelf(Book()).at("10:00")).after(5 * MINUTE_MS)
        each(book, 5, after // 5, lambda it: pushed(it, 500)).alert("stock")
        pushed(each(book, 5, 12 - after // 5, lambda it: pushed(it, 500)))
        assert stopped(book.end()) == expected

    def test_a_desk_entry_without_an_order_is_an_alert(self) -> None:
        book = pushed(shared_shelf(Book()).at("10:00"))
        each(book, 5, 2, lambda it: pushed(it, 500)).shown("stock", "not sent", "500")
        assert stopped(pushed(each(book, 5, 10, lambda it: pushed(it, 500))).end()) == []

    def test_an_entry_about_an_order_says_nothing_about_stock(self) -> None:
        book = pushed(shared_shelf(Book()).at("09:58").placed("1", method="banktransfer").at("10:00"))
        each(book, 5, 2, lambda it: pushed(it, 500)).shown("1", "not paid", "no money came")
        assert stopped(pushed(each(book, 5, 10, lambda it: pushed(it, 500))).end()) == ["stock"]

    def test_reads_that_work_do_not_end_a_silence_of_writes(self) -> None:
        def read_and_push(book: Book) -> None:
            pushed(book.call("erp.stock.list", "", status=200, truth=None), 500)

        book = pushed(shared_shelf(Book()).at("10:00"))
        assert stopped(pushed(each(book, 5, 12, read_and_push)).end()) == ["stock"]

    def test_reads_that_work_again_end_a_silence_of_reads(self) -> None:
        book = pushed(shared_shelf(Book()).at("10:00"))
        each(book, 5, 4, lambda it: it.call("erp.stock.list", "", status=503, truth=None))
        each(book, 5, 6, lambda it: it.call("erp.stock.list", "", status=200, truth=None))
        assert stopped(book.end()) == []

    def test_a_reply_that_was_lost_is_no_failure(self) -> None:
        book = Book().at("10:00").bought("1").committed("x1", "erp.order.create", "1").created("SO1", "1")
        book.after(20_000).answered("x1", "erp.order.create", "1", None, "unknown", "timeout", sent="10:00")
        assert stopped(book.end()) == []

    def test_refusals_of_content_are_not_failures_of_the_duty(self) -> None:
        book = Book().at("10:00").bought("1").shown("1")
        each(book, 5, 20, lambda it: it.create_call("1", status=422, truth="not_applied"))
        assert stopped(book.end()) == []


class TestCredentials:
    def denied(self, minutes: int, alert_after: int | None = None) -> Book:
        book = Book().at("10:00").call("erp.order.list", "", status=200, truth=None)
        for minute in range(0, minutes, 2):
            book.call("erp.token.create", "", status=401, truth=None)
            if minute == alert_after:
                book.alert("the ERP refuses the login")
            book.after(2 * MINUTE_MS)
        return book.call("erp.order.list", "", status=200, truth=None)

    def test_refused_for_half_an_hour_without_an_alert(self) -> None:
        assert stopped(self.denied(30).end()) == ["credentials erp"]

    def test_with_an_alert(self) -> None:
        assert stopped(self.denied(30, alert_after=4).end()) == []

    def test_renewed_in_time(self) -> None:
        assert stopped(self.denied(10).end()) == []

    def test_a_token_that_expires_and_is_renewed(self) -> None:
        book = Book().at("10:00")
        for _ in range(6):
            book.call("erp.order.list", "", status=401, truth=None)
            book.call("erp.token.create", "", status=200).call("erp.order.list", "", status=200, truth=None)
            book.after(HOUR_MS)
        assert stopped(book.end()) == []

    def test_a_login_that_works_proves_nothing_about_the_calls(self) -> None:
        book = Book().at("10:00")
        for _ in range(10):
            book.call("erp.order.list", "", status=403, truth=None).call("erp.token.create", "", status=200)
            book.after(5 * MINUTE_MS)
        assert stopped(book.end()) == ["credentials erp"]

    def test_duties_that_failed_for_the_credentials_alone_are_the_same_silence(self) -> None:
        book = pushed(shared_shelf(Book()).at("10:00"))
        each(book, 5, 12, lambda it: it.call("erp.stock.list", "", status=401, truth=None))
        assert stopped(pushed(book).end()) == ["credentials erp"]


class TestRecordsThatWait:
    def test_no_order_sent_for_hours(self) -> None:
        book = Book().at("10:00")
        each(book, 10, 12, lambda it: it.bought(str(len(it.facts))))
        assert kinds(book.end("13:00"), "O16") == SILENT

    def test_an_order_that_is_lost_alone_is_no_silence(self) -> None:
        assert stopped(Book().at("10:00").bought("1").end("16:00")) == []

    def test_a_quiet_night_without_orders(self) -> None:
        book = Book().at("08:00").bought("1").created("SO1", "1")
        assert stopped(book.at("19:00").bought("2").created("SO2", "2").end()) == []

    def test_orders_that_ended_need_nothing(self) -> None:
        book = Book().at("10:00").bought("1").bought("2").after(MINUTE_MS).cancelled("1").cancelled("2")
        assert stopped(book.end()) == []

    def test_orders_in_batches_within_their_budget(self) -> None:
        book = Book().at("10:00")
        for hour in range(4):
            for number in range(5):
                book.bought(f"{hour}{number}").after(5 * MINUTE_MS)
            for number in range(5):
                book.created(f"SO{hour}{number}", f"{hour}{number}")
            book.after(5 * MINUTE_MS)
        assert stopped(book.end()) == []

    def test_a_nightly_batch_with_its_budget(self) -> None:
        book = Book().at("08:10").bought("1").at("09:00").bought("2").at("19:00")
        case = book.created("SO1", "1").created("SO2", "2").end().case(order_ms=24 * HOUR_MS)
        assert [each.duty for each in _silences(case)] == []

    def test_shipments_that_are_never_reported(self) -> None:
        book = Book().at("10:00")
        for number in ("1", "2", "3"):
            book.bought(number).created(f"SO{number}", number)
        for number in ("1", "2", "3"):
            book.after(10 * MINUTE_MS).delivered(f"SO{number}")
        assert stopped(book.end("14:00")) == ["shipments"]

    def test_shipments_of_cancelled_orders_need_nothing(self) -> None:
        book = Book().at("10:00")
        for number in ("1", "2"):
            book.bought(number).created(f"SO{number}", number).delivered(f"SO{number}").cancelled(number)
        assert stopped(book.end("14:00")) == []


class TestOutages:
    """The ERP is down from ten until one, and parcels that have left wait from eleven on."""

    def down(self, works_at_min: int = 0, *, alert: bool = True) -> Book:
        book = each(Book().at("10:00"), 1, 5, lambda it: it.call("erp.order.list", "", status=503))
        if alert:
            book.alert("the ERP is down")
        if works_at_min:
            book.after(works_at_min * MINUTE_MS).call("erp.order.list", "", status=200)
        book.at("11:00")
        for number in ("1", "2"):
            book.bought(number).created(f"SO{number}", number).delivered(f"SO{number}")
        book.at("13:00").call("erp.order.list", "", status=200)
        for number in ("1", "2"):
            book.shipped(number)
        return book.end()

    def test_the_alert_about_the_outage_covers_what_stops_meanwhile(self) -> None:
        assert stopped(self.down()) == []

    def test_an_outage_without_an_alert(self) -> None:
        assert stopped(self.down(alert=False)) == ["shipments"]

    def test_an_alert_about_an_outage_that_is_over_covers_nothing(self) -> None:
        assert stopped(self.down(works_at_min=20)) == ["shipments"]


def _silences(case: object) -> list[object]:
    from golive.judge.oracles.case import Case
    from golive.judge.silences import silences

    assert isinstance(case, Case)
    return [*silences(case.history, case.budgets)]


class TestStockThatIsNeverSent:
    def test_changes_of_the_erp_that_wait(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 90).at("11:00").erp_stock("A", 80)
        assert stopped(book.end("13:00")) == ["stock"]

    def test_no_changes_no_duty(self) -> None:
        assert stopped(shared_shelf(Book()).end("20:00")) == []

    def test_sent_within_the_cadence(self) -> None:
        book = shared_shelf(Book())
        for hour in range(9, 18):
            book.at(f"{hour:02}:00").erp_stock("A", 100 - hour).at(f"{hour:02}:20").shop_stock(
                "A", 100 - hour
            )
        assert stopped(book.end("18:30")) == []

    def test_nothing_to_send_for_hours(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 90).at("10:10").shop_stock("A", 90)
        assert stopped(book.end()) == []

    def test_a_nightly_feed_with_its_budget(self) -> None:
        book = shared_shelf(Book()).at("09:00").erp_stock("A", 90).at("19:00").shop_stock("A", 90)
        assert findings_of(book.end(), stock_ms=24 * HOUR_MS) == []

    def test_an_alert_makes_it_known(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 90).at("10:40").alert("no stock")
        assert stopped(book.end("13:00")) == []


def findings_of(book: Book, **budgets: int) -> list[object]:
    from golive.judge.oracles.case import Case
    from golive.judge.oracles.operation.silence import silence
    from golive.record.ledger import MemoryLedger

    cadence_ms = budgets.get("stock_ms", CADENCE_MS)
    return [*silence(Case(book.history(cadence_ms), MemoryLedger(book.facts), Budgets(**budgets)))]


class TestNotices:
    def refused(self, *, accepted_before: bool) -> Book:
        book = Book().at("10:00").notice("1", status=200 if accepted_before else None)
        return each(book, 5, 12, lambda it: it.notice("2", status=500))

    def test_a_receiver_that_died(self) -> None:
        assert stopped(self.refused(accepted_before=True).notice("3").end()) == ["notices"]

    def test_a_candidate_that_never_took_one_polls(self) -> None:
        assert stopped(self.refused(accepted_before=False).end()) == []


class TestInterruptions:
    def interrupted(self, book: Book, kind: str) -> Book:
        return book.say("candidate", kind, {}, {"faults": ["k"], "name": "c"})

    def test_a_candidate_that_was_killed_is_not_silent(self) -> None:
        book = Book().at("10:00")
        self.interrupted(each(book, 5, 2, lambda it: it.bought(str(len(it.facts)))), "candidate.killed")
        each(book, 5, 12, lambda it: it.bought(str(len(it.facts))))
        self.interrupted(book, "candidate.started").after(MINUTE_MS).created("SO1", "1")
        assert stopped(book.end("12:00")) == []

    def test_one_that_stays_silent_after_its_start_is(self) -> None:
        book = self.interrupted(Book().at("10:00").bought("1").bought("2"), "candidate.killed")
        self.interrupted(book.after(MINUTE_MS), "candidate.started")
        assert stopped(book.end("13:00")) == ["orders"]


class TestWithdrawnEntries:
    def test_an_entry_that_was_wiped_while_the_order_was_missing(self) -> None:
        book = Book().at("10:00").bought("1").shown("1").after(MINUTE_MS).resolved("1")
        assert stopped(book.end("12:00")) == ["1"]

    def test_the_order_came_soon_after(self) -> None:
        book = Book().at("10:00").bought("1").shown("1").resolved("1").after(5 * MINUTE_MS)
        assert stopped(book.created("SO1", "1").end("12:00")) == []

    def test_it_was_shown_again(self) -> None:
        book = Book().at("10:00").bought("1").shown("1").resolved("1").after(5 * MINUTE_MS).shown("1")
        assert stopped(book.end("12:00")) == []

    def test_the_order_had_been_cancelled(self) -> None:
        book = Book().at("10:00").bought("1").shown("1").cancelled("1").resolved("1")
        assert stopped(book.end("12:00")) == []

    def test_too_near_to_the_end_to_say(self) -> None:
        book = Book().at("10:00").bought("1").shown("1").at("11:50").resolved("1")
        assert stopped(book.end("12:00")) == []


class TestResponse:
    def times(self, book: Book) -> dict[str, int | None]:
        return response(History.of(book.facts), Budgets())

    def test_no_trouble_no_times(self) -> None:
        assert self.times(Book().end())["alert"] is None

    def test_from_the_first_failure_to_the_first_alert(self) -> None:
        book = each(Book().at("10:00"), 5, 4, lambda it: pushed(it, 500)).alert().end()
        assert self.times(book)["alert"] == 20 * MINUTE_MS

    def test_an_alert_that_never_came_lasts_to_the_end(self) -> None:
        book = each(Book().at("10:00"), 5, 4, lambda it: pushed(it, 500)).end("20:00")
        assert self.times(book) == {
            "begin_ms": book.facts[0].at_ms,
            "alert": 10 * HOUR_MS,
            "repair": 10 * HOUR_MS,
        }


def test_alarms_are_found_by_their_instant() -> None:
    alarms = Alarms()
    alarms.general(60_500)
    alarms.about_order(200_000)
    assert alarms.first_after(60_501) == 200_000
    assert alarms.first_after(0) == 60_500
    assert alarms.first_after(60_501, general_only=True) is None
