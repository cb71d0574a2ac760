"""Fields this house demands beyond the usual ones, and says so."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, is_missing


def build(books: Books, rules: Rules) -> Check | None:
    """The refusal always names the field."""
    paths = [(name, tuple(name.split("."))) for name in rules.mandatory_fields]
    if not paths:
        return None

    def check(order: Order, document: Document | None) -> str:
        if document is not None:
            for name, path in paths:
                if is_missing(document, path):
                    raise RuleRefused(
                        "mandatory_fields",
                        "missing_field",
                        f"{name} is mandatory here; send a value for it",
                        name,
                    )
        return ""

    return check
