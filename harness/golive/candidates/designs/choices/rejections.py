"""What becomes of an order that is refused or given up, other than a place on the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from golive.candidates.kit import Response
from golive.candidates.reference.board import Board
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import ON_DESK, Record

HELD_LOOK_S = 30


class Drops(Board):
    """`drop`: nothing is shown to people. Alerts are another choice."""

    def show(self, record: Record, what: str, why: str, fix: str) -> None:
        """Show nothing."""


class Logs(Drops):
    """`log`: a line in a log."""

    log: ClassVar[Callable[[object], None]]

    def show(self, record: Record, what: str, why: str, fix: str) -> None:
        """Write a line."""
        type(self).log(f"order {record.order}: {what}: {why}")


class Holds(Exporter):
    """`hold`: while an order waits on the desk, those behind it wait too."""

    _held: Record | None = None

    async def _advance(self, record: Record) -> None:
        while self._held is not None and self._held is not record:
            if self._held.state == ON_DESK:
                await asyncio.sleep(HELD_LOOK_S)
            else:
                await super()._advance(self._held)
                await self._let_go()
        await super()._advance(record)

    async def _let_go(self) -> None:
        """Go on once the held order is settled; while it is tried again, wait."""
        held = self._held
        if held is None or held.state == ON_DESK:
            return
        if held.is_open:
            await asyncio.sleep(self._design.retry_first_s)
        else:
            self._held = None

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        super()._refused(record, reply, noun)
        if record.state == ON_DESK:
            self._held = record
