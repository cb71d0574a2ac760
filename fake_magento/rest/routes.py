"""The route table.

Patterns are below `/rest/V1/`, `/rest/{store}/V1/` or `/rest/all/V1/`, with or without `/index.php` in front; a
literal segment beats a parameter. Source: Adobe Commerce developer docs, "Construct a request"; Magento source, the
etc/webapi.xml of each module.
"""

from __future__ import annotations

from fake_magento.rest.access.access_routes import ACCESS_ROWS
from fake_magento.rest.carts.cart_routes import CART_ROWS
from fake_magento.rest.catalog.catalog_routes import CATALOG_ROWS
from fake_magento.rest.catalog.category_routes import CATEGORY_ROWS
from fake_magento.rest.catalog.options.option_routes import OPTION_ROWS
from fake_magento.rest.customers.customer_routes import CUSTOMER_ROWS
from fake_magento.rest.documents.document_routes import DOCUMENT_ROWS
from fake_magento.rest.framework.http import Route
from fake_magento.rest.inventory.inventory_routes import INVENTORY_ROWS
from fake_magento.rest.orders.order_routes import ORDER_ROWS
from fake_magento.rest.promotions.promotion_routes import PROMOTION_ROWS
from fake_magento.rest.returns.return_routes import RETURN_ROWS
from fake_magento.rest.store.store_routes import STORE_ROWS
from fake_magento.rest.taxes.tax_routes import TAX_ROWS

ROUTES: tuple[Route, ...] = tuple(
    Route(*row)
    for rows in (
        ACCESS_ROWS,
        ORDER_ROWS,
        DOCUMENT_ROWS,
        CATALOG_ROWS,
        OPTION_ROWS,
        INVENTORY_ROWS,
        CATEGORY_ROWS,
        CUSTOMER_ROWS,
        CART_ROWS,
        STORE_ROWS,
        TAX_ROWS,
        PROMOTION_ROWS,
        RETURN_ROWS,
    )
    for row in rows
)
