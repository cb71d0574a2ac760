"""Load on the systems: retries, Retry-After, outages, polling; the table of errors; trends; drift that healed."""

from __future__ import annotations

import pytest

from golive.judge.history.watch.error_table import ErrorRow
from golive.judge.history.watch.lags import Spread
from golive.judge.oracles.operation.growth import grows, slope
from tests.judge.ledgers import HOUR_MS, MINUTE_MS, Book, kinds, shared_shelf

SECOND_MS = 1_000


def refused(book: Book, key: str = "1", status: int = 503, wait_s: int | None = None) -> Book:
    book.create_call(key, status=status, truth="not_applied")
    if wait_s is not None:
        book.facts[-1].data["retry_after"] = wait_s
    return book


def repeated(times: int, every_ms: int, wait_s: int | None = None) -> Book:
    book = Book().at("10:00").bought("1")
    for _ in range(times):
        refused(book, wait_s=wait_s).after(every_ms)
    return book.create_call("1").created("SO1", "1")


class TestStorms:
    @pytest.mark.parametrize(
        ("times", "every_ms", "stormy"), [(5, 200, True), (2, 200, False), (8, 5_000, False)]
    )
    def test_retries_without_a_pause(self, times: int, every_ms: int, stormy: bool) -> None:
        assert ("O10 retry_storm" in kinds(repeated(times, every_ms).end(), "O10")) is stormy

    @pytest.mark.parametrize(("every_ms", "stormy"), [(10_000, True), (60_000, False)])
    def test_retries_without_end(self, every_ms: int, stormy: bool) -> None:
        assert ("O10 retry_storm" in kinds(repeated(80, every_ms).end(), "O10")) is stormy

    @pytest.mark.parametrize(
        ("key", "reasons", "stormy"),
        [
            ("", ["A does not exist", "B does not exist"], False),
            ("", ["A does not exist"], True),
            ("1", ["A does not exist", "B does not exist"], True),
        ],
    )
    def test_calls_without_a_key_repeat_only_what_is_refused_alike(
        self, key: str, reasons: list[str], stormy: bool
    ) -> None:
        book = Book().at("10:00").bought("1")
        for at in range(8):
            refused(book, key, status=503)
            book.facts[-1].data["reason"] = reasons[at % len(reasons)]
            book.after(100)
        assert bool(book.end().history().call_watch.storms) is stormy

    def test_a_login_that_is_renewed_is_no_retry(self) -> None:
        book = Book().at("10:00")
        for _ in range(5):
            refused(book, status=401).after(100)
        watch = book.create_call("1").end().history().call_watch
        assert (watch.systems["erp"].repeats, watch.masked, watch.storms) == (0, 0, {})


class TestRetryAfter:
    @pytest.mark.parametrize(("every_ms", "expected"), [(2_000, ["O10 ignored_retry_after"]), (31_000, [])])
    def test_the_same_call_again(self, every_ms: int, expected: list[str]) -> None:
        assert kinds(repeated(8, every_ms, wait_s=30).end(), "O10") == expected

    def test_a_400_that_says_when_to_come_again_is_one_for_the_rate(self) -> None:
        book = Book().at("10:00").bought("1")
        for _ in range(8):
            refused(book, status=400, wait_s=30).after(2_000)
        assert kinds(book.create_call("1").created("SO1", "1").end(), "O10") == ["O10 ignored_retry_after"]

    def test_calls_in_flight_ignore_nothing(self) -> None:
        book = Book().at("10:00")
        refused(book, "1", 429, 30).answered("x", "erp.order.create", "2", sent="09:59:59")
        assert book.end().history().call_watch.systems["erp"].early == 0


class TestMany:
    def calls(self, every_ms: int) -> Book:
        book = Book().at("10:00").bought("1").created("SO1", "1")
        for _ in range(HOUR_MS // every_ms):
            book.call("erp.order.list", "", status=200, truth=None).after(every_ms)
        return book.say("run", "run.phase", {}, {"phase": "end"})

    def test_several_calls_a_second_for_one_order(self) -> None:
        assert kinds(self.calls(500), "O10") == ["O10 many_calls"]

    def test_a_poll_every_few_seconds(self) -> None:
        assert kinds(self.calls(5_000), "O10") == []


class TestHerd:
    def outage(self, at_once: int) -> Book:
        book = Book().at("10:00").call("erp.order.list", "", status=200, truth=None)
        for number in range(10):
            refused(book.after(30 * SECOND_MS), str(number))
        book.after(30 * SECOND_MS).create_call("0").after(2_000 - book.now_ms % 1_000)
        for number in range(at_once):
            book.create_call(str(number))
        return book.end()

    @pytest.mark.parametrize(("at_once", "expected"), [(60, ["O10 herd"]), (20, [])])
    def test_all_at_once(self, at_once: int, expected: list[str]) -> None:
        assert kinds(self.outage(at_once), "O10") == expected


class TestErrorTable:
    def row(self, book: Book) -> ErrorRow:
        rows = book.end().history().errors.rows
        assert len(rows) == 1
        return next(iter(rows.values()))

    def test_repeated_and_succeeded(self) -> None:
        row = self.row(repeated(3, MINUTE_MS))
        assert (row.error, row.kind, row.calls, row.records, row.succeeded) == ("5xx", "retryable", 3, 1, 1)

    def test_given_up(self) -> None:
        book = Book().at("10:00").bought("1")
        assert self.row(refused(refused(book).after(MINUTE_MS))).given_up == 1

    def test_not_repeated(self) -> None:
        assert self.row(refused(Book().at("10:00").bought("1"))).ignored == 1

    def test_shown(self) -> None:
        book = Book().at("10:00").bought("1").refused("1")
        row = self.row(refused(book, status=422).shown("1"))
        assert (row.error, row.kind, row.calls, row.shown) == ("rule mandatory_fields", "terminal", 1, 1)

    def test_alerted(self) -> None:
        book = Book().at("10:00").call("shop.stock.write", "", status=500, truth="not_applied").alert()
        assert self.row(book).alerted == 1

    def test_accepted_and_dropped(self) -> None:
        book = Book().at("10:00").bought("1").dropped("SO1", "1")
        assert (self.row(book).kind, self.row(book).ignored) == ("silent", 1)


class TestTrends:
    def test_growth_is_found_by_its_median_slope(self) -> None:
        assert slope([0, 1, 2, 3, 100]) == 1
        assert grows([float(each) for each in range(12)], 5)

    def test_a_wave_is_none(self) -> None:
        assert not grows([0, 5, 9, 12, 14, 14, 12, 9, 5, 0, 0, 0], 5)

    def test_too_few_windows_are_none(self) -> None:
        assert not grows([0, 10, 20, 30, 40], 5)

    def backlog(self, hours: int, drains: bool) -> Book:
        book = Book().at("08:00")
        for number in range(hours * 30):
            book.bought(str(number)).after(2 * MINUTE_MS)
            if drains or number % 3:
                book.created(f"SO{number}", str(number))
        return book.say("run", "run.phase", {}, {"phase": "end"})

    def test_a_backlog_that_grows_over_a_day(self) -> None:
        assert kinds(self.backlog(12, drains=False), "O13") == ["O13 growing_backlog"]

    def test_a_backlog_that_drains(self) -> None:
        assert kinds(self.backlog(12, drains=True), "O13") == []

    def test_a_short_run_has_no_trend(self) -> None:
        assert kinds(self.backlog(4, drains=False), "O13") == []

    @pytest.mark.parametrize(("per_hour", "expected"), [(100, ["O13 growing_state"]), (30, [])])
    def test_state_that_outgrows_the_orders(self, per_hour: int, expected: list[str]) -> None:
        book = Book().at("08:00")
        for hour in range(12):
            for number in range(30):
                book.bought(f"{hour}-{number}").created(f"SO{hour}-{number}", f"{hour}-{number}")
                book.after(2 * MINUTE_MS)
            book.say(
                "candidate",
                "candidate.state",
                {},
                {"records": per_hour * (hour + 1) ** (1 + (per_hour > 30))},
            )
        assert kinds(book.say("run", "run.phase", {}, {"phase": "end"}), "O13") == expected


class TestDriftThatHealed:
    def wrong_for(self, hours: int, units: int) -> Book:
        book = shared_shelf(Book()).at("08:10").erp_stock("A", 100 - units)
        book.after(hours * HOUR_MS).shop_stock("A", 100 - units)
        return book.after(MINUTE_MS).say("run", "run.phase", {}, {"phase": "end"})

    @pytest.mark.parametrize(
        ("hours", "units", "expected"),
        [(30, 6, "long_drift"), (3, 10, "healed_drift"), (30, 50, "long_drift"), (1, 1, "")],
    )
    def test_by_depth_and_length(self, hours: int, units: int, expected: str) -> None:
        assert kinds(self.wrong_for(hours, units), "O8") == ([f"O8 {expected}"] if expected else [])

    def test_what_is_still_apart_is_a_finding_of_its_own(self) -> None:
        book = shared_shelf(Book()).at("08:10").erp_stock("A", 50).after(30 * HOUR_MS)
        assert kinds(book.say("run", "run.phase", {}, {"phase": "end"}), "O7", "O8") == ["O7 residual_stock"]


class TestLags:
    def test_of_stock_until_the_shop_shows_it(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 90).at("10:10").shop_stock("A", 90).end()
        assert book.history().lags.spreads["stock"].most_ms == 10 * MINUTE_MS

    def test_of_a_parcel_and_a_cancellation(self) -> None:
        book = Book().at("10:00").bought("1").created("SO1", "1").bought("2").created("SO2", "2")
        book.at("11:00").delivered("SO1").at("11:05").shipped("1")
        book.at("12:00").cancelled("2").at("12:02").status("SO2", "cancelled").end()
        spreads = book.history().lags.spreads
        assert spreads["shipment"].most_ms == 5 * MINUTE_MS
        assert spreads["cancellation"].most_ms == 2 * MINUTE_MS

    def test_quantiles_are_right_within_a_twentieth(self) -> None:
        spread = Spread()
        for each in range(1, 10_001):
            spread.add(each * 100)
        assert spread.quantile(0.5) == pytest.approx(500_000, rel=0.05)
        assert spread.quantile(0.99) == pytest.approx(990_000, rel=0.05)
        assert spread.as_dict()["max"] == 1_000_000
        assert Spread().as_dict()["p95"] is None
