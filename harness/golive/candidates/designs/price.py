"""What the operation of a design costs, beside the harm that it does."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import setting
from golive.keys.value_kinds import MONEY, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A fee for a month of 30 days, and a price for the calls of shop and ERP."""

    month: Money = setting("month", MONEY, "Platform, licences and servers, for a month of 30 days.", "0 EUR")
    thousand_calls: Money = setting(
        "thousand_calls", MONEY, "A thousand calls of shop or ERP, as platforms charge by usage.", "0 EUR"
    )

    @property
    def currency(self) -> str:
        """The currency of both amounts."""
        return self.month.currency

    def cents(self, calls: float, duration_ms: int) -> float:
        """The price of a stretch of time with that many calls, in cents."""
        return self.month.cents * duration_ms / (30 * 86_400_000) + self.thousand_calls.cents * calls / 1000


FREE = Price()
