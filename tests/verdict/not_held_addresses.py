"""Addresses that are mixed up or sent in part, in plain scenarios: some orders go elsewhere than the invoice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from golive.candidates.kit import Kit
from golive.candidates.reference import Parts, run
from golive.candidates.reference.design import Design
from golive.candidates.reference.export import Exporter
from tests.judge.ledgers import Book
from tests.verdict.cases import BROKEN, Case
from tests.verdict.orders_of_meaning import erp, shop

Change = Callable[[dict[str, Any]], None]
"""Changes the body of an ERP order."""


def changing(change: Change) -> Callable[[Kit], Awaitable[None]]:
    """The reference, but for a change of what it sends."""

    class Changed(Exporter):
        def order_body(self, order: dict[str, Any], customer: str) -> dict[str, Any]:
            body = super().order_body(order, customer)
            change(body)
            return body

    async def integrate(kit: Kit) -> None:
        await run(kit, Design(), Parts(exporter=Changed))

    return integrate


def swapped(body: dict[str, Any]) -> None:
    body["ship_to"], body["bill_to"] = body["bill_to"], body["ship_to"]


def to_the_payer(body: dict[str, Any]) -> None:
    body["ship_to"] = body["bill_to"]


def billed_to_the_receiver(body: dict[str, Any]) -> None:
    body["bill_to"] = body["ship_to"]


def without_company(body: dict[str, Any]) -> None:
    body["ship_to"].pop("company", None)


def without(part: str) -> Change:
    def change(body: dict[str, Any]) -> None:
        body["ship_to"].pop(part, None)

    return change


def without_address(body: dict[str, Any]) -> None:
    del body["ship_to"]


def name_of_the_customer() -> Book:
    """The order was sent without a name, which the company demands; the customer has the same."""
    return erp(shop(), filled=["ship_to.name"]).end()


ACCOUNTS = ("traffic.customers.guests=0%", "clock.duration=2h")
found = partial(Case, expected=BROKEN, because="orders.wrong_content", finds=("wrong_content",))

CASES = [
    found("a candidate that swaps both addresses", candidate=changing(swapped)),
    found("goods to the billing address", candidate=changing(to_the_payer)),
    found("the invoice to the shipping address", candidate=changing(billed_to_the_receiver)),
    found("no company in the shipping address", candidate=changing(without_company)),
    found("no name in the shipping address", candidate=changing(without("name")), sets=ACCOUNTS),
    found("no street in the shipping address", candidate=changing(without("street")), sets=ACCOUNTS),
    found("no city in the shipping address", candidate=changing(without("city")), sets=ACCOUNTS),
    found("no shipping address", candidate=changing(without_address), sets=ACCOUNTS),
    found(
        "a name that the ERP took from its customer, where names are demanded",
        ledger=name_of_the_customer,
        sets=("judge.demand=[name]",),
    ),
]
