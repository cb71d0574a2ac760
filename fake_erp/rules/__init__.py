"""Business rules: one small file each, and the table that lists them.

A rule is a declaration of what a house may set (see `fake_erp.settings`) with a method for every moment at which
it has a say. The method builds a check once, when the rule comes into force, or None while it is off there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.rules.base import MOMENTS, Approval, Books, Check, Gate, Moment, Rule
from fake_erp.rules.blocked_customer import BlockedCustomer
from fake_erp.rules.blocked_item import BlockedItem
from fake_erp.rules.credit_limit import CreditLimit
from fake_erp.rules.duplicate_reference import DuplicateReferences
from fake_erp.rules.hidden_fields import HiddenFields
from fake_erp.rules.mandatory_fields import MandatoryFields
from fake_erp.rules.posting_periods import PostingPeriods
from fake_erp.settings import configured

RULES: dict[str, type[Rule]] = {
    "mandatory_fields": MandatoryFields,
    "hidden_fields": HiddenFields,
    "duplicate_reference": DuplicateReferences,
    "posting_periods": PostingPeriods,
    "blocked_customer": BlockedCustomer,
    "blocked_item": BlockedItem,
    "credit_limit": CreditLimit,
}
"""In the order in which they are asked at each moment."""

Rules = Mapping[str, Rule]
"""Every rule by its name, as a house has set it."""


def house_rules(**written: Any) -> Rules:
    """Every rule: as given (a mapping of settings, or the first setting alone), the others with their defaults.

    Raises ValueError for a rule or a setting that does not exist.
    """
    strange = [name for name in written if name not in RULES]
    if strange:
        raise ValueError(f"rules: expected some of {', '.join(RULES)}, got {strange[0]!r}")
    return {
        name: configured(rule, written[name]) if name in written else rule() for name, rule in RULES.items()
    }


def checks(moment: Moment, books: Books, rules: Rules) -> tuple[Check, ...]:
    """The checks in force at a moment, in the order of the table."""
    built = [getattr(rules[name], f"at_{moment}")(books) for name in RULES]
    return tuple(check for check in built if check is not None)


def gates(books: Books, rules: Rules) -> tuple[Gate, ...]:
    """The checks that every call has to pass."""
    built = [rules[name].at_any(books) for name in RULES]
    return tuple(gate for gate in built if gate is not None)


__all__ = [
    "MOMENTS",
    "RULES",
    "Approval",
    "Books",
    "Check",
    "CreditLimit",
    "Gate",
    "Moment",
    "PostingPeriods",
    "Rule",
    "Rules",
    "checks",
    "gates",
    "house_rules",
]
