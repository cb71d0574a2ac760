"""How a second document in the ERP is prevented, other than by a table of what was sent."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference.export import Exporter, _living
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.mapping import PAID_STATES
from golive.candidates.reference.state import TO_SEND, WAITING, Record


class SameReference(Exporter):
    """`external reference`: an attempt without an answer is repeated as it was; the ERP may refuse the second."""

    async def _find_out(self, record: Record) -> None:
        self._is_sure(record)
        if record.cancel:
            await self._cancel(record)
        elif record.state in (WAITING, TO_SEND):
            await self._send(record)


class NoReference(SameReference):
    """`none`: as `SameReference`, and a refusal as a duplicate is one like any other."""

    def _is_known(self, reply: Response) -> bool:
        return False


class LooksFirst(SameReference):
    """`look first`: the ERP is asked for the order before each attempt."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        reply = await self._erp.orders_of(record.order)
        if not reply.ok:
            self._busy_or_odd(record, reply)
            return
        living = _living(reply)
        if living:
            await self._adopt(record, living)
        else:
            await super()._create(record, order, customer)


class EveryEvent(Inbox):
    """`none`: an event that is delivered twice is worked on twice."""

    def __init__(self, *arguments: Any) -> None:
        self._versions: dict[str, str] = {}
        super().__init__(*arguments)

    def on_event(self, event: dict[str, Any]) -> int:
        """Send an order again when an event about it has come that was there before; the version tells."""
        value = event["data"]["value"] if "data" in event else event["record"]
        order, version = str(value.get("increment_id", "")), str(value.get("updated_at", ""))
        if version and value.get("state") in PAID_STATES:
            if self._versions.get(order) == version and order in self._state.orders:
                self.send_again(self._state.orders[order])
            self._versions.setdefault(order, version)
        return super().on_event(event)
