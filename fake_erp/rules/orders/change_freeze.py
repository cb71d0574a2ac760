"""Orders in the warehouse cannot be changed.

Modelled on Business Central (topic "Releasing sales documents"): the lines of a released order cannot be changed,
"Status must be equal to 'Open'".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Locked, Place
from fake_erp.model import NOT_YET
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Gate, Rule
from fake_erp.settings import setting

OPERATIONS = ("order.update", "order.cancel", "order.hold")


@dataclass(frozen=True, slots=True)
class ChangeFreeze(Rule):
    """Changes and cancellations of orders released some time ago."""

    about: ClassVar[str] = "a change or cancellation of a released order"
    status: ClassVar[int] = 409
    code: ClassVar[str] = "locked"
    place: ClassVar[Place] = Place("status")
    emerges: ClassVar[str] = "the order was released a while ago"

    mode: str = setting("mode", "choice", "Whether they are refused.", "off", choices=("off", "refuse"))
    after_ms: int = setting(
        "after", "duration", "Time after its release during which an order may be changed.", 600_000
    )

    def at_any(self, books: Books) -> Gate | None:
        if self.mode == "off":
            return None
        orders, now, after_ms = books.orders.by_number, books.now, self.after_ms

        def gate(request: AccessRequest) -> str:
            if request.operation not in OPERATIONS:
                return NOT_APPLICABLE
            order = orders.get(request.number)
            if order is None or order.status != "released" or order.released_at_ms == NOT_YET:
                return NOT_APPLICABLE
            if now() - order.released_at_ms >= after_ms:
                raise Locked(
                    "change_freeze",
                    f"order {order.number} is with the warehouse and can no longer be changed; "
                    "ask for a return instead",
                    "status",
                    {"number": order.number, "status": order.status},
                )
            return ""

        return gate
