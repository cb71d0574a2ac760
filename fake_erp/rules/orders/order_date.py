"""Order dates outside the accepted range.

Modelled on SAP Business One (help topic "Posting Date deviates from the defined range").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class OrderDate(Rule):
    """Orders dated in the future, or too far in the past."""

    code: ClassVar[str] = "date_out_of_range"
    place: ClassVar[Place] = Place("ordered_at")
    emerges: ClassVar[str] = "the order was delayed in transit, or a clock is wrong"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "refuse"))
    past_ms: int = setting("past", "duration", "The oldest date that is accepted.", 30 * DAY_MS)
    future_ms: int = setting("future", "duration", "How far in the future a date may be.", 300_000)

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        now, past_ms, future_ms = books.now, self.past_ms, self.future_ms

        def check(order: Order, document: Document | None) -> str:
            age_ms = now() - order.ordered_at_ms
            if -future_ms <= age_ms <= past_ms:
                return ""
            wrong = "in the future" if age_ms < 0 else "too long ago"
            raise RuleRefused(
                "order_date",
                "date_out_of_range",
                (
                    Place("ordered_at"),
                    f" is {wrong}; send a date within the accepted range",
                ),
                "ordered_at",
            )

        return check
