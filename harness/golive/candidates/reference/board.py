"""What people are shown: one entry per order, put up with what, why and how to fix, taken down when solved."""

from __future__ import annotations

from golive.candidates.kit import Desk
from golive.candidates.reference.state import Record, State


class Board:
    def __init__(self, desk: Desk, state: State) -> None:
        self._desk = desk
        self._state = state

    def show(self, record: Record, what: str, why: str, fix: str) -> None:
        record.shown = True
        self._state.save(record)
        self._desk.exception(record.order, what, why, fix)

    def solved(self, record: Record) -> None:
        """Take the order off the desk, if it is on it."""
        if record.shown:
            record.shown = False
            self._state.save(record)
            self._desk.resolved(record.order)

    def alert(self, text: str) -> None:
        self._desk.alert(text)
