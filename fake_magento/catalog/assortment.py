r"""Products that come, go and get other SKUs while the shop sells.

Orders keep the SKU that they were placed with. What leaves for an order is taken from the stock of the SKU that its
product has by then, or of the ordered one where the product is deleted. Source items and reservations are kept by SKU:
they follow a product only with `ShopConfig.stock_follows_catalog`. Without it source items of a SKU that no product has
stay, and count again for the next product with that SKU. Source: Magento source,
Magento\InventorySales\Model\GetSkuFromOrderItem; magento/inventory, pull request 2795 and issues 574 and 3118.
"""

from __future__ import annotations

from collections.abc import Iterator

from fake_magento.catalog.record_facts import price_values, prices_changed, product_fields, product_saved
from fake_magento.model.composites import goods_within
from fake_magento.model.order_line import OrderLine
from fake_magento.model.product import Product
from fake_magento.shop import Shop


def add(shop: Shop, sku: str, name: str, price_cents: int, tax_percent: float, by: str = "admin") -> Product:
    """A new simple product. Raises ValueError for a SKU that is taken."""
    product = shop.catalog.add(sku, name, price_cents, tax_percent)
    product_saved(shop, sku, None, product_fields(product), by)
    prices_changed(shop, {}, price_values(shop, [product]), by)
    return product


def rename(shop: Shop, product: Product, sku: str, by: str = "admin") -> None:
    """Give a product another SKU. Emits `shop.product.renamed`.

    Raises ValueError where the SKU is empty or taken, and for a part of another product.
    """
    old = product.sku
    if old in parts(shop):
        raise ValueError(f"product {old!r} is a part of another product, which names it by its SKU")
    shop.catalog.rename(product, sku)
    follows = shop.config.stock_follows_catalog
    facts = {"from": old, "to": sku, "stock": follows, "by": by}
    shop.emit("shop.product.renamed", {"sku": sku}, facts)
    for line in _lines(shop):
        if line.product_id == product.product_id:
            line.renamed_to = sku
    if follows:
        shop.stock.rename(old, sku, by)


def remove(shop: Shop, product: Product, by: str = "admin") -> None:
    """Delete a product. Emits `shop.product.deleted`."""
    was = product_fields(product)
    drop(shop, product, by)
    product_saved(shop, product.sku, was, None, by)


def drop(shop: Shop, product: Product, by: str) -> None:
    """Delete a product without the fact about it."""
    shop.catalog.remove(product.sku)
    if shop.config.stock_follows_catalog:
        shop.stock.forget(product.sku, by)


def parts(shop: Shop) -> frozenset[str]:
    """The SKUs that other products are made of."""
    made = [product.made_of for product in shop.catalog if product.made_of is not None]
    return frozenset(sku for each in made for sku in goods_within(each))


def _lines(shop: Shop) -> Iterator[OrderLine]:
    for order in shop.orders.every():
        for line in order.lines:
            yield line
            yield from line.parts
