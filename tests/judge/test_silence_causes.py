"""Causes of silences: each ledger has exactly the cause that it was written for, with what stopped and what waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.record.run import Cause, Finding

from .ledgers import HOUR_MS, MINUTE_MS, Book, findings
from .scenes import listing, others

LISTS, CREATE, READ = "shop.order.list", "erp.order.create", "shop.order.read"


def silent(book: Book) -> Finding:
    """The one silence of a book."""
    (finding,) = findings(book.end("20:00"), "O16")
    return finding


def cause(book: Book) -> Cause:
    return silent(book).cause


def started() -> Book:
    """Two orders have been sent, and five wait after that."""
    book = others(Book().at("09:00"), "1", "2")
    return book.at("10:00")


def waiting(book: Book, *orders: str) -> Book:
    for order in orders or ("3", "4", "5"):
        book.bought(order)
    return book


def ended(book: Book, why: str, crashed: bool) -> Book:
    return book.say("candidate", "candidate.ended", {}, {"why": why, "crashed": crashed})


def returned() -> Book:
    return waiting(ended(started(), "returned", crashed=False))


def login_refused() -> Book:
    book = waiting(started())
    for _ in range(20):
        book.call("erp.order.list", "", status=401, truth=None)
        book.create_call("3", status=401, truth="not_applied").after(10 * MINUTE_MS)
    return book


def hanging() -> Book:
    book = started().at("10:01").call(READ, "2", status=200, truth=None)
    waiting(book).at("19:59")
    return book.say(
        "wire", "exchange.open", {"x": "x9", "key": "3"}, {"op": READ, "sent_ms": book.now_ms - 9 * HOUR_MS}
    )


def refused_notices() -> Book:
    book = started().notice("1")
    for number in range(20):
        book.after(10 * MINUTE_MS).notice(str(number), event=f"e{number}", status=500)
    return book


def open_circuit() -> Book:
    book = waiting(started())
    for _ in range(5):
        book.create_call("3", status=503, truth="not_applied").after(MINUTE_MS)
    return book.at("15:00").call("erp.stock.list", "", status=200, truth=None)


def failing() -> Book:
    book = waiting(started())
    for _ in range(55):
        book.create_call("3", status=500, truth="not_applied").after(10 * MINUTE_MS)
    return book


def skipping() -> Book:
    book = waiting(started())
    for hour in range(11, 20):
        listing(book, f"{hour}:30", "3 4 5")
    return book


def empty_lists() -> Book:
    book = waiting(started())
    for hour in range(11, 20):
        listing(book, f"{hour}:30")
    return book


def loop_ended() -> Book:
    book = waiting(listing(started(), "10:00", "2"))
    return book.at("19:00").call("erp.stock.list", "", status=200, truth=None)


def no_worker() -> Book:
    book = started()
    for order in ("3", "4", "5"):
        book.bought(order).notice(order, event=f"e{order}").after(2 * HOUR_MS)
    return book


def never() -> Book:
    return waiting(Book().at("10:00")).at("19:00").call("erp.stock.list", "", status=200, truth=None)


LEDGERS: dict[str, tuple[Callable[[], Book], str]] = {
    "ended_by_itself": (returned, "ended by itself at 10:00:00 (returned)"),
    "credentials_expired": (login_refused, "answered 401 to each of"),
    "hanging_call": (hanging, "shop.order.read about 3"),
    "notices_refused": (refused_notices, "the last with 500; the last one was accepted at 10:00:00"),
    "stopped_after_failures": (open_circuit, "5 calls in a row failed from 10:00:00 on"),
    "failure_not_alerted": (failing, "answered with 500"),
    "read_and_not_written": (skipping, "returned 27 rows, and no write"),
    "reads_return_nothing": (empty_lists, "returned no rows"),
    "job_stopped": (loop_ended, "its last call was shop.order.list at 10:00:00, answered with 200"),
    "worker_stopped": (no_worker, "notices were accepted until 14:00:00"),
    "duty_never_done": (never, "no call that does this was made"),
}


@pytest.mark.parametrize("code", LEDGERS)
def test_each_ledger_has_exactly_its_cause(code: str) -> None:
    build, words = LEDGERS[code]
    found = cause(build())
    assert found.code == code
    assert words in found.what


@pytest.mark.parametrize("code", sorted(set(LEDGERS) - {"notices_refused", "credentials_expired"}))
def test_what_waits_is_named(code: str) -> None:
    build, _ = LEDGERS[code]
    assert "3 orders wait, the first is that of order 3 since 10:0" in cause(build()).what


def test_a_crash_is_no_silence() -> None:
    assert not findings(waiting(ended(started(), "KeyError: 'x'", crashed=True)).end("20:00"), "O16")


def test_failures_that_are_followed_by_a_success_opened_no_circuit() -> None:
    book = open_circuit()
    assert cause(listing(book, "15:30", "3")).code != "stopped_after_failures"


def test_a_call_that_hangs_while_other_orders_are_read_does_not_stop_the_duty() -> None:
    book = started().at("10:01").call(READ, "2", status=200, truth=None)
    waiting(book)
    for hour in range(11, 20):
        listing(book, f"{hour}:30", "3")
    book.at("19:59").say(
        "wire", "exchange.open", {"x": "x9", "key": "3"}, {"op": READ, "sent_ms": book.now_ms - 9 * HOUR_MS}
    )
    assert cause(book).code == "read_and_not_written"
