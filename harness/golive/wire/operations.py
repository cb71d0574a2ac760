"""The operations of both systems and the notices of the shop, and the patterns that name them.

A pattern is `system`, `system.*`, `system.noun.*` or `system.noun.verb`.
"""

from __future__ import annotations

from typing import Literal

Seam = Literal["exchange", "notice", "process"]

SYSTEMS = ("erp", "shop")

OPERATIONS = (
    "erp.token.create",
    "erp.openapi.read",
    "erp.health.read",
    "erp.customer.create",
    "erp.customer.list",
    "erp.customer.read",
    "erp.item.list",
    "erp.item.read",
    "erp.stock.list",
    "erp.stock.read",
    "erp.order.create",
    "erp.order.list",
    "erp.order.read",
    "erp.order.update",
    "erp.order.approve",
    "erp.order.release",
    "erp.order.cancel",
    "erp.order.hold",
    "erp.order.unhold",
    "erp.delivery.list",
    "erp.delivery.read",
    "erp.warehouse.list",
    "erp.invoice.list",
    "erp.invoice.read",
    "erp.customer.update",
    "erp.order.flow",
    "erp.payment.create",
    "erp.payment.list",
    "erp.payment.read",
    "erp.return.create",
    "erp.return.list",
    "erp.return.read",
    "erp.credit_note.list",
    "erp.credit_note.read",
    "erp.price.list",
    "erp.price.read",
    "erp.period.list",
    "erp.journal.list",
    "erp.batch.create",
    "erp.batch.list",
    "erp.batch.read",
    "erp.file.create",
    "erp.file.list",
    "erp.file.read",
    "erp.file.rename",
    "erp.file.delete",
    "erp.change.list",
    "erp.subscription.create",
    "erp.subscription.list",
    "erp.subscription.delete",
    "shop.token.create",
    "shop.token.revoke",
    "shop.schema.read",
    "shop.async.submit",
    "shop.bulk.submit",
    "shop.bulk.list",
    "shop.bulk.read",
    "shop.order.list",
    "shop.order.read",
    "shop.order.status",
    "shop.order.comments",
    "shop.order.comment",
    "shop.order.items",
    "shop.order.cancel",
    "shop.order.hold",
    "shop.order.unhold",
    "shop.order.email",
    "shop.order.invoice",
    "shop.order.ship",
    "shop.order.refund",
    "shop.invoice.list",
    "shop.invoice.read",
    "shop.shipment.list",
    "shop.shipment.read",
    "shop.creditmemo.list",
    "shop.creditmemo.read",
    "shop.product.list",
    "shop.product.read",
    "shop.stock.list",
    "shop.stock.write",
    "shop.stock.salable",
    "shop.stock.item",
    "shop.source.list",
    "shop.customer.list",
    "shop.customer.read",
    "shop.store.read",
    "shop.event.list",
    "shop.event.subscribe",
    "shop.event.unsubscribe",
    "shop.category.list",
    "shop.category.read",
    "shop.category.write",
    "shop.attribute.list",
    "shop.attribute.read",
    "shop.tax.list",
    "shop.rule.list",
    "shop.transaction.list",
    "shop.order.save",
    "shop.invoice.comment",
    "shop.shipment.track",
    "shop.shipment.comment",
    "shop.creditmemo.comment",
    "shop.customer.create",
    "shop.customer.update",
    "shop.customer.delete",
    "shop.group.list",
    "shop.group.write",
    "shop.product.write",
    "shop.product.delete",
    "shop.price.read",
    "shop.price.write",
    "shop.stock.delete",
    "shop.cart.create",
    "shop.cart.read",
    "shop.cart.item",
    "shop.cart.address",
    "shop.cart.coupon",
    "shop.cart.payment",
    "shop.cart.order",
)

NOTICES = (
    "shop.order.placed",
    "shop.order.paid",
    "shop.order.cancelled",
    "shop.order.refunded",
    "shop.order.shipped",
    "shop.order.updated",
    "shop.stock.changed",
    "shop.product.changed",
    "erp.order.changed",
    "erp.delivery.changed",
    "erp.invoice.changed",
    "erp.payment.changed",
    "erp.credit_note.changed",
    "erp.return.changed",
    "erp.item.changed",
    "erp.stock.changed",
    "erp.price.changed",
    "erp.customer.changed",
)

BY_SEAM: dict[Seam, tuple[str, ...]] = {"exchange": OPERATIONS, "notice": NOTICES, "process": OPERATIONS}
"""What a fault of each seam may act on; a fault of the process may be set off by a call."""


def expand(pattern: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Everything known that the pattern names, in the order of the table; nothing for an unknown pattern."""
    if pattern in known:
        return (pattern,)
    stem = pattern.removesuffix(".*")
    if stem == pattern and pattern not in SYSTEMS:
        return ()
    return tuple(name for name in known if name.startswith(stem + "."))


def patterns(known: tuple[str, ...]) -> tuple[str, ...]:
    """Every pattern that names something in the table, the shortest first."""
    found: dict[str, None] = {}
    for name in known:
        system, noun, _ = name.split(".")
        found |= dict.fromkeys((system, f"{system}.*", f"{system}.{noun}.*", name))
    return tuple(sorted(found, key=lambda pattern: (pattern.count("."), pattern)))
