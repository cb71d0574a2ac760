"""Ledgers of runs that must not be held although the scenario expects nothing."""

from __future__ import annotations

from tests.judge.ledgers import Book, shared_shelf, whole_life
from tests.verdict.cases import BROKEN, UNKNOWN, Case


def ended(why: str, crashed: bool | None = None) -> Book:
    data = {"why": why} if crashed is None else {"why": why, "crashed": crashed}
    return whole_life().say("candidate", "candidate.ended", {}, data).end()


def lost() -> Book:
    return whole_life().at("12:00").bought("2").end()


def duplicated() -> Book:
    return whole_life().created("SO9", "1").end()


def phantom() -> Book:
    return whole_life().created("SO9", "none", lines=[["Z", 1, 100, 0]], email="other@example.com").end()


def wrong_content() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1").created("SO1", "1", total_cents=1)
    return book.end()


def wrong_state() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1").created("SO1", "1")
    return book.at("11:00").erp_stock("A", 99).delivered("SO1", ref="1").end()


def residual_stock() -> Book:
    return whole_life().at("12:00").shop_stock("A", 50).end()


def captured_differs() -> Book:
    book = shared_shelf(Book()).at("10:00").placed("1").paid("1", cents=999).at("10:01").created("SO1", "1")
    book.at("11:00").erp_stock("A", 99).delivered("SO1", ref="1")
    return book.shop_stock("A", 99).reserved("A", 1, "1", "shipment_created").shipped("1").end()


def in_flight() -> Book:
    return whole_life().at("15:00").bought("2").end("15:05")


def nothing_due() -> Book:
    return Book().call("erp.health.read", "", 200, truth=None).end()


def silent_without_orders() -> Book:
    return shared_shelf(Book()).say("run", "run.phase", {}, {"phase": "traffic"}).erp_stock("A", 90).end()


def silent_with_orders() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1").end()


def with_fault(asked: int, hit: int, effective: int) -> Book:
    row = {"id": "f1", "kind": "slow", "asked": asked, "hit": hit, "effective": effective}
    return whole_life().say("run", "run.faults", {}, {"faults": [row]}).end()


CASES = [
    Case(
        "an error ended it",
        BROKEN,
        lambda: ended("KeyError: 'items'", True),
        because="the integration crashed at 11:05:00: KeyError: 'items'",
        finds=("candidate_crashed",),
    ),
    Case("a program ended with status 1", BROKEN, lambda: ended("exit status 1"), because="exit status 1"),
    Case("a program was killed by a signal", BROKEN, lambda: ended("killed by signal 11"), because="signal 11"),
    Case("lost, nothing expected", BROKEN, lost, because='expect: {orders.lost: "<= 1"}', finds=("lost",)),
    Case("duplicated, nothing expected", BROKEN, duplicated, because="orders.duplicated: expected 0 by default"),
    Case("phantom, nothing expected", BROKEN, phantom, because="orders.phantom: expected 0 by default"),
    Case("content, nothing expected", BROKEN, wrong_content, because="orders.wrong_content"),
    Case("state, nothing expected", BROKEN, wrong_state, because="orders.wrong_state"),
    Case("stock, nothing expected", BROKEN, residual_stock, because="stock.residual: expected 0 by default, was 49"),
    Case("payment, nothing expected", BROKEN, captured_differs, because="findings.captured_differs"),
    Case("lost, another metric expected", BROKEN, lost, expect={"orders.duplicated": "0"}, because="orders.lost"),
    Case("lost, more than is tolerated", BROKEN, lost, expect={"orders.lost": "< 1"}, because="was 1"),
    Case("in flight at the end", UNKNOWN, in_flight, because="still in flight"),
    Case("nothing was due", UNKNOWN, nothing_due, because="was there to move"),
    Case("no call and no order", UNKNOWN, silent_without_orders, expect={"stock.residual": "<= 99"}, because="no call"),
    Case("no call where an order was due", BROKEN, silent_with_orders, because="orders.lost"),
    Case("a fault that never hit", UNKNOWN, lambda: with_fault(9, 0, 0), because="f1 never hit"),
    Case("a fault without effect", UNKNOWN, lambda: with_fault(9, 3, 0), because="f1"),
    Case("work that never drains", BROKEN, lost, expect={"orders.lost": "1", "drain": "<= 1h"}, because="was never"),
]  # fmt: skip
