"""Returns are accepted within a time limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class ReturnWindow(Rule):
    """Returns after the time limit."""

    about: ClassVar[str] = "a return"
    code: ClassVar[str] = "return_too_late"
    place: ClassVar[Place] = Place("order")
    emerges: ClassVar[str] = "the order is older than the return period of the company"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "refuse"))
    within_ms: int = setting(
        "within", "duration", "Time after the order during which returns are accepted.", 30 * DAY_MS
    )

    def at_return(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        now, within_ms = books.now, self.within_ms

        def check(order: Order, document: Document | None) -> str:
            if now() - order.ordered_at_ms <= within_ms:
                return ""
            raise RuleRefused(
                "return_window",
                "return_too_late",
                f"order {order.number} is too old for a return; ask accounting for a credit note",
                "order",
                {"number": order.number},
            )

        return check
