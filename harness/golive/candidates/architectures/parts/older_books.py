"""The sign of an ERP that was put back to a backup: a number that it gives to a second record."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Kit

Rows = dict[str, dict[str, Any]]


class Numbers:
    """The numbers of the ERP's orders and customers, and to which of ours they were given."""

    def __init__(self, rows: Rows, customers: dict[str, Any]) -> None:
        self.resets = 0
        """How often everything was forgotten."""
        self._given = {("order", row["erp"]): number for number, row in rows.items() if row["erp"]}
        self._given |= {("customer", str(number)): reference for reference, number in customers.items()}

    def is_given_again(self, kind: str, number: str, to: str) -> bool:
        """Note a number; whether it was that of another record."""
        before, self._given[kind, number] = self._given.get((kind, number), to), to
        return before != to

    def forget(self) -> None:
        """Nothing is known any more."""
        self.resets += 1
        self._given.clear()


def read_all_again(kit: Kit) -> None:
    """Have every feed of the ERP read from its beginning; parcels may have been told already."""
    for name in ("goods_cursors", "order_cursor", "token"):
        kit.storage.table(name).clear()
    kit.storage.table("goods_cursors")["told_before"] = True
