"""Orders left in a state that is never processed.

Modelled on ERPNext (docstatus 0 until submitted), NetSuite (Pending Approval) and SAP Business One (drafts of
approval procedures).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import DRAFT, HELD, Quirk, SaveQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Limbo(Quirk):
    """Saves an order in a state in which it is not processed further."""

    seen: ClassVar[str] = "201 with the status draft or held, although release was requested"
    needs: ClassVar[str] = "a new order within its conditions"

    state: str = setting("state", "choice", "The state of the order.", "draft", choices=(DRAFT, HELD))
    reason: str = setting(
        "reason",
        "text",
        "Why it is held; `credit_limit` shows as a credit block where the product has one.",
        "system",
    )

    def at_save(self) -> SaveQuirk | None:
        state = f"{HELD} {self.reason}" if self.state == HELD else self.state

        def fate(order: Order) -> str:
            return state

        return fate
