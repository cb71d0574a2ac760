"""The operations of both systems, the notices of the shop, and the patterns that match them.

A pattern is `system`, `system.*`, `system.noun.*` or `system.noun.verb`.
"""

from __future__ import annotations

from typing import Literal

import fake_erp.operations
from fake_erp.channels.change_feed import KINDS
from fake_magento.events.typed_events import NOTICES as SHOP_NOTICES
from fake_magento.surface import OPERATIONS as SHOP_OPERATIONS

Seam = Literal["exchange", "notice", "link", "process"]

SYSTEMS = ("erp", "shop")

ERP_OPERATIONS = tuple([f"erp.{operation.name}" for operation in fake_erp.operations.OPERATIONS])

OPERATIONS = (
    *ERP_OPERATIONS,
    *(f"shop.{name}" for name in SHOP_OPERATIONS),
)

NOTICES = (
    *(f"shop.{name}" for name in SHOP_NOTICES),
    *[f"erp.{kind}.changed" for kind in KINDS],
)

BY_SEAM: dict[Seam, tuple[str, ...]] = {
    "exchange": OPERATIONS,
    "notice": NOTICES,
    "link": (*OPERATIONS, *NOTICES),
    "process": OPERATIONS,
}
"""The names that a fault of each seam may act on. A link carries both; calls may trigger a fault of the process."""


def expand(pattern: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return all known names that the pattern matches, in the order of the table; none for an unknown pattern."""
    if pattern in known:
        return (pattern,)
    stem = pattern.removesuffix(".*")
    if stem == pattern and pattern not in SYSTEMS:
        return ()
    return tuple(name for name in known if name.startswith(stem + "."))


def patterns(known: tuple[str, ...]) -> tuple[str, ...]:
    """Return every pattern that matches a name in the table, the shortest first."""
    found: dict[str, None] = {}
    for name in known:
        system, noun, _ = name.split(".")
        found |= dict.fromkeys((system, f"{system}.*", f"{system}.{noun}.*", name))
    return tuple(sorted(found, key=lambda pattern: (pattern.count("."), pattern)))
