"""A company that runs an ERP: what an integration sees of it, and what its people do there.

`tests.dialects.contract.tryton.company` runs Tryton; `FakeCompany` runs the fake in one of its dialects.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Protocol

from fake_erp import ErpConfig, configured_rules
from fake_erp.errors import ErpError
from golive.candidates.kit import Response
from tests.erp.world import World

from .asking import Way, asked

Record = dict[str, Any]


class Company(Protocol):
    """Items A, B and C with 100, 5 and 0 units, a tax of 19 %, one customer; 28 November 2025."""

    name: str
    port: Any
    """The operations of `golive.candidates.reference.erp.ErpPort`, called one by one."""
    customer: str
    """The number of the customer."""

    def draft(self, body: Record) -> str:
        """An order that is typed in and not released; its number."""

    def release(self, number: str) -> None:
        """The order is released, where that can be done."""

    def reopen(self, number: str) -> None:
        """A cancelled order is taken up again, where that can be done."""

    def give_up(self, number: str) -> None:
        """Sales gives a released order up, in the way that the ERP has for it."""

    def ship(self) -> int:
        """The warehouse ships what it can; the number of deliveries."""

    def receive(self, sku: str, units: int) -> None:
        """Goods come from the supplier."""

    def post_invoices(self) -> int:
        """Accounting posts what can be invoiced; the number of invoices."""

    def pay(self, number: str, amount: str) -> Response:
        """The customer pays for an order that is invoiced."""

    def invoices_of(self, number: str) -> list[Record]:
        """Invoices of an order, each with `total` and `open`."""

    def deliveries_of(self, number: str) -> list[Record]:
        """Deliveries of an order."""

    def block_item(self, sku: str) -> None:
        """The item is not sold for now."""

    def discontinue_item(self, sku: str) -> None:
        """The item is not used any more."""

    def block_customer(self) -> None:
        """The customer is not to be supplied."""

    def close_books(self) -> None:
        """The present month is closed in accounting, and not for sales and stock."""

    def numbers(self) -> list[str]:
        """The numbers of all orders, in any state."""


USUAL = ErpConfig(rules=configured_rules(posting_periods="postings"))


class FakeCompany:
    """See `Company`. Accounting closes periods, and the ERP enforces that, unless it is configured otherwise."""

    def __init__(self, dialect: str, config: ErpConfig = USUAL, *, way: Way = "process") -> None:
        self.name = dialect
        self.world = World(config, dialect=dialect)
        self._erp = self.world.erp
        self.customer = self.world.customer
        self.port = asked(self.world, dialect, way=way)
        self.native = asked(self.world, "native")
        """The native port to the same ERP."""

    def draft(self, body: Record) -> str:
        return str(self.native.create_order({**body, "release": False}).data["number"])

    def release(self, number: str) -> None:
        with suppress(ErpError):
            self._erp.orders.release(self._erp.orders.get(number))

    def reopen(self, number: str) -> None:
        """The fake has no way back from `cancelled`."""

    def give_up(self, number: str) -> None:
        self._erp.orders.cancel(self._erp.orders.get(number))

    def ship(self) -> int:
        self.world.now_ms += self.world.config.lead_ms + self.world.config.lead_spread_ms
        return self._erp.shipping.wave()

    def receive(self, sku: str, units: int) -> None:
        self._erp.stock.receive(sku, self.world.config.warehouses[0], units)

    def post_invoices(self) -> int:
        return self._erp.invoicing.run()

    def pay(self, number: str, amount: str) -> Response:
        try:
            self._erp.payments.receive(self._erp.orders.get(number), round(float(amount) * 100))
        except ErpError as error:
            return Response(422, {"error": {"code": error.code, "message": str(error)}}, {})
        return Response(201, {}, {})

    def invoices_of(self, number: str) -> list[Record]:
        invoices = self._erp.receivables.of(self._erp.orders.get(number))
        return [{"total": each.total_cents / 100, "open": each.open_cents / 100} for each in invoices]

    def deliveries_of(self, number: str) -> list[Record]:
        reference = self.port.order(number).data["external_reference"]
        return [row for row in self.port.all_rows("deliveries") if row["external_reference"] == reference]

    def block_item(self, sku: str) -> None:
        self._erp.items.set_status(sku, "blocked")

    def discontinue_item(self, sku: str) -> None:
        self._erp.items.set_status(sku, "discontinued")

    def block_customer(self) -> None:
        self._erp.customers.set_blocked(self.customer, True)

    def limit_credit(self) -> None:
        """Accounting gives the customer next to no credit."""
        self._erp.customers.set_credit_limit(self.customer, 100)

    def set_price(self, sku: str, cents: int) -> None:
        """Sales changes the price of an item, a minute later."""
        self.world.now_ms += 60_000
        self._erp.items.set_price(sku, cents)

    def close_books(self) -> None:
        self._erp.calendar.close("2025-11", "ledger")

    def numbers(self) -> list[str]:
        return list(self._erp.orders.by_number)

    def created(self) -> list[Record]:
        """The facts about orders that were created."""
        return [{**keys, **data} for _, keys, data in self.world.of_kind("erp.order.created")]

    def refused(self) -> list[tuple[str, str]]:
        """Rule and code of each order that was refused."""
        return [(data["rule"], data["code"]) for _, _, data in self.world.of_kind("erp.order.refused")]

    def books(self) -> Any:
        """What a refusal must not change."""
        orders = {
            number: (each.status, each.total_cents) for number, each in self._erp.orders.by_number.items()
        }
        stock = {(row.item, row.warehouse): (row.on_hand, row.allocated) for row in self._erp.stock.rows()}
        return orders, stock, list(self._erp.customers.by_number)
