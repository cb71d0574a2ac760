"""Accepted, and not said as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import Asked, Disguise, Outcome, Quirk, ReplyQuirk


@dataclass(frozen=True, slots=True)
class NoNumber(Quirk):
    """Answers a new order with 202 and without the number it got."""

    seen: ClassVar[str] = "202 with status accepted and nothing else; the order is there"

    def at_reply(self) -> ReplyQuirk | None:
        return _disguise


def _disguise(asked: Asked, outcome: Outcome) -> Disguise:
    return "no_number" if asked.operation == "order.create" and type(outcome) is Order else ""
