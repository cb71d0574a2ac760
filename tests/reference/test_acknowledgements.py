"""Where a scenario demands it, the number of an ERP order reaches the shop as one comment, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.candidates.reference.orders.acknowledge import Acknowledger, Row
from golive.record.oracles import UNACKNOWLEDGED
from golive.record.run import BROKEN, HELD

from .playing import Played, play

DEMANDED = "budgets.acknowledgement=20m"
LOST = "chaos=[{fault: lose_reply, on: shop.order.comment, chance: 40%}]"
KILLED = "chaos=[{fault: kill, on: shop.order.comment, when: after, chance: 20%, times: 4, down: 20s}]"
REFUSED = "chaos=[{fault: refuse, on: shop.order.comment, at: 5m..20m, status: 503}]"


def numbers(played: Played) -> Counter[tuple[str, str]]:
    """(order, comment) of every comment of the integration."""
    return Counter(
        (fact.keys["order"], fact.data["comment"])
        for fact in played.of_kind("shop.order.commented")
        if fact.data["by"] == "api"
    )


def booked(played: Played) -> set[tuple[str, str]]:
    """(order, comment) as they should be."""
    return {
        (fact.keys["ref"], f"ERP order {fact.keys['order']}") for fact in played.of_kind("erp.order.created")
    }


@pytest.mark.parametrize("chaos", ["chaos=[]", LOST, KILLED, REFUSED])
def test_every_order_is_acknowledged_once(tmp_path: Path, chaos: str) -> None:
    played = play(tmp_path, DEMANDED, chaos)
    assert played.card.verdict == HELD, played.card.reasons
    assert len(booked(played)) > 20
    assert numbers(played) == Counter(booked(played))


@pytest.mark.parametrize("version", ["2.4.6", "2.4.7", "2.4.8"])
def test_a_comment_leaves_the_status_of_the_order_as_it_is(tmp_path: Path, version: str) -> None:
    played = play(tmp_path, DEMANDED, f"shop.version={version}", "traffic.life.cancelled=20%")
    assert played.card.verdict == HELD, played.card.reasons
    assert numbers(played)
    states: dict[str, tuple[str, str]] = {}
    for fact in played.of_kind("shop.order.state"):
        now = (fact.data["state"], fact.data["status"])
        if fact.data["why"] == "comment":
            assert now == states[fact.keys["order"]], fact
        states[fact.keys["order"]] = now


def test_canary_of_the_status(tmp_path: Path) -> None:
    """A comment without a status clears it, up to 2.4.6."""

    class NoStatus(Acknowledger):
        def body(self, row: Row, status: str) -> dict[str, object]:
            return {"statusHistory": {"comment": row["text"], "is_visible_on_front": 0}}

    played = play(tmp_path, DEMANDED, parts=Parts(acknowledger=NoStatus))
    assert None in {fact.data["status"] for fact in played.of_kind("shop.order.state")}


def test_an_order_costs_one_call_more_only_where_it_is_demanded(tmp_path: Path) -> None:
    played = play(tmp_path / "demanded", DEMANDED)
    assert played.calls["shop.order.comment"] == played.card.orders["total"]
    assert not played.calls["shop.order.status"] + played.calls["shop.order.comments"]
    without = play(tmp_path / "not")
    assert without.card.verdict == HELD, without.card.reasons
    assert not without.calls["shop.order.comment"]
    assert without.calls + Counter({"shop.order.comment": played.card.orders["total"]}) == played.calls


def test_a_design_that_does_without_is_found_where_it_is_demanded(tmp_path: Path) -> None:
    played = play(tmp_path, DEMANDED, "expect={findings.unacknowledged: 0}", design=Design(acknowledge=False))
    assert played.card.verdict == BROKEN
    assert {finding.kind for finding in played.card.findings} == {UNACKNOWLEDGED.name}
