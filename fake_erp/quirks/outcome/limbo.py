"""Orders left in a state that is never processed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import DRAFT, HELD, Quirk, SaveQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Limbo(Quirk):
    """Takes an order in, in a state from which it does not proceed by itself."""

    seen: ClassVar[str] = "201 with the status draft or held, although release was asked for"

    state: str = setting("state", "choice", "The state it stays in.", "draft", choices=(DRAFT, HELD))

    def at_save(self) -> SaveQuirk | None:
        state = self.state

        def fate(order: Order) -> str:
            return state

        return fate
