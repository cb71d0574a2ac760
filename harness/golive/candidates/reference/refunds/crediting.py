"""Refunds after shipment: a credit note in the ERP for each credit memo of the shop, exactly once.

Every credit note carries the number of the memo as its reference. The intent is stored before a call; when its outcome
is unknown, the order's credit notes are read before it is repeated.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer, Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.orders.refusals import PASSING, error_of, is_busy
from golive.candidates.reference.refunds.memo import Memo, amount, cents
from golive.candidates.reference.refunds.reading import MemoReader
from golive.candidates.reference.refunds.reducing import Reducer, goods_of
from golive.candidates.reference.state import NOT_WANTED, SENT, Record
from golive.candidates.reference.watch import CREDITS

NOT_YET = frozenset({"invalid_transition", "credit_exceeds_billed"})
"""Refusals of a credit note for what has not been invoiced."""


class Refunds(Duty):
    """Works off the credit memos that the ERP has not followed yet, after reading the new ones."""

    def __init__(self, tools: Tools, reader: MemoReader, reducer: Reducer) -> None:
        super().__init__(tools)
        self._reader = reader
        self._reducer = reducer
        self._by_entity: dict[str, Record] = {}

    async def run_once(self) -> None:
        """One pass. Raises CallFailed."""
        await self._reader.run_once()
        for number in [*self._state.memos]:
            memo = self._state.memos[number]
            if memo.next_ms <= self._kit.now_ms():
                await self._pace.wait()
                try:
                    await self._advance(memo)
                except NoAnswer as failure:  # it may be about this one
                    self._pace.failed()
                    self._watch.failed(CREDITS, str(failure))

    async def _advance(self, memo: Memo) -> None:
        record = self._record_of(memo.order_id)
        if record is None:
            self._wait(memo)
        elif record.state == NOT_WANTED or record.gone or not memo.rest_cents:
            self._done(memo, record)
        elif record.state != SENT or (record.cancel and not record.cancelled):
            self._later(memo, record, "the order is not in the ERP yet, or its cancellation is on its way")
        elif await self._is_lowered(memo, record):
            await self._credit(memo, record)

    # -- what is left to credit ----------------------------------------------------------------------------

    async def _is_lowered(self, memo: Memo, record: Record) -> bool:
        """Take unshipped units off the ERP order; True when that is done and something is left to be credited."""
        if not memo.is_planned and not await self._plan(memo, record):
            return False
        if memo.change and not await self._reduce(memo, record):
            return False
        if not memo.rest_cents:
            self._done(memo, record)
        return memo.rest_cents > 0

    async def _plan(self, memo: Memo, record: Record) -> bool:
        if record.cancel or not record.is_shipped:
            reply = await self._erp.order(record.number)
            if not reply.ok:
                self._erp_failed(CREDITS, reply)
                return False
            if not record.cancel:
                self._reducer.plan(memo, record, reply.data)
            elif not await self._cap(memo, record, reply.data):
                return False
        memo.is_planned = True
        self._save(memo)
        for each in goods_of(memo, record):
            self._state.push_again[each.sku] = None  # the shop may have put them back on sale
        return True

    async def _cap(self, memo: Memo, record: Record, order: dict[str, Any]) -> bool:
        """Credit at most what an order is worth whose rest was given up; False when the ERP does not say."""
        notes = await self._notes(record)
        if notes is not None:
            worth_cents = 0 if order["status"] == "cancelled" else cents(order["total"])
            left_cents = worth_cents - sum(cents(note["total"]) for note in notes)
            memo.rest_cents = max(0, min(memo.rest_cents, left_cents))
        return notes is not None

    async def _reduce(self, memo: Memo, record: Record) -> bool:
        reply = await self._reducer.send(memo, record)
        if reply.ok and reply.data["status"] == "cancelled":
            record.gone, memo.rest_cents, memo.change = True, 0, []
            self._state.save(record)
            self._save(memo)
            return True
        if reply.ok and self._reducer.is_applied(memo, reply.data):
            lowered_cents = memo.before_cents - cents(reply.data["total"])
            memo.rest_cents = max(0, memo.rest_cents - lowered_cents)
            memo.change, memo.units = [], memo.units_after
            self._save(memo)
            return True
        if self._is_passing(reply):
            self._erp_failed(CREDITS, reply)
        else:  # shipped or closed meanwhile: look at the order again
            memo.is_planned, memo.change = False, []
            self._later(memo, record, _words(reply))
        return False

    # -- credit notes --------------------------------------------------------------------------------------

    async def _credit(self, memo: Memo, record: Record) -> None:
        if memo.unsure and await self._found(memo, record):
            return
        reply = await self._post(memo, self.body(memo, record))
        error = error_of(reply)
        if error["code"] == "credit_exceeds_invoice" and cents(error["details"]["left"]) > 0:
            left_cents = cents(error["details"]["left"])  # the rest is for another invoice
            reply = await self._post(memo, self._body(memo, record, left_cents))
            error = error_of(reply)
        if reply.ok:
            self._pace.succeeded()
            self._credited(memo, record, reply.data)
        elif error["code"] == "duplicate_reference" and await self._found(memo, record):
            return
        elif self._is_passing(reply):
            self._erp_failed(CREDITS, reply)
        elif error["code"] in NOT_YET or (error["code"] == "credit_exceeds_invoice" and memo.part > 1):
            self._later(memo, record, _words(reply))
        else:
            self._show(memo, record, _words(reply))
            self._wait(memo)

    async def _post(self, memo: Memo, body: dict[str, Any]) -> Response:
        """Post a credit note; the memo is unsure from before the call until its reply. Raises CallFailed."""
        memo.unsure = True
        self._save(memo)
        try:
            reply = await self._erp.create_credit_note(body)
        except NoAnswer:
            self._wait(memo, self._design.unsure_wait_s)
            raise
        except CallFailed:
            memo.unsure = False
            self._save(memo)
            raise
        memo.unsure = False
        self._save(memo)
        return reply

    def body(self, memo: Memo, record: Record) -> dict[str, Any]:
        """The body of `POST /api/v1/credit-notes`. The units are named, so that a return does not credit them again."""
        body = self._body(memo, record, memo.rest_cents)
        units: dict[str, float] = {}
        for each in goods_of(memo, record):
            units[each.sku] = exact(units.get(each.sku, 0) + each.units)
        if units:
            body["lines"] = [{"item": sku, "quantity": quantity} for sku, quantity in units.items()]
        return body

    def _body(self, memo: Memo, record: Record, amount_cents: int) -> dict[str, Any]:
        return {
            "order": record.number,
            "amount": amount(amount_cents),
            "reference": memo.reference,
            "reason": f"credit memo {memo.number}",
        }

    async def _found(self, memo: Memo, record: Record) -> bool:
        """Whether the credit note of an unanswered attempt exists; it is then noted. Raises CallFailed."""
        notes = await self._notes(record)
        if notes is None:
            raise NoAnswer("erp: no list of credit notes")
        for note in notes:
            if note["reference"] == memo.reference:
                self._credited(memo, record, note)
                return True
        return False

    async def _notes(self, record: Record) -> list[dict[str, Any]] | None:
        reply = await self._erp.credit_notes_of(record.number)
        if not reply.ok:
            self._erp_failed(CREDITS, reply)
            return None
        rows: list[dict[str, Any]] = reply.data["rows"]
        return rows

    # -- outcomes ------------------------------------------------------------------------------------------

    def _credited(self, memo: Memo, record: Record, note: dict[str, Any]) -> None:
        if self._design.acknowledge:
            text = f"ERP credit note {note['number']} for credit memo {memo.number}"
            row = {"order": record.order, "text": text, "memo": memo.entity_id, "tries": 0, "unsure": False}
            self._state.unacknowledged[note["number"]] = row
        memo.rest_cents -= cents(note["total"])
        if memo.rest_cents <= 0:
            self._done(memo, record)
            return
        memo.part, memo.units, memo.unsure = memo.part + 1, [], False
        self._save(memo)

    def _done(self, memo: Memo, record: Record) -> None:
        """The ERP has followed the memo."""
        del self._state.memos[memo.number]
        self._watch.worked(CREDITS)
        if memo.shown:
            self._board.solved(record)

    def _later(self, memo: Memo, record: Record, why: str) -> None:
        """Try again after a while; show it to people when that has gone on for long."""
        waited_s = (self._kit.now_ms() - memo.seen_ms) / 1000
        if waited_s > self._design.refund_visible_after_s:
            self._show(memo, record, why)
        self._wait(memo)

    def _show(self, memo: Memo, record: Record, why: str) -> None:
        if not memo.shown:
            memo.shown = True
            what = f"credit memo {memo.number} is not in the ERP"
            self._board.show(record, what, why, "correct the cause; it is tried again automatically")

    def _wait(self, memo: Memo, seconds: float | None = None) -> None:
        wait_s = self._design.refund_retry_s if seconds is None else seconds
        memo.next_ms = self._kit.now_ms() + int(wait_s * 1000)
        self._save(memo)

    def _save(self, memo: Memo) -> None:
        self._state.memos[memo.number] = memo

    def _is_passing(self, reply: Response) -> bool:
        return is_busy(reply) or error_of(reply)["code"] in PASSING

    def _record_of(self, entity_id: str) -> Record | None:
        found = self._by_entity.get(entity_id)
        if found is None:
            self._by_entity = {record.entity_id: record for record in self._state.orders.values()}
            found = self._by_entity.get(entity_id)
        return found


def _words(reply: Response) -> str:
    error = error_of(reply)
    return f"{reply.status} {error['code']}: {error['message']}"
