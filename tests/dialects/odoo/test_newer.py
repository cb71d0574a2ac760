"""Where Odoo 18 differs."""

from __future__ import annotations

from fake_erp.rules import configured_rules
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import A, call, error, order
from .test_refusals import billed

DIALECT = "odoo"
VERSION = "18.0"


@fact("odoo-1.3-04", part="body:result[0].is_storable", version="18.0")
def test_goods_are_storable(talk: Transport) -> None:
    (found,) = call(talk, "product.product", "read", [A], ["type", "is_storable"])
    assert (found["type"], found["is_storable"]) == ("consu", True)


@fact("odoo-1.5-06", part="body:error.data.message", version="18.0")
def test_confirming_twice(talk: Transport) -> None:
    found = error(talk, "sale.order", "action_confirm", [order(talk, confirm=True)])["data"]["message"]
    assert found == "Some orders are not in a state requiring confirmation."


@fact("odoo-1.6-08", part="body:error.data.message", version="18.0")
def test_a_posting_into_a_locked_period(talk: Transport, world: World) -> None:
    _, invoice = billed(world, talk)
    world.erp.set_rules(configured_rules(posting_periods={"mode": "postings"}))
    world.erp.close_period("2025-11")
    values = {"move_type": "out_refund", "reversed_entry_id": invoice, "x_studio_amount_total": 5}
    made = call(talk, "account.move", "create", values)
    found = error(talk, "account.move", "action_post", [made])["data"]["message"]
    assert found.startswith("You cannot add/modify entries prior to and inclusive of: 2025-11")
