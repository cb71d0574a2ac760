r"""A return and its rows, with the choices of their attributes.

Source: Adobe Commerce, Magento\Rma\Api\Data\RmaInterface and ItemInterface; Magento\Rma\Model\Rma\Source\Status.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine

PENDING, AUTHORIZED, RECEIVED = "pending", "authorized", "received"
APPROVED, REJECTED = "approved", "rejected"
"""Final statuses of a row; the first two others are those of returns and rows on the way."""
PROCESSED = "processed_closed"
"""The status of a return whose rows are all approved or rejected."""

CHOICES: dict[str, tuple[str, ...]] = {
    "resolution": ("Exchange", "Refund", "Store Credit"),
    "condition": ("Unopened", "Opened", "Damaged"),
    "reason": ("Wrong Color", "Wrong Size", "Out of Service", "Not as described"),
}
"""The labels of each attribute of a row. An installation may have others; their option ids differ as well."""
EXCHANGE, REFUND = "Exchange", "Refund"
DAMAGED = "Damaged"
"""The condition of goods that are not put back on sale."""
OPTION_IDS: dict[tuple[str, str], str] = {
    (attribute, label): str(number)
    for number, (attribute, label) in enumerate(
        ((attribute, label) for attribute, labels in CHOICES.items() for label in labels), 4
    )
}
"""The option id, as rows show it, by attribute and label."""


@dataclass(slots=True)
class RmaItem:
    """Units of an order row with one reason. Several rows of a return may name the same order row.

    `reason`, `condition` and `resolution` are labels of `CHOICES`. Quantities that are not known yet are None.
    """

    entity_id: int
    line: OrderLine
    requested: int
    reason: str
    condition: str
    resolution: str
    status: str = PENDING
    authorized: int | None = None
    returned: int | None = None
    approved: int | None = None


@dataclass(slots=True)
class Rma:
    """A return of one order."""

    entity_id: int
    increment_id: str
    order: Order
    items: list[RmaItem]
    requested_ms: int
    status: str = PENDING
