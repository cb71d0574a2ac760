"""From the `shop` section of a scenario to the configuration of the fake shop: one mapping for runs and sandboxes."""

from __future__ import annotations

from typing import Any

from fake_magento.config import Admin, CartDiscount, Coupon, Integration, ShopConfig, StoreConfig
from golive.scenario import Scenario, Shop, Store
from golive.scenario.model.shop import Discount


def shop_config(
    scenario: Scenario,
    opens_ms: int,
    admin: Admin,
    *,
    integration: Integration | None = None,
    bearer: str | None = None,
    oauth_future: bool = False,
    coupons: tuple[Coupon, ...] = (),
    others: tuple[Admin, ...] = (),
) -> ShopConfig:
    """The shop a scenario describes.

    `opens_ms`: the moment, in ms since 1970, from which `shop.maintenance` counts. The other arguments are
    not part of a scenario: the credentials of callers, whether they may sign with a
    later time than the shop's, the valid coupons, and
    the users of other systems.
    """
    shop, events = scenario.shop, scenario.shop.events
    surprises: dict[str, Any] = dict.fromkeys(shop.surprises, True)
    return ShopConfig(
        stores=tuple(_store(store, number) for number, store in enumerate(shop.stores, 1)),
        sources=shop.stock.sources,
        admins=(admin, *others),
        integrations=() if integration is None else (integration,),
        integration_token=bearer,
        oauth_future=oauth_future,
        coupons=coupons,
        discounts=tuple(_discount(each) for each in shop.discounts),
        events="poll" if events.delivery == "poll" else "webhook",
        event_delay_ms=events.delay_ms,
        event_published="save" if events.published == "save" else "commit",
        event_retries=events.retries,
        event_switch_off=events.switch_off,
        event_switch_on_ms=events.switch_on_ms,
        event_versions=events.versions,
        event_fields=events.fields,
        index_period_ms=shop.indexers_ms,
        compensation_period_ms=shop.compensation_ms,
        maintenance=_windows(shop, opens_ms),
        stock_follows_catalog=shop.stock.follows_catalog == "on",
        price_scope="website" if shop.catalog.price_scope == "website" else "global",
        version=shop.version,
        **surprises,
    )


def _store(store: Store, number: int) -> StoreConfig:
    return StoreConfig(
        code=store.code,
        store_id=number,
        currency=store.currency,
        tax="inclusive" if store.tax == "inclusive" else "exclusive",
        shipping_tax_percent=store.tax_percent,
        base_currency=store.base or "",
        rate_millionths=store.exchange,
        website=store.website,
    )


def _discount(discount: Discount) -> CartDiscount:
    return CartDiscount(
        discount.name,
        percent=discount.percent,
        cents=discount.amount.cents,
        buy=discount.buy,
        above_cents=discount.above.cents,
        skus=discount.skus,
        stops=discount.stops == "on",
    )


def _windows(shop: Shop, opens_ms: int) -> tuple[tuple[int, int], ...]:
    return tuple((opens_ms + each.at_ms, opens_ms + each.at_ms + each.lasts_ms) for each in shop.maintenance)
