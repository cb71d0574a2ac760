"""What a later order shows of a customer otherwise than before is changed in the ERP, once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from golive.candidates.reference import Parts
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.masters.contact import Contact, noted
from golive.record.run import HELD

from .playing import Played, play

LONG = ("clock.duration=2h", "clock.settle=1h", "traffic.orders.base=60/h")
RETURNING = "traffic.customers={guests: 0%, returning: 80%}"
SECOND_HOUR = "2025-11-12 14"


def order(number: str, at: str) -> dict[str, Any]:
    """An order of the shop."""
    return {"increment_id": number, "created_at": at}


def test_the_latest_order_counts_whatever_the_sequence() -> None:
    first = noted(None, "C1", order("1", "10:00"), {"phone": "1", "email": "a@x.de"})
    assert first.changes == {}
    third = noted(first, "C1", order("3", "12:00"), {"phone": "3", "email": "a@x.de"})
    assert third.changes == {"phone": "3"}
    assert noted(third, "C1", order("2", "11:00"), {"phone": "2", "email": "a@x.de"}) is third


def test_what_an_order_does_not_give_is_kept() -> None:
    first = noted(None, "C1", order("1", "10:00"), {"phone": "1"})
    assert noted(first, "C1", order("2", "11:00"), {"phone": ""}).changes == {}


def test_back_to_what_was_sent_is_no_change() -> None:
    known = Contact("C1", "1", "10:00", {"phone": "1"}, {"phone": "2"})
    assert noted(known, "C1", order("2", "11:00"), {"phone": "1"}).changes == {}


class Married(Exporter):
    """Customers who have a longer name in orders of the second hour."""

    def customer_body(self, order: dict[str, Any]) -> dict[str, Any]:
        body = super().customer_body(order)
        if order.get("customer_id") is None or order["created_at"] < SECOND_HOUR:
            return body
        return {**body, "name": f"{body['name']}-Meier"}


def changed(played: Played) -> Counter[str]:
    """How often the name of each customer was changed."""
    facts = played.of_kind("erp.customer.changed")
    return Counter(fact.keys["customer"] for fact in facts if fact.data["fields"] == ["name"])


@pytest.mark.parametrize(
    "chaos",
    [
        "chaos=[]",
        "chaos=[{fault: lose_reply, on: erp.customer.update, chance: 50%}]",
        "chaos=[{fault: refuse, on: erp.customer.update, at: 60m..80m, status: 503}]",
    ],
)
def test_a_new_name_is_written_once(tmp_path: Path, chaos: str) -> None:
    played = play(tmp_path, RETURNING, chaos, short=LONG, parts=Parts(exporter=Married))
    assert played.card.verdict == HELD, played.card.reasons
    assert len(changed(played)) > 5
    assert {*changed(played).values()} == {1}


def test_without_a_change_nothing_is_written(tmp_path: Path) -> None:
    assert not play(tmp_path, RETURNING, short=LONG).calls["erp.customer.update"]


def test_canary_and_a_refusal_is_shown(tmp_path: Path) -> None:
    refused = "chaos=[{fault: refuse, on: erp.customer.update, status: 422}]"
    played = play(tmp_path / "refused", RETURNING, refused, short=LONG, parts=Parts(exporter=Married))
    assert not changed(played)
    assert any("contact data" in fact.data["what"] for fact in played.of_kind("desk.exception"))


def test_data_that_the_erp_owns_is_left_alone(tmp_path: Path) -> None:
    owner = "owners.customers={contact: erp, addresses: erp}"
    played = play(tmp_path, RETURNING, owner, short=LONG, parts=Parts(exporter=Married))
    assert not played.calls["erp.customer.update"]
