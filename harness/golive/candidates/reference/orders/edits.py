"""Orders that people change in the ERP: compared with the shop's, and shown where the two differ."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.duty import Duty
from golive.candidates.reference.orders import read_back
from golive.candidates.reference.state import SENT, Record


class Edits(Duty):
    """What people have made of an order in the ERP belongs to people: it is neither taken back nor passed over."""

    def noted(self, record: Record, row: dict[str, Any]) -> None:
        """Queue an order for a comparison that another has changed since, by its row in the ERP's list."""
        by = row.get("edited_by", "")
        if by and by != self._kit.credentials.erp_client_id and record.state == SENT and not record.cancel:
            record.edited = True
            self._state.save(record)
            self._inbox.queue.put_nowait(record.order)

    async def compare(self, record: Record, wanted: dict[str, Any]) -> None:
        """Show what is otherwise in the ERP than in the shop, or withdraw that. Raises CallFailed."""
        reply = await self._erp.order(record.number)
        if not reply.ok:
            self._pace.failed(reply.headers.get("retry-after"))
            self._inbox.again(record.order, self._design.retry_longest_s)
            return
        record.edited = False
        self._state.save(record)
        differs = read_back.lost(wanted, reply.data)
        if differs:
            self._board.show(
                record,
                "changed in the ERP, and not in the shop",
                f"{reply.data['edited_by']} has changed {record.number}: {', '.join(differs)}",
                "make it the same in the shop, or take it back in the ERP",
            )
        else:
            self._board.solved(record)
