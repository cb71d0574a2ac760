"""A flow that begins at its first step again after a failure."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.candidates.designs.choices.attempts import Counted
from golive.candidates.kit import CallFailed
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.orders.acknowledge import comment_on_order
from golive.candidates.reference.state import SENT, TO_SEND, Record


class Restarts(Counted):
    """`restart`: the last step writes the number of the ERP into the shop; when it fails, the order is sent again.

    `skips_known`: whether the flow has a table that tells the second time that the order was sent.
    """

    skips_known: ClassVar[bool] = False

    def __init__(self, tools: Tools, articles: Articles) -> None:
        super().__init__(tools, articles)
        self._restarts: dict[str, int] = {}

    async def _advance(self, record: Record) -> None:
        before = record.state
        await super()._advance(record)
        if record.state == SENT and before != SENT:
            await self._write_back(record)

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        if record.number and self.skips_known:
            self._sent(record, record.number, "")
        else:
            await super()._create(record, order, customer)

    async def _write_back(self, record: Record) -> None:
        body = comment_on_order(f"ERP order {record.number}", record.status)
        try:
            reply = await self._shop.post(f"/rest/V1/orders/{record.entity_id}/comments", body)
            why = "" if reply.ok else f"the shop answered {reply.status}"
        except CallFailed as failure:
            why = str(failure)
        if why:
            self._begin_again(record, f"the flow begins again: {why}")
        else:
            self._restarts.pop(record.order, None)

    def _begin_again(self, record: Record, why: str) -> None:
        """Send the order again after a pause that grows, or leave it on the desk after as many retries as there are."""
        count = self._restarts[record.order] = self._restarts.get(record.order, 0) + 1
        if self.most is not None and count > self.most:
            self._board.show(record, "its number is not in the shop", why, "enter the number in the shop")
            return
        record.state = TO_SEND
        self._state.save(record)
        design = self._design
        self._later(record, why, min(design.retry_longest_s, design.retry_first_s * 2 ** min(count - 1, 10)))
