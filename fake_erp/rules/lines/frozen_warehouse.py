"""Warehouses frozen for stock-taking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Locked, Place
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class FrozenWarehouse(Rule):
    """Orders and returns for a warehouse that is frozen for stock-taking."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "locked"
    place: ClassVar[Place] = Place("warehouse", EACH)
    emerges: ClassVar[str] = "the warehouse is being counted"

    mode: str = setting(
        "mode",
        "choice",
        "Whether they are accepted and wait, or are refused.",
        "wait",
        choices=("wait", "refuse"),
    )

    def at_release(self, books: Books) -> Check | None:
        if self.mode == "wait":
            return None
        frozen = books.stock.frozen

        def check(order: Order, document: Document | None) -> str:
            if frozen:
                for at, line in enumerate(order.lines):
                    if line.row.warehouse in frozen:
                        raise _frozen(line.row.warehouse, at)
            return ""

        return check

    def at_return(self, books: Books) -> Check | None:
        return self.at_release(books)


def _frozen(warehouse: str, at: int) -> Locked:
    return Locked(
        "frozen_warehouse",
        f"warehouse {warehouse} is frozen for stock-taking; send it again when the count is done",
        Place("warehouse", at + 1),
        {"warehouse": warehouse},
    )
