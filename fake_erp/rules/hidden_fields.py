"""Fields this house demands although no documentation mentions them."""

from __future__ import annotations

from fake_erp.config import Rules
from fake_erp.errors import RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, is_missing

VAGUE = "The document could not be saved: validation failed. Contact your administrator."
"""As real systems put it."""


def build(books: Books, rules: Rules) -> Check | None:
    """The refusal names the field only where `honest_errors` is set."""
    paths = [(name, tuple(name.split("."))) for name in rules.hidden_fields]
    if not paths:
        return None

    def check(order: Order, document: Document | None) -> str:
        if document is not None:
            for name, path in paths:
                if is_missing(document, path):
                    raise _refusal(name, rules.honest_errors)
        return ""

    return check


def _refusal(name: str, honest: bool) -> RuleRefused:
    if honest:
        message = f"{name} is mandatory here although it is not documented; send a value for it"
        return RuleRefused("hidden_fields", "validation_failed", message, name)
    return RuleRefused("hidden_fields", "validation_failed", VAGUE)
