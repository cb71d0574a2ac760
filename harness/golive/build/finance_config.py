"""The books a scenario asks for: from its `erp.finance` section to the configuration of the fake."""

from __future__ import annotations

from golive.scenario.model import finance

from fake_erp.accounting.config import Finance
from fake_erp.accounting.numbering import PREFIXES, NumberPlan


def finance_of(given: finance.Finance, utc_offset_ms: int) -> Finance:
    return Finance(
        tax_rounding=given.tax_rounding,  # type: ignore[arg-type]
        coins_cents=dict(given.coins),
        rates_micro=dict(given.rates),
        overpayment=given.overpayment,  # type: ignore[arg-type]
        duplicate_payment=given.duplicate_payment,  # type: ignore[arg-type]
        credit_returns=given.credit_returns,  # type: ignore[arg-type]
        customer_approval=given.customer_approval,  # type: ignore[arg-type]
        renamed_items=given.renamed_items,  # type: ignore[arg-type]
        cost_bp=100 * given.cost_percent,
        number_ranges={each.of: _plan(each) for each in given.numbers},
        utc_offset_ms=utc_offset_ms,
    )


def _plan(numbers: finance.Numbers) -> NumberPlan:
    prefix = PREFIXES[numbers.of] if numbers.prefix is None else numbers.prefix
    return NumberPlan(prefix, numbers.first, numbers.last, round(numbers.gaps * 10_000))
