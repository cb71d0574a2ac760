"""Causes that need the whole run, of doubled, wrong and late orders: each ledger has exactly its cause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .ledgers import Book, shared_shelf
from .scenes import (
    CREATE,
    DELIVERIES,
    LOOK_UP,
    SHIP,
    bought,
    cause,
    ended,
    fresh,
    listing,
    others,
)  # fmt: skip

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


def only_saved() -> Book:
    saved = {"kind": "shipment", "document": "000000001", "lines": [["A", 1]]}
    return skipped().at("11:06").say("shop", "shop.document.saved", {"order": "1"}, saved)


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


def approved_late() -> Book:
    return sent("pending_approval").at("10:50").status("SO1", "released", "1")


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
    (only_saved, "wrong_state", "shipment_saved"),
    (unreadable, "wrong_state", "deliveries_unreadable"),
    (not_read_again, "wrong_state", "deliveries_not_read_again"),
    (missed, "wrong_state", "delivery_missed"),
    (parcel, "wrong_state", "shipment_not_told"),
    (crashed_before_cancel, "wrong_state", "crashed"),
    (polled, "late", "polled_late"),
    (disturbed, "late", "reading_disturbed"),
    (retried_late, "late", "retried_late"),
    (locked, "late", "record_locked"),
    (approved_late, "late", "waited_in_erp"),
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
