"""Magento's name of the service behind each writing route, and its typed arguments.

The names are in the topics and messages of async requests; the arguments decide what is rejected before it is queued.
Source: Magento source, the etc/webapi.xml of each module.
"""

from __future__ import annotations

from fake_magento.rest.carts import cart_item_input, cart_payment_views, cart_views
from fake_magento.rest.catalog import attribute_views, category_views, price_views
from fake_magento.rest.catalog.saving import product_save_views
from fake_magento.rest.customers import customer_save_views
from fake_magento.rest.documents import document_creation, document_entities, track_views
from fake_magento.rest.framework.http import Route
from fake_magento.rest.framework.typed_input import Arguments
from fake_magento.rest.inventory import (
    bulk_source_views,
    low_quantity_views,
    source_item_views,
    source_views,
    stock_item_views,
    stock_views,
)
from fake_magento.rest.orders import order_views

_SALES = "Magento\\Sales\\Api\\"
_CATALOG = "Magento\\Catalog\\Api\\"
_SOURCES = "Magento\\InventoryApi\\Api\\"
_CUSTOMER = "Magento\\Customer\\Api\\"
SERVICES: dict[tuple[str, str], str] = {
    ("POST", "orders"): _SALES + "OrderRepositoryInterface::save",
    ("PUT", "orders/create"): _SALES + "OrderRepositoryInterface::save",
    ("PUT", "orders/{parent_id}"): _SALES + "OrderAddressRepositoryInterface::save",
    ("POST", "orders/{id}/comments"): _SALES + "OrderManagementInterface::addComment",
    ("POST", "orders/{id}/cancel"): _SALES + "OrderManagementInterface::cancel",
    ("POST", "orders/{id}/hold"): _SALES + "OrderManagementInterface::hold",
    ("POST", "orders/{id}/unhold"): _SALES + "OrderManagementInterface::unHold",
    ("POST", "orders/{id}/emails"): _SALES + "OrderManagementInterface::notify",
    ("POST", "order/{orderId}/invoice"): _SALES + "InvoiceOrderInterface::execute",
    ("POST", "order/{orderId}/ship"): _SALES + "ShipOrderInterface::execute",
    ("POST", "order/{orderId}/refund"): _SALES + "RefundOrderInterface::execute",
    ("POST", "invoice/{invoiceId}/refund"): _SALES + "RefundInvoiceInterface::execute",
    ("POST", "shipment/track"): _SALES + "ShipmentTrackRepositoryInterface::save",
    ("POST", "shipment"): _SALES + "ShipmentRepositoryInterface::save",
    ("POST", "invoices"): _SALES + "InvoiceRepositoryInterface::save",
    ("POST", "invoices/{id}/capture"): _SALES + "InvoiceManagementInterface::setCapture",
    ("POST", "invoices/{id}/void"): _SALES + "InvoiceManagementInterface::setVoid",
    ("POST", "creditmemo"): _SALES + "CreditmemoRepositoryInterface::save",
    ("POST", "creditmemo/refund"): _SALES + "CreditmemoManagementInterface::refund",
    ("PUT", "creditmemo/{id}"): _SALES + "CreditmemoManagementInterface::cancel",
    ("POST", "products"): _CATALOG + "ProductRepositoryInterface::save",
    ("PUT", "products/{sku}"): _CATALOG + "ProductRepositoryInterface::save",
    ("DELETE", "products/{sku}"): _CATALOG + "ProductRepositoryInterface::deleteById",
    ("POST", "products/base-prices"): _CATALOG + "BasePriceStorageInterface::update",
    ("POST", "products/special-price"): _CATALOG + "SpecialPriceStorageInterface::update",
    ("POST", "products/special-price-delete"): _CATALOG + "SpecialPriceStorageInterface::delete",
    ("POST", "products/tier-prices"): _CATALOG + "TierPriceStorageInterface::update",
    ("PUT", "products/tier-prices"): _CATALOG + "TierPriceStorageInterface::replace",
    ("POST", "products/tier-prices-delete"): _CATALOG + "TierPriceStorageInterface::delete",
    ("POST", "products/cost"): _CATALOG + "CostStorageInterface::update",
    ("PUT", "products/{productSku}/stockItems/{itemId}"): (
        "Magento\\CatalogInventory\\Api\\StockRegistryInterface::updateStockItemBySku"
    ),
    ("POST", "inventory/source-items"): _SOURCES + "SourceItemsSaveInterface::execute",
    ("POST", "inventory/source-items-delete"): _SOURCES + "SourceItemsDeleteInterface::execute",
    ("POST", "inventory/sources"): _SOURCES + "SourceRepositoryInterface::save",
    ("PUT", "inventory/sources/{sourceCode}"): _SOURCES + "SourceRepositoryInterface::save",
    ("POST", "inventory/stocks"): _SOURCES + "StockRepositoryInterface::save",
    ("PUT", "inventory/stocks/{stockId}"): _SOURCES + "StockRepositoryInterface::save",
    ("DELETE", "inventory/stocks/{stockId}"): _SOURCES + "StockRepositoryInterface::deleteById",
    ("POST", "inventory/stock-source-links"): _SOURCES + "StockSourceLinksSaveInterface::execute",
    ("POST", "inventory/stock-source-links-delete"): _SOURCES + "StockSourceLinksDeleteInterface::execute",
    ("POST", "customers"): _CUSTOMER + "AccountManagementInterface::createAccount",
    ("PUT", "customers/{customerId}"): _CUSTOMER + "CustomerRepositoryInterface::save",
    ("DELETE", "customers/{customerId}"): _CUSTOMER + "CustomerRepositoryInterface::deleteById",
}
ARGUMENTS: dict[tuple[str, str], Arguments] = {
    ("POST", "categories"): category_views.SAVE,
    ("PUT", "categories/{categoryId}"): category_views.SAVE,
    ("POST", "categories/{categoryId}/products"): category_views.LINK,
    ("PUT", "categories/{categoryId}/products"): category_views.LINK,
    ("POST", "products/attributes"): attribute_views.SAVE,
    ("PUT", "products/attributes/{attributeCode}"): attribute_views.SAVE,
    ("POST", "products/attributes/{attributeCode}/options"): attribute_views.OPTION,
    ("POST", "guest-carts/{cartId}/items"): cart_item_input.ADD,
    ("POST", "guest-carts/{cartId}/shipping-information"): cart_views.SHIPPING,
    ("POST", "guest-carts/{cartId}/payment-information"): cart_views.PAYMENT,
    ("POST", "guest-carts/{cartId}/totals-information"): cart_payment_views.TOTALS,
    ("POST", "carts/mine/items"): cart_item_input.ADD,
    ("POST", "carts/mine/shipping-information"): cart_views.SHIPPING,
    ("POST", "carts/mine/payment-information"): cart_views.PAYMENT,
    ("POST", "orders/{id}/comments"): order_views.COMMENT,
    ("POST", "order/{orderId}/invoice"): document_creation.INVOICE,
    ("POST", "order/{orderId}/ship"): document_creation.SHIP,
    ("POST", "order/{orderId}/refund"): document_creation.REFUND,
    ("POST", "inventory/source-items"): source_item_views.WRITE,
    ("POST", "inventory/source-items-delete"): source_item_views.DELETE,
    ("POST", "invoice/{invoiceId}/refund"): document_creation.REFUND_INVOICE,
    ("POST", "shipment/track"): track_views.TRACK,
    ("POST", "shipment"): document_entities.SHIPMENT,
    ("POST", "invoices"): document_entities.INVOICE,
    ("POST", "creditmemo"): document_entities.CREDITMEMO,
    ("POST", "creditmemo/refund"): document_entities.REFUND,
    ("POST", "inventory/sources"): source_views.SAVE,
    ("PUT", "inventory/sources/{sourceCode}"): source_views.SAVE,
    ("POST", "inventory/stocks"): stock_views.SAVE,
    ("PUT", "inventory/stocks/{stockId}"): stock_views.SAVE,
    ("POST", "inventory/stock-source-links"): stock_views.LINKS,
    ("POST", "inventory/stock-source-links-delete"): stock_views.LINKS,
    ("POST", "inventory/bulk-product-source-assign"): bulk_source_views.ASSIGN,
    ("POST", "inventory/bulk-product-source-unassign"): bulk_source_views.ASSIGN,
    ("POST", "inventory/bulk-product-source-transfer"): bulk_source_views.TRANSFER,
    ("POST", "inventory/bulk-partial-source-transfer"): bulk_source_views.PARTIAL,
    ("POST", "inventory/low-quantity-notification"): low_quantity_views.SAVE,
    ("POST", "inventory/low-quantity-notifications-delete"): source_item_views.DELETE,
    ("POST", "products"): product_save_views.SAVE,
    ("PUT", "products/{sku}"): product_save_views.SAVE,
    ("POST", "products/base-prices"): price_views.BASE,
    ("POST", "products/special-price"): price_views.SPECIAL,
    ("POST", "products/special-price-delete"): price_views.SPECIAL,
    ("POST", "products/tier-prices"): price_views.TIER,
    ("PUT", "products/tier-prices"): price_views.TIER,
    ("POST", "products/tier-prices-delete"): price_views.TIER,
    ("POST", "products/cost"): price_views.COST,
    ("PUT", "products/{productSku}/stockItems/{itemId}"): stock_item_views.WRITE,
    ("POST", "customers"): customer_save_views.SAVE,
    ("PUT", "customers/{customerId}"): customer_save_views.SAVE,
}
_VERBS = {"POST": "save", "PUT": "save", "DELETE": "delete"}


def service(route: Route) -> str:
    """`Class::method`; for a route without an entry, a name derived from the path."""
    known = SERVICES.get((route.method, route.pattern))
    if known is not None:
        return known
    words = [word for word in route.pattern.split("/") if not word.startswith("{")]
    name = "".join(word[:1].upper() + word[1:] for word in "-".join(words).split("-"))
    return f"Magento\\{name}\\Api\\{name}Interface::{_VERBS.get(route.method, 'execute')}"


def topic(route: Route) -> str:
    """The topic of a queued request: `async.magento.catalog.api.productrepositoryinterface.save.put`."""
    name = service(route).replace("\\", ".").replace("::", ".").lower()
    return f"async.{name}.{route.method.lower()}"
