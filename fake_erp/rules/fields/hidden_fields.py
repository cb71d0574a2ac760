"""Undocumented mandatory fields.

Modelled on SAP S/4HANA (API_SALES_ORDER_SRV, message SLS_LORD/009 "Document is incomplete"): what makes a document
incomplete is configured by the company.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule, is_missing
from fake_erp.rules.scope import scope
from fake_erp.settings import Amount, setting

VAGUE = "The document could not be saved: validation failed. Contact your administrator."
"""A refusal that names no field."""


@dataclass(frozen=True, slots=True)
class HiddenFields(Rule):
    """Fields that are mandatory and not documented."""

    about: ClassVar[str] = "an order within its conditions"
    code: ClassVar[str] = "validation_failed"
    emerges: ClassVar[str] = "the company has made the field mandatory without documenting it"

    fields: tuple[str, ...] = setting("fields", "fields", "Dotted names of the fields.", ())
    honest: bool = setting("honest", "switch", "Whether the refusal names the field.", False)
    groups: tuple[str, ...] = setting("groups", "texts", "Only for customers of these groups.", ())
    item_groups: tuple[str, ...] = setting(
        "item_groups", "texts", "Only for orders with items of these groups.", ()
    )
    countries: tuple[str, ...] = setting(
        "countries", "codes", "Only for orders shipped to these countries.", ()
    )
    above: Amount = setting("above", "money", "Only for orders worth more.", Amount(0, "EUR"))
    matching: tuple[tuple[str, str], ...] = setting(
        "matching", "matches", "Only where these fields have these values.", ()
    )

    def at_create(self, books: Books) -> Check | None:
        paths = [(name, tuple(name.split("."))) for name in self.fields]
        if not paths:
            return None
        honest = self.honest
        applies = scope(self.groups, self.item_groups, self.countries, self.above, self.matching)

        def check(order: Order, document: Document | None) -> str:
            if document is None or not (applies is None or applies(order, document)):
                return NOT_APPLICABLE
            for name, path in paths:
                if is_missing(document, path):
                    raise _refusal(name, honest)
            return ""

        return check


def _refusal(name: str, honest: bool) -> RuleRefused:
    if honest:
        place = Place(name)
        text = (place, " is mandatory here although it is not documented; send a value for it")
        return RuleRefused("hidden_fields", "validation_failed", text, place)
    return RuleRefused("hidden_fields", "validation_failed", VAGUE)
