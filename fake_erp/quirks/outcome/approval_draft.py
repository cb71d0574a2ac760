"""Orders that wait for an approval that was not announced.

Modelled on SAP Business One (an approval procedure makes a draft of a new order, and the reply is 201) and NetSuite (a
new order lands in Pending Approval by a preference or a workflow).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import APPROVAL, Quirk, SaveQuirk


@dataclass(frozen=True, slots=True)
class ApprovalDraft(Quirk):
    """Saves an order that waits for approval, although no rule asks for it."""

    seen: ClassVar[str] = "201 with the status pending_approval, although release was requested"
    needs: ClassVar[str] = "a new order within its conditions"

    def at_save(self) -> SaveQuirk | None:
        return _approval


def _approval(order: Order) -> str:
    return APPROVAL
