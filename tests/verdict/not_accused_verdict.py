"""Ledgers of runs that hold: ends that are no crash, findings that the scenario tolerates."""

from __future__ import annotations

from tests.judge.ledgers import Book, shared_shelf, whole_life
from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_verdict import ended, in_flight, lost, residual_stock


def killed_and_back() -> Book:
    book = whole_life().say("candidate", "candidate.killed", {}, {"faults": ["deploy"], "down_ms": 1})
    return book.say("candidate", "candidate.started", {}, {"name": "c", "start": 2}).end()


def last_wave() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1").at("10:01").created("SO1", "1")
    return book.at("11:00").erp_stock("A", 99).delivered("SO1", ref="1").end("11:05")


CASES = [
    Case("a parcel of the last wave", HELD, last_wave),
    Case("nothing wrong, nothing expected", HELD, lambda: whole_life().end()),
    Case("a program that exits with 0", HELD, lambda: ended("exit status 0"), because="exit status 0"),
    Case("a function that returns", HELD, lambda: ended("returned", False), because="returned"),
    Case("killed by a fault and back", HELD, killed_and_back),
    Case("a lost order that is tolerated", HELD, lost, expect={"orders.lost": "<= 1"}),
    Case("a lost share that is tolerated", HELD, lost, expect={"orders.lost": "<= 50%"}),
    Case("drift that is tolerated", HELD, residual_stock, expect={"stock.residual": "<= 49 units"}),
    Case("orders in flight that are expected", HELD, in_flight, expect={"orders.indeterminate": "<= 1"}),
    Case("a crash that is tolerated", HELD, lambda: ended("OSError: x"), expect={"findings.candidate_crashed": "1"}),
]  # fmt: skip
