"""Reconciliation: reads both systems back and compares the shop's orders with those in the ERP.

Finds orders whose events were lost, orders the ERP acknowledged and does not have, and duplicates.
"""

from __future__ import annotations

from typing import Any, ClassVar

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.mapping import ENDED_STATES, is_due
from golive.candidates.reference.orders import standstill
from golive.candidates.reference.orders.edits import Edits
from golive.candidates.reference.orders.search import changed_since, stamp
from golive.candidates.reference.state import ON_DESK, SENT, TO_SEND, Record
from golive.candidates.reference.watch import COMPARISON

_PAGE = 300
_FIELDS = "items[increment_id,entity_id,state,updated_at,payment[method]],total_count"


class Reconciler(Duty):
    """Reads both systems' recent changes and repairs differences."""

    duty: ClassVar[str] = COMPARISON
    cursor: ClassVar[str] = "shop_ms"
    """Where it is stored up to when the shop was read."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._is_complete = True
        self._edits = Edits(tools)
        self._beside: dict[str, str] = {}
        self._overlap_ms = int(self._design.clocks_differ_s * 1000)
        first_ms = self._kit.now_ms() - self._overlap_ms  # from its first day on, not its first look
        self._state.cursors.setdefault(self.cursor, first_ms)

    async def run_once(self) -> None:
        """One pass over both change feeds, then over unconfirmed orders. Raises CallFailed."""
        self._is_complete = True
        await self._read_shop()
        await self._read_erp()
        await self._settle_beside()
        await self._confirm()
        if self._is_complete:
            self._watch.worked(COMPARISON)

    def _erp_failed(self, duty: str, reply: Response) -> None:
        self._is_complete = False
        super()._erp_failed(duty, reply)

    def _shop_failed(self, duty: str, reply: Response) -> None:
        self._is_complete = False
        super()._shop_failed(duty, reply)

    async def _read_shop(self) -> None:
        """Orders changed since the last look, with an overlap: stamps are of another clock, and may come late."""
        since_ms = self._state.cursors[self.cursor]
        started_ms, page = self._kit.now_ms(), 1
        while True:
            reply = await self._shop.get(f"/rest/V1/orders?{self._query(since_ms, page)}&fields={_FIELDS}")
            if not reply.ok:
                self._shop_failed(self.duty, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"] if isinstance(reply.data, dict) else []
            for row in rows:
                if is_due(row["state"], row["payment"]["method"]) or row["state"] in ENDED_STATES:
                    self._inbox.note(row["increment_id"], str(row["entity_id"]), row["state"])
            if len(rows) < _PAGE:
                self._state.cursors[self.cursor] = started_ms - self._overlap_ms
                return
            page += 1

    def _query(self, since_ms: int, page: int) -> str:
        """All changed orders where they may be complete before the ERP has them; else those that are not done with."""
        is_followed = self._kit.owners.shipments != "erp"
        return changed_since(since_ms, page, _PAGE) if is_followed else _open_since(since_ms, page)

    async def _read_erp(self) -> None:
        """Tick off every order that shows up in the ERP's own feed of changes."""
        cursors, more = self._state.cursors, True
        while more:
            await self._pace.wait()
            reply = await self._erp.changed_orders(cursors.get("orders", 0), 500)
            if not reply.ok:
                self._erp_failed(COMPARISON, reply)
                return
            for row in reply.data["rows"]:
                record = self._state.orders.get(row["external_reference"] or "")
                if record is not None:
                    await self._compare(record, row)
            cursors["orders"], more = reply.data["cursor"], reply.data["more"]

    async def _compare(self, record: Record, row: dict[str, Any]) -> None:
        """What the ERP lists of an order that is known: its own, or one of people."""
        if row["status"] == "cancelled":
            self._cancelled_there(record, row["number"])
        elif record.number == row["number"]:
            self._state.unconfirmed.pop(record.order, None)
            self._edits.noted(record, row)
            if not record.cancel:
                standstill.seen(record, row["status"], self._board)
        elif record.state in (TO_SEND, ON_DESK):
            self._beside[record.order] = row["number"]  # of an attempt in flight, or of people
            if record.shown or not record.unsure:
                self._entered_by_people(record)
        elif record.number and record.state == SENT:
            await self._cancel_surplus(record, row["number"])

    async def _settle_beside(self) -> None:
        """Cancel what people entered while an attempt was in flight that has come to an end since."""
        for order, number in [*self._beside.items()]:
            record = self._state.orders[order]
            if record.state != SENT:
                continue
            del self._beside[order]
            if record.number != number:
                await self._cancel_surplus(record, number)

    async def _cancel_surplus(self, record: Record, number: str) -> None:
        """Cancel a second order of a reference; one that cannot be cancelled any more is shown."""
        if await self._is_cancelled(number):
            return
        if await self._is_cancelled(record.number):  # people's has left already
            record.number = number
            self._state.save(record)
            return
        self._board.show(
            record,
            "the ERP has the order twice",
            f"{record.number} and {number}, which cannot be cancelled",
            "stop one of the parcels, or have it returned",
        )

    async def _is_cancelled(self, number: str) -> bool:
        """Cancel an order, and return whether it is."""
        reply = await self._erp.cancel_order(number)
        return reply.ok and bool(reply.data["status"] == "cancelled")

    def _entered_by_people(self, record: Record) -> None:
        """Have an order looked up before it is sent, because people have typed it in or imported it."""
        if record.state == TO_SEND:
            record.unsure = True
            self._state.save(record)
        self._inbox.queue.put_nowait(record.order)

    def _cancelled_there(self, record: Record, number: str) -> None:
        """Show an order that people cancelled or deleted in the ERP; retry sends it again."""
        if record.number == number and record.state == SENT and not record.cancel and not record.gone:
            record.gone = True
            self._board.show(
                record,
                "cancelled in the ERP, open in the shop",
                f"people cancelled or deleted {number}",
                "cancel the order in the shop, or press retry to send it again",
            )

    async def _confirm(self) -> None:
        """Query orders that should be visible in the ERP by now, and send again those that are missing."""
        before_ms = self._kit.now_ms() - int(self._design.confirm_within_s * 1000)
        for order in [*self._state.unconfirmed]:
            record = self._state.orders[order]
            if record.state != SENT or record.cancelled:
                self._state.unconfirmed.pop(order, None)
            elif record.sent_ms <= before_ms:
                await self._pace.wait()
                reply = await self._erp.orders_of(order, brief=True)
                if not reply.ok:
                    self._erp_failed(COMPARISON, reply)
                    return
                self._state.unconfirmed.pop(order, None)
                if not reply.data["rows"]:
                    await self._look_by_number(record)

    async def _look_by_number(self, record: Record) -> None:
        """Not found by reference: either missing, or stored under another reference.

        In the second case sending again would duplicate the order.
        """
        reply = await self._erp.order(record.number) if record.number else None
        if reply is None or reply.status == 404:
            self._inbox.send_again(record)
        elif reply.ok:
            self._board.show(
                record,
                "the ERP has the order under another reference",
                f"{record.number} says {reply.data['external_reference']!r}",
                "correct the reference in the ERP",
            )
        else:
            self._state.unconfirmed[record.order] = None
            self._pace.failed(reply.headers.get("retry-after"))


def _open_since(since_ms: int, page: int) -> str:
    """Orders changed since then that are not done with: what is complete was shipped from the ERP, or has no goods."""
    changed, open_, virtual = (
        f"searchCriteria[filter_groups][{group}][filters][{place}]"
        for group, place in ((0, 0), (1, 0), (1, 1))
    )
    return (
        f"{changed}[field]=updated_at&{changed}[value]={stamp(since_ms)}&{changed}[condition_type]=gteq"
        f"&{open_}[field]=state&{open_}[value]=complete&{open_}[condition_type]=neq"
        f"&{virtual}[field]=is_virtual&{virtual}[value]=1"
        "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=ASC"
        f"&searchCriteria[pageSize]={_PAGE}&searchCriteria[currentPage]={page}"
    )
