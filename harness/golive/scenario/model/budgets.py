"""The longest times allowed, and the most that may be kept: what a scenario demands of a candidate, and when."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import optional, setting
from golive.keys.value_kinds import LASTING, between


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """Longest times within which orders, failures and stock figures must arrive, and the most that may be kept."""

    order_ms: int = setting(
        "order", LASTING, "An order without a document in the ERP after this time is late.", "15m"
    )
    surfacing_ms: int = setting(
        "surfacing", LASTING, "Time within which a failure must be shown to people.", "30m"
    )
    stock_ms: int = setting("stock", LASTING, "Declared interval of stock updates.", "30m")
    prices_ms: int = setting("prices", LASTING, "Declared interval of price updates.", "1h")
    shipment_ms: int = setting(
        "shipment",
        LASTING,
        "Time within which a parcel of the ERP must be a shipment in the shop; one that a warehouse system ships "
        "in the shop, a delivery in the ERP.",
        "1h",
    )
    credentials_ms: int = setting(
        "credentials",
        LASTING,
        "Time within which there must be an alert when a system accepts no call for its credentials.",
        "15m",
    )
    refund_ms: int = setting(
        "refund",
        LASTING,
        "Time from a refund in the shop, or from the ERP's invoice if that is later, to its credit note there.",
        "1h",
    )
    acknowledgement_ms: int | None = optional(
        "acknowledgement",
        LASTING,
        "Time from the ERP order to a comment with its number in the shop; demanded only where it is given.",
    )
    erasure_ms: int | None = optional(
        "erasure",
        LASTING,
        "Time from the erasure of a customer in the shop to that of their contact data in the ERP; demanded only where"
        " it is given.",
    )
    return_ms: int | None = optional(
        "return",
        LASTING,
        "Time from the end of a return in the shop to the return in the ERP; demanded only where it is given.",
    )
    records: int | None = optional(
        "records",
        between(1, 100_000_000),
        "Rows that the integration may have in `kit.storage` at any time; measured only where it is given.",
    )
    tasks: int | None = optional(
        "tasks",
        between(1, 1_000_000),
        "Tasks of the integration that may run at any time; measured only where it is given.",
    )
