"""Runs of a job that pile up: more and more calls that read the same list at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.judge.ledgers import MINUTE_MS, Book, clock_ms, findings

Call = tuple[int, int, Mapping[str, str]]
"""(sent, answered) in ms after ten o'clock, and what was asked."""
POLL = {"updated_at gteq": "2025-11-28 10:00:00", "page": "1"}


def listed(calls: Sequence[Call], rows: int = 20) -> Book:
    """Calls that read a list, in the order of their answers."""
    start_ms, book = clock_ms("10:00"), Book()
    for number, (sent, answered, asked) in enumerate(sorted(calls, key=lambda call: call[1])):
        book.now_ms = start_ms + answered
        data = {"op": "shop.order.list", "asked": dict(asked), "keys": "", "count": rows, "more": False}
        book.say("wire", "exchange.listed", {"x": str(number)}, {**data, "sent_ms": start_ms + sent})
    return book.end()


def found(book: Book) -> list[tuple[str, str, str]]:
    return [(each.kind, each.key, each.cause.code) for each in findings(book, "O10")]


def ticks(count: int, takes_ms: int, asked: Mapping[str, str] = POLL) -> list[Call]:
    """A run of one call every minute."""
    return [(tick * MINUTE_MS, tick * MINUTE_MS + takes_ms, asked) for tick in range(count)]


def test_runs_that_take_five_intervals_pile_up() -> None:
    assert found(listed(ticks(10, 5 * MINUTE_MS))) == [
        ("overlapping_runs", "shop.order.list", "runs_pile_up")
    ]


def test_where_a_call_reads_makes_no_other_list() -> None:
    calls = [
        (sent, answered, {"updated_at gteq": str(sent), "page": str(sent % 7), "store_id eq": "1"})
        for sent, answered, _ in ticks(10, 5 * MINUTE_MS)
    ]
    assert found(listed(calls)) == [("overlapping_runs", "shop.order.list store_id eq 1", "runs_pile_up")]


def test_runs_that_end_within_two_intervals_are_none() -> None:
    assert found(listed(ticks(30, 2 * MINUTE_MS))) == []


def test_one_run_after_the_other_is_none() -> None:
    assert found(listed([(each * MINUTE_MS, (each + 1) * MINUTE_MS, POLL) for each in range(60)])) == []


def test_calls_that_wait_for_the_same_end_are_none() -> None:
    assert found(listed([(0, 5 * MINUTE_MS, POLL)] * 8)) == []


def test_orders_that_are_looked_up_one_by_one_are_none() -> None:
    calls = [
        (sent, answered, {"increment_id eq": str(sent)}) for sent, answered, _ in ticks(10, 5 * MINUTE_MS)
    ]
    assert found(listed(calls, rows=1)) == []
    assert not listed(calls, rows=1).history().overlaps.open.lines


def test_several_stores_read_side_by_side_are_none() -> None:
    calls = [
        (sent, answered, {**POLL, "store_id eq": str(number % 5)})
        for number, (sent, answered, _) in enumerate(ticks(10, 5 * MINUTE_MS))
    ]
    assert found(listed(calls)) == []
