"""Where Odoo 16 differs."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .calls import call, error, order

DIALECT = "odoo"
VERSION = "16.0"


@fact("odoo-1.3-07", part="body:result[0].state", version="16.0")
def test_a_locked_order_is_done(talk: Transport) -> None:
    number = order(talk, confirm=True)
    call(talk, "sale.order", "action_done", [number])
    assert call(talk, "sale.order", "read", [number], ["state"])[0]["state"] == "done"
    assert "locked" not in call(talk, "sale.order", "fields_get")
    assert error(talk, "sale.order", "read", [number], ["locked"])["data"]["name"] == "builtins.ValueError"
