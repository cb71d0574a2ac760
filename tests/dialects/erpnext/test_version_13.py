"""Version 13."""

from __future__ import annotations

from fake_erp import configured_rules
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import create, keyed, messages, order, path, shipped, submitted

DIALECT = "erpnext"
VERSION = "13"


@fact("erpnext-6.4-26", part="body:_server_messages", version="13")
def test_a_wrong_docstatus(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    answer = talk.send("PUT", path("Sales Order", name), {"docstatus": 0})
    assert messages(answer) == [{"message": "Cannot change docstatus from 1 to 0", "indicator": "red"}]


@fact("erpnext-6.4-21", part="body:_server_messages", version="13")
def test_a_closed_period(talk: Transport, world: World) -> None:
    doc = shipped(world, keyed(talk))
    world.erp.set_rules(configured_rules(posting_periods="monthly"))
    world.erp.close_period("2025-11")
    item = {"item_code": "A", "qty": -1, "sales_order": doc["name"]}
    answer = create(talk, "Sales Invoice", {"is_return": 1, "docstatus": 1, "items": [item]})
    (message,) = messages(answer)
    assert (
        message["message"] == "You cannot create a Sales Invoice within the closed Accounting Period 2025-11"
    )


def test_nothing_of_later_versions(talk: Transport) -> None:
    assert keyed(talk).send("GET", "/api/v1/resource/Item").status == 404
    assert create(talk, "Sales Order", order()).status == 200
