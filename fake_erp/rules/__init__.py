"""Business rules: one small file each, and the table that lists them.

A rule is a function `build(books, rules)` that gives a check, or None while the rule is off. The check gets
an order that is fully computed but not yet saved (or, at release, saved) and the document it came as. It
raises an ErpError to refuse the order, answers why the order must be held, or answers nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from fake_erp.config import Rules
from fake_erp.rules import (
    blocked_customer,
    blocked_item,
    credit_limit,
    duplicate_reference,
    hidden_fields,
    mandatory_fields,
    posting_periods,
)
from fake_erp.rules.base import Books, Builder, Check


class Rule(NamedTuple):
    moment: Literal["create", "release"]
    build: Builder


RULES: dict[str, Rule] = {
    "mandatory_fields": Rule("create", mandatory_fields.build),
    "hidden_fields": Rule("create", hidden_fields.build),
    "duplicate_reference": Rule("create", duplicate_reference.build),
    "posting_periods": Rule("create", posting_periods.build),
    "blocked_customer": Rule("create", blocked_customer.build),
    "blocked_item": Rule("create", blocked_item.build),
    "credit_limit": Rule("release", credit_limit.build),
}


def checks(moment: Literal["create", "release"], books: Books, rules: Rules) -> tuple[Check, ...]:
    """The checks in force at a moment, in the order of the table."""
    built = [rule.build(books, rules) for rule in RULES.values() if rule.moment == moment]
    return tuple(check for check in built if check is not None)


__all__ = ["RULES", "Books", "Builder", "Check", "Rule", "checks"]
