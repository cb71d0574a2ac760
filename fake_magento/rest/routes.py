"""The route table. Patterns are below `/rest/V1/`, `/rest/{store}/V1/` or `/rest/all/V1/`, with or without
`/index.php` in front; a literal segment beats a parameter."""

from __future__ import annotations

from fake_magento.rest.access import logins
from fake_magento.rest.access.auth import SELF
from fake_magento.rest.carts.routes import CART_ROWS
from fake_magento.rest.catalog import products
from fake_magento.rest.catalog.classification_routes import CLASSIFICATION_ROWS
from fake_magento.rest.catalog.routes import CATALOG_ROWS
from fake_magento.rest.customers import customers
from fake_magento.rest.customers.routes import CUSTOMER_ROWS
from fake_magento.rest.documents import actions, documents
from fake_magento.rest.documents.routes import SALES_ROWS
from fake_magento.rest.framework.http import Key, Route, View
from fake_magento.rest.framework.params import customer_key, order_key, sku_key
from fake_magento.rest.inventory import sources
from fake_magento.rest.orders import orders
from fake_magento.rest.store import bulks, directory, eventing, stores

_SALES = "Magento_Sales::"
_ORDERS = _SALES + "actions_view"
_PRODUCTS = "Magento_Catalog::products"
_STOCK = "Magento_Catalog::catalog_inventory"
_SOURCE = "Magento_InventoryApi::source"
_STORE = "Magento_Backend::store"
_BULK = "Magento_Logging::system_magento_logging_bulk_operations"
_CUSTOMER = "Magento_Customer::customer"
_EVENTS = "Magento_AdobeCommerceEventsClient::event_"

Row = tuple[str, str, str, View, Key | None, str | None]

_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("POST", "integration/admin/token", "token.create", logins.admin, None, None),
    ("POST", "integration/customer/token", "token.create", logins.customer, None, None),
    ("POST", "integration/customer/revoke-customer-token", "token.revoke", logins.revoke, None, SELF),
    ("POST", "tfa/provider/google/authenticate", "token.create", logins.two_factor, None, None),
    ("GET", "orders", "order.list", orders.listing, None, _ORDERS),
    ("GET", "orders/items", "order.items", orders.items, None, _ORDERS),
    ("GET", "orders/items/{id}", "order.items", orders.item, None, _ORDERS),
    ("GET", "orders/{id}", "order.read", orders.read, order_key, _ORDERS),
    ("GET", "orders/{id}/statuses", "order.status", orders.status, order_key, _ORDERS),
    ("GET", "orders/{id}/comments", "order.comments", orders.comments, order_key, _ORDERS),
    ("POST", "orders/{id}/comments", "order.comment", orders.comment, order_key, _SALES + "comment"),
    ("POST", "orders/{id}/cancel", "order.cancel", orders.cancel, order_key, _SALES + "cancel"),
    ("POST", "orders/{id}/hold", "order.hold", orders.hold, order_key, _SALES + "hold"),
    ("POST", "orders/{id}/unhold", "order.unhold", orders.unhold, order_key, _SALES + "unhold"),
    ("POST", "orders/{id}/emails", "order.email", orders.email, order_key, _SALES + "emails"),
    ("POST", "order/{orderId}/invoice", "order.invoice", actions.invoice, order_key, _SALES + "invoice"),
    ("POST", "order/{orderId}/ship", "order.ship", actions.ship, order_key, _SALES + "ship"),
    ("POST", "order/{orderId}/refund", "order.refund", actions.refund, order_key, _SALES + "creditmemo"),
    ("GET", "invoices", "invoice.list", documents.invoices, None, _SALES + "sales_invoice"),
    ("GET", "invoices/{id}", "invoice.read", documents.invoice, None, _SALES + "sales_invoice"),
    ("POST", "invoices/{id}/emails", "order.email", documents.email_invoice, None, _SALES + "sales_invoice"),
    ("POST", "shipment/{id}/emails", "order.email", documents.email_shipment, None, _SALES + "shipment"),
    ("POST", "creditmemo/{id}/emails", "order.email", documents.email_creditmemo, None, _SALES + "emails"),
    ("GET", "shipments", "shipment.list", documents.shipments, None, _SALES + "shipment"),
    ("GET", "shipment/{id}", "shipment.read", documents.shipment, None, _SALES + "shipment"),
    ("GET", "creditmemos", "creditmemo.list", documents.creditmemos, None, _SALES + "sales_creditmemo"),
    ("GET", "creditmemo/{id}", "creditmemo.read", documents.creditmemo, None, _SALES + "sales_creditmemo"),
    ("GET", "products", "product.list", products.listing, None, _PRODUCTS),
    ("GET", "products/{sku}", "product.read", products.read, sku_key, _PRODUCTS),
    ("GET", "stockItems/{sku}", "stock.item", products.stock_item, sku_key, _STOCK),
    ("GET", "inventory/source-items", "stock.list", sources.source_items, None, _SOURCE),
    ("POST", "inventory/source-items", "stock.write", sources.write, sources.write_key, _SOURCE),
    ("GET", "inventory/sources", "source.list", sources.sources, None, _SOURCE),
    ("GET", "inventory/sources/{code}", "source.list", sources.source, None, _SOURCE),
    (
        "GET",
        "inventory/get-product-salable-quantity/{sku}/{stock}",
        "stock.salable",
        sources.salable_quantity,
        sku_key,
        "Magento_InventorySalesApi::stock",
    ),
    (
        "GET",
        "inventory/is-product-salable/{sku}/{stock}",
        "stock.salable",
        sources.is_salable,
        sku_key,
        "Magento_InventorySalesApi::stock",
    ),
    ("GET", "customers/search", "customer.list", customers.listing, None, _CUSTOMER),
    ("GET", "customers/{id}", "customer.read", customers.read, customer_key, _CUSTOMER),
    ("GET", "customers/me", "customer.read", customers.me, None, SELF),
    ("GET", "bulk", "bulk.list", bulks.listing, None, _BULK),
    ("GET", "bulk/{bulkUuid}/status", "bulk.read", bulks.status, None, _BULK),
    ("GET", "bulk/{bulkUuid}/detailed-status", "bulk.read", bulks.detailed_status, None, _BULK),
    ("GET", "bulk/{bulkUuid}/operation-status/{status}", "bulk.read", bulks.operation_count, None, _BULK),
    ("POST", "eventing/eventSubscribe", "event.subscribe", eventing.subscribe, None, _EVENTS + "subscribe"),
    (
        "POST",
        "eventing/eventUnsubscribe/{name}",
        "event.unsubscribe",
        eventing.unsubscribe,
        None,
        _EVENTS + "unsubscribe",
    ),
    ("GET", "eventing/getEventSubscriptions", "event.list", eventing.listing, None, _EVENTS + "list"),
    ("GET", "modules", "store.read", directory.modules, None, "Magento_Backend::all"),
    ("GET", "directory/countries", "store.read", directory.countries, None, None),
    ("GET", "directory/countries/{countryId}", "store.read", directory.country, None, None),
    ("GET", "directory/currency", "store.read", directory.currency, None, None),
    ("GET", "store/websites", "store.read", stores.websites, None, _STORE),
    ("GET", "store/storeGroups", "store.read", stores.groups, None, _STORE),
    ("GET", "store/storeViews", "store.read", stores.views, None, _STORE),
    ("GET", "store/storeConfigs", "store.read", stores.configs, None, _STORE),
)

ROUTES: tuple[Route, ...] = tuple(
    Route(*row)
    for row in (*_ROWS, *CART_ROWS, *CATALOG_ROWS, *CUSTOMER_ROWS, *SALES_ROWS, *CLASSIFICATION_ROWS)
)
