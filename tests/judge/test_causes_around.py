"""Causes that need the whole run: each ledger is explained by exactly the cause that it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.judge.causes import explain
from golive.judge.causes.scene import Scene
from golive.judge.oracles import Budgets, Case
from golive.record.ledger import MemoryLedger, interwoven
from golive.record.run import Cause
from golive.wire.reply_facts import packed

from .ledgers import MINUTE_MS, Book, shared_shelf

CREATE, SHIP, READ, CANCEL = "erp.order.create", "shop.order.ship", "shop.order.read", "erp.order.cancel"
LISTS, LOOK_UP, DELIVERIES = "shop.order.list", "erp.order.list", "erp.delivery.list"
CARD = {"method": "card"}


def cause(book: Book, kind: str, order: str = "1") -> Cause:
    case = Case(book.end("23:00").history(), MemoryLedger(book.facts), Budgets())
    facts = interwoven(case.ledger.about(order), case.ledger.lives())
    return explain(kind, case.history.orders.stories[order], facts, scene=case.scene)


def listing(
    book: Book,
    clock: str,
    keys: str = "",
    asked: dict[str, str] | None = None,
    op: str = LISTS,
    status: int = 200,
    more: bool = False,
    total: int | None = None,
    key: str = "",
) -> Book:
    """A list call at that time; `keys` are separated by blanks."""
    book.at(clock).call(op, key, status=status, truth=None)
    x, rows = book.facts[-1].keys["x"], keys.split()
    data = {"op": op, "asked": {"updated_at gteq": "2025-11-28 09:00:00"} if asked is None else asked}
    counts = {"keys": packed(rows), "count": len(rows), "total": len(rows) if total is None else total}
    if status < 400:
        book.say(
            "wire", "exchange.listed", {"x": x}, {**data, **counts, "sent_ms": book.now_ms, "more": more}
        )
    return book


def since(stamp: str, field: str = "updated_at", condition: str = "gteq", **more: str) -> dict[str, str]:
    return {f"{field} {condition}": f"2025-11-28 {stamp}", **more}


def fresh() -> Book:
    return shared_shelf(Book()).at("10:00")


def bought(clock: str = "10:00") -> Book:
    return shared_shelf(Book()).at(clock).bought("1")


def ended(book: Book, clock: str) -> Book:
    return book.at(clock).say("candidate", "candidate.ended", {}, {"why": "KeyError: 'items'"})


def killed(book: Book, clock: str) -> Book:
    return book.at(clock).say("candidate", "candidate.killed", {}, {"faults": ["kill"], "down_ms": 10_000})


def others(book: Book, *orders: str) -> Book:
    """Orders that come and reach the ERP."""
    for order in orders:
        book.bought(order).created(f"SO{order}", order).create_call(order)
    return book


# -- lost --------------------------------------------------------------------------------------------------


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


# -- duplicated --------------------------------------------------------------------------------------------


def twice(book: Book, first: str = "10:01", again: str = "10:01:01", known: str = "10:01:02") -> Book:
    """Two creates; the first is answered at `known`."""
    book.at(first).created("SO1", "1").committed("a", CREATE, "1")
    if known <= again:
        book.at(known).answered("a", CREATE, "1", sent=first)
    book.at(again).created("SO2", "1").create_call("1")
    if known > again:
        book.at(known).answered("a", CREATE, "1", sent=first)
    return book


def at_once() -> Book:
    return twice(bought().after(1000).notice("1").notice("1", "shop.order.paid", "e2"))


def overlapping_runs() -> Book:
    book = listing(listing(bought(), "10:00:30", "1"), "10:00:50", "1")
    return twice(book)


def from_the_list_again() -> Book:
    book = listing(bought(), "10:00:30", "1").at("10:01").created("SO1", "1").create_call("1")
    return listing(book, "10:02", "1").created("SO2", "1").create_call("1")


def last_page_again() -> Book:
    asked = {"size": "2", "page": "1"}
    book = listing(bought(), "10:00:30", "1 2", asked=asked, total=2).created("SO1", "1").create_call("1")
    listing(book, "10:02", "1 2", asked={"size": "2", "page": "2"}, total=2)
    return book.created("SO2", "1").create_call("1")


def lookup_in_vain() -> Book:
    book = bought().at("10:01").created("SO1", "1").committed("a", CREATE, "1")
    book.at("10:01:20").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:01")
    listing(book, "10:01:30", op=LOOK_UP, asked={"external_reference": "1"}, key="1")
    return book.at("10:01:40").created("SO2", "1").create_call("1")


def half_built() -> Book:
    book = bought().created("SO1", "1", status="draft").create_call("1")
    book.at("10:02").call("erp.order.update", "1", 422, truth="not_applied")
    return book.at("10:03").created("SO2", "1").create_call("1")


def pressed() -> Book:
    book = bought().created("SO1", "1").create_call("1", told="unknown", how="timeout")
    book.at("10:30").say("clerk", "clerk.retried", {"order": "1"}, {"clerk": "Ada", "press": 1})
    return book.after(1000).created("SO2", "1").create_call("1")


# -- wrong state, late -------------------------------------------------------------------------------------


def sent(status: str = "released") -> Book:
    return bought().at("10:01").created("SO1", "1", status=status).create_call("1")


def after_cancel() -> Book:
    return bought().at("10:05").cancelled("1").at("10:10").created("SO1", "1").create_call("1")


def a_draft() -> Book:
    return sent("draft")


def refused_release() -> Book:
    return sent("draft").at("10:05").call("erp.order.release", "1", 409, truth="not_applied")


def parcel() -> Book:
    return sent().at("11:00").delivered("SO1", ref="1")


def before_parcel() -> Book:
    return sent().at("10:02").call(SHIP, "1", 200).shipped("1")


def whole() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 3, 1000)])
    book.at("10:01").created("SO1", "1").create_call("1").at("11:00").delivered("SO1", [("A", 1)], ref="1")
    return book.at("11:05").shipped("1").call(SHIP, "1", 200)


def skipped() -> Book:
    return listing(parcel(), "11:05", "1", op=DELIVERIES, asked={"after": "0"})


def unreadable() -> Book:
    return listing(parcel(), "11:05", op=DELIVERIES, status=401)


def not_read_again() -> Book:
    book = listing(sent(), "10:30", op=DELIVERIES, asked={"after": "0"})
    return book.at("11:00").delivered("SO1", ref="1")


def missed() -> Book:
    return listing(parcel(), "11:05", "2", op=DELIVERIES, asked={"after": "9"})


def crashed_before_cancel() -> Book:
    return ended(sent(), "10:30").at("11:00").cancelled("1")


def polled() -> Book:
    book = listing(fresh(), "10:00:01").at("10:00:30").bought("1")
    return listing(book, "11:00", "1").created("SO1", "1").create_call("1")


def disturbed() -> Book:
    book = listing(listing(bought(), "10:01", status=503), "10:30", status=503)
    return listing(book, "11:00", "1").created("SO1", "1").create_call("1")


def retried_late() -> Book:
    book = bought().after(1000).create_call("1", status=503, truth="not_applied")
    others(book.at("10:05"), "2")
    return book.at("12:00").created("SO1", "1").create_call("1")


def locked() -> Book:
    book = bought()
    for clock in ("10:10", "10:20", "10:30"):
        book.at(clock).create_call("1", status=423, truth="not_applied")
    return book.at("10:40").created("SO1", "1").create_call("1")


def waves() -> Book:
    book = bought()
    for minute in (1, 2, 3, 4):
        for order in "234567":
            book.at(f"10:0{minute}").create_call(order, status=429, truth="not_applied")
        book.create_call("1", status=429, truth="not_applied")
    return book.at("10:40").created("SO1", "1").create_call("1")


def behind_one() -> Book:
    book = bought().after(1000).notice("1")
    for minute in range(10, 50, 5):
        book.at(f"10:{minute}").create_call("9", status=422, truth="not_applied")
    return book.at("10:50").created("SO1", "1").create_call("1")


def slow() -> Book:
    book = bought().after(1000).notice("1")
    for number in range(2, 12):
        book.create_call(str(number), took_s=180)
    return book.created("SO1", "1").create_call("1")


CASES: list[tuple[Callable[[], Book], str, str]] = [
    (same_second, "lost", "cursor_same_second"),
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
    (at_once, "duplicated", "taken_at_once"),
    (overlapping_runs, "duplicated", "runs_overlap"),
    (from_the_list_again, "duplicated", "listed_again"),
    (last_page_again, "duplicated", "page_repeated"),
    (lookup_in_vain, "duplicated", "not_found_yet"),
    (half_built, "duplicated", "half_built"),
    (pressed, "duplicated", "manual_retry"),
    (after_cancel, "wrong_state", "sent_after_cancel"),
    (a_draft, "wrong_state", "draft_not_released"),
    (refused_release, "wrong_state", "release_refused"),
    (before_parcel, "wrong_state", "shipped_before_parcel"),
    (whole, "wrong_state", "shipped_whole"),
    (skipped, "wrong_state", "delivery_skipped"),
    (unreadable, "wrong_state", "deliveries_unreadable"),
    (not_read_again, "wrong_state", "deliveries_not_read_again"),
    (missed, "wrong_state", "delivery_missed"),
    (parcel, "wrong_state", "shipment_not_told"),
    (crashed_before_cancel, "wrong_state", "crashed"),
    (polled, "late", "polled_late"),
    (disturbed, "late", "reading_disturbed"),
    (retried_late, "late", "retried_late"),
    (locked, "late", "record_locked"),
    (waves, "late", "own_retry_waves"),
    (behind_one, "late", "behind_one_order"),
    (slow, "late", "too_few_workers"),
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
