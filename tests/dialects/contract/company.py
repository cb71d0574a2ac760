"""A company that runs an ERP: what an integration sees of it, and what its people do there.

`tests.dialects.contract.tryton.company` runs Tryton; `FakeCompany` runs the fake in one of its dialects.
"""

from __future__ import annotations

from typing import Any, Protocol

from fake_erp import ErpConfig, configured_rules
from fake_erp.errors import ErpError
from golive.candidates.kit import Response
from tests.erp.world import World

from .asking import asked

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

    def ship(self) -> int:
        """The warehouse ships what it can; the number of deliveries."""

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


class FakeCompany:
    """See `Company`."""

    def __init__(self, dialect: str, *, over_http: bool = False) -> None:
        self.name = dialect
        self._world = World(ErpConfig(rules=configured_rules(posting_periods="postings")), dialect=dialect)
        self._erp = self._world.erp
        self.customer = self._world.customer
        self.port = asked(self._world, dialect, over_http=over_http)

    def draft(self, body: Record) -> str:
        made = asked(self._world, "native").create_order({**body, "release": False})
        return str(made.data["number"])

    def ship(self) -> int:
        self._world.now_ms += self._world.config.lead_ms
        return self._erp.shipping.wave()

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
        rows = self.port.all_rows("deliveries")
        return [
            row
            for row in rows
            if row["external_reference"] == self.port.order(number).data["external_reference"]
        ]

    def block_item(self, sku: str) -> None:
        self._erp.items.set_status(sku, "blocked")

    def discontinue_item(self, sku: str) -> None:
        self._erp.items.set_status(sku, "discontinued")

    def block_customer(self) -> None:
        self._erp.customers.set_blocked(self.customer, True)

    def close_books(self) -> None:
        self._erp.calendar.close("2025-11", "ledger")

    def numbers(self) -> list[str]:
        return list(self._erp.orders.by_number)
