"""Every address of the native dialect, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.native import keys, system
from fake_erp.dialects.native.accounting import credit_notes, deposits, invoices, ledger, payments
from fake_erp.dialects.native.channels import batches, change_feed, files
from fake_erp.dialects.native.inventory import deliveries, items, returns, stock
from fake_erp.dialects.native.keys import Key
from fake_erp.dialects.native.sales import customers, document_flow, orders, prices
from fake_erp.dialects.native.views import Call, View
from fake_erp.dialects.native.words import PREFIX
from fake_erp.messages import Reply
from fake_erp.operations.base import Look
from fake_erp.rules.fields.mandatory_fields import MandatoryFields
from fake_erp.rules.fields.outdated_documentation import OutdatedDocumentation


def openapi(call: Call) -> Look[tuple[OutdatedDocumentation, tuple[str, ...]]]:
    """The OpenAPI document of the interface."""
    demanded, outdated = call.erp.rules["mandatory_fields"], call.erp.rules["outdated_documentation"]
    assert isinstance(demanded, MandatoryFields)
    assert isinstance(outdated, OutdatedDocumentation)
    return Look(lambda hides: (outdated, demanded.fields))


def _openapi(call: Call, known: tuple[OutdatedDocumentation, tuple[str, ...]]) -> Reply:
    from fake_erp.dialects.native.openapi.demanded import demand
    from fake_erp.dialects.native.openapi.document import document
    from fake_erp.dialects.native.openapi.outdated import age

    outdated, demanded = known
    return Reply(200, demand(age(document(ROUTES), outdated), demanded))


VIEWS: dict[str, View[Any]] = {
    "openapi.read": View(openapi, _openapi),
    **system.VIEWS,
    **customers.VIEWS,
    **items.VIEWS,
    **stock.VIEWS,
    **orders.VIEWS,
    **deliveries.VIEWS,
    **invoices.VIEWS,
    **payments.VIEWS,
    **deposits.VIEWS,
    **returns.VIEWS,
    **credit_notes.VIEWS,
    **prices.VIEWS,
    **ledger.VIEWS,
    **document_flow.VIEWS,
    **batches.VIEWS,
    **files.VIEWS,
    **change_feed.VIEWS,
}


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is a whole path with `{names}` for segments; `key` finds the business key of a request."""

    method: str
    pattern: str
    operation: str
    view: View[Any]
    key: Key
    public: bool = False
    """Whether it answers without a token."""

    @property
    def param(self) -> str:
        """The name of the place-holder; "" for none."""
        return self.pattern.partition("{")[2].partition("}")[0]

    @property
    def shape(self) -> tuple[str, int, str, str]:
        """What tells it from other routes with a place-holder: method, number of parts, list, step."""
        parts = self.pattern.split("/")
        return (self.method, len(parts), parts[3], parts[5] if len(parts) > 5 else "")


def _route(method: str, path: str, operation: str, key: Key, public: bool = False) -> Route:
    return Route(method, PREFIX + path, operation, VIEWS[operation], key, public)


ROUTES: tuple[Route, ...] = (
    _route("POST", "/token", "token.create", keys.none, public=True),
    _route("GET", "/openapi.json", "openapi.read", keys.none, public=True),
    _route("GET", "/health", "health.read", keys.none, public=True),
    _route("POST", "/customers", "customer.create", keys.reference_in_body),
    _route("GET", "/customers", "customer.list", keys.reference_in_query),
    _route("GET", "/customers/{number}", "customer.read", keys.customer_reference),
    _route("PATCH", "/customers/{number}", "customer.update", keys.customer_reference),
    _route("GET", "/items", "item.list", keys.none),
    _route("GET", "/items/{sku}", "item.read", keys.sku),
    _route("GET", "/stock", "stock.list", keys.none),
    _route("GET", "/stock/{sku}", "stock.read", keys.sku),
    _route("PUT", "/stock/{sku}", "stock.set", keys.sku),
    _route("POST", "/orders", "order.create", keys.reference_in_body),
    _route("GET", "/orders", "order.list", keys.reference_in_query),
    _route("GET", "/orders/{number}", "order.read", keys.order_reference),
    _route("PATCH", "/orders/{number}", "order.update", keys.order_reference),
    _route("POST", "/orders/{number}/approve", "order.approve", keys.order_reference),
    _route("POST", "/orders/{number}/release", "order.release", keys.order_reference),
    _route("POST", "/orders/{number}/cancel", "order.cancel", keys.order_reference),
    _route("POST", "/orders/{number}/hold", "order.hold", keys.order_reference),
    _route("POST", "/orders/{number}/unhold", "order.unhold", keys.order_reference),
    _route("POST", "/deliveries", "delivery.create", keys.order_in_body),
    _route("GET", "/deliveries", "delivery.list", keys.none),
    _route("GET", "/deliveries/{number}", "delivery.read", keys.delivery_reference),
    _route("GET", "/warehouses", "warehouse.list", keys.none),
    _route("GET", "/orders/{number}/flow", "order.flow", keys.order_reference),
    _route("GET", "/invoices", "invoice.list", keys.none),
    _route("GET", "/invoices/{number}", "invoice.read", keys.invoice_reference),
    _route("POST", "/payments", "payment.create", keys.order_in_body),
    _route("GET", "/payments", "payment.list", keys.none),
    _route("GET", "/payments/{number}", "payment.read", keys.payment_reference),
    _route("POST", "/deposits", "deposit.create", keys.reference_in_body),
    _route("GET", "/deposits", "deposit.list", keys.none),
    _route("GET", "/deposits/{number}", "deposit.read", keys.deposit_reference),
    _route("POST", "/deposits/{number}/apply", "deposit.apply", keys.deposit_reference),
    _route("POST", "/deposits/{number}/refund", "deposit.refund", keys.deposit_reference),
    _route("POST", "/returns", "return.create", keys.order_in_body),
    _route("GET", "/returns", "return.list", keys.none),
    _route("GET", "/returns/{number}", "return.read", keys.return_reference),
    _route("POST", "/credit-notes", "credit_note.create", keys.order_in_body),
    _route("GET", "/credit-notes", "credit_note.list", keys.none),
    _route("GET", "/credit-notes/{number}", "credit_note.read", keys.credit_note_reference),
    _route("GET", "/prices", "price.list", keys.none),
    _route("GET", "/prices/{sku}", "price.read", keys.sku),
    _route("GET", "/periods", "period.list", keys.none),
    _route("GET", "/journal", "journal.list", keys.none),
    _route("POST", "/batches", "batch.create", keys.external_id_in_body),
    _route("GET", "/batches", "batch.list", keys.none),
    _route("GET", "/batches/{number}", "batch.read", keys.batch_id),
    _route("POST", "/files", "file.create", keys.name_in_body),
    _route("GET", "/files", "file.list", keys.none),
    _route("GET", "/files/{name}", "file.read", keys.file_name),
    _route("POST", "/files/{name}/rename", "file.rename", keys.file_name),
    _route("DELETE", "/files/{name}", "file.delete", keys.file_name),
    _route("GET", "/changes", "change.list", keys.none),
    _route("POST", "/subscriptions", "subscription.create", keys.none),
    _route("GET", "/subscriptions", "subscription.list", keys.none),
    _route("DELETE", "/subscriptions/{number}", "subscription.delete", keys.none),
)
