"""Causes of lost orders that need the whole run: each ledger has exactly the cause that it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.judge.causes import explain
from golive.judge.causes.scene import Scene
from golive.record.ledger import MemoryLedger

from .ledgers import MINUTE_MS, Book, shared_shelf
from .scenes import (
    CANCEL,
    CREATE,
    READ,
    bought,
    cause,
    ended,
    fresh,
    killed,
    listing,
    others,
    since,
)  # fmt: skip


def same_second() -> Book:
    book = listing(listing(fresh(), "10:00:01"), "10:02", asked=since("09:58:00")).at("10:03:05").bought("1")
    return listing(book, "10:04", "2", asked=since("10:03:05", condition="gt"))


def set_to_now() -> Book:
    book = listing(fresh(), "10:00:01").at("10:00:20").bought("1")
    return listing(book, "10:01", asked=since("10:00:40"))


def by_creation() -> Book:
    book = shared_shelf(Book()).at("10:00").placed("1")
    listing(book, "10:01", "", asked=since("09:59:00", "created_at", **{"status eq": "complete"}))
    listing(book, "10:05", "2", asked=since("10:03:00", "created_at"))
    return listing(book.at("10:30").paid("1"), "10:31", asked=since("10:20:00", "created_at"))


def by_id() -> Book:
    book = shared_shelf(Book()).at("10:00").placed("1")
    book.facts[-1].data["entity_id"] = 7
    return listing(book.at("10:30").paid("1"), "10:31", asked={"entity_id gt": "9"})


def ahead() -> Book:
    return listing(bought(), "10:01", asked=since("11:00:00"))


def until_too_early() -> Book:
    return listing(bought(), "10:01", asked={**since("08:00:00"), "updated_at lteq": "2025-11-28 09:01:00"})


def rows_left() -> Book:
    book = listing(
        bought(), "10:01", "2 3", asked=since("09:59:00", sort="entity_id ASC"), more=True, total=9
    )
    return listing(book, "10:02", asked=since("10:00:30", sort="entity_id ASC"))


def not_visible() -> Book:
    return listing(listing(bought(), "10:01", "2", asked=since("09:59:00")), "10:02", asked=since("10:01:00"))


def first_page() -> Book:
    return listing(bought(), "10:01", "2 3", asked={"size": "2"}, more=True, total=9)


def shrunk() -> Book:
    book = listing(bought(), "10:01", "2 3", asked={"size": "2", "page": "1"}, more=True, total=5)
    return listing(book, "10:01:01", "6", asked={"size": "2", "page": "2"}, total=3)


def returned() -> Book:
    return listing(bought(), "10:01", "1 2")


def of_a_status() -> Book:
    return listing(bought(), "10:01", asked={"status in": "complete,new"})


def of_a_store() -> Book:
    book = others(fresh(), *"abcde").at("10:01").bought("1").bought("9")
    for fact in book.facts:
        if fact.kind == "shop.order.placed":
            fact.data["store"] = "fr" if fact.keys["order"] in "19" else "de"
    return listing(book, "10:02", asked={"store_id in": "1"})


def failed_reads() -> Book:
    return listing(listing(bought(), "10:01", status=503), "22:59", status=401)


def window_lost() -> Book:
    book = listing(fresh(), "10:00:01").at("10:00:30").bought("1")
    return listing(listing(book, "10:01", status=503), "10:02", asked=since("10:01:00"))


def reads_stopped() -> Book:
    book = listing(listing(listing(fresh(), "10:00:01"), "10:01"), "10:02", status=500)
    return book.at("10:03").bought("1").at("12:00").call("erp.stock.list", "", 200, truth=None)


def never_asked() -> Book:
    return bought().at("12:00").call("erp.stock.list", "", 200, truth=None)


def crashed() -> Book:
    return ended(bought().after(1000).notice("1"), "10:05")


def returned_early() -> Book:
    book = ended(bought().at("10:03"), "10:04")
    book.facts[-1].data.update(why="returned", crashed=False)
    return book


def second_added() -> Book:
    """Pages whose cursor is the second after their newest order; the order shares its second with that one."""
    book = fresh().at("10:00").bought("8").at("10:00:10").bought("9").at("10:00:20").bought("7").bought("1")
    listing(book, "10:01", "8", since("10:00:00"))
    listing(book, "10:01:01", "9", since("10:00:01"))
    listing(book, "10:01:02", "7", since("10:00:11"))
    return listing(book, "10:02", "", since("10:00:21"))


def edited() -> Book:
    """The order replaces one that was exported; its event is accepted, and only others are sent."""
    book = others(fresh(), "9", "8").at("10:05").cancelled("9").bought("1", replaces="9")
    return book.notice("1")


def none_sent() -> Book:
    book = fresh()
    for order in ("1", "2", "3"):
        book.bought(order)
    listing(book, "10:01", "1 2 3")
    return book


def retry_died() -> Book:
    book = bought().after(1000).notice("1").create_call("1", status=503, truth="not_applied")
    return killed(book, "10:01")


def exhausted() -> Book:
    book = bought().after(1000).notice("1")
    for clock in ("10:01", "10:02", "10:03"):
        book.at(clock).create_call("1", told="refused", how="refused", truth="not_applied")
    return others(book.at("10:20"), "2")


def in_body() -> Book:
    return bought().create_call("1", status=200, truth="not_applied").refused("1")


def by_hand() -> Book:
    return bought().created("SO1", "1").create_call("1").at("11:00").status("SO1", "cancelled", "1")


def by_itself() -> Book:
    book = bought().created("SO1", "1").create_call("1").at("11:00").status("SO1", "cancelled", "1")
    return book.call(CANCEL, "1", 200)


def before_visible() -> Book:
    return bought().after(1000).notice("1").call(READ, "1", 404, truth=None)


def before_due() -> Book:
    book = shared_shelf(Book()).at("10:00").placed("1").notice("1").call(READ, "1", 200, truth=None)
    return book.at("11:00").paid("1")


def read_only() -> Book:
    return bought().after(1000).notice("1").call(READ, "1", 200, truth=None)


def hung() -> Book:
    book = bought().after(1000).notice("1")
    keys = {"x": "h", "key": "9"}
    at_ms = book.now_ms
    return book.at("23:00").say("wire", "exchange.open", keys, {"op": CREATE, "attempt": 1, "sent_ms": at_ms})


def behind_poison() -> Book:
    book = bought().after(1000).notice("1")
    for minute in range(1, 8):
        book.at(f"10:0{minute}").create_call("9", status=422, truth="not_applied")
    return book


def all_stopped() -> Book:
    book = others(fresh(), "2").at("10:01").bought("1").notice("1").bought("3").bought("4")
    return book.at("12:00").call("erp.stock.list", "", 200, truth=None)


def stuck_feed() -> Book:
    book = listing(bought(), "10:01", "7 8", asked={"size": "2"}, more=True)
    return listing(
        listing(book, "10:02", "7 8", asked={"size": "2"}, more=True),
        "10:03",
        "7 8",
        asked={"size": "2"},
        more=True,
    )


CASES: list[tuple[Callable[[], Book], str, str]] = [
    (same_second, "lost", "cursor_same_second"),
    (second_added, "lost", "cursor_second_added"),
    (set_to_now, "lost", "cursor_set_to_now"),
    (by_creation, "lost", "cursor_by_creation"),
    (by_id, "lost", "cursor_by_id"),
    (ahead, "lost", "cursor_zone"),
    (until_too_early, "lost", "cursor_zone"),
    (rows_left, "lost", "cursor_past_unread_rows"),
    (not_visible, "lost", "cursor_before_visible"),
    (first_page, "lost", "pages_unread"),
    (shrunk, "lost", "page_shifted"),
    (returned, "lost", "returned_and_skipped"),
    (of_a_status, "lost", "filtered_out"),
    (of_a_store, "lost", "filtered_out"),
    (failed_reads, "lost", "reading_failed"),
    (window_lost, "lost", "window_not_read_again"),
    (reads_stopped, "lost", "reading_stopped"),
    (never_asked, "lost", "never_asked"),
    (crashed, "lost", "crashed"),
    (returned_early, "lost", "ended_by_itself"),
    (none_sent, "lost", "none_sent"),
    (edited, "lost", "edit_not_sent"),
    (retry_died, "lost", "retry_died"),
    (exhausted, "lost", "retries_exhausted"),
    (in_body, "lost", "misleading_success"),
    (by_hand, "lost", "cancelled_by_hand"),
    (by_itself, "lost", "cancelled_by_integration"),
    (before_visible, "lost", "read_before_visible"),
    (before_due, "lost", "read_before_due"),
    (read_only, "lost", "read_and_not_sent"),
    (hung, "lost", "hanging_call"),
    (behind_poison, "lost", "blocked_by_others"),
    (all_stopped, "lost", "work_stopped"),
    (stuck_feed, "lost", "feed_stuck"),
]


@pytest.mark.parametrize(
    ("build", "kind", "code"), CASES, ids=[f"{case[2]}-{case[0].__name__}" for case in CASES]
)
def test_each_ledger_has_exactly_its_cause(build: Callable[[], Book], kind: str, code: str) -> None:
    found = cause(build(), kind)
    assert found.code == code
    assert found.what
    assert found.fix


@pytest.mark.parametrize("build", [case[0] for case in CASES if case[1] == "lost"])
def test_a_loss_is_not_explained_without_the_calls_that_show_it(build: Callable[[], Book]) -> None:
    """Without any call, notice or end of the candidate, hardly anything is known, and nothing else is claimed."""
    book = build()
    kept = [fact for fact in book.facts if fact.actor in ("shop", "workload")]
    book.facts = [fact._replace(seq=number) for number, fact in enumerate(kept, 1)]
    assert cause(book, "lost").code == "never_asked"


@pytest.mark.parametrize("statuses", [(255, 255), (255, 0)])
def test_runs_that_all_failed_are_the_reason_that_nothing_was_asked_for(statuses: tuple[int, int]) -> None:
    book = bought()
    for number, status in enumerate(statuses, 1):
        data = {"number": number, "status": status, "said": ["Trace", "no module curl"]}
        book.at(f"10:0{number}").say("candidate", "candidate.job_ended", {}, data)
    found = cause(book.at("12:00").call("erp.token.create", "", 200, truth=None), "lost")
    assert found.code == "never_asked"
    because = (
        "every run of the program failed (2 of 2, the first with status 255); its last line: no module curl"
    )
    assert (found.what == because) == all(statuses)


def test_a_poll_that_overlaps_is_not_stuck_when_nothing_changes() -> None:
    book = listing(bought(), "10:01", "1 2")
    for clock in ("10:02", "10:03", "10:04"):
        listing(book, clock, "2")
    assert cause(book, "lost").code == "returned_and_skipped"


def test_nothing_is_said_of_calls_without_a_scene() -> None:
    book = bought().end("23:00")
    story = book.history().orders.stories["1"]
    assert explain("lost", story, MemoryLedger(book.facts).about("1")).code == ""
    assert (
        explain("lost", story, MemoryLedger(book.facts).about("1"), scene=Scene.of(book.facts)).code
        == "never_asked"
    )


def test_a_kill_is_not_taken_for_a_refusal_that_was_given_up() -> None:
    assert "restart" in cause(retry_died(), "lost").what
    assert MINUTE_MS == 60_000


def test_a_cursor_that_repeats_the_last_second_adds_none() -> None:
    book = fresh().at("10:00").bought("8").at("10:00:10").bought("9").at("10:00:20").bought("7").bought("1")
    for clock, keys, stamp in (
        ("10:01", "8", "10:00:00"),
        ("10:01:01", "8 9", "10:00:00"),
        ("10:02", "", "10:00:21"),
    ):
        listing(book, clock, keys, since(stamp))
    assert cause(book, "lost").code != "cursor_second_added"


def test_one_order_that_was_sent_makes_the_others_a_matter_of_the_order() -> None:
    assert cause(none_sent().at("10:05").create_call("2"), "lost").code == "returned_and_skipped"


def test_an_edited_order_among_others_that_were_sent_is_skipped_for_another_reason() -> None:
    book = others(edited().at("10:10").cancelled("8"), "7")
    for fact in book.facts:
        if fact.kind == "shop.order.placed" and fact.keys["order"] == "7":
            fact.data["replaces"] = "8"
    assert cause(book, "lost").code == "never_sent"


def test_an_edit_is_not_sent_where_the_erp_keeps_the_order_as_it_was() -> None:
    found = cause(listing(edited(), "10:06", "1"), "lost")
    assert found.code == "edit_not_sent"
    assert "no call changed or cancelled it" in found.what


def test_a_payment_told_before_its_order_is_dropped_for_the_lack_of_it() -> None:
    book = bought().at("10:01").notice("1", name="shop.order.paid").at("10:05").notice("1")
    assert cause(book, "lost").code == "paid_before_placed"
    book = bought().at("10:01").notice("1").at("10:05").notice("1", name="shop.order.paid")
    assert cause(book, "lost").code == "never_sent"


def test_an_edited_order_that_was_listed_is_named_as_one() -> None:
    book = edited().at("10:05").call(CANCEL, "9")
    found = cause(listing(book, "10:06", "1"), "lost")
    assert found.code == "returned_and_skipped"
    assert "it is an edit of order 9, made after that one had been exported" in found.what
