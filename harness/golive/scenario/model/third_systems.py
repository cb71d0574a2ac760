"""The sections `wms` and `pim` of the scenario: systems beside shop and ERP that write to the shop."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.settings import Rate
from golive.keys.declare import many, setting
from golive.keys.value_kinds import DURATION, DURATION_RANGE, LASTING, RATE, SHARE, Range, choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """An outage of a system."""

    at_ms: int = setting("at", DURATION, "When it begins, after the start of the traffic.")
    lasts_ms: int = setting("for", LASTING, "How long the system does nothing.", aliases=("lasts",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wms:
    """A warehouse management system connected to the shop's API, with a user of its own."""

    ships: float = setting(
        "ships",
        SHARE,
        "Share of orders that it ships in the shop (`POST /V1/order/{id}/ship`); it tells the ERP nothing.",
        "0%",
    )
    every_ms: int = setting(
        "every", LASTING, "Interval at which it reads orders and ships what is due.", "5m"
    )
    lead: Range = setting(
        "lead",
        DURATION_RANGE,
        "Time from an order to its shipment; of a range, drawn for each order.",
        "20m..40m",
    )
    counts: Rate = setting(
        "counts",
        RATE,
        "Articles that it counts and writes into the source of the shop (`POST /V1/inventory/source-items`); it owns "
        "the stock: `owners.stock: shop`.",
        "0/h",
    )
    outages: tuple[Outage, ...] = many(
        "outages", Outage, "Times at which it does nothing; what was due follows in one batch."
    )

    @property
    def is_there(self) -> bool:
        """Whether it does anything."""
        return bool(self.ships or self.counts.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pim:
    """A product information management system connected to the shop's API, with a user of its own."""

    changes: Rate = setting(
        "changes",
        RATE,
        "Products that it writes in the shop (`PUT /V1/products/{sku}`), at random times.",
        "0/h",
    )
    fields: tuple[str, ...] = many(
        "fields",
        choice("name", "description", "price"),
        "Fields that it gives new values. With `price` it is the owner of list prices: `owners.prices.list: shop`.",
        ("name",),
        least=1,
    )

    @property
    def is_there(self) -> bool:
        """Whether it does anything."""
        return bool(self.changes.count)
