"""Every move of the two state maps that people and integrations can cause happens in a bundled scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_erp.sales.transitions import TRANSITIONS
from fake_magento.sales.order_states import MOVES
from golive import scenario
from golive.candidates.registry import resolve
from golive.record.folder import LEDGER_FILE
from golive.record.ledger import StoredLedger
from golive.runner import Plan, execute

Move = tuple[str, str]

ERP: dict[str, tuple[Move, ...]] = {
    "approved-after-a-while": (
        ("draft", "pending_approval"),
        ("pending_approval", "released"),
        ("pending_approval", "cancelled"),
        ("released", "cancelled"),
    ),
    "new-customers-on-hold": (("draft", "held"), ("held", "released"), ("held", "cancelled")),
    "drafts-to-release": (("draft", "released"), ("draft", "cancelled")),
    "two-parcels": (("released", "partly_shipped"), ("partly_shipped", "shipped")),
    "refunds-of-all-kinds": (("released", "shipped"), ("shipped", "invoiced"), ("invoiced", "closed")),
}
"""Scenario to the moves of ERP orders in it."""
SHOP: dict[str, tuple[Move, ...]] = {
    "restless-shop": (("new", "processing"), ("new", "canceled"), ("processing", "complete")),
    "cancelled-early": (("processing", "closed"),),
    "shipping-paid-back": (("complete", "closed"),),
}
"""Scenario to the moves of shop orders in it."""
ON_REQUEST = {
    ("released", "held"): "only a client puts a released order on hold",
    ("released", "pending_approval"): "only a change that raises the amount asks for approval again",
    ("partly_shipped", "held"): "only a client or a change does it after the first parcel",
    ("partly_shipped", "pending_approval"): "only a change does it after the first parcel",
    ("held", "draft"): "a client lifts a hold that it put on a draft",
    ("held", "partly_shipped"): "a client lifts a hold that it put on after the first parcel",
    ("held", "shipped"): "the rest is cancelled while it is held after the first parcel",
    ("pending_approval", "held"): "approved while its customer is blocked",
    ("pending_approval", "draft"): "a draft that a change put up for approval",
    ("pending_approval", "partly_shipped"): "a change after the first parcel is approved",
    ("pending_approval", "shipped"): "a change after the first parcel is rejected",
    ("pending_payment", "new"): "checkouts are paid at once or on account",
    ("pending_payment", "processing"): "checkouts are paid at once or on account",
    ("pending_payment", "complete"): "checkouts are paid at once or on account",
    ("pending_payment", "canceled"): "checkouts are paid at once or on account",
    ("pending_payment", "holded"): "checkouts are paid at once or on account",
    ("payment_review", "processing"): "no payment provider reviews payments",
    ("payment_review", "canceled"): "no payment provider reviews payments",
    ("new", "complete"): "an order without goods and money",
    ("new", "holded"): "only a client puts an order on hold",
    ("processing", "holded"): "only a client puts an order on hold",
    ("processing", "canceled"): "a paid order is refunded, and so closed",
    ("holded", "new"): "only a client puts an order on hold",
    ("holded", "pending_payment"): "only a client puts an order on hold",
    ("holded", "processing"): "only a client puts an order on hold",
}
"""Moves that no traffic and no clerk of a scenario causes; the state machines of the fakes make them."""


def of_erp() -> set[Move]:
    return {
        (state, after)
        for state, actions in TRANSITIONS.items()
        for ends in actions.values()
        for after in ends
    } - {(state, state) for state in TRANSITIONS}


def of_shop() -> set[Move]:
    return {(state, after) for state, ends in MOVES.items() for after in ends}


def moves(played: str, folder: Path) -> tuple[set[Move], set[Move]]:
    """The moves of ERP orders and of shop orders in a run of the reference."""
    execute(Plan(scenario.load(played), resolve("reference"), played, "reference", 1), folder)
    erp, shop, state = set[Move](), set[Move](), dict[str, str]()
    for fact in StoredLedger(folder / LEDGER_FILE):
        if fact.kind == "erp.order.status":
            erp.add((fact.data["from"], fact.data["to"]))
        elif fact.kind in ("shop.order.placed", "shop.order.state"):
            number = fact.keys["order"]
            shop.add((state.get(number, ""), fact.data["state"]))
            state[number] = fact.data["state"]
    return erp, shop


@pytest.mark.sample(3)
@pytest.mark.parametrize("played", [*ERP, *SHOP])
def test_its_moves_happen(tmp_path: Path, played: str) -> None:
    erp, shop = moves(played, tmp_path)
    assert {*ERP.get(played, ())} <= erp
    assert {*SHOP.get(played, ())} <= shop


def test_each_move_has_a_scenario_or_a_reason() -> None:
    shown = [move for table in (ERP, SHOP) for moves in table.values() for move in moves]
    assert {*shown} | {*ON_REQUEST} == of_erp() | of_shop()
    assert not {*shown} & {*ON_REQUEST}
