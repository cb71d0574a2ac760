"""Refusals that emerge from the ERP's books and from the date, with no fault armed.

Each is a bundled scenario. Here its story is checked in the ledger, step by step, for an integration that copes
and one that does not.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from golive import scenario
from golive.record.run import HELD, Fact
from tests.runs import Runs


def _of(facts: Iterable[Fact], kind: str, **data: object) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.kind == kind and all(fact.data.get(name) == value for name, value in data.items())
    ]


EMERGENT = ("credit-limit", "month-end", "silent-patch", "stock-count", "nobody-approves")


@pytest.mark.parametrize("name", EMERGENT)
def test_the_reference_copes_and_the_scenario_really_happened(name: str, runs: Runs) -> None:
    card = runs(name, "reference").card
    assert card.verdict == HELD, card.reasons
    assert card.orders["lost"] == card.orders["duplicated"] == 0
    assert card.coverage == 1


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", EMERGENT)
def test_the_naive_candidate_reports_nothing(name: str, runs: Runs) -> None:
    card = runs(name, "naive").card
    assert card.orders["lost"] + card.orders["wrong_state"] > 0
    assert card.orders["stuck_visible"] == 0


class TestTheFortyFirstOrder:
    def test_forty_orders_pass_and_every_later_one_is_held(self, runs: Runs) -> None:
        facts = runs("credit-limit", "reference").facts
        created = [fact.keys["ref"] for fact in _of(facts, "erp.order.created")]
        held = [fact.keys["ref"] for fact in _of(facts, "erp.order.status", why="credit_limit")]
        assert len(created) > 41
        assert held == created[40:]

    def test_the_scenario_arms_no_fault(self) -> None:
        assert scenario.load("credit-limit").chaos == ()

    def test_with_more_credit_the_same_orders_all_pass(self, runs: Runs) -> None:
        card = runs("credit-limit", "reference", "erp.rules.credit_limit.credit=10000 EUR").card
        assert card.orders["exact"] == card.orders["total"]


class TestTheQueueThatDrainsAcrossMidnight:
    def test_only_what_is_dated_in_the_closed_month_is_refused(self, runs: Runs) -> None:
        facts = runs("month-end", "reference").facts
        (closed,) = _of(facts, "erp.period.closed")
        placed = {fact.keys["order"]: fact.at_ms for fact in _of(facts, "shop.order.placed")}
        refused = {fact.keys["ref"] for fact in _of(facts, "erp.order.refused", rule="posting_periods")}
        assert refused
        assert all(placed[order] <= closed.at_ms for order in refused)

    def test_they_were_placed_before_midnight_and_sent_after_it(self, runs: Runs) -> None:
        facts = runs("month-end", "reference").facts
        (closed,) = _of(facts, "erp.period.closed")
        refused = _of(facts, "erp.order.refused", rule="posting_periods")
        assert all(fact.at_ms > closed.at_ms for fact in refused)

    def test_orders_of_the_new_month_are_booked_as_if_nothing_had_been(self, runs: Runs) -> None:
        facts = runs("month-end", "reference").facts
        (closed,) = _of(facts, "erp.period.closed")
        placed = {f.keys["order"] for f in _of(facts, "shop.order.placed") if f.at_ms > closed.at_ms}
        created = {fact.keys["ref"] for fact in _of(facts, "erp.order.created")}
        assert placed
        assert placed <= created


class TestStockTakingInTheMiddleOfTheRush:
    def test_orders_are_refused_only_while_the_warehouse_is_frozen(self, runs: Runs) -> None:
        facts = runs("stock-count", "reference").facts
        (frozen,), (thawed,) = _of(facts, "erp.warehouse.frozen"), _of(facts, "erp.warehouse.thawed")
        refused = _of(facts, "erp.order.refused", rule="frozen_warehouse")
        assert refused
        assert all(frozen.at_ms <= fact.at_ms <= thawed.at_ms for fact in refused)

    def test_no_goods_move_in_the_frozen_warehouse_and_the_other_one_works_on(self, runs: Runs) -> None:
        facts = runs("stock-count", "reference").facts
        (frozen,), (thawed,) = _of(facts, "erp.warehouse.frozen"), _of(facts, "erp.warehouse.thawed")
        during = [f for f in _of(facts, "erp.delivery.posted") if frozen.at_ms < f.at_ms < thawed.at_ms]
        assert {fact.data["warehouse"] for fact in during} == {"leipzig"}

    def test_every_refused_order_is_booked_once_the_count_is_over(self, runs: Runs) -> None:
        facts = runs("stock-count", "reference").facts
        refused = {fact.keys["ref"] for fact in _of(facts, "erp.order.refused", rule="frozen_warehouse")}
        created = [fact.keys["ref"] for fact in _of(facts, "erp.order.created")]
        assert all(created.count(ref) == 1 for ref in refused)


class TestTheUnannouncedPatch:
    def test_only_new_orders_fail(self, runs: Runs) -> None:
        facts = runs("silent-patch", "reference").facts
        (patched,) = _of(facts, "erp.rule.changed")
        created = _of(facts, "erp.order.created")
        refused = _of(facts, "erp.order.refused", rule="hidden_fields")
        assert created
        assert max(fact.at_ms for fact in created) <= patched.at_ms
        assert refused
        assert min(fact.at_ms for fact in refused) >= patched.at_ms

    def test_what_was_booked_before_goes_on_to_its_parcel(self, runs: Runs) -> None:
        facts = runs("silent-patch", "reference").facts
        created = {fact.keys["order"] for fact in _of(facts, "erp.order.created")}
        assert created == {fact.keys["order"] for fact in _of(facts, "erp.delivery.posted")}

    def test_the_refusal_does_not_name_the_field(self, runs: Runs) -> None:
        facts = runs("silent-patch", "reference").facts
        refused = _of(facts, "erp.order.refused", rule="hidden_fields")
        assert all(not fact.data["field"] and "cost_centre" not in fact.data["message"] for fact in refused)


class TestAnOrderWithoutApproval:
    def test_it_was_accepted_and_never_moved(self, runs: Runs) -> None:
        facts = runs("nobody-approves", "reference").facts
        waiting = {f.keys["order"] for f in _of(facts, "erp.order.status", to="pending_approval")}
        assert waiting <= {fact.keys["order"] for fact in _of(facts, "erp.order.created")}
        assert waiting
        assert not waiting & {fact.keys["order"] for fact in _of(facts, "erp.delivery.posted")}

    def test_the_naive_one_believes_its_201(self, runs: Runs) -> None:
        """Accepted, waiting and not reported: a wrong state with that cause."""
        card = runs("nobody-approves", "naive").card
        causes = {finding.cause.code for finding in card.findings if finding.kind == "wrong_state"}
        assert "held_unnoticed" in causes

    def test_with_an_approver_every_order_arrives(self, runs: Runs) -> None:
        card = runs("nobody-approves", "reference", "erp.others.approvals=5m..10m").card
        assert card.orders["exact"] + card.orders["late"] == card.orders["total"], card.orders
