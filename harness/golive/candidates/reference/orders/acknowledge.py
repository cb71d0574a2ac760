"""Acknowledgements: the ERP's number of an order as a comment on the shop's order, once per number.

Up to Magento 2.4.6 a comment sets the status of the order, or clears it when it has none. So the status that the order
has is sent along; it is read again unless it was read a moment ago.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer
from golive.candidates.reference.duty import Duty
from golive.candidates.reference.export import BUSY
from golive.candidates.reference.state import Record
from golive.candidates.reference.watch import ACKNOWLEDGEMENTS

_FRESH_MS = 60_000


class Acknowledger(Duty):
    """Works off the orders that the ERP has accepted and the shop has no number of."""

    async def run_once(self) -> None:
        """One pass; it ends early when the shop does not answer properly."""
        for order in [*self._state.unacknowledged]:
            try:
                if not await self._acknowledge(self._state.orders[order]):
                    return
            except CallFailed as failure:
                self._watch.failed(ACKNOWLEDGEMENTS, str(failure))
                return

    def text(self, number: str) -> str:
        """The comment."""
        return f"ERP order {number}"

    async def _acknowledge(self, record: Record) -> bool:
        """Write one comment; False when the shop cannot take any now. Raises CallFailed."""
        note = self._state.unacknowledged[record.order]
        if not note["number"] or (note["unsure"] and await self._is_written(record, note["number"])):
            self._done(record)
            return True
        status = await self._status(record)
        if status is None:
            return False
        self._keep(record, note, unsure=True)
        try:
            reply = await self._shop.post(
                f"/rest/V1/orders/{record.entity_id}/comments", self.body(note["number"], status)
            )
        except NoAnswer:
            raise
        except CallFailed:
            self._keep(record, note, unsure=False)
            raise
        self._keep(record, note, unsure=False)
        if reply.ok:
            self._done(record)
            return True
        self._shop_failed(ACKNOWLEDGEMENTS, reply)
        if reply.status in BUSY:
            return False
        record.read_ms = 0
        note["tries"] += 1
        if note["tries"] >= self._design.acknowledge_tries:
            self._kit.log(f"order {record.order}: the shop refuses the comment with its number: {reply.data}")
            del self._state.unacknowledged[record.order]
        return True

    def body(self, number: str, status: str) -> dict[str, Any]:
        """The body of `POST /V1/orders/{id}/comments`, for people in the back office only."""
        history = {
            "comment": self.text(number),
            "status": status,
            "is_customer_notified": 0,
            "is_visible_on_front": 0,
        }
        return {"statusHistory": history}

    async def _status(self, record: Record) -> str | None:
        """The status of the order in the shop; None when the shop does not say."""
        if self._kit.now_ms() - record.read_ms < _FRESH_MS and record.status:
            return record.status
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}/statuses")
        if not reply.ok:
            self._shop_failed(ACKNOWLEDGEMENTS, reply)
            return None
        return str(reply.data)

    async def _is_written(self, record: Record, number: str) -> bool:
        """Whether an unanswered comment was written after all. Raises CallFailed."""
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}/comments")
        return reply.ok and any(each["comment"] == self.text(number) for each in reply.data["items"])

    def _keep(self, record: Record, note: dict[str, Any], unsure: bool) -> None:
        note["unsure"] = unsure
        self._state.unacknowledged[record.order] = note

    def _done(self, record: Record) -> None:
        del self._state.unacknowledged[record.order]
        self._watch.worked(ACKNOWLEDGEMENTS)
