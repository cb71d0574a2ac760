"""A fake Magento 2.4 shop: stateful, deterministic, byte-true on the wire. What it leaves out: LIMITS.md."""

from fake_magento.config import Admin, Integration, ShopConfig, StoreConfig
from fake_magento.errors import NotEditable, OutOfStock, ShopError
from fake_magento.model.records import Address, Cart, Customer, Order, Product
from fake_magento.shop import Shop

__all__ = [
    "Address",
    "Admin",
    "Cart",
    "Customer",
    "Integration",
    "NotEditable",
    "Order",
    "OutOfStock",
    "Product",
    "Shop",
    "ShopConfig",
    "ShopError",
    "StoreConfig",
]
