r"""The products of a shop. Source: Magento source, Magento\Catalog\Model\ProductRepository."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fake_magento.errors import product_missing
from fake_magento.model.composites import KINDS, Composite
from fake_magento.model.product import Product
from fake_magento.money import hundredths


class Catalog:
    """Products in the order they were added. SKUs are compared regardless of case, as MySQL does.

    `on_touch` is called with every product that is written. New products are in all `websites`.
    """

    def __init__(
        self,
        now: Callable[[], int],
        on_touch: Callable[[Product], object] | None = None,
        websites: int = 1,
    ) -> None:
        self._now = now
        self._on_touch = on_touch
        self._website_ids = tuple(range(1, websites + 1))
        self._by_sku: dict[str, Product] = {}
        self._by_folded: dict[str, Product] = {}
        self._by_id: dict[int, Product] = {}
        self._next_id = 1
        self.renamed: dict[str, str] = {}
        """The next SKU of each SKU that a product had before and that no product has now."""

    def add(
        self,
        sku: str,
        name: str,
        price_cents: int,
        tax_percent: float = 19,
        weight: float = 0.5,
        kind: str = "simple",
        made_of: Composite | None = None,
        scale: int = 1,
    ) -> Product:
        """Add a product.

        `price_cents` is gross for inclusive stores and net for exclusive ones, `weight` is in kilograms. `kind` is
        simple or virtual; with `made_of` it follows from that.
        `scale` is 1000 with decimal quantities. Raises ValueError for an unknown kind, a SKU that is taken, and a
        negative price or tax.
        """
        if made_of is not None:
            kind = type(made_of).__name__.lower()
        if kind not in KINDS:
            raise ValueError(f"catalog: {kind!r} is no kind of product; expected one of {', '.join(KINDS)}")
        if sku.lower() in self._by_folded:
            raise ValueError(f"catalog: SKU {sku!r} is there already; every product needs a SKU of its own")
        if price_cents < 0 or tax_percent < 0:
            raise ValueError(f"catalog: price and tax of {sku!r} must not be negative")
        now = self._now()
        product = Product(
            product_id=self._next_id,
            sku=sku,
            name=name,
            price_cents=price_cents,
            tax_hundredths=hundredths(tax_percent),
            weight_grams=round(weight * 1000),
            created_ms=now,
            updated_ms=now,
            kind=kind,
            made_of=made_of,
            website_ids=self._website_ids,
            scale=scale,
        )
        self._next_id += 1
        self.renamed.pop(sku, None)
        self._by_sku[sku] = product
        self._by_folded[sku.lower()] = product
        self._by_id[product.product_id] = product
        return product

    def find(self, sku: str) -> Product | None:
        """A product by its SKU, None without one."""
        return self._by_sku.get(sku) or self._by_folded.get(sku.lower())

    def get(self, sku: str) -> Product:
        """A product by its SKU. Raises NotFound."""
        product = self.find(sku)
        if product is None:
            raise product_missing()
        return product

    def scale_of(self, sku: str) -> int:
        """The parts that a unit of a SKU is counted in; 1 for one that no product has."""
        product = self.find(sku)
        return 1 if product is None else product.scale

    def by_id(self, product_id: int) -> Product | None:
        """A product by its id, None without one."""
        return self._by_id.get(product_id)

    def present(self, sku: str) -> str:
        """The SKU that the product of a SKU has now; a SKU that was never given up is its own."""
        while sku in self.renamed:
            sku = self.renamed[sku]
        return sku

    def set_price(self, sku: str, price_cents: int) -> None:
        """Write the base price. Raises NotFound."""
        product = self.get(sku)
        product.price_cents = price_cents
        self.touch(product)

    def touch(self, product: Product) -> None:
        """Record a write: `updated_ms` moves."""
        product.updated_ms = self._now()
        if self._on_touch is not None:
            self._on_touch(product)

    def rename(self, product: Product, sku: str) -> None:
        """Give a product another SKU. Its stock and its orders keep the old one.

        Raises ValueError where the SKU is empty or taken.
        """
        if not sku.strip() or self.find(sku) not in (None, product):
            raise ValueError(f"catalog: {product.sku!r} needs a SKU that no product has, came {sku!r}")
        del self._by_sku[product.sku], self._by_folded[product.sku.lower()]
        self.renamed.pop(sku, None)
        self.renamed[product.sku] = sku
        product.sku = sku
        self._by_sku[sku] = self._by_folded[sku.lower()] = product
        self.touch(product)

    def remove(self, sku: str) -> None:
        """Delete a product. Orders that name it stay as they are."""
        product = self.get(sku)
        del self._by_sku[product.sku], self._by_folded[product.sku.lower()], self._by_id[product.product_id]

    def tax_rates(self) -> set[int]:
        """The tax rates of all products, in hundredths of a percent."""
        return {product.tax_hundredths for product in self._by_sku.values()}

    def __iter__(self) -> Iterator[Product]:
        return iter(self._by_sku.values())

    def __len__(self) -> int:
        return len(self._by_sku)

    def __contains__(self, sku: str) -> bool:
        return self.find(sku) is not None
