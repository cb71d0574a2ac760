"""Payments as deposits: each invoice of the shop is posted in the ERP at once, whatever becomes of its order.

A deposit is applied to the order once that is in the ERP, and paid back when the order is given up. Its reference is
the number of the invoice, so a repeated attempt is refused with the number of the first.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.erp import deposits_of
from golive.candidates.reference.orders.refusals import error_of
from golive.candidates.reference.orders.search import changed_since
from golive.candidates.reference.refunds.deposit import Deposit
from golive.candidates.reference.refunds.memo import amount, cents
from golive.candidates.reference.state import NOT_WANTED, SENT, Record
from golive.candidates.reference.watch import PAYMENTS

_PAGE = 100


class Deposits(Duty):
    """Reads the shop's invoices, and brings each deposit a step further."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._bank = deposits_of(tools.erp)
        self._overlap_ms = int(self._design.clocks_differ_s * 1000)
        self._state.cursors.setdefault("invoices_ms", self._kit.now_ms() - self._overlap_ms)

    async def run_once(self) -> None:
        """One pass. Raises CallFailed."""
        await self._read()
        records = {record.entity_id: record for record in self._state.orders.values()}
        for deposit in [*self._state.deposits.values()]:
            record = records.get(deposit.order_id)
            if record is not None:
                await self._advance(deposit, record)

    async def _read(self) -> None:
        since_ms: int = self._state.cursors["invoices_ms"]
        started_ms, page, count = self._kit.now_ms(), 1, _PAGE
        while count == _PAGE:
            reply = await self._shop.get(f"/rest/V1/invoices?{changed_since(since_ms, page, _PAGE)}")
            if not reply.ok:
                self._shop_failed(PAYMENTS, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"]
            count, page = len(rows), page + 1
            for row in rows:
                self._note(row)
        self._state.cursors["invoices_ms"] = started_ms - self._overlap_ms

    def _note(self, row: dict[str, Any]) -> None:
        number = row["increment_id"]
        if number not in self._state.invoices_seen:
            paid_cents = cents(row["grand_total"])
            self._state.invoices_seen[number] = None
            if paid_cents:
                self._state.deposits[number] = Deposit(
                    number, str(row["order_id"]), paid_cents, row["order_currency_code"]
                )

    async def _advance(self, deposit: Deposit, record: Record) -> None:
        if not deposit.number:
            await self._post(deposit, record)
        if not deposit.number:
            return
        if record.state == NOT_WANTED or record.gone:
            await self.pay_back(deposit)
        elif record.state == SENT and not record.cancel and not deposit.is_applied:
            reply = await self._bank.apply_deposit(deposit.number, record.number)
            if reply.ok or _status(reply) == "applied":
                deposit.is_applied = True
                self._save(deposit)

    async def _post(self, deposit: Deposit, record: Record) -> None:
        body = {
            "external_reference": record.order,
            "reference": deposit.invoice,
            "amount": amount(deposit.amount_cents),
            "currency": deposit.currency,
        }
        reply = await self._bank.create_deposit(body)
        error = error_of(reply)
        if reply.ok:
            deposit.number = str(reply.data["number"])
        elif error["code"] == "duplicate_reference":
            deposit.number = str(error["details"]["number"])
        else:
            self._erp_failed(PAYMENTS, reply)
            return
        self._save(deposit)
        self._watch.worked(PAYMENTS)

    async def pay_back(self, deposit: Deposit) -> None:
        """Pay back the deposit of an order that was given up."""
        reply = await self._bank.refund_deposit(deposit.number)
        if reply.ok or _status(reply) == "refunded":
            del self._state.deposits[deposit.invoice]

    def _save(self, deposit: Deposit) -> None:
        self._state.deposits[deposit.invoice] = deposit


def _status(reply: Response) -> str:
    """The status of a deposit in a refusal of a step that it has taken already."""
    details = error_of(reply).get("details")
    return str(details.get("status", "")) if isinstance(details, dict) else ""
