"""A fake Magento 2.4 shop: stateful, deterministic, byte-identical on the wire. LIMITS.md lists what it leaves out.

`Shop` is the domain. `fake_magento.surface.Surface` is its REST API without HTTP, `fake_magento.app` its HTTP server.
"""

from fake_magento.config import Admin, Integration, ShopConfig, StoreConfig
from fake_magento.errors import NotEditable, OutOfStock, ShopError
from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from fake_magento.model.customer import Customer
from fake_magento.model.order import Order
from fake_magento.model.product import Product
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
