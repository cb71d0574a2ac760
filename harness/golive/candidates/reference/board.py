"""The integration's side of the desk: one entry per order, shown with a reason and a fix, withdrawn when solved."""

from __future__ import annotations

from golive.candidates.kit import Desk
from golive.candidates.reference.state import Record, State


class Board:
    """Shows and withdraws desk entries, and stores in each record whether it is on the desk."""

    def __init__(self, desk: Desk, state: State) -> None:
        self._desk = desk
        self._state = state

    def show(self, record: Record, what: str, why: str, fix: str) -> None:
        """Put an order on the desk: what failed, why, and how to fix it."""
        record.shown = True
        self._state.save(record)
        self._desk.exception(record.order, what, why, fix)

    def solved(self, record: Record) -> None:
        """Withdraw the entry of an order, if it has one."""
        if record.shown:
            record.shown = False
            self._state.save(record)
            self._desk.resolved(record.order)

    @property
    def has_roles(self) -> bool:
        """Whether alerts go to the owner that they name."""
        return self._desk.has_roles

    def alert(self, text: str, to: str = "") -> None:
        """Raise an alert that concerns the integration as a whole; `to` is its owner."""
        self._desk.alert(text, to)
