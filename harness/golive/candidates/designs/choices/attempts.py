"""How often an order is sent, and what is sent again."""

from __future__ import annotations

from typing import ClassVar

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.pace import Pace
from golive.candidates.reference.state import ON_DESK, TO_SEND, WAITING, Record


class Counted(Exporter):
    """`count`: an order is given up after so many retries; then it is rejected."""

    most: ClassVar[int | None] = None

    def __init__(self, tools: Tools, articles: Articles) -> None:
        super().__init__(tools, articles)
        self._tries: dict[str, int] = {}
        self._again: set[str] = set()
        self._given_up: set[str] = set()

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        tries = self._tries.get(record.order, 0) + 1
        if self.most is not None and tries > self.most:
            self._give_up(record, why)
            return
        self._tries[record.order] = tries
        self._again.add(record.order)
        super()._later(record, why, after_s)

    def _sent(self, record: Record, number: str, status: str) -> None:
        self._tries.pop(record.order, None)
        super()._sent(record, number, status)

    def _give_up(self, record: Record, why: str) -> None:
        self._tries.pop(record.order, None)
        self._given_up.add(record.order)
        record.unsure = False
        if record.state in (WAITING, TO_SEND):
            record.state, what = ON_DESK, "given up: not in the ERP"
        else:
            record.cancelled, what = True, "given up: cancelled in the shop, not in the ERP"
        self._state.save(record)
        self._board.show(record, what, why, "check the ERP and press retry")


class RepeatsRefused(Counted):
    """`which: all`: an order that the ERP refuses for its content is sent again as it is."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        if self._tries.get(record.order, 0) < (self.most or 0):
            self._busy_or_odd(record, reply)
        else:
            super()._refused(record, reply, noun)


class IgnoresAdvice(Pace):
    """`advice: ignore`: the Retry-After of an answer is not read."""

    def failed(self, retry_after: str | None = None) -> None:
        """Back off as after a failure without advice."""
        super().failed()
