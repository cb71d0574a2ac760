"""A product information management system that is connected to the shop: it changes names, texts and prices there."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any
from urllib.parse import quote

import simpy

from fake_magento.catalog.products import Catalog
from fake_magento.model.product import Product
from golive.keys.value_kinds import HOUR_MS
from golive.scenario.model.third_systems import Pim as Settings
from golive.sim import Environment
from golive.third_systems.shop_client import ShopClient

NAME = "pim"
"""How facts name it as the author of what it writes."""
_MOST_PERCENT = 15
"""How far a new price is from the one before, up or down."""


class Pim:
    """Writes products at random times until the traffic ends; `written` counts those that the shop took."""

    def __init__(
        self, env: Environment, settings: Settings, client: ShopClient, catalog: Catalog, rng: random.Random
    ) -> None:
        self._env = env
        self._settings = settings
        self._client = client
        self._catalog = catalog
        self._rng = rng
        self.written = 0

    def run(self, until_ms: int) -> Generator[simpy.Event, Any, None]:
        """A simpy process: one product after the other, at exponentially distributed intervals."""
        every_ms = HOUR_MS / self._settings.changes.per_hour
        while True:
            wait_ms = round(self._rng.expovariate(1) * every_ms)
            if self._env.now_ms() + wait_ms >= until_ms:
                return
            yield self._env.timeout(wait_ms)
            products = [each for each in self._catalog if each.kind == "simple"]
            if products:
                self._write(self._rng.choice(products))

    def _write(self, product: Product) -> None:
        """Write a whole record, as such systems do: the fields that it changes, and the SKU."""
        record: dict[str, Any] = {"sku": product.sku}
        for field in self._settings.fields:
            record |= self._changed(field, product)
        reply = self._client.put(f"/all/V1/products/{quote(product.sku, safe='')}", {"product": record})
        self.written += reply.status == 200

    def _changed(self, field: str, product: Product) -> dict[str, Any]:
        edition = self.written + 1
        if field == "price":
            percent = self._rng.choice([*range(-_MOST_PERCENT, 0), *range(1, _MOST_PERCENT + 1)])
            return {"price": max(1, round(product.price_cents * (100 + percent) / 100)) / 100}
        if field == "name":
            return {"name": f"{product.name.partition(' / ')[0]} / {edition}"}
        text = f"Description {edition} of {product.sku}."
        return {"custom_attributes": [{"attribute_code": "description", "value": text}]}
