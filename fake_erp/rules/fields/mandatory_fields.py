"""Additional mandatory fields, named in the refusal.

Modelled on NetSuite (REST API, USER_ERROR "Please enter value(s) for: ...") and ERPNext (MandatoryError).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule, is_missing
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class MandatoryFields(Rule):
    """Additional mandatory fields; the refusal names the missing one."""

    code: ClassVar[str] = "missing_field"
    place: ClassVar[Place] = Place("the missing one")

    fields: tuple[str, ...] = setting("fields", "fields", "Dotted names of the fields.", ())

    def at_create(self, books: Books) -> Check | None:
        paths = [(name, tuple(name.split("."))) for name in self.fields]
        if not paths:
            return None

        def check(order: Order, document: Document | None) -> str:
            if document is None:
                return NOT_APPLICABLE
            for name, path in paths:
                if is_missing(document, path):
                    raise RuleRefused(
                        "mandatory_fields",
                        "missing_field",
                        (Place(name), " is mandatory here; send a value for it"),
                        name,
                    )
            return ""

        return check
