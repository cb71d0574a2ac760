"""ERP orders that have the number of their shop order in another place, or a reference of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.judge.ledgers import Book
from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_references import FIRST, SECOND, THIRD, three
from tests.verdict.orders_of_meaning import and_shop, erp, shop


def each_with(changes: Callable[[str], dict[str, Any]], ids: bool = False) -> Callable[[], Book]:
    """Three orders without a reference; `changes` makes the place of the number of each."""

    def book() -> Book:
        numbers = (FIRST, SECOND, THIRD)
        made = shop(order=FIRST, **({"entity_id": 71} if ids else {}))
        and_shop(made, [("A", 1, 1000)], SECOND, "10:10", **({"entity_id": 72} if ids else {}))
        and_shop(made, [("B", 1, 2500)], THIRD, "10:20", **({"entity_id": 73} if ids else {}))
        for place, number in enumerate(numbers, 1):
            erp(made, f"SO{place}", "", number, **changes(number))
        return made.end()

    return book


def custom(number: str) -> dict[str, Any]:
    return {"custom": {"sales_channel": "web", "customer_po": f"Web order {number}"}}


def entity_id(number: str) -> dict[str, Any]:
    return {"custom": {"sales_channel": "web", "magento_id": 60 + int(number)}}


def posted_payment() -> Book:
    book = three(lambda number: "")
    for place, number in enumerate((FIRST, SECOND, THIRD), 1):
        cents = book._content[number]["total_cents"]
        book.say(
            "erp",
            "erp.payment.posted",
            {"order": f"SO{place}", "ref": "", "payment": f"P{place}"},
            {"amount_cents": cents, "currency": "EUR", "reference": f"order {number}", "by": "integration"},
        )
    return book.end()


def keys_of_its_own() -> Book:
    """The integration keeps which key belongs to which order."""
    return three(lambda number: f"{int(number) * 7919:x}-af").end()


def ids_of_the_shop() -> Book:
    return three(lambda number: str(int(number) + 60)).end()


def set_to_ignore() -> Book:
    return three(lambda number: "").end()


def emptied_by_the_erp() -> Book:
    book = shop(order=FIRST)
    book.say("erp", "erp.quirk", {"ref": FIRST}, {"quirk": "drop_fields", "what": "external_reference"})
    return erp(book, "SO1", "", FIRST).end()


CASES = [
    Case("a reference that the ERP itself dropped", HELD, emptied_by_the_erp),
    Case("the number in a custom field", HELD, each_with(custom)),
    Case("the id of the shop in a custom field", HELD, each_with(entity_id, ids=True)),
    Case("the number in the reference of the payment", HELD, posted_payment),
    Case("keys of the integration's own as references", HELD, keys_of_its_own),
    Case("the ids of the shop as references", HELD, ids_of_the_shop),
    Case(
        "no reference where the company needs none", HELD, set_to_ignore, sets=("judge.ignore=[reference]",)
    ),
    Case("a decorated number as the reference", HELD, lambda: three(lambda number: f"WEB-{number}/1").end()),
]
