"""Orders from the shop to the ERP: exactly once, or on the desk.

The increment id is the external reference of every attempt. The intent to send is stored before the call. When the
outcome of a call is unknown, the order is not sent again until the ERP has had time to finish and a query by reference
has shown that it does not have the order.
"""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer, NotConnected, Response
from golive.candidates.reference import mapping
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.masters.contact import fields_of, noted
from golive.candidates.reference.orders import read_back, standstill
from golive.candidates.reference.orders.claims import ADOPT_EVERY_S, ORDER_S
from golive.candidates.reference.orders.custom_options import OptionTitles, has_options
from golive.candidates.reference.orders.edits import Edits
from golive.candidates.reference.orders.older_books import OlderBooks
from golive.candidates.reference.orders.refusals import PASSING, UNSURE, error_of, is_busy
from golive.candidates.reference.orders.same_cart import Carts
from golive.candidates.reference.state import NOT_WANTED, ON_DESK, SENT, TO_SEND, WAITING, Record
from golive.candidates.reference.watch import ORDERS


class Exporter(Duty):
    """Processes the queue of the inbox, with several workers; other instances of the integration may do the same."""

    def __init__(self, tools: Tools, articles: Articles) -> None:
        super().__init__(tools)
        self._articles = articles
        self._busy: set[str] = set()
        self._titles = OptionTitles(self._shop, self._state.optioned)
        self._carts = Carts(self._state)
        self._books = OlderBooks(tools)
        self._edits = Edits(tools)

    async def work(self) -> None:
        """A worker: takes orders from the queue until it is cancelled. Several run at once, one order each."""
        while True:
            await self._take(await self._inbox.queue.get())

    async def _take(self, order: str) -> None:
        """Work on one order of the queue, unless it is in work already."""
        if order in self._busy or not self._state.claims.take(order, ORDER_S):
            self._inbox.again(order, 1)
            return
        self._busy.add(order)
        try:
            await self._pace.wait()
            await self._advance(self._state.orders[order])
        except Exception as error:  # an unforeseen order must not stop all others
            self._kit.log(f"order {order}: {error!r}")
            self._later(self._state.orders[order], repr(error), self._design.retry_longest_s)
        finally:
            self._busy.discard(order)
            self._release(order)

    def _release(self, order: str) -> None:
        """Let other instances have the order; one whose outcome is unknown only after it must have been applied."""
        if self._state.orders[order].unsure:
            self._state.claims.take(order, self._design.unsure_wait_s)
        else:
            self._state.claims.give_back(order)

    async def _advance(self, record: Record) -> None:
        """Bring one order a step further; whatever prevents it decides when to try again."""
        try:
            if record.unsure or (record.shown and record.state in (TO_SEND, ON_DESK)):
                await self._find_out(record)  # what people have seen they may have typed in
            elif record.cancel:
                await self._cancel(record)
            elif record.state in (WAITING, TO_SEND):
                await self._send(record)
            elif record.edited:
                await self._compare(record)
        except NotConnected:
            self._pace.failed()
            self._later(record, "the ERP or the shop cannot be reached")
        except NoAnswer:
            self._pace.failed()
            self._later(record, "no answer to a lookup", self._design.retry_longest_s)

    async def adopt(self) -> None:
        """Take over orders of instances that are gone, once a minute until cancelled."""
        while True:
            await asyncio.sleep(ADOPT_EVERY_S)
            self._inbox.adopt()

    def customer_body(self, order: dict[str, Any]) -> dict[str, Any]:
        """The body that creates the customer of an order in the ERP."""
        return mapping.customer_of(order)

    def order_body(self, order: dict[str, Any], customer: str) -> dict[str, Any]:
        """The body that creates an order in the ERP."""
        inclusive, packs = order["store_id"] not in self._kit.net_price_stores, self._kit.pack_sizes
        return mapping.order_body(order, customer, self._design.sales_channel, inclusive, packs)

    async def _order(self, record: Record) -> dict[str, Any] | None:
        """The order of the shop; None where the shop refuses it, and it is read again later. Raises CallFailed."""
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}")
        if reply.ok:
            order: dict[str, Any] = reply.data
            if not has_options(order):
                return order
            read = await self._titles.read(order)
            if isinstance(read, dict):
                return read
            reply = read
        self._later(record, f"the shop answered {reply.status} when asked for the order", self._wait_s(reply))
        return None

    async def _send(self, record: Record) -> None:
        order = await self._order(record)
        if order is None:
            return
        record.status, record.read_ms = order.get("status") or "", self._kit.now_ms()
        if order["state"] in mapping.ENDED_STATES:
            record.cancel = True
            self._state.save(record)
            await self._cancel(record)
        elif mapping.is_due(order["state"], order["payment"]["method"]):
            if other := self._carts.other(record, order):
                self._hold(record, f"the cart is that of {other}, of the same customer")
                return
            customer = await self._customer(record, order)
            if customer is not None:
                await self._create(record, order, customer)

    def _hold(self, record: Record, why: str) -> None:
        record.state = ON_DESK
        self._state.save(record)
        fix = "cancel one of the two in the shop; press retry if that is the other one"
        self._board.show(record, "a second order of one cart", why, fix)

    async def _customer(self, record: Record, order: dict[str, Any]) -> str | None:
        """The ERP's number of the customer, created when unknown; None when that has to wait."""
        body = self.customer_body(order)
        reference = str(body["external_reference"])
        known = self._state.customers.get(reference)
        if known is not None:
            self._note_contact(reference, known, order, body)
            return known
        reply = await self._erp.create_customer(body, self._design.answer_within_s)
        if reply.ok:
            number = str(reply.data["number"])
            self._books.customer_created(reference, number)
        elif reply.status == 409 and error_of(reply)["code"] == "duplicate_reference":
            number = str(error_of(reply)["details"]["number"])
        else:
            self._refused(record, reply, "customer")
            return None
        self._books.customer_known(reference, number)
        self._state.customers[reference] = number
        self._note_contact(reference, number, order, body)
        return number

    def _note_contact(self, reference: str, number: str, order: dict[str, Any], body: dict[str, Any]) -> None:
        """Note what an order shows of its customer; a collective account has no data of its own."""
        if self._design.contacts and order.get("customer_id") is not None:
            contacts, names = self._state.contacts, fields_of(self._kit.owners.customers)
            given = {name: body.get(name) for name in names}
            contact = contacts[reference] = noted(contacts.get(reference), number, order, given)
            if contact.changes:
                self._state.contacts_due[reference] = None

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        body = self._codes.translated(self.order_body(order, customer))
        record.items = self._codes.kept(mapping.items_by_sku(order, self._kit.pack_sizes))
        record.state, record.unsure = TO_SEND, True
        self._state.save(record)
        try:
            reply = await self._erp.create_order(body, self._design.answer_within_s)
        except NoAnswer:
            self._pace.failed()
            self._later(record, "the ERP did not answer", self._design.unsure_wait_s)
            return
        except NotConnected:
            self._is_sure(record)
            raise
        if reply.status in UNSURE:
            self._pace.failed()
            self._later(record, f"the ERP answered {reply.status}", self._design.unsure_wait_s)
        elif reply.ok:
            self._pace.succeeded()
            self._codes.accepted(mapping.sellable_rows(order))
            self._books.order_created(record.order, str(reply.data["number"]))
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
            await self._read_back(record, body, reply.data)
        elif self._is_known(reply):
            self._sent(record, str(error_of(reply)["details"]["number"]), "")
        else:
            self._is_sure(record)
            if error_of(reply)["code"] == "unknown_item" and await self._knows_better(order):
                self._later(record, "an article has another SKU in the ERP", self._design.retry_first_s)
            elif error_of(reply)["code"] == "unknown_customer" and self._is_customer_gone(order):
                self._later(record, "the customer is gone from the ERP", self._design.retry_first_s)
            else:
                self._refused(record, reply, "order")

    def _is_customer_gone(self, order: dict[str, Any]) -> bool:
        return self._books.customer_unknown(str(self.customer_body(order)["external_reference"]))

    async def _knows_better(self, order: dict[str, Any]) -> bool:
        """Whether an article of the order has another SKU in the ERP than was sent. Raises CallFailed."""
        return await self._articles.learn() or self._codes.recognised(mapping.sellable_rows(order))

    def _is_known(self, reply: Response) -> bool:
        """Whether the ERP refuses an order because it has it."""
        return reply.status == 409 and error_of(reply)["code"] == "duplicate_reference"

    async def _read_back(self, record: Record, sent: dict[str, Any], saved: dict[str, Any]) -> None:
        """Put back what the ERP did not save as it was sent, and report what cannot be put back."""
        left = read_back.lost(sent, saved)
        change = read_back.repair(sent, saved) if left else {}
        if change:
            try:
                reply = await self._erp.change_order(record.number, change)
                left = read_back.lost(sent, reply.data) if reply.ok else left
            except CallFailed:
                self._pace.failed()
        if left:
            record.standing = False
            self._board.show(
                record,
                "the ERP saved the order otherwise than it was sent",
                f"other than in the shop: {', '.join(left)}",
                "correct the order in the ERP",
            )

    async def _compare(self, record: Record) -> None:
        """Compare an order that people have changed in the ERP with that of the shop."""
        order = await self._order(record)
        if order is not None:
            await self._edits.compare(record, self._codes.translated(self.order_body(order, "")))

    def _is_sure(self, record: Record) -> None:
        record.unsure = False
        self._state.save(record)

    async def _find_out(self, record: Record) -> None:
        """After an attempt with unknown outcome: query the ERP for the order by its reference."""
        reply = await self._erp.orders_of(record.order)
        if not reply.ok:
            self._busy_or_odd(record, reply)
            return
        self._is_sure(record)
        living = _living(reply)
        if living:
            await self._adopt(record, living)
        elif record.cancel:
            await self._cancel(record)
        elif record.state in (WAITING, TO_SEND) and not self._books.is_left_to_people(record):
            await self._send(record)

    async def look(self, record: Record) -> str:
        """A sentence for the clerk when the ERP has the order by now, else empty. Raises CallFailed."""
        reply = await self._erp.orders_of(record.order)
        if not reply.ok:
            return f"the ERP answered {reply.status}; it is retried automatically"
        living = _living(reply)
        if not living:
            return ""
        if record.state == SENT:
            standstill.seen(record, str(living["status"]), self._board)
        elif not record.unsure:
            await self._adopt(record, living)
        return f"the ERP has it as {living['number']}: {living['status']}"

    async def _adopt(self, record: Record, row: dict[str, Any]) -> None:
        """Take over an order that the ERP already has, from an unanswered attempt or keyed in by hand."""
        if not record.items:
            order = await self._order(record)
            if order is None:
                return
            record.items = self._codes.kept(mapping.items_by_sku(order, self._kit.pack_sizes))
        self._sent(record, str(row["number"]), str(row["status"]))

    def _sent(self, record: Record, number: str, status: str) -> None:
        record.state, record.number, record.sent_ms = SENT, number, self._kit.now_ms()
        record.unsure = False
        self._state.save(record)
        self._books.order_known(record)
        self._state.unconfirmed[record.order] = None
        if self._design.acknowledge:
            row = {"order": record.order, "text": f"ERP order {number}", "tries": 0, "unsure": False}
            self._state.unacknowledged[record.order] = row
        self._watch.worked(ORDERS)
        self._board.solved(record)
        standstill.seen(record, status, self._board)
        if record.cancel:
            self._inbox.queue.put_nowait(record.order)

    async def _cancel(self, record: Record) -> None:
        if record.cancelled or record.state in (WAITING, TO_SEND, ON_DESK):
            record.state, record.cancelled = NOT_WANTED, True
            self._state.save(record)
            self._board.solved(record)
            return
        if record.is_shipped:
            await self._ended_after_shipment(record)
            return
        try:
            reply = await self._erp.cancel_order(record.number)
        except NoAnswer:
            self._later(record, "no answer to the cancellation", self._design.retry_longest_s)
            return
        if reply.status == 404 or (reply.ok and reply.data["status"] == "cancelled"):
            record.cancelled = record.gone = True
            self._state.save(record)
            self._board.solved(record)
        elif reply.status == 409 and error_of(reply)["code"] in PASSING:
            self._later(record, f"the ERP answered {reply.status}", self._design.retry_longest_s)
        elif reply.ok or reply.status == 409:
            await self._cancelled_too_late(record)
        else:
            self._busy_or_odd(record, reply)

    async def _ended_after_shipment(self, record: Record) -> None:
        """Refunded in full; where the shop ships, also an unpaid order that was cancelled later."""
        order = None if self._kit.owners.shipments == "erp" else await self._order(record)
        record.cancelled = True
        self._state.save(record)
        if order is not None and order["state"] == "canceled":
            self._board.show(
                record,
                "cancelled in the shop, shipped by the warehouse system",
                f"the ERP has its delivery, in {record.number}",
                "stop the parcel or arrange its return",
            )

    async def _cancelled_too_late(self, record: Record) -> None:
        reply = await self._erp.order(record.number)
        if not reply.ok:
            self._busy_or_odd(record, reply)
            return
        record.cancelled, record.gone = True, reply.data["status"] == "cancelled"
        self._state.save(record)
        if record.gone or record.is_shipped:
            self._board.solved(record)
        else:
            self._board.show(
                record,
                "cancelled in the shop, not in the ERP",
                f"the ERP has it as {reply.data['status']}",
                "stop the parcel or arrange its return",
            )

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        """A refusal of the moment is tried again; a refusal of the content goes to people, with its reason."""
        error = error_of(reply)
        if is_busy(reply) or error["code"] in PASSING:
            self._busy_or_odd(record, reply)
            return
        record.state = ON_DESK
        self._state.save(record)
        field = error.get("field")
        where = f" ({field})" if field else ""
        self._board.show(
            record,
            f"the ERP refuses the {noun}",
            f"{reply.status} {error['code']}: {error['message']}{where}",
            f"correct {field or 'the cause'} and press retry",
        )

    def _busy_or_odd(self, record: Record, reply: Response) -> None:
        self._pace.failed(reply.headers.get("retry-after"))
        self._later(record, f"the ERP answered {reply.status}")

    def _wait_s(self, reply: Response) -> float:
        """How long the shop is left alone after an answer: its Retry-After and some jitter, else the longest pause."""
        wait = reply.headers.get("retry-after", "")
        wait_s = float(wait) if wait.isdigit() else self._design.retry_longest_s
        return min(wait_s, 3600.0) * (1 + 0.25 * self._kit.rng.random())

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        waited_s = (self._kit.now_ms() - record.seen_ms) / 1000
        if waited_s > self._design.visible_after_s and not record.shown:
            self._board.show(record, "not in the ERP yet", why, "it will be retried; check the ERP")
        if record.state in (WAITING, TO_SEND):
            self._watch.failed(ORDERS, why)
        self._inbox.again(record.order, self._design.retry_first_s if after_s is None else after_s)


def _living(reply: Response) -> dict[str, Any]:
    """The first row of a list of orders that is not cancelled; empty where there is none."""
    return next((row for row in reply.data["rows"] if row["status"] != "cancelled"), {})
