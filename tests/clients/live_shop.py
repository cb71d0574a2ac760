"""A fake shop with something in it, over HTTP on the loopback interface."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fake_magento import Address, Admin, Cart, Integration, Shop, ShopConfig, StoreConfig
from fake_magento.app import create_app
from fake_magento.surface import Surface
from tests.clients.plain_wsgi import served_plainly

ORDERS = 12
HOME = Address("Ines", "Møller", ("12 Harbor Way", "Unit 4"), "Hamburg", "20457", "DE", "040-5550137")
KEYS = Integration("ck", "cs", "at", "ats")


def shop(**config: Any) -> Shop:
    """Five products, the first called S1 and another with a slash in its SKU, and twelve open orders; an admin
    u/p, the bearer `tok`, an integration ck/cs/at/ats."""
    config = {"admins": (Admin("u", "p"),), "integration_token": "tok", "integrations": (KEYS,)} | config
    stores = (
        StoreConfig("default", 1, "EUR", "inclusive", 490, 19),
        StoreConfig("us", 2, "USD", "exclusive"),
    )
    made = Shop(
        lambda: time.time_ns() // 1_000_000,
        random.Random(5),
        lambda kind, keys, data: None,
        ShopConfig(stores=stores, bulk_period_ms=1, **config),
    )
    for number, sku in enumerate(("S1", "S2", "S3", "bla/koe", "Späti 5"), start=1):
        made.catalog.add(sku, f"Thing {number}", 1999 * number, 19, 0.35)
        made.stock.open(sku, "default", 500)
    ines = made.customers.add("ines@example.com", "Ines", "Møller", HOME)
    for number in range(ORDERS):
        lines = [("S1", 1 + number % 3), ("bla/koe", 1)]
        customer = ines.customer_id if number % 2 else None
        coupon: dict[str, Any] = {"coupon_code": "SPRING10", "coupon_percent": 10} if number % 4 == 0 else {}
        made.checkout(Cart("default", ines.email, "Ines", "Møller", customer, lines, ship_to=HOME, **coupon))
    return made


@contextmanager
def served(**config: Any) -> Iterator[str]:
    """The address of a fresh shop; one thread answers, because a shop by itself has no locks."""
    with served_plainly(create_app(Surface(shop(**config)).handle)) as url:
        yield url
