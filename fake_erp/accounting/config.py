"""Settings of accounting: taxes, currencies, payments, number ranges, costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fake_erp.accounting.numbering import NumberPlan
from fake_erp.settings import setting

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK")
"""Default currencies of an ERP; the first is its home currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finance:
    """Settings of accounting: tax rounding, currencies, payments, number ranges, periods and costs."""

    tax_rounding: Literal["line", "document"] = setting(
        "tax_rounding",
        "choice",
        "Whether tax is rounded per line or per document.",
        "line",
        choices=("line", "document"),
    )
    coins_cents: Mapping[str, int] = setting(
        "coins",
        "coins",
        "The smallest coin of a currency, in hundredths, to which totals are rounded.",
        {},
        least=1,
        most=1000,
    )
    rates_micro: Mapping[str, int] = setting(
        "rates",
        "exchange_rates",
        f"Exchange rates to {CURRENCIES[0]}; a currency without a rate counts as equal.",
        {},
    )
    overpayment: Literal["refuse", "keep"] = setting(
        "overpayment",
        "choice",
        "What happens to a payment of more than is owed.",
        "refuse",
        choices=("refuse", "keep"),
    )
    """`keep`: the excess becomes a prepayment."""
    duplicate_payment: Literal["refuse", "accept"] = setting(
        "duplicate_payment",
        "choice",
        "What happens to a payment with the reference of another.",
        "refuse",
        choices=("refuse", "accept"),
    )
    deposits: bool = setting(
        "deposits",
        "switch",
        "Whether clients post money without an order, apply it to one later, or pay it back.",
        False,
    )
    duplicate_credit_note: Literal["refuse", "accept"] = setting(
        "duplicate_credit_note",
        "choice",
        "What happens to a credit note of a client with the reference of another.",
        "refuse",
        choices=("refuse", "accept"),
    )
    credit_returns: Literal["run", "at_once"] = setting(
        "credit_returns",
        "choice",
        "Whether returns are credited by the next invoicing run or at once.",
        "run",
        choices=("run", "at_once"),
    )
    customer_approval: Literal["none", "people"] = setting(
        "customer_approval",
        "choice",
        "Whether new customers wait for approval.",
        "none",
        choices=("none", "people"),
    )
    renamed_items: Literal["alias", "gone"] = setting(
        "renamed_items",
        "choice",
        "Whether a renamed item is found under its old SKU.",
        "gone",
        choices=("gone", "alias"),
    )
    cost_bp: int = setting("cost", "percent", "Purchase cost of an item, as a share of its price.", 6000)
    numbers: tuple[NumberPlan, ...] = setting(
        "numbers", "list", "Number ranges that differ from the defaults.", (), of=NumberPlan
    )
    utc_offset_ms: int = 0
    """Offset of local time from UTC; it decides when days and months end."""

    @property
    def number_ranges(self) -> dict[str, NumberPlan]:
        """The planned ranges by kind of document; the others are as `numbering.PREFIXES` says."""
        return {plan.of: plan for plan in self.numbers}
