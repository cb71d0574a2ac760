"""Addresses that the ERP took from its customer, where the customer is the receiver."""

from __future__ import annotations

from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_addresses import changing, without, without_address
from tests.verdict.orders_of_meaning import same

OWN = ("traffic.customers={guests: 0%, ship_elsewhere: 0%}", "clock.duration=1h")
NOTED = ("field_not_sent",)

CASES = [
    Case("the name of the customer", HELD, same(filled=["ship_to.name"]), finds=NOTED),
    Case(
        "no name, and customers who are the receivers",
        HELD,
        candidate=changing(without("name")),
        sets=OWN,
        finds=NOTED,
    ),
    Case(
        "no address, and customers who are the receivers",
        HELD,
        candidate=changing(without_address),
        sets=OWN,
        finds=NOTED,
    ),
]
