"""The operations of both systems and the notices of the shop, and the patterns that name them.

A pattern is `system`, `system.*`, `system.noun.*` or `system.noun.verb`.
"""

from __future__ import annotations

from typing import Literal

import fake_erp.operations
from fake_erp.channels.change_feed import KINDS

Seam = Literal["exchange", "notice", "process"]

SYSTEMS = ("erp", "shop")

ERP_OPERATIONS = tuple([f"erp.{operation.name}" for operation in fake_erp.operations.OPERATIONS])

OPERATIONS = (
    *ERP_OPERATIONS,
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
    *[f"erp.{kind}.changed" for kind in KINDS],
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
