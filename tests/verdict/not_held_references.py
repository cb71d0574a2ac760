"""ERP orders that cannot be found by the number of their shop order."""

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

FIRST, SECOND, THIRD = "000000011", "000000012", "000000013"


def three(ref: Callable[[str], str], **changes: Any) -> Book:
    """Three orders, each in the ERP under the reference that `ref` makes of its number."""
    book = shop(order=FIRST)
    and_shop(book, [("A", 1, 1000)], SECOND, "10:10")
    and_shop(book, [("B", 1, 2500)], THIRD, "10:20")
    for place, number in enumerate((FIRST, SECOND, THIRD), 1):
        erp(book, f"SO{place}", ref(number), number, **changes)
    return book


def one_of_three() -> Book:
    return three(lambda number: "" if number == SECOND else number)


def number_of_another_order() -> Book:
    """A custom field has the number of the first order in every order."""
    return three(lambda number: "", custom={"sales_channel": "web", "order": FIRST})


def number_taken_away() -> Book:
    """The number is in a custom field at first, and a later change of the order removes it."""
    book = shop([("A", 1, 1000)], FIRST)
    erp(book, "SO1", "", FIRST, custom={"sales_channel": "web"})
    book.at("10:10").changed(
        "SO1",
        "",
        [("A", 1, 1000)],
        shipping_cents=490,
        total_cents=1490,
        tax_cents=book._content[FIRST]["tax_cents"],
        ship_to=book._content[FIRST]["ship_to"],
        bill_to=None,
        shipping_method="Flat Rate - Fixed",
        payment=["card", 1490, True],
        custom={"sales_channel": "web"},
    )
    return book


class WithoutReference(Exporter):
    """Sends no external reference."""

    def order_body(self, order: dict[str, Any], customer: str) -> dict[str, Any]:
        body = super().order_body(order, customer)
        del body["external_reference"]
        return body


async def without_reference(kit: Kit) -> None:
    await run(kit, Design(), Parts(exporter=WithoutReference))


def ended(book: Callable[[], Book]) -> Callable[[], Book]:
    return lambda: book().end()


found = partial(Case, expected=BROKEN, because="findings.without_reference", finds=("without_reference",))
SHORT = ("clock.duration=30m", "clock.settle=45m", "traffic.orders.base=60/h")

CASES = [
    found("no reference at all", ledger=ended(partial(three, lambda number: ""))),
    found("one order without a reference", ledger=ended(one_of_three)),
    found("the same word as the reference of all orders", ledger=ended(partial(three, lambda number: "WEB"))),
    found(
        "references cut so short that they are the same",
        ledger=ended(partial(three, lambda number: number[:5])),
    ),
    found("a custom field with the number of another order", ledger=ended(number_of_another_order)),
    found("a change of the order, and no number", ledger=ended(number_taken_away)),
    found("a candidate that sends no reference", candidate=without_reference, sets=SHORT),
]
