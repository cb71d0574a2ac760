"""The `erp.finance` section of a scenario: how the ERP reckons taxes and totals, and keeps its books."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fake_erp.accounting.numbering import PREFIXES
from fake_erp.config import ErpConfig
from golive.keys.declare import many, optional, pairs, setting
from golive.keys.value_kinds import DECIMAL, PERCENT, SHARE, Kind, between, choice, pattern, require, word

HOME, *FOREIGN = ErpConfig().currencies
NUMBER = between(0, 10**9)


def _micro(text: str) -> int:
    require(DECIMAL, text)
    micro = Decimal(text) * 1_000_000
    if micro != int(micro) or not 0 < micro <= 10**12:
        raise ValueError("above 0, with at most six decimal places")
    return int(micro)


def _currency(*names: str) -> Kind[str]:
    def known(text: str) -> str:
        if text not in names:
            raise ValueError(f"one of {', '.join(names)}")
        return text

    return Kind("currency", "a currency of the ERP such as CHF", known, str, pattern(*names))


RATE_OF_EXCHANGE: Kind[int] = Kind(
    "rate of exchange",
    "what one unit is worth in the home currency, such as 1.0865",
    _micro,
    lambda micro: f"{Decimal(micro) / 1_000_000:f}",
    pattern(DECIMAL, numbers=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    of: str = setting("of", choice(*PREFIXES), "Which documents they are for.")
    prefix: str | None = optional(
        "prefix", word("letters and digits such as AU26-", "[A-Za-z0-9/-]{1,12}"), "What they begin with."
    )
    first: int = setting("first", NUMBER, "The first number.", "100001")
    last: int | None = optional(
        "last", NUMBER, "The last number; who wants another one is refused, and jobs wait."
    )
    gaps: float = setting("gaps", SHARE, "Share of numbers nobody ever gets.", "0%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finance:
    tax_rounding: str = setting(
        "tax_rounding", choice("line", "document"), "Whether tax is rounded row by row or once.", "line"
    )
    coins: tuple[tuple[str, int], ...] = pairs(
        "coins",
        _currency(HOME, *FOREIGN),
        between(1, 1000),
        "The smallest coin of a currency, in hundredths, to which totals are rounded.",
    )
    rates: tuple[tuple[str, int], ...] = pairs(
        "rates",
        _currency(*FOREIGN),
        RATE_OF_EXCHANGE,
        f"What a currency is worth in {HOME}; one without a rate counts as the same.",
    )
    overpayment: str = setting(
        "overpayment", choice("refuse", "keep"), "What becomes of a payment of more than is owed.", "refuse"
    )
    duplicate_payment: str = setting(
        "duplicate_payment",
        choice("refuse", "accept"),
        "What becomes of a payment with a reference that another one has.",
        "refuse",
    )
    credit_returns: str = setting(
        "credit_returns",
        choice("run", "at_once"),
        "Whether returns are credited by the next invoicing run or at once.",
        "run",
    )
    customer_approval: str = setting(
        "customer_approval", choice("none", "people"), "Who approves new customers.", "none"
    )
    renamed_items: str = setting(
        "renamed_items", choice("gone", "alias"), "Whether a renamed item is found under its old SKU.", "gone"
    )
    cost_percent: int = setting("cost", PERCENT, "What an item costs the house, of its price.", "60%")
    numbers: tuple[Numbers, ...] = many("numbers", Numbers, "Number ranges that are not the usual ones.")
