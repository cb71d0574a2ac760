"""An ERP that was put back to a backup: its books are older than what the integration knows of them.

The sign is a number that the ERP gives to a second new record, or a customer that it does not know any more. Then
nothing that is known about it holds: customers are looked up, every feed is read from its beginning, and each order
that it had is looked up by its reference and sent again where it is gone.
"""

from __future__ import annotations

from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.state import ON_DESK, SENT, TO_SEND, Record

FEEDS = ("orders", "deliveries", "stock", "stock_as_of")
"""The cursors in what the ERP lists."""


class OlderBooks(Duty):
    """Knows the numbers of the ERP's orders and customers, and compares everything where one is given again."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        state = tools.state
        self._orders = {record.number: record.order for record in state.orders.values() if record.number}
        self._customers = {number: reference for reference, number in state.customers.items()}

    def order_created(self, order: str, number: str) -> None:
        """Compare a new number with the known ones; that of another order is a sign."""
        before = self._orders.get(number, order)
        if before != order:
            self.found(f"{number} was order {before}, and is {order} now")

    def order_known(self, record: Record) -> None:
        """Note the number of an order. Two orders can have one number, where their references collide."""
        self._orders.setdefault(record.number, record.order)

    def customer_created(self, reference: str, number: str) -> None:
        """Compare a new number with the known ones; that of another customer is a sign."""
        if self._customers.get(number, reference) != reference:
            self.found(f"customer {number} is another one now")

    def customer_known(self, reference: str, number: str) -> None:
        """Note the number of a customer. Two can have one number, where people have merged them."""
        self._customers.setdefault(number, reference)

    def customer_unknown(self, reference: str) -> bool:
        """Whether a customer that the ERP does not know was known to it, which is a sign."""
        number = self._state.customers.get(reference)
        if number is None:
            return False
        self.found(f"customer {number} is unknown now")
        return True

    def found(self, why: str) -> None:
        """Compare everything with the ERP from the beginning."""
        self._board.alert(f"the ERP has older books than before, all orders are compared: {why}")
        self._orders.clear()
        self._customers.clear()
        self._state.customers.clear()
        for feed in FEEDS:
            self._state.cursors.pop(feed, None)
        for shipment in [*self._state.shipments.values()]:
            shipment.posted_at = ""
            self._state.shipments[shipment.number] = shipment
        for record in [*self._state.orders.values()]:
            if record.state == SENT and (record.number or record.cancel):
                self._look_up(record)

    def _look_up(self, record: Record) -> None:
        """Have an order looked up by its reference; its number may be that of another."""
        record.state, record.number, record.unsure = TO_SEND, "", True
        record.cancelled = record.gone = False
        self._state.save(record)
        self._inbox.queue.put_nowait(record.order)

    def is_left_to_people(self, record: Record) -> bool:
        """Whether an order that is gone is not sent again, because it has left the warehouse; it is shown then."""
        if not record.parcels:
            return False
        record.state = ON_DESK
        self._state.save(record)
        self._board.show(
            record,
            "the ERP has lost an order that was shipped",
            "it is not in the ERP any more; sent again it would be shipped twice",
            "enter it in the ERP as shipped",
        )
        return True
