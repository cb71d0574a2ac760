"""The lines of the charts, bucket by bucket."""

from __future__ import annotations

from golive.judge.chart_series import series
from golive.judge.history import History
from golive.record.run import Series

from .ledgers import MINUTE_MS, Book, clock_ms

STEP_MS = 20 * MINUTE_MS
TEN = clock_ms("10:00")


def charts(book: Book, until: str = "12:00") -> dict[str, Series]:
    """Six buckets of twenty minutes from ten o'clock."""
    history = History(30 * MINUTE_MS, TEN, STEP_MS)
    for fact in book.facts:
        history.see(fact)
    history.close()
    return {line.name: line for line in series(history, TEN, clock_ms(until))}


def test_every_line_has_a_value_for_every_bucket_of_the_run() -> None:
    lines = charts(Book().end(), until="11:50")
    assert {(len(line.values), line.start_ms, line.step_ms) for line in lines.values()} == {(6, TEN, STEP_MS)}


def test_backlog_is_what_is_due_and_not_live_at_the_end_of_each_bucket() -> None:
    book = Book().at("10:05").bought("1").bought("2").placed("unpaid", method="banktransfer")
    book.at("10:25").bought("3").at("10:30").created("SO1", "1").at("10:45").cancelled("3")
    book.at("11:30").created("SO2", "2").bought("quick").after(MINUTE_MS).created("SO4", "quick").bought(
        "lost"
    )
    assert charts(book.end())["backlog"].values == (2, 2, 1, 1, 1, 1)


def test_latency_belongs_to_the_bucket_in_which_the_order_became_due() -> None:
    book = Book().at("10:05").bought("1").bought("2").at("10:15").created("SO1", "1")
    book.at("11:05").created("SO2", "2").end()
    lines = charts(book)
    assert lines["latency p50"].values == (10 * MINUTE_MS, None, None, None, None, None)
    assert lines["latency p95"].values == (60 * MINUTE_MS, None, None, None, None, None)


def test_arrivals_calls_and_refusals_are_counted_where_they_happened() -> None:
    book = Book().at("10:05").bought("1").at("10:50").create_call("1", status=429).create_call("1")
    book.created("SO1", "1").call("shop.order.ship", "1").created("SO2", "", by="till").end()
    lines = charts(book)
    assert lines["orders placed"].values == (1, 0, 0, 0, 0, 0)
    assert lines["orders in the ERP"].values == (0, 0, 1, 0, 0, 0)
    assert lines["calls"].values == (0, 0, 2, 0, 0, 0)
    assert lines["rate limited"].values == (0, 0, 1, 0, 0, 0)
