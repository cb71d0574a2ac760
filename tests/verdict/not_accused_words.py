"""Words of the ERP that follow something in the shop: store, payment, country, customer, size."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_words import channel, some, twenty
from tests.verdict.orders_of_meaning import HOME, WORK


def paid_free(place: int) -> dict[str, Any]:
    """The first two orders are so small that the company books them as free of charge."""
    return {"payment": ["FREE" if place < 3 else "CC", 1000 * place + 490, True]}


def in_two_stores(place: int) -> dict[str, Any]:
    return {"store": "de" if some(place) else "fr"}


def at_work(place: int) -> dict[str, Any]:
    """Some orders go to a company in another country."""
    return {"ship_to": WORK if some(place) else HOME}


def to_companies(place: int) -> dict[str, Any]:
    return {"ship_to": [*HOME[:5], "Morel SARL" if some(place) else "", *HOME[6:]]}


def for_companies(place: int) -> dict[str, Any]:
    """Some invoices go to a company; many goods go to one."""
    company = [*HOME[:5], "Morel SARL", *HOME[6:]]
    return {"ship_to": company if place % 2 else HOME, "bill_to": company if some(place) else HOME}


def billed(place: int) -> dict[str, Any]:
    return {**by_fact(place), "bill_to": for_companies(place)["bill_to"]}


def to_guests(place: int) -> dict[str, Any]:
    return {"guest": some(place)}


def by_fact(place: int) -> dict[str, Any]:
    return channel("pos" if some(place) else "web")


right = partial(Case, expected=HELD)

CASES = [
    right("channels by store", ledger=partial(twenty, by_fact, in_two_stores)),
    right("channels by country", ledger=partial(twenty, by_fact, at_work)),
    right("channels by company or person", ledger=partial(twenty, by_fact, to_companies)),
    right("channels by the company of the invoice", ledger=partial(twenty, billed, for_companies)),
    right("channels by guest or account", ledger=partial(twenty, by_fact, to_guests)),
    right("one channel for two stores", ledger=partial(twenty, lambda place: channel("all"), in_two_stores)),
    right(
        "freight for large orders",
        ledger=partial(twenty, lambda place: {"shipping_method": "FREIGHT" if place > 16 else "PARCEL"}),
    ),
    right("another payment method for small orders", ledger=partial(twenty, paid_free)),
    right(
        "channels that the company does not compare",
        ledger=partial(twenty, by_fact),
        sets=("judge.ignore=[channel]",),
    ),
]
