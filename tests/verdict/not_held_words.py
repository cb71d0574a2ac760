"""Words of the ERP that follow nothing in the shop: orders that are equal there get one word or another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from golive.candidates.kit import Kit
from golive.candidates.reference import Parts, run
from golive.candidates.reference.design import Design
from golive.candidates.reference.export import Exporter
from tests.judge.ledgers import Book
from tests.verdict.cases import BROKEN, Case
from tests.verdict.orders_of_meaning import and_shop, erp, shop

Words = Callable[[int], dict[str, Any]]
"""The changed terms of an ERP order, by its place among the orders."""


def twenty(words: Words, ours: Words = lambda place: {}) -> Book:
    """Twenty orders, the first the smallest; `ours` are terms of the shop orders."""
    book = shop([("A", 1, 1000)], "1", **ours(1))
    for place in range(1, 21):
        if place > 1:
            and_shop(book, [("A", place, 1000)], str(place), "10:10", **ours(place))
        erp(book, f"SO{place}", str(place), **words(place))
    return book.end()


def channel(word: str) -> dict[str, Any]:
    return {"custom": {"sales_channel": word}}


def some(place: int) -> bool:
    """A fifth of the orders, of all sizes."""
    return place % 5 == 3


def paid_by(place: int) -> dict[str, Any]:
    total = 1000 * place + 490
    return {"payment": ["CASH" if some(place) else "CC", total, True]}


class EveryFifth(Exporter):
    """Writes another sales channel into a fifth of the orders."""

    def order_body(self, order: dict[str, Any], customer: str) -> dict[str, Any]:
        body = super().order_body(order, customer)
        if order["entity_id"] % 5 == 3:
            body["custom"]["sales_channel"] = "pos"
        return body


async def every_fifth(kit: Kit) -> None:
    await run(kit, Design(), Parts(exporter=EveryFifth))


found = partial(Case, expected=BROKEN, because="orders.wrong_content", finds=("wrong_content",))
SHORT = ("clock.duration=30m", "clock.settle=45m", "traffic.orders.base=60/h")

CASES = [
    found(
        "a fifth of the orders under another channel",
        ledger=partial(twenty, lambda place: channel("pos" if some(place) else "web")),
    ),
    found(
        "half of the orders under another channel",
        ledger=partial(twenty, lambda place: channel("pos" if place % 2 else "web")),
    ),
    found(
        "small orders under another channel",
        ledger=partial(twenty, lambda place: channel("pos" if place < 5 else "web")),
    ),
    found(
        "another channel by chance in two stores",
        ledger=partial(
            twenty,
            lambda place: channel("pos" if some(place) else "web"),
            lambda place: {"store": "de" if place % 2 else "fr"},
        ),
    ),
    found(
        "a fifth of the orders with another shipping method",
        ledger=partial(twenty, lambda place: {"shipping_method": "EXPRESS" if some(place) else "DHL"}),
    ),
    found("a fifth of the orders with another payment method", ledger=partial(twenty, paid_by)),
    found("a candidate with another channel in a fifth of the orders", candidate=every_fifth, sets=SHORT),
]
