"""Acknowledgements: the ERP's number of an order or a credit note as a comment in the shop, once.

Up to Magento 2.4.6 a comment on an order sets its status, or clears it when the comment has none. So the status that
the order has is sent along; it is read again unless it was read a moment ago. Comments on credit memos have no status.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer, Response
from golive.candidates.reference.duty import Duty
from golive.candidates.reference.orders.refusals import is_busy
from golive.candidates.reference.state import Record
from golive.candidates.reference.watch import ACKNOWLEDGEMENTS

_FRESH_MS = 60_000

Row = dict[str, Any]
"""A comment to be written: `order`, `text`, `memo` where it is for a credit memo, `tries`, `unsure`."""


class Acknowledger(Duty):
    """Works off the comments to be written."""

    async def run_once(self) -> None:
        """One pass; it ends early when the shop does not answer properly."""
        for key in [*self._state.unacknowledged]:
            try:
                if not await self._acknowledge(key, self._state.unacknowledged[key]):
                    return
            except CallFailed as failure:
                self._watch.failed(ACKNOWLEDGEMENTS, str(failure))
                return

    async def _acknowledge(self, key: str, row: Row) -> bool:
        """Write one comment; False when the shop cannot take any now. Raises CallFailed."""
        record = self._state.orders[row["order"]]
        if row["unsure"] and await self._is_written(record, row):
            self._done(key)
            return True
        status = "" if "memo" in row else await self._status(record)
        if status is None:
            return False
        reply = await self._write(key, row, record, status)
        if reply.ok:
            self._done(key)
            return True
        self._shop_failed(ACKNOWLEDGEMENTS, reply)
        record.read_ms = 0
        if is_busy(reply):
            return False
        row["tries"] += 1
        self._state.unacknowledged[key] = row
        if row["tries"] >= self._design.acknowledge_tries:
            self._kit.log(f"order {record.order}: the shop refuses the comment {row['text']!r}: {reply.data}")
            del self._state.unacknowledged[key]
        return True

    async def _write(self, key: str, row: Row, record: Record, status: str) -> Response:
        """Send the comment; the row is unsure from before the call until its reply. Raises CallFailed."""
        row["unsure"] = True
        self._state.unacknowledged[key] = row
        try:
            reply = await self._shop.post(self._address(record, row), self.body(row, status))
        except CallFailed as failure:
            row["unsure"] = isinstance(failure, NoAnswer)
            self._state.unacknowledged[key] = row
            raise
        row["unsure"] = False
        self._state.unacknowledged[key] = row
        return reply

    def body(self, row: Row, status: str) -> dict[str, Any]:
        """The body of the comment, for people in the back office only."""
        if "memo" in row:
            return {"entity": {**_comment(row["text"]), "parent_id": row["memo"]}}
        return comment_on_order(row["text"], status)

    def _address(self, record: Record, row: Row) -> str:
        if "memo" in row:
            return f"/rest/V1/creditmemo/{row['memo']}/comments"
        return f"/rest/V1/orders/{record.entity_id}/comments"

    async def _status(self, record: Record) -> str | None:
        """The status of the order in the shop; None when the shop does not say."""
        if self._kit.now_ms() - record.read_ms < _FRESH_MS and record.status:
            return record.status
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}/statuses")
        if not reply.ok:
            self._shop_failed(ACKNOWLEDGEMENTS, reply)
            return None
        return str(reply.data)

    async def _is_written(self, record: Record, row: Row) -> bool:
        """Whether an unanswered comment was written after all. Raises CallFailed."""
        reply = await self._shop.get(self._address(record, row))
        return reply.ok and any(each["comment"] == row["text"] for each in reply.data["items"])

    def _done(self, key: str) -> None:
        del self._state.unacknowledged[key]
        self._watch.worked(ACKNOWLEDGEMENTS)


def comment_on_order(text: str, status: str) -> dict[str, Any]:
    """The body of `POST /V1/orders/{id}/comments`."""
    return {"statusHistory": {**_comment(text), "status": status}}


def _comment(text: str) -> dict[str, Any]:
    return {"comment": text, "is_customer_notified": 0, "is_visible_on_front": 0}
