"""Routes of orders.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, module-sales/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import ORDER
from fake_magento.rest.framework.http import Row
from fake_magento.rest.orders import order_save_views, order_views

_SALES = "Magento_Sales::"
_ORDERS = _SALES + "actions_view"

ORDER_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "orders", "order.list", order_views.listing, None, _ORDERS),
    ("GET", "orders/items", "order.items", order_views.items, None, _ORDERS),
    ("GET", "orders/items/{id}", "order.items", order_views.item, None, _ORDERS),
    ("GET", "orders/{id}", "order.read", order_views.read, ORDER, _ORDERS),
    ("GET", "orders/{id}/statuses", "order.status", order_views.status, ORDER, _ORDERS),
    ("GET", "orders/{id}/comments", "order.comments", order_views.comments, ORDER, _ORDERS),
    ("POST", "orders/{id}/comments", "order.comment", order_views.comment, ORDER, _SALES + "comment"),
    ("POST", "orders/{id}/cancel", "order.cancel", order_views.cancel, ORDER, _SALES + "cancel"),
    ("POST", "orders/{id}/hold", "order.hold", order_views.hold, ORDER, _SALES + "hold"),
    ("POST", "orders/{id}/unhold", "order.unhold", order_views.unhold, ORDER, _SALES + "unhold"),
    ("POST", "orders/{id}/emails", "order.email", order_views.email, ORDER, _SALES + "emails"),
    ("POST", "orders", "order.save", order_save_views.save, None, _SALES + "create"),
    ("PUT", "orders/create", "order.save", order_save_views.save, None, _SALES + "create"),
    ("PUT", "orders/{parent_id}", "order.save", order_save_views.save_address, None, _SALES + "create"),
)
