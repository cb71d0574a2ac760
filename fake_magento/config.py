"""Everything about a shop that is decided before it opens. All durations are milliseconds, all money
cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from fake_magento.surprises import SURPRISES, settled

TaxMode = Literal["inclusive", "exclusive"]
CommentPolicy = Literal["unchecked", "frozen", "checked"]
BY_VERSION: Any = None
"""Default of a switch whose value follows from `version` (see `surprises.py`)."""

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
    base_currency: str = ""
    """Currency of the website, in which prices, shipping and discounts are set; empty: that of the orders."""
    rate_millionths: int = 1_000_000
    """Millionths of the order currency for one unit of the base currency: 1100000 is 1.1."""

    @property
    def is_foreign(self) -> bool:
        """Whether orders are in another currency than the books."""
        return bool(self.base_currency) and (
            self.base_currency != self.currency or self.rate_millionths != 1_000_000
        )


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code shoppers can type: a percentage or an amount in base currency, on shipping too if said so."""

    code: str
    percent: int = 0
    cents: int = 0
    on_shipping: bool = False


@dataclass(frozen=True, slots=True)
class Admin:
    """A user of the admin token endpoint; `resources` are the ACL names granted, None grants everything."""

    username: str = "integration"
    password: str = "integration-1"
    resources: tuple[str, ...] | None = None
    otp: str = ""
    """The one-time password that two-factor login takes; empty: this user has not set it up."""


@dataclass(frozen=True, slots=True)
class Integration:
    """A system integration: the two pairs of OAuth 1.0a, and the ACL names granted (None: everything)."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    name: str = "integration"
    resources: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShopConfig:
    """Defaults behave like Magento 2.4.6 with one website, one stock and one source."""

    version: str = "2.4.6"
    """One of `surprises.VERSIONS`; decides the switches that are not set by themselves."""

    stores: tuple[StoreConfig, ...] = (StoreConfig(),)
    sources: tuple[str, ...] = ("main",)
    """Codes of the enabled sources of stock 1; the first one is the default source."""
    admins: tuple[Admin, ...] = (Admin(),)
    integrations: tuple[Integration, ...] = ()
    integration_bearer: bool = BY_VERSION
    """Access tokens of `integrations` are taken as bearer (`oauth/consumer/enable_integration_as_bearer`)."""
    oauth_sha1: bool = BY_VERSION
    anonymous_catalog: bool = False
    """Guests may read products, categories and stores (`webapi/webapisecurity/allow_insecure`)."""
    two_factor: bool = False
    """The two-factor module of 2.4: the plain admin login is refused, the provider's asks for `Admin.otp`."""
    token_form: Literal["jwt", "opaque"] = BY_VERSION
    token_ttl_ms: int = BY_VERSION
    customer_token_ttl_ms: int = 3_600_000
    lockout_failures: int = 6
    lockout_ms: int = 1_800_000
    integration_token: str | None = None
    """One access token that is a bearer for ever, whatever the version."""
    page_past_end: Literal["empty", "repeat"] = BY_VERSION
    unstable_paging: bool = BY_VERSION
    same_id_failure: bool = BY_VERSION
    unknown_property_status: Literal[400, 500] = BY_VERSION
    comment_status_policy: CommentPolicy = BY_VERSION
    bulk_shuffled: bool = BY_VERSION
    bulk_open_as_failed: bool = BY_VERSION
    bulk_period_ms: int = 60_000
    """How often cron starts the consumers that carry out async and bulk requests."""
    maximum_page_size: int | None = None
    """Input limit of 2.4.3+, off by default; when set a list without `pageSize` gives `default_page_size`
    rows."""
    default_page_size: int = 20
    complex_array_limit: int | None = None
    """Input limit of 2.4.3+, off by default: objects in one list of a body (20 when Magento's own is on)."""
    complex_array_limit_async: int = 5_000
    """The same for async and bulk requests; counts only when `complex_array_limit` is set."""
    events: Literal["webhook", "poll"] = "webhook"
    event_delay_ms: int = 1_000
    event_retries: int = 3
    event_switch_off: int = 0
    """After how many events given up in a row the receiver is sent nothing more; 0 is never."""
    event_switch_on_ms: int = 0
    """How long after that somebody subscribes anew; 0 is never."""
    event_versions: tuple[int, ...] = ()
    """Versions in which business events go out (`typed_events.py`); empty: notices of saves."""
    event_fields: tuple[str, ...] = ()
    """Fields of the records subscribed to; empty is all."""
    index_period_ms: int = 0
    """How often cron runs the indexers in "update by schedule"; 0 is "update on save", at once."""
    compensation_period_ms: int = 0
    """How often a job lifts the reservations of checkouts that broke off; 0: they are lifted at once."""
    maintenance: tuple[tuple[int, int], ...] = ()
    """Windows of maintenance, from and until in ms since 1970."""
    service_ms: Mapping[str, int] = field(default_factory=lambda: SERVICE_MS)
    default_service_ms: int = 50
    coupons: tuple[Coupon, ...] = ()
    price_scope: Literal["global", "website"] = "global"
    """Whether a store view can have prices of its own (`catalog/price/scope`)."""
    base_url: str = "https://shop.example/"
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        """Fill the switches that follow from the version. Raises ValueError for a value that none can have."""
        own = {name: getattr(self, name) for name in SURPRISES}
        for name, value in settled(self.version, own).items():
            object.__setattr__(self, name, value)
