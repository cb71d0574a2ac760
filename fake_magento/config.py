"""Everything about a shop that is decided before it opens. All durations are milliseconds, all money
cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

TaxMode = Literal["inclusive", "exclusive"]
CommentPolicy = Literal["unchecked", "frozen", "checked"]

SERVICE_MS = MappingProxyType(
    {
        "token.create": 60,
        "order.list": 250,
        "order.read": 60,
        "order.status": 30,
        "order.comment": 80,
        "order.invoice": 180,
        "order.ship": 180,
        "order.refund": 220,
        "order.cancel": 150,
        "stock.list": 120,
        "stock.write": 90,
        "stock.salable": 30,
    }
)


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """One store view. Catalog prices are gross in an inclusive store and net in an exclusive one."""

    code: str = "default"
    store_id: int = 1
    currency: str = "EUR"
    tax: TaxMode = "inclusive"
    shipping_cents: int = 490
    """Flat rate per order, gross in an inclusive store and net in an exclusive one."""
    shipping_tax_percent: float = 19
    name: str = ""
    locale: str = "en_US"


@dataclass(frozen=True, slots=True)
class Admin:
    """A user of the admin token endpoint; `resources` are the ACL names granted, None grants everything."""

    username: str = "integration"
    password: str = "integration-1"
    resources: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShopConfig:
    """Defaults behave like Magento 2.4.6 with one website, one stock and one source."""

    stores: tuple[StoreConfig, ...] = (StoreConfig(),)
    sources: tuple[str, ...] = ("main",)
    """Codes of the enabled sources of stock 1; the first one is the default source."""
    admins: tuple[Admin, ...] = (Admin(),)
    token_ttl_ms: int = 3_600_000
    lockout_failures: int = 6
    lockout_ms: int = 1_800_000
    integration_token: str | None = None
    """An integration's access token accepted as bearer for ever
    (`oauth/consumer/enable_integration_as_bearer`)."""
    page_past_end: Literal["empty", "repeat"] = "empty"
    """A page past the last one: nothing since 2.4.0, the last page again up to 2.3."""
    unknown_property_status: Literal[400, 500] = 500
    """An unknown property in a typed object: 500 up to 2.4.6, 400 from 2.4.7."""
    comment_status_policy: CommentPolicy = "unchecked"
    """What a posted comment does to the order's status: any text, none included, up to 2.4.6 (`unchecked`);
    nothing in 2.4.7 (`frozen`); only a status of the current state from 2.4.8 (`checked`)."""
    maximum_page_size: int | None = None
    """Input limit of 2.4.3+, off by default; when set a list without `pageSize` gives `default_page_size`
    rows."""
    default_page_size: int = 20
    events: Literal["webhook", "poll"] = "webhook"
    event_delay_ms: int = 1_000
    event_retries: int = 3
    service_ms: Mapping[str, int] = field(default_factory=lambda: SERVICE_MS)
    default_service_ms: int = 50
    base_url: str = "https://shop.example/"
    timezone: str = "UTC"
