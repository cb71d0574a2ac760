"""Returns of the shop that are closed: one return of the ERP for what goes back into stock, one for what does not.

The ERP credits neither: the credit memo that the shop makes for a return is followed like any other. The shop has no
time of the last change of a return, so that the closed ones of the last weeks are read again each time.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.erp import returns_port
from golive.candidates.reference.orders.refusals import PASSING, error_of, is_busy
from golive.candidates.reference.orders.search import stamp
from golive.candidates.reference.returns.goods import GoodsReturn, returns_of, spread
from golive.candidates.reference.state import NOT_WANTED, SENT, Record
from golive.candidates.reference.watch import RETURNS

_PAGE = 100
_LOOK_BACK_MS = 60 * 86_400_000
CLOSED = "processed_closed"
DAMAGED = "Damaged"


class GoodsReturns(Duty):
    """Reads closed returns, and works off those that the ERP has not followed yet."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._port = returns_port(tools.erp)
        self._damaged = ""

    async def run_once(self) -> None:
        """One pass. Raises CallFailed."""
        await self._read()
        records = {record.entity_id: record for record in self._state.orders.values()}
        for goods in [*self._state.returns.values()]:
            record = records.get(goods.order_id)
            if goods.next_ms <= self._kit.now_ms() and record is not None:
                await self._pace.wait()
                await self._advance(goods, record)

    # -- the shop ------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        page, count = 1, _PAGE
        while count == _PAGE:
            reply = await self._shop.get(f"/rest/V1/returns?{self.query(page)}")
            if not reply.ok:
                self._shop_failed(RETURNS, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"]
            count, page = len(rows), page + 1
            for row in rows:
                if row["increment_id"] not in self._state.returns_seen:
                    await self._note(row)
        self._watch.worked(RETURNS)

    def query(self, page: int) -> str:
        """The returns that were requested in the last weeks and are closed now, oldest first."""
        since = stamp(self._kit.now_ms() - _LOOK_BACK_MS)
        group = "searchCriteria[filter_groups]"
        return (
            f"{group}[0][filters][0][field]=status&{group}[0][filters][0][value]={CLOSED}"
            f"&{group}[1][filters][0][field]=date_requested&{group}[1][filters][0][value]={since}"
            f"&{group}[1][filters][0][condition_type]=gteq"
            "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=ASC"
            f"&searchCriteria[pageSize]={_PAGE}&searchCriteria[currentPage]={page}"
        )

    async def _note(self, row: dict[str, Any]) -> None:
        if not self._damaged:
            self._damaged = await self._option("condition", DAMAGED)
        for goods in self.split(row, self._damaged):
            self._state.returns[goods.reference] = goods
        self._state.returns_seen[row["increment_id"]] = None

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        """The returns of the ERP that a return of the shop becomes."""
        return returns_of(row, damaged, self._kit.now_ms())

    async def _option(self, attribute: str, label: str) -> str:
        """The option id that an installation has for a label. Raises CallFailed without an answer that has it."""
        reply = await self._shop.get(f"/rest/V1/returnsAttributeMetadata/{attribute}")
        options = reply.data["options"] if reply.ok else []
        for option in options:
            if option["label"] == label:
                return str(option["value"])
        raise CallFailed(f"shop: no option {label} of {attribute}, answered {reply.status}")

    # -- the ERP -------------------------------------------------------------------------------------------

    async def _advance(self, goods: GoodsReturn, record: Record) -> None:
        if record.state == NOT_WANTED or record.gone:
            self._done(goods, record)
            return
        if record.state != SENT:
            self._wait(goods)
            return
        order = await self._erp.order(record.number)
        earlier = await self._port.returns_of(record.number)
        if not order.ok or not earlier.ok:
            self._erp_failed(RETURNS, order if earlier.ok else earlier)
        elif any(each["external_reference"] == goods.reference for each in earlier.data["rows"]):
            self._done(goods, record)
        else:
            await self._post(goods, record, self.lines(goods, record, order.data, earlier.data["rows"]))

    def lines(
        self, goods: GoodsReturn, record: Record, order: dict[str, Any], earlier: list[dict[str, Any]]
    ) -> list[dict[str, int]] | None:
        """The lines of the ERP's return; None where the ERP has not shipped so much, or has it back already."""
        skus = {row[0]: sku for sku, rows in record.items.items() for row in rows}
        wanted: Counter[str] = Counter()
        for item_id, units in goods.units.items():
            wanted[skus[item_id]] += units
        returned: Counter[int] = Counter()
        for line in (line for each in earlier for line in each["lines"]):
            returned[line["line"]] += line["quantity"]
        return spread(wanted, order["lines"], returned)

    async def _post(self, goods: GoodsReturn, record: Record, lines: list[dict[str, int]] | None) -> None:
        if lines is None:
            self._show(goods, record, "the ERP has shipped less of the order, or has it back already")
            return
        try:
            reply = await self._port.create_return(self.body(goods, record, lines))
        except NoAnswer:
            self._wait(goods, self._design.unsure_wait_s)
            raise
        error = error_of(reply)
        if reply.ok or error["code"] == "duplicate_reference":
            self._pace.succeeded()
            self._done(goods, record)
        elif is_busy(reply) or error["code"] in PASSING:
            self._erp_failed(RETURNS, reply)
            self._wait(goods)
        else:
            self._show(goods, record, f"{reply.status} {error['code']}: {error['message']}")

    def body(self, goods: GoodsReturn, record: Record, lines: list[dict[str, int]]) -> dict[str, Any]:
        """The body of `POST /api/v1/returns`. The credit memo of the shop is credited by itself."""
        return {
            "order": record.number,
            "external_reference": goods.reference,
            "disposition": goods.disposition,
            "credit": "manual",
            "reason": f"return {goods.rma}",
            "lines": lines,
        }

    # -- outcomes ------------------------------------------------------------------------------------------

    def _done(self, goods: GoodsReturn, record: Record) -> None:
        del self._state.returns[goods.reference]
        if goods.shown:
            self._board.solved(record)

    def _show(self, goods: GoodsReturn, record: Record, why: str) -> None:
        if not goods.shown:
            goods.shown = True
            fix = "correct the cause; it is tried again automatically"
            self._board.show(record, f"return {goods.rma} is not in the ERP", why, fix)
        self._wait(goods)

    def _wait(self, goods: GoodsReturn, seconds: float | None = None) -> None:
        wait_s = self._design.refund_retry_s if seconds is None else seconds
        goods.next_ms = self._kit.now_ms() + int(wait_s * 1000)
        self._save(goods)

    def _save(self, goods: GoodsReturn) -> None:
        self._state.returns[goods.reference] = goods
