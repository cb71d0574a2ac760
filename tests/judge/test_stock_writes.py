"""Stock that the integration sets in the ERP: what it read in the shop must not be its own."""

from __future__ import annotations

import pytest

from golive.judge.oracles import Budgets, Case
from golive.judge.oracles.owners.ownership import ownership
from golive.record.ledger import MemoryLedger
from golive.record.run import Finding
from golive.scenario.model.owners import Owners

from .ledgers import Book


def found(book: Book, owner: str = "either") -> list[Finding]:
    history, ledger = book.end().history(), MemoryLedger(book.facts)
    return ownership(Case(history, ledger, Budgets(), owners=Owners(stock=owner)))


def pushed(by: str = "api") -> Book:
    """The shop shows 10 of the ERP's 10, and then a till sells one."""
    book = Book().at("10:00").erp_stock("A", 10).at("10:05").shop_stock("A", 10)
    book.facts[-1].data["by"] = by
    return book.at("10:06").erp_stock("A", 9)


def test_what_it_had_written_itself_is_an_echo() -> None:
    (finding,) = found(pushed().at("10:10").stock_set("A", 9, 10))
    assert (finding.kind, finding.key, finding.cause.code) == ("lost_update", "A", "echo")
    assert "from 9 to 10" in finding.what


def test_what_people_have_written_in_the_shop_is_none() -> None:
    assert found(pushed(by="admin").at("10:10").stock_set("A", 9, 10)) == []


@pytest.mark.parametrize(("was", "now"), [(10, 10), (9, 4)])
def test_nor_is_what_changes_nothing_or_was_never_in_the_shop(was: int, now: int) -> None:
    assert found(pushed().at("10:10").stock_set("A", was, now)) == []


def test_where_the_erp_owns_stock_any_write_is_against_it() -> None:
    (echo,) = found(pushed().at("10:10").stock_set("A", 9, 10), "erp")
    assert (echo.kind, echo.cause.code) == ("against_owner", "echo")
    (other,) = found(pushed(by="admin").at("10:10").stock_set("A", 9, 10), "erp")
    assert (other.kind, other.cause.code) == ("against_owner", "written_against_owner")


def test_what_people_set_is_their_own_affair() -> None:
    assert found(pushed().at("10:10").stock_set("A", 9, 10, by="clerk:1"), "erp") == []
