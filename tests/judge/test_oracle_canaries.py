"""Canaries of the oracles: one fact of a healthy life is changed, and exactly one oracle reports it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.judge.oracles import ORACLES
from golive.record.run import Fact

from .ledgers import Book, findings, kinds, whole_life
from .test_oracles import HOME


def without(kind: str) -> Callable[[Fact], list[Fact]]:
    return lambda fact: [] if fact.kind == kind else [fact]


def with_data(kind: str, **data: object) -> Callable[[Fact], list[Fact]]:
    def change(fact: Fact) -> list[Fact]:
        return [fact._replace(data={**fact.data, **data})] if fact.kind == kind else [fact]

    return change


def later(kind: str, hours: int) -> Callable[[Fact], list[Fact]]:
    return lambda fact: [fact._replace(at_ms=fact.at_ms - hours * 3_600_000)] if fact.kind == kind else [fact]


def twice(kind: str) -> Callable[[Fact], list[Fact]]:
    def change(fact: Fact) -> list[Fact]:
        if fact.kind != kind:
            return [fact]
        return [fact, fact._replace(keys={**fact.keys, "order": fact.keys["order"] + "b"})]

    return change


def two_lives() -> Book:
    """A waiting backorder and a whole life: so that every kind of fact is there once more than needed."""
    book = whole_life().at("13:00").bought("2", [("A", 2, 700)], ship_to=HOME).created("SO2", "2")
    return book.at("14:00").erp_stock("A", 98).at("14:10").shop_stock("A", 98)


CANARIES = {
    "the ERP order is gone": (without("erp.order.created"), {"O1"}),
    "the ERP has it twice": (twice("erp.order.created"), {"O2"}),
    "another total": (with_data("erp.order.created", total_cents=999), {"O3"}),
    "another tax": (with_data("erp.order.created", tax_cents=7), {"O3"}),
    "another currency": (with_data("erp.order.created", currency="USD"), {"O3"}),
    "another capture": (with_data("payment.captured", amount_cents=7), {"O3"}),
    "another article": (with_data("erp.order.created", lines=[["Z", 1, 1000, 0]]), {"O4"}),
    "another quantity": (with_data("erp.order.created", lines=[["A", 9, 1000, 0]]), {"O4"}),
    "another price": (with_data("erp.order.created", lines=[["A", 1, 7, 0]]), {"O4"}),
    "another address": (with_data("erp.order.created", ship_to=["x", "x", "x", "x", "x"]), {"O5"}),
    "a draft": (with_data("erp.order.created", status="draft"), {"O6"}),
    "the shop was not told of the parcel": (without("shop.order.shipped"), {"O6"}),
    "the ERP never delivered what the shop shipped": (without("erp.delivery.posted"), {"O6"}),
    "the tills were not told": (with_data("shop.stock.changed", rows=[["A", "main", 100, True]]), {"O7"}),
    "paid hours before": (later("shop.order.paid", 2), {"O11"}),
}


def test_the_ledger_of_the_canaries_is_healthy() -> None:
    assert kinds(two_lives().end()) == []


@pytest.mark.parametrize("name", CANARIES)
def test_canary(name: str) -> None:
    change, expected = CANARIES[name]
    book = two_lives().end()
    book.facts = [changed for fact in book.facts for changed in change(fact)]
    found = {finding.oracle for finding in findings(book)}
    assert found >= expected
    along = {"O6", "O7", "O16"}
    assert found - expected <= along, "only states, stock and the silence about it may suffer along"


@pytest.mark.parametrize("name", CANARIES)
def test_what_an_oracle_finds_is_of_its_kinds(name: str) -> None:
    book = two_lives().end()
    book.facts = [changed for fact in book.facts for changed in CANARIES[name][0](fact)]
    for oracle in ORACLES:
        kinds_of = {kind.name for kind in oracle.info.finds}
        assert {(each.oracle, each.kind) for each in oracle.check(book.case())} <= {
            (oracle.info.code, kind) for kind in kinds_of
        }
