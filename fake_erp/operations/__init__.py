"""What clients can ask of the ERP, in no dialect: the table of operations, and the commands that carry them out.

A dialect reads a request to a command; rows of batches and files become the same commands.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """`key` says what its business key is: what names the record it is about outside the ERP; "" for none."""

    name: str
    key: str = ""


_REFERENCE, _ORDER, _SKU = "external reference", "external reference of the order", "SKU"

OPERATIONS: tuple[Operation, ...] = (
    Operation("token.create"),
    Operation("openapi.read"),
    Operation("health.read"),
    Operation("customer.create", _REFERENCE),
    Operation("customer.list", _REFERENCE),
    Operation("customer.read", _REFERENCE),
    Operation("item.list"),
    Operation("item.read", _SKU),
    Operation("stock.list"),
    Operation("stock.read", _SKU),
    Operation("stock.set", _SKU),
    Operation("order.create", _REFERENCE),
    Operation("order.list", _REFERENCE),
    Operation("order.read", _REFERENCE),
    Operation("order.update", _REFERENCE),
    Operation("order.approve", _REFERENCE),
    Operation("order.release", _REFERENCE),
    Operation("order.cancel", _REFERENCE),
    Operation("order.hold", _REFERENCE),
    Operation("order.unhold", _REFERENCE),
    Operation("delivery.create", _ORDER),
    Operation("delivery.list"),
    Operation("delivery.read", _ORDER),
    Operation("warehouse.list"),
    Operation("invoice.list"),
    Operation("invoice.read", _ORDER),
    Operation("customer.update", _REFERENCE),
    Operation("order.flow", _REFERENCE),
    Operation("payment.create", _ORDER),
    Operation("payment.list"),
    Operation("payment.read", _ORDER),
    Operation("deposit.create", _REFERENCE),
    Operation("deposit.list"),
    Operation("deposit.read", _ORDER),
    Operation("deposit.apply", _ORDER),
    Operation("deposit.refund", _ORDER),
    Operation("return.create", _ORDER),
    Operation("return.list"),
    Operation("return.read", _ORDER),
    Operation("credit_note.create", _ORDER),
    Operation("credit_note.list"),
    Operation("credit_note.read", _ORDER),
    Operation("price.list"),
    Operation("price.read", _SKU),
    Operation("period.list"),
    Operation("journal.list"),
    Operation("batch.create", "external id of the batch"),
    Operation("batch.list"),
    Operation("batch.read", "external id of the batch"),
    Operation("file.create", "name of the file"),
    Operation("file.list"),
    Operation("file.read", "name of the file"),
    Operation("file.rename", "name of the file"),
    Operation("file.delete", "name of the file"),
    Operation("change.list"),
    Operation("subscription.create"),
    Operation("subscription.list"),
    Operation("subscription.delete"),
)
"""Every operation. A dialect may offer some of them only."""

IMPORTABLE: tuple[str, ...] = (
    "order.create",
    "order.update",
    "order.release",
    "order.cancel",
    "customer.create",
    "customer.update",
    "payment.create",
    "return.create",
    "credit_note.create",
)
"""What rows of batches may ask for."""

ATOMIC: tuple[str, ...] = ("order.create",)
"""What can be undone, so that a batch of it may be applied as a whole or not at all."""
