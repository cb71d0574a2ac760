"""Prices, bystanders and ownership: what is found, why, and what it costs. Verdicts are in `tests/verdict`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.judge.oracles import Budgets, Case
from golive.judge.oracles.owners.price_causes import page_of
from golive.record.ledger import MemoryLedger
from golive.record.run import Finding
from golive.scenario import Costs
from tests.judge.ledgers import Book
from tests.judge.records import Records, day, every, noon
from tests.verdict import not_held_owners as wrong

HOUR_MS = 3_600_000


def found_in(book: Book, offset_ms: int = 0) -> list[Finding]:
    case = Case(book.history(), MemoryLedger(book.facts), Budgets(), offset_ms)
    return [each for each in look(case, Prices(Costs())).listed if each.oracle in ("O9", "O14", "O15")]


CAUSES: list[tuple[str, str, Callable[[], Book]]] = [
    ("wrong_price", "prices_not_sent", wrong.never_updated),
    ("wrong_price", "promotion_removed", wrong.removed_promotion),
    ("wrong_price", "promotion_as_base_price", wrong.promotion_as_base_price),
    ("wrong_price", "price_zero", wrong.price_of_zero),
    ("wrong_price", "price_zero", wrong.zero_for_no_price),
    ("wrong_price", "wrong_scope", wrong.one_store_alone),
    ("wrong_price", "wrong_scope", wrong.masked_by_a_store),
    ("wrong_price", "window_off_by_days", lambda: wrong.window(24 * HOUR_MS)),
    ("wrong_price", "window_drifts", lambda: wrong.window(3_000)),
    ("wrong_price", "window_differs", lambda: wrong.window(5 * HOUR_MS)),
    ("wrong_price", "first_page_only", wrong.first_page),
    ("wrong_price", "price_list_overwritten", wrong.all_lists_overwritten),
    ("wrong_price", "price_of_other_list", wrong.contract_for_all),
    ("wrong_price", "stale_price_written", wrong.stale_price),
    ("wrong_price", "net_for_gross", lambda: noon().shop_price("B", 1681).end()),
    ("wrong_price", "decimal_point", lambda: noon().shop_price("B", 200_000).end()),
    ("echo_loop", "rewritten_without_change", wrong.price_there_and_back),
    ("echo_loop", "rewritten_without_change", wrong.customer_every_5_minutes),
    ("echo_loop", "echo", wrong.customer_on_both_sides),
    ("lost_update", "stale_value_written", wrong.person_overwritten),
    ("lost_update", "stale_value_written", wrong.corrected_address_overwritten),
]


@pytest.mark.parametrize(("kind", "cause", "ledger"), CAUSES, ids=[f"{each[0]} {each[1]}" for each in CAUSES])
def test_the_cause(kind: str, cause: str, ledger: Callable[[], Book]) -> None:
    causes = {each.cause.code for each in found_in(ledger()) if each.kind == kind}
    assert causes == {cause}


def test_a_period_that_is_off_by_the_offset_of_local_time_is_in_another_zone() -> None:
    (finding,) = found_in(wrong.window(HOUR_MS), offset_ms=HOUR_MS)
    assert finding.cause.code == "window_in_other_zone"
    (finding,) = found_in(wrong.window(HOUR_MS), offset_ms=2 * HOUR_MS)
    assert finding.cause.code == "window_differs"


def test_a_finding_names_article_old_and_new_value_and_author() -> None:
    (finding,) = found_in(noon().product_set("B", "status", 0, was=1).end())
    assert finding.key == "shop product B"
    assert finding.what == "product B of the shop was changed by api: status from 1 to 0"


def test_a_change_that_is_undone_leaves_bystanders_as_they_were() -> None:
    book = noon().product_set("B", "status", 0, was=1).at("12:30").product_set("B", "status", 1)
    assert found_in(book.end()) == []


def test_one_record_is_one_finding_of_a_kind() -> None:
    book = day().customer(by="people").at("12:00").customer_set("tax_status", "exempt", was="taxable")
    book.customer_set("credit_limit_cents", 1, was=2).customer_set("blocked", True, was=False)
    (finding,) = found_in(book.end())
    assert finding.kind == "against_owner"
    assert len(finding.evidence) == 3


def test_a_price_that_changed_just_before_the_end_is_not_judged_yet() -> None:
    assert found_in(noon().erp_price("B", 2400).end("12:59")) == []


@pytest.mark.parametrize(("wrote", "found"), [(2, 0), (3, 1)])
def test_a_loop_needs_three_writes(wrote: int, found: int) -> None:
    book = day().customer()
    for number, clock in enumerate(every(5, wrote)):
        book.at(clock).customer_set("phone", f"0800 {number}")
    assert len(found_in(book.end())) == found


class TestCost:
    def test_a_wrong_price_costs_a_dispute_and_one_for_each_order_placed_at_it(self) -> None:
        without = found_in(noon().erp_price("B", 2400).end())[0].harm_cents
        book = noon().erp_price("B", 2400).at("15:00")
        book.bought("2", [("B", 1, 2000)]).created("SO2", "2")
        assert without == 800
        assert found_in(book.end())[0].harm_cents == 1600

    def test_a_record_costs_the_work_to_put_it_right(self) -> None:
        assert found_in(noon().account_gone().end())[0].harm_cents == 633


class TestPages:
    ORDER = tuple(f"P{number}" for number in range(30))

    def test_all_wrong_ones_behind_the_first_page(self) -> None:
        assert page_of(self.ORDER, set(self.ORDER[10:]), set(self.ORDER[:10])) == 10

    def test_a_gap_between_them_is_filled_with_the_usual_size_of_a_page(self) -> None:
        assert page_of(self.ORDER, set(self.ORDER[22:]), set(self.ORDER[:18])) == 20

    @pytest.mark.parametrize("wrong", [("P3", "P4", "P5"), ("P28", "P29")])
    def test_near_misses(self, wrong: tuple[str, ...]) -> None:
        assert page_of(self.ORDER, set(wrong), set(self.ORDER) - set(wrong)) == 0


def test_prices_of_a_renamed_item_go_with_it() -> None:
    book: Records = noon()
    book.say("erp", "erp.item.renamed", {}, {"from": "B", "to": "C"})
    assert found_in(book.end()) == []
