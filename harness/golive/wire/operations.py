"""The operations of both systems and the notices of the shop, and the patterns that name them.

A pattern is `system`, `system.*`, `system.noun.*` or `system.noun.verb`.
"""

from __future__ import annotations

from typing import Literal

from fake_magento.events.typed_events import NOTICES as SHOP_NOTICES
from fake_magento.surface import OPERATIONS as SHOP_OPERATIONS

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
    *(f"shop.{name}" for name in SHOP_OPERATIONS),
)

NOTICES = (
    *(f"shop.{name}" for name in SHOP_NOTICES),
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
