"""The catalogue: simple products by SKU."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fake_magento.errors import product_missing
from fake_magento.model import Product
from fake_magento.money import hundredths


class Catalog:
    """Products in the order they were added. SKUs are compared without regard to case, as MySQL does."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._by_sku: dict[str, Product] = {}
        self._by_folded: dict[str, Product] = {}
        self._by_id: dict[int, Product] = {}

    def add(
        self, sku: str, name: str, price_cents: int, tax_percent: float = 19, weight: float = 0.5
    ) -> Product:
        """`price_cents` is gross for inclusive stores and net for exclusive ones; `weight` is in
        kilograms."""
        if sku.lower() in self._by_folded:
            raise ValueError(f"catalog: SKU {sku!r} is there already; every product needs a SKU of its own")
        if price_cents < 0 or tax_percent < 0:
            raise ValueError(f"catalog: price and tax of {sku!r} must not be negative")
        now = self._now()
        product = Product(
            product_id=len(self._by_id) + 1,
            sku=sku,
            name=name,
            price_cents=price_cents,
            tax_hundredths=hundredths(tax_percent),
            weight_grams=round(weight * 1000),
            created_ms=now,
            updated_ms=now,
        )
        self._by_sku[sku] = product
        self._by_folded[sku.lower()] = product
        self._by_id[product.product_id] = product
        return product

    def find(self, sku: str) -> Product | None:
        return self._by_sku.get(sku) or self._by_folded.get(sku.lower())

    def get(self, sku: str) -> Product:
        """Raises Magento's 404 for an unknown SKU."""
        product = self.find(sku)
        if product is None:
            raise product_missing()
        return product

    def by_id(self, product_id: int) -> Product | None:
        return self._by_id.get(product_id)

    def set_price(self, sku: str, price_cents: int) -> None:
        product = self.get(sku)
        product.price_cents = price_cents
        product.updated_ms = self._now()

    def __iter__(self) -> Iterator[Product]:
        return iter(self._by_sku.values())

    def __len__(self) -> int:
        return len(self._by_sku)

    def __contains__(self, sku: str) -> bool:
        return self.find(sku) is not None
