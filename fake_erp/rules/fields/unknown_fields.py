"""Undocumented fields.

Modelled on NetSuite (REST API, header X-NetSuite-PropertyNameValidation: ignored by default) and Business Central
(API v2.0: unknown properties are refused with 400).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import setting

ADDRESS = ("name", "company", "street", "city", "region", "postcode", "country", "phone")
KNOWN: dict[str, tuple[str, ...]] = {
    "": (
        "external_reference",
        "customer",
        "currency",
        "ordered_at",
        "prices_include_tax",
        "lines",
        "shipping",
        "payment",
        "ship_to",
        "bill_to",
        "custom",
        "release",
    ),
    "shipping": ("amount", "method"),
    "payment": ("method", "prepaid", "amount"),
    "ship_to": ADDRESS,
    "bill_to": ADDRESS,
}
LINE = ("item", "quantity", "unit_price", "discount", "warehouse", "unit", "tax_rate")


@dataclass(frozen=True, slots=True)
class UnknownFields(Rule):
    """Fields of an order that are not documented."""

    code: ClassVar[str] = "unknown_field"
    place: ClassVar[Place] = Place("the unknown one")

    mode: str = setting("mode", "choice", "What happens to them.", "ignore", choices=("ignore", "refuse"))

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "ignore" else _check


def _check(order: Order, document: Document | None) -> str:
    if document is None:
        return NOT_APPLICABLE
    for table, known in KNOWN.items():
        _only(document if not table else document.get(table), known, f"{table}." if table else "")
    for number, line in enumerate(document.get("lines") or (), 1):
        _only(line, LINE, "", number)
    return ""


def _only(table: object, known: tuple[str, ...], where: str, line: int | None = None) -> None:
    for name in table if isinstance(table, dict) else ():
        if name not in known:
            place = Place(f"{where}{str(name)[:64]}", line)
            raise RuleRefused(
                "unknown_fields",
                "unknown_field",
                (place, " is not a field of an order; remove it, or send it under custom"),
                place,
            )
