"""An ERP that ships what it has: each parcel has its delivery and its invoice, and the shop is told of both."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from golive.record.run import HELD, Fact
from tests.runs import Played, Runs


@pytest.fixture(scope="module")
def played(runs: Runs) -> Played:
    return runs("two-parcels", "reference")


def by_order(facts: Iterable[Fact], kind: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind == kind and fact.keys.get("ref", fact.keys["order"]):
            found.setdefault(fact.keys.get("ref", fact.keys["order"]), []).append(fact)
    return found


def test_the_reference_gets_every_order_right_though_many_go_out_in_parts(played: Played) -> None:
    card, facts = played.card, played.facts
    assert card.verdict == HELD, card.reasons
    assert card.orders["exact"] == card.orders["total"]
    parted = {fact.keys["ref"] for fact in facts if fact.data.get("to") == "partly_shipped"}
    assert len(parted) > 50


def test_the_invoices_of_an_order_sum_up_to_it_and_every_delivery_reaches_the_shop(played: Played) -> None:
    facts = played.facts
    created = by_order(facts, "erp.order.created")
    invoices = by_order(facts, "erp.invoice.posted")
    deliveries, shipments = by_order(facts, "erp.delivery.posted"), by_order(facts, "shop.order.shipped")
    several = 0
    for ref, (order, *_) in created.items():
        units = sum(row[1] for row in order.data["lines"])
        sent = sum(row[1] for fact in deliveries.get(ref, []) for row in fact.data["lines"])
        billed = [fact.data["total_cents"] for fact in invoices.get(ref, [])]
        assert sum(row[1] for fact in shipments.get(ref, []) for row in fact.data["lines"]) == sent <= units
        if sent == units:
            assert sum(billed) == order.data["total_cents"]
            several += len(billed) > 1
        else:
            assert sum(billed) < order.data["total_cents"]
    assert several > 50


@pytest.mark.deep
def test_the_naive_one_leaves_orders_behind(runs: Runs) -> None:
    assert runs("two-parcels", "naive").card.orders["wrong_state"] > 50
