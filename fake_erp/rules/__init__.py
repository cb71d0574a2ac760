"""Business rules: one file per rule, and the table that lists them.

A rule is a declaration of settings (see `fake_erp.settings`) with one method per moment at which it
acts. The method builds a check once, when the rule comes into force, or None while the rule is off at that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.accounting.currencies import in_home
from fake_erp.errors import ErpError
from fake_erp.model import NOT_APPLICABLE, Checks, Document, Exercise, Order
from fake_erp.rules.base import MOMENTS, AccessRequest, Approval, Books, Check, Gate, Moment, Rule
from fake_erp.rules.customers.approved_customer import ApprovedCustomer
from fake_erp.rules.customers.blocked_customer import BlockedCustomer
from fake_erp.rules.customers.credit_limit import CreditLimit
from fake_erp.rules.customers.duplicate_customer import DuplicateCustomer
from fake_erp.rules.customers.order_currency import OrderCurrency
from fake_erp.rules.fields.character_set import CharacterSet
from fake_erp.rules.fields.field_lengths import FieldLengths
from fake_erp.rules.fields.hidden_fields import HiddenFields
from fake_erp.rules.fields.mandatory_fields import MandatoryFields
from fake_erp.rules.fields.outdated_documentation import OutdatedDocumentation
from fake_erp.rules.fields.unknown_fields import UnknownFields
from fake_erp.rules.lines.blocked_item import BlockedItem
from fake_erp.rules.lines.free_lines import FreeLines
from fake_erp.rules.lines.frozen_warehouse import FrozenWarehouse
from fake_erp.rules.lines.item_extension import ItemExtension
from fake_erp.rules.lines.price_deviation import PriceDeviation
from fake_erp.rules.lines.repeated_items import RepeatedItems
from fake_erp.rules.lines.stock_shortage import StockShortage
from fake_erp.rules.lines.tax_codes import TaxCodes
from fake_erp.rules.lines.whole_boxes import WholeBoxes
from fake_erp.rules.locks.accounting_lock import AccountingLock
from fake_erp.rules.locks.document_lock import DocumentLock
from fake_erp.rules.locks.permissions import Permissions
from fake_erp.rules.locks.posting_periods import PostingPeriods
from fake_erp.rules.orders.change_freeze import ChangeFreeze
from fake_erp.rules.orders.duplicate_reference import DuplicateReferences
from fake_erp.rules.orders.minimum_order import MinimumOrder
from fake_erp.rules.orders.order_approval import OrderApproval
from fake_erp.rules.orders.order_date import OrderDate
from fake_erp.rules.payments.payment_amount import PaymentAmount
from fake_erp.rules.payments.payment_first import PaymentFirst
from fake_erp.rules.payments.payment_methods import PaymentMethods
from fake_erp.rules.payments.payment_reference import PaymentReference
from fake_erp.rules.shipping.complete_address import CompleteAddress
from fake_erp.rules.shipping.countries_served import CountriesServed
from fake_erp.rules.shipping.return_window import ReturnWindow
from fake_erp.rules.shipping.ship_hold import ShipHold
from fake_erp.settings import configured_all

RULES: dict[str, type[Rule]] = {
    "permissions": Permissions,
    "accounting_lock": AccountingLock,
    "document_lock": DocumentLock,
    "change_freeze": ChangeFreeze,
    "duplicate_customer": DuplicateCustomer,
    "unknown_fields": UnknownFields,
    "outdated_documentation": OutdatedDocumentation,
    "mandatory_fields": MandatoryFields,
    "hidden_fields": HiddenFields,
    "field_lengths": FieldLengths,
    "character_set": CharacterSet,
    "duplicate_reference": DuplicateReferences,
    "posting_periods": PostingPeriods,
    "order_date": OrderDate,
    "blocked_customer": BlockedCustomer,
    "approved_customer": ApprovedCustomer,
    "order_currency": OrderCurrency,
    "countries_served": CountriesServed,
    "complete_address": CompleteAddress,
    "blocked_item": BlockedItem,
    "item_extension": ItemExtension,
    "repeated_items": RepeatedItems,
    "whole_boxes": WholeBoxes,
    "free_lines": FreeLines,
    "tax_codes": TaxCodes,
    "price_deviation": PriceDeviation,
    "minimum_order": MinimumOrder,
    "payment_methods": PaymentMethods,
    "payment_amount": PaymentAmount,
    "payment_first": PaymentFirst,
    "frozen_warehouse": FrozenWarehouse,
    "stock_shortage": StockShortage,
    "order_approval": OrderApproval,
    "credit_limit": CreditLimit,
    "ship_hold": ShipHold,
    "payment_reference": PaymentReference,
    "return_window": ReturnWindow,
}
"""In the order in which they are checked at each moment."""

Rules = Mapping[str, Rule]
"""Every rule by name, with its settings."""


def configured_rules(**written: Any) -> Rules:
    """Every rule: as given (a mapping of settings, or the first setting alone), the others with their defaults.

    Raises ValueError for a rule or a setting that does not exist.
    """
    return configured_all("rules", RULES, written)


def enact(checks: Checks, books: Books, rules: Rules) -> None:
    """Build the checks of these rules, and put them in force.

    Amounts are converted to the home currency at the current rates. Raises ValueError for a currency without a rate.
    """
    rules = {name: in_home("rules", name, rule, books.currencies) for name, rule in rules.items()}
    credit, periods = rules["credit_limit"], rules["posting_periods"]
    assert isinstance(credit, CreditLimit)
    assert isinstance(periods, PostingPeriods)
    exercise = checks.exercise
    checks.enact(
        {moment: _checks(moment, books, rules, exercise) for moment in MOMENTS if moment != "any"},
        _gates(books, rules, exercise),
        credit.credit.cents,
        periods.mode != "off",
    )


def _checks(moment: Moment, books: Books, rules: Rules, exercise: dict[str, Exercise]) -> tuple[Check, ...]:
    """The checks in force at a moment, in the order of the table; rules of the user's own come last."""
    built = [(name, getattr(rules[name], f"at_{moment}")(books)) for name in in_order(rules)]
    return tuple(_counted(exercise, name, check) for name, check in built if check is not None)


def _gates(books: Books, rules: Rules, exercise: dict[str, Exercise]) -> tuple[Gate, ...]:
    """The checks that every call has to pass."""
    built = [(name, rules[name].at_any(books)) for name in in_order(rules)]
    return tuple(_counted_gate(exercise, name, gate) for name, gate in built if gate is not None)


def in_order(rules: Rules) -> list[str]:
    """The names of the rules in the order of the table, then those of the user's own as they are written."""
    return [*RULES, *(name for name in rules if name not in RULES)]


def _counted(exercise: dict[str, Exercise], name: str, check: Check) -> Check:
    count = exercise.setdefault(name, Exercise())

    def counting(order: Order, document: Document | None) -> str:
        count.cases += 1
        try:
            why = check(order, document)
        except ErpError:
            count.acts += 1
            raise
        if why:
            count.acts += 1
        elif why is NOT_APPLICABLE:
            count.cases -= 1
        return why

    return counting


def _counted_gate(exercise: dict[str, Exercise], name: str, gate: Gate) -> Gate:
    count = exercise.setdefault(name, Exercise())

    def counting(request: AccessRequest) -> str | None:
        count.cases += 1
        try:
            why = gate(request)
        except ErpError:
            count.acts += 1
            raise
        if why is NOT_APPLICABLE:
            count.cases -= 1
        return why

    return counting


__all__ = [
    "MOMENTS",
    "RULES",
    "AccessRequest",
    "Approval",
    "Books",
    "Check",
    "CreditLimit",
    "Gate",
    "Moment",
    "PostingPeriods",
    "Rule",
    "Rules",
    "configured_rules",
    "enact",
]
