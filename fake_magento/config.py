"""The configuration of a shop. All durations are milliseconds, all money is cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from fake_magento.version_switches import VERSION_SWITCHES, resolve

TaxMode = Literal["inclusive", "exclusive"]
CommentPolicy = Literal["unchecked", "frozen", "checked"]
BY_VERSION: Any = None
"""Default of a switch whose value follows from `version` (see `version_switches.py`)."""
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
    """Currency of the website, in which prices, shipping and discounts are set; empty: `currency`."""
    website: str = "base"
    """The website that it belongs to."""
    rate_millionths: int = 1_000_000
    """Millionths of the order currency for one unit of the base currency: 1100000 is 1.1."""

    @property
    def is_foreign(self) -> bool:
        """Whether orders are in another currency than the base currency."""
        return bool(self.base_currency) and (
            self.base_currency != self.currency or self.rate_millionths != 1_000_000
        )


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon code: a percentage or an amount in base currency; with `on_shipping` on shipping too."""

    code: str
    percent: int = 0
    cents: int = 0
    on_shipping: bool = False


@dataclass(frozen=True, slots=True)
class CartDiscount:
    """A cart price rule that needs no coupon: a percentage, an amount of the cart in base currency, or free units.

    `buy` units of a row are paid before one is free. `above_cents` is the least that the goods must come to, without
    tax; `skus` are the articles that it acts on, all if empty. Where it `stops`, no later rule acts on them.
    """

    name: str
    percent: float = 0
    cents: int = 0
    on_shipping: bool = False
    sort_order: int = 0
    buy: int = 0
    above_cents: int = 0
    skus: tuple[str, ...] = ()
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Admin:
    """An admin user; `resources` are the ACL names granted, None for all."""

    username: str = "integration"
    password: str = "integration-1"
    resources: tuple[str, ...] | None = None
    otp: str = ""
    """The one-time password of two-factor login; empty: not set up."""
    author: str = "api"
    """How facts name the author of what this user writes over the API."""


@dataclass(frozen=True, slots=True)
class Integration:
    """A system integration: the two key pairs of OAuth 1.0a, and the ACL names granted, None for all."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    name: str = "integration"
    resources: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShopConfig:
    """The configuration of a shop; the defaults are Magento 2.4.6 with one website, one stock and one source."""

    version: str = "2.4.6"
    """One of `version_switches.VERSIONS`; the default of every switch in `version_switches.py`."""

    stores: tuple[StoreConfig, ...] = (StoreConfig(),)
    sources: tuple[str, ...] = ("default",)
    """Codes of the enabled sources of stock 1; the first one is the default source."""
    admins: tuple[Admin, ...] = (Admin(),)
    integrations: tuple[Integration, ...] = ()
    integration_bearer: bool = BY_VERSION
    """Access tokens of `integrations` are taken as bearer (`oauth/consumer/enable_integration_as_bearer`)."""
    oauth_sha1: bool = BY_VERSION
    oauth_future: bool = False
    """Whether signatures may have a timestamp of the future: of callers whose clock is another one."""
    anonymous_catalog: bool = False
    """Guests may read products, categories and stores (`webapi/webapisecurity/allow_insecure`)."""
    two_factor: bool = False
    """Whether the two-factor module of 2.4 is on: the plain admin login is refused, that of the provider requires
    `Admin.otp`."""
    token_form: Literal["jwt", "opaque"] = BY_VERSION
    token_ttl_ms: int = BY_VERSION
    customer_token_ttl_ms: int = 3_600_000
    lockout_failures: int = 6
    lockout_ms: int = 1_800_000
    integration_token: str | None = None
    """An access token that is a bearer token in every version and never expires."""
    page_past_end: Literal["empty", "repeat"] = BY_VERSION
    unstable_paging: bool = BY_VERSION
    same_id_failure: bool = BY_VERSION
    unknown_property_status: Literal[400, 500] = BY_VERSION
    comment_status_policy: CommentPolicy = BY_VERSION
    partial_refund_stays_open: bool = BY_VERSION
    parallel_bookings: bool = BY_VERSION
    invoice_drops_a_rule: bool = BY_VERSION
    refund_shipping_of_order: bool = BY_VERSION
    stock_of_unknown_sku: bool = BY_VERSION
    special_prices_drift: bool = BY_VERSION
    bulk_shuffled: bool = BY_VERSION
    bulk_open_as_failed: bool = BY_VERSION
    bulk_period_ms: int = 60_000
    """Period of the cron job that starts the consumers of async and bulk requests."""
    maximum_page_size: int | None = None
    """Input limit of 2.4.3+, off by default. With it, a list without `pageSize` has `default_page_size` rows."""
    default_page_size: int = 20
    complex_array_limit: int | None = None
    """Input limit of 2.4.3+, off by default: objects in one list of a body (20 when Magento's own is on)."""
    complex_array_limit_async: int = 5_000
    """The same limit for async and bulk requests; in force only with `complex_array_limit`."""
    events: Literal["webhook", "poll"] = "webhook"
    event_delay_ms: int = 1_000
    event_published: Literal["commit", "save"] = "commit"
    """Whether events wait for the transaction of their order, as those of `save_commit_after` do, or not."""
    event_retries: int = 3
    event_switch_off: int = 0
    """Number of events given up in a row after which the receiver is switched off; 0 is never."""
    event_switch_on_ms: int = 0
    """Time after which a switched-off receiver subscribes again; 0 is never."""
    event_versions: tuple[int, ...] = ()
    """Versions of the typed events that are sent (`events/typed_events.py`); empty: save notices."""
    event_fields: tuple[str, ...] = ()
    """Subscribed fields of typed events; empty is all."""
    index_period_ms: int = 0
    """Period of the indexers in "update by schedule"; 0 is "update on save"."""
    compensation_period_ms: int = 0
    """Period of the job that releases the reservations of failed checkouts; 0: they are released at once."""
    maintenance: tuple[tuple[int, int], ...] = ()
    """Maintenance windows, (from, until) in ms since 1970."""
    service_ms: Mapping[str, int] = field(default_factory=lambda: SERVICE_MS)
    default_service_ms: int = 50
    coupons: tuple[Coupon, ...] = ()
    discounts: tuple[CartDiscount, ...] = ()
    """Cart price rules that act on every cart."""
    statuses: Mapping[str, str] = field(default_factory=dict)
    """Statuses that the merchant has made the default of a state, by state; the others are Magento's own."""
    stock_follows_catalog: bool = False
    """Whether source items and reservations follow a product that gets another SKU, and source items go with one that
    is deleted (`cataloginventory/options/synchronize_with_catalog`, off by default)."""
    price_scope: Literal["global", "website"] = "global"
    """Whether a store view can have prices of its own (`catalog/price/scope`)."""
    base_url: str = ""
    """Address of the storefront; empty: an example address."""
    timezone: str = "UTC"
    country: str = "DE"
    """The country that the shop is in."""

    @property
    def websites(self) -> tuple[str, ...]:
        """The codes of the websites, that of the first store view first; their ids count from 1."""
        return tuple(dict.fromkeys(store.website for store in self.stores))

    def __post_init__(self) -> None:
        """Fill in the switches that follow from the version. Raises ValueError for an unknown value."""
        own = {name: getattr(self, name) for name in VERSION_SWITCHES}
        for name, value in resolve(self.version, own).items():
            object.__setattr__(self, name, value)

    def upgraded(self, version: str) -> ShopConfig:
        """Return the configuration after an upgrade: switches with the value of the old version get that of the new.

        Raises ValueError for an unknown version.
        """
        before = resolve(self.version, {})
        own = {name: value for name in VERSION_SWITCHES if (value := getattr(self, name)) != before[name]}
        return replace(self, version=version, **resolve(version, own))
