"""Acceptance without a number.

Modelled on NetSuite (202 for asynchronous requests) and SAP IDocs (acceptance before processing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import Disguise, Outcome, Quirk, QuirkCall, ReplyQuirk


@dataclass(frozen=True, slots=True)
class NoNumber(Quirk):
    """Answers a new order with 202 and without the number it got."""

    seen: ClassVar[str] = "202 with status accepted and nothing else; the order exists"
    needs: ClassVar[str] = "a new order"

    def at_reply(self) -> ReplyQuirk | None:
        return _disguise


def _disguise(call: QuirkCall, outcome: Outcome) -> Disguise:
    return "no_number" if call.operation == "order.create" and type(outcome) is Order else ""
