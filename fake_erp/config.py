"""What can be configured about an ERP, with the defaults of a mid-market installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fake_erp.access.config import CallLimits, Service, Token
from fake_erp.accounting.config import CURRENCIES, Finance
from fake_erp.channels.config import Channels
from fake_erp.inventory.warehouses import Policy
from fake_erp.jobs.base import Job
from fake_erp.quirks.base import Quirk
from fake_erp.rules.base import Rule
from fake_erp.schedules import Hours

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS

DEFAULT_SERVICE_MS: Mapping[str, int | tuple[int, int]] = {
    "default": 40,
    "health.read": 2,
    "openapi.read": 5,
    "token.create": 60,
    "order.create": 120,
    "order.release": 80,
}


@dataclass(frozen=True, slots=True)
class ErpConfig:
    """The configuration of an ERP; `fake_erp.builder.completed` adds the rules, quirks and jobs not named."""

    warehouses: tuple[str, ...] = ("main",)
    currencies: tuple[str, ...] = CURRENCIES
    shipping_tax_percent: float = 19
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """Business rules by name; the builder adds the others with their defaults. See `fake_erp.rules`."""

    quirks: Mapping[str, Quirk] = field(default_factory=dict)
    """Undocumented behaviour by name, likewise; see `fake_erp.quirks`."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """Where this installation of the product differs from most; see `fake_erp.dialects.variants`."""
    channels: Channels = field(default_factory=Channels)
    """Batches, files, the feed of changes, webhooks."""

    limits: CallLimits = field(default_factory=CallLimits)
    """Rate, concurrency, quota, page size."""
    service: Service = field(default_factory=Service)
    """Workers, queue, gateway timeout, maintenance windows."""
    token: Token = field(default_factory=Token)
    """Access tokens and sessions."""
    finance: Finance = field(default_factory=Finance)
    """Taxes, currencies, payments, number ranges, costs."""
    allocation: Policy = "first_enough"
    """How a line that names no warehouse finds one; see `fake_erp.inventory.warehouses`."""
    warehouse_countries: Mapping[str, str] = field(default_factory=dict)
    """Country codes by warehouse, for the policy `nearest`."""
    backorders: bool = True
    """Whether an order short of stock is released and waits; else it is held with the reason `stock`."""
    partial_deliveries: bool = False
    """Whether a wave ships what is allocated of an order, and the rest later; else it goes out whole."""
    promise_safety: bool = True
    """Whether orders may be promised the safety stock too."""
    negative_stock: bool = False
    """Whether corrections may take stock below zero."""
    stock_writes: bool = False
    """Whether clients may set the stock of an item."""
    delivery_posts: bool = False
    """Whether clients may post deliveries."""
    max_body_bytes: int = 1_000_000
    max_lines: int = 500
    service_ms: Mapping[str, int | tuple[int, int]] = field(default_factory=lambda: DEFAULT_SERVICE_MS)
    """Milliseconds an operation takes, or a range to draw them from; `default` for the others."""

    wave_every_ms: int = 15 * MINUTE_MS
    lead_ms: int = 30 * MINUTE_MS
    """Least time between the release of an order and its shipment."""
    invoice_every_ms: int = HOUR_MS
    payment_terms_ms: int | None = None
    """Time until a posting run settles an open invoice; None: never by itself."""
    lead_spread_ms: int = 0
    """Largest random addition to `lead_ms`, drawn per order."""
    wave_hours: Hours = field(default_factory=Hours)
    """Working hours of the warehouse."""
    lock_ms: int = 0
    """Time for which a run locks the tables it writes to, per document posted."""
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """Jobs of people, customers and other channels by name, likewise; see `fake_erp.jobs.registry`."""
