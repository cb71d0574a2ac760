"""What the integration asks of an ERP, and the table of products it can ask.

Every method answers with a `Response` in one form, whatever the product: the status that the answer means, records as
the native interface shows them, and refusals as `{"error": {"code", "message", "field", "details"}}` with the native
codes. So the duties know no product.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from golive.candidates.kit import Kit, Response
from golive.candidates.sessions import LoggedIn

Body = dict[str, Any]
"""A document as the native interface takes it."""

Cursor = Any
"""A position in a list: 0 is its beginning, others are JSON values that an earlier answer gave."""


class ErpPort(Protocol):
    """Calls raise `CallFailed` where there is no answer. `timeout_s` None is the default of the client.

    Lists answer `{"rows": [...], "cursor": ..., "more": bool}`; a row is listed again after each of its changes. An
    order has `number, external_reference, status, total, lines, custom, payment, bill_to, ship_to, shipping_method` as
    in the native interface, an order in a list at least the first three.
    """

    on_login: LoggedIn | None

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        """201 with `number`; 409 `duplicate_reference` with `details.number` for one that exists."""

    async def change_customer(self, number: str, changes: Body) -> Response:
        """Change some fields of a customer."""

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        """2xx with the order as it was saved and released; 409 `duplicate_reference` with `details.number`."""

    async def change_order(self, number: str, change: Body) -> Response:
        """2xx with the order as it is then; 422 `nothing_left` where no line would be left."""

    async def cancel_order(self, number: str) -> Response:
        """2xx with `status`, which need not be `cancelled`; 409 for an order that cannot be cancelled any more."""

    async def order(self, number: str) -> Response:
        """The whole order; 404 without one."""

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        """A list of the orders with this external reference, the cancelled ones too. `brief`: first fields only."""

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        """A list of changed orders with `number`, `external_reference` and `status`."""

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        """A list of deliveries.

        Each has `number, external_reference, warehouse, posted_at, tracking, lines`; a line `item` and `quantity`.
        """

    async def stock(self, after: Cursor, limit: int) -> Response:
        """A list of stock rows, and `as_of`, the instant it shows.

        Each has `item, warehouse, on_hand, safety_stock, available, allocations`; an allocation `channel` and
        `quantity`.
        """

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        """The stock rows of one item in the form of `stock`; 404 for an unknown item."""

    async def items(self, after: Cursor, limit: int) -> Response:
        """A list of items with `sku`, `price` and, where the port tells it, `formerly`: the SKUs of an item before."""

    async def prices(self, after: Cursor, limit: int) -> Response:
        """A list of rows of price lists with `item, customer, price_list, valid_from, valid_to`."""

    async def price_of(self, sku: str) -> Response:
        """The price in force: `price`; 404 for an unknown item."""

    async def credit_notes_of(self, number: str) -> Response:
        """A list of the credit notes of an order, each with `number, reference, total`."""

    async def create_credit_note(self, body: Body) -> Response:
        """201 with `number` and `total`.

        Refusals: `duplicate_reference`, `credit_exceeds_invoice` with `details.left`, `credit_exceeds_billed` or
        `invalid_transition` for what has not been invoiced yet.
        """


@runtime_checkable
class DepositPort(Protocol):
    """Money that is posted without an order; the native interface alone has it."""

    async def create_deposit(self, body: Body) -> Response:
        """201 with `number`; 409 `duplicate_reference` with `details.number`."""

    async def apply_deposit(self, number: str, order: str) -> Response:
        """Let it pay an order; 409 with `details.status` for one that is not open."""

    async def refund_deposit(self, number: str) -> Response:
        """Pay it back; 409 with `details.status` for one that is not open."""


@runtime_checkable
class ReturnPort(Protocol):
    """Goods that came back; the native interface alone has it."""

    async def create_return(self, body: Body) -> Response:
        """201 with `number`; 409 `duplicate_reference`, 422 `return_exceeds_shipped`, 409 `invalid_transition`."""

    async def returns_of(self, number: str) -> Response:
        """A list of the returns of an order, each with `number, external_reference, lines`; a line `line, quantity`."""


@runtime_checkable
class DeliveryPort(Protocol):
    """Deliveries and stock of a warehouse system that the ERP does not run; the native interface alone has them."""

    async def create_delivery(self, body: Body) -> Response:
        """201 with `number` and `posted_at`; 409 `duplicate_reference` for one that is there."""

    async def set_stock(self, sku: str, body: Body) -> Response:
        """Set what is on hand: `warehouse` and `on_hand`."""


PORTS = {
    "native": "golive.candidates.reference.erp.native:NativeErp",
    "odoo": "golive.candidates.reference.erp.odoo.port:OdooErp",
    "s4hana": "golive.candidates.reference.erp.s4hana.port:S4Erp",
    "business_central": "golive.candidates.reference.erp.business_central.port:BusinessCentralErp",
    "netsuite": "golive.candidates.reference.erp.netsuite.port:NetSuiteErp",
    "business_one": "golive.candidates.reference.erp.business_one:BusinessOneErp",
    "erpnext": "golive.candidates.reference.erp.erpnext.port:ErpnextErp",
}
"""Dialect to the class that speaks it, called with a `Kit`. A module is imported when a run needs it."""


def deposits_of(port: ErpPort) -> DepositPort:
    """The port as one for deposits. Raises ValueError for an ERP without them."""
    if not isinstance(port, DepositPort):
        raise ValueError(
            "the design posts payments as deposits, which the native interface of the ERP alone has"
        )
    return port


def returns_port(port: ErpPort) -> ReturnPort:
    """The port as one for returns. Raises ValueError for an ERP without them."""
    if not isinstance(port, ReturnPort):
        raise ValueError(
            "the scenario demands returns (budgets.return), which the native interface of the ERP alone has"
        )
    return port


def deliveries_of(port: ErpPort) -> DeliveryPort:
    """The port as one for deliveries and stock. Raises ValueError for an ERP without them."""
    if not isinstance(port, DeliveryPort):
        raise ValueError(
            "the shop owns shipments or stock, and only the native interface of the ERP takes deliveries and counts"
        )
    return port


def port_of(kit: Kit) -> ErpPort:
    """The port for the dialect of the run's ERP. Raises ValueError for one that it cannot speak."""
    if kit.erp_dialect not in PORTS:
        raise ValueError(
            f"this integration speaks {', '.join(PORTS)}; the ERP of this run speaks {kit.erp_dialect}"
        )
    module, _, name = PORTS[kit.erp_dialect].partition(":")
    made: ErpPort = getattr(import_module(module), name)(kit)
    return made
