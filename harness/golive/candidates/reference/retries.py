"""The retry button of the desk: query the ERP, report its state to the clerk, and send only missing orders."""

from __future__ import annotations

from golive.candidates.kit import CallFailed
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import NOT_WANTED, ON_DESK, SENT, TO_SEND


class Retries(Duty):
    """Handles retries; pressed twice, or after the order was keyed in by hand, it never sends a duplicate."""

    def __init__(self, tools: Tools, exporter: Exporter) -> None:
        super().__init__(tools)
        self._exporter = exporter

    async def on_retry(self, order: str) -> str:
        """The sentence shown to the clerk: what was found, or what is being done."""
        record = self._state.orders.get(order)
        if record is None:
            return "the order is unknown"
        try:
            found = await self._exporter.look(record)
        except CallFailed as failure:
            return f"{failure}; it is retried automatically"
        if found:
            return found
        if record.cancel:
            self._inbox.queue.put_nowait(order)
            return "cancelled in the shop, and the ERP does not have it"
        if record.state == SENT and record.gone:
            self._inbox.send_again(record)
            return "it was cancelled in the ERP; it is being sent again"
        if record.state == SENT:
            self._state.unconfirmed[order] = None
            return f"the ERP accepted it as {record.number} but does not list it; a lookup is under way"
        if record.state == NOT_WANTED:
            return "the order is no longer due"
        if record.state == ON_DESK:
            record.state = TO_SEND
            self._state.save(record)
        self._inbox.queue.put_nowait(order)
        return "the ERP does not have it; it is being sent"
