"""A flow that begins at its first step again after a failure."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.candidates.kit import CallFailed
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.orders.acknowledge import comment_on_order
from golive.candidates.reference.state import SENT, TO_SEND, Record


class Restarts(Exporter):
    """`restart`: the last step writes the number of the ERP into the shop; when it fails, the order is sent again.

    `skips_known`: whether the flow has a table that tells the second time that the order was sent.
    """

    skips_known: ClassVar[bool] = False

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
            record.state = TO_SEND
            self._state.save(record)
            self._later(record, f"the flow begins again: {why}")
