"""What the ERPNext dialect says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import NATIVE_ONLY, About

RESOURCE = "/api/resource"
CLIENT = "/api/method/frappe.client"
SALES_ORDER = f"{RESOURCE}/Sales Order"
SALES_INVOICE = f"{RESOURCE}/Sales Invoice"
DELIVERY_NOTE = f"{RESOURCE}/Delivery Note"

ABOUT = About(
    product="ERPNext",
    versions=("13", "14", "15"),
    speaks={
        "token.create": "POST /api/method/login, or POST / with cmd=login",
        "openapi.read": "GET /api/v2/doctype/{doctype}/meta",
        "health.read": "GET /api/method/frappe.auth.get_logged_user, GET /api/method/ping",
        "customer.create": f"POST {RESOURCE}/Customer",
        "customer.list": f"GET {RESOURCE}/Customer",
        "customer.read": f"GET {RESOURCE}/Customer/{{name}}",
        "customer.update": f"PUT {RESOURCE}/Customer/{{name}}, POST {RESOURCE}/Address, POST {RESOURCE}/Contact",
        "item.list": f"GET {RESOURCE}/Item",
        "item.read": f"GET {RESOURCE}/Item/{{item_code}}",
        "stock.list": f"GET {RESOURCE}/Bin",
        "stock.read": "GET /api/method/erpnext.stock.utils.get_stock_balance",
        "order.create": f"POST {SALES_ORDER}",
        "order.list": f"GET {SALES_ORDER}",
        "order.read": f"GET {SALES_ORDER}/{{name}}",
        "order.update": f"PUT {SALES_ORDER}/{{name}}, update_child_qty_rate",
        "order.release": f"PUT {SALES_ORDER}/{{name}} with docstatus 1, POST {CLIENT}.submit",
        "order.cancel": f"POST {CLIENT}.cancel, PUT with docstatus 2, update_status with Closed, DELETE of a draft",
        "order.hold": "POST /api/method/erpnext.selling.doctype.sales_order.sales_order.update_status: On Hold",
        "order.unhold": "POST /api/method/erpnext.selling.doctype.sales_order.sales_order.update_status: Draft",
        "delivery.list": f"GET {DELIVERY_NOTE}",
        "delivery.read": f"GET {DELIVERY_NOTE}/{{name}}",
        "warehouse.list": f"GET {RESOURCE}/Warehouse",
        "invoice.list": f"GET {SALES_INVOICE}",
        "invoice.read": f"GET {SALES_INVOICE}/{{name}}",
        "payment.create": f"POST {RESOURCE}/Payment Entry",
        "payment.list": f"GET {RESOURCE}/Payment Entry",
        "payment.read": f"GET {RESOURCE}/Payment Entry/{{name}}",
        "return.create": f"POST {DELIVERY_NOTE} with is_return",
        "return.list": f"GET {DELIVERY_NOTE} filtered by is_return",
        "return.read": f"GET {DELIVERY_NOTE}/{{name}}",
        "credit_note.create": f"POST {SALES_INVOICE} with is_return",
        "credit_note.list": f"GET {SALES_INVOICE} filtered by is_return",
        "credit_note.read": f"GET {SALES_INVOICE}/{{name}}",
        "price.list": f"GET {RESOURCE}/Item Price",
        "price.read": "POST /api/method/erpnext.stock.get_item_details.get_item_details",
        "period.list": f"GET {RESOURCE}/Accounting Period",
    },
    lacks={
        **NATIVE_ONLY,
        "order.approve": "a workflow of the site, which people use in the desk",
        "order.flow": "the product has no such call; linked documents are found by filters",
        "journal.list": "GL Entries are not spoken",
        "change.list": "the product has none; lists are filtered by modified",
        "batch.create": "the Data Import of the desk is not spoken",
        "batch.list": "the Data Import of the desk is not spoken",
        "batch.read": "the Data Import of the desk is not spoken",
        "file.create": "the product has no file drop",
        "file.list": "the product has no file drop",
        "file.read": "the product has no file drop",
        "file.rename": "the product has no file drop",
        "file.delete": "the product has no file drop",
        "subscription.create": "Webhooks are set up in the desk",
        "subscription.list": "Webhooks are set up in the desk",
        "subscription.delete": "Webhooks are set up in the desk",
    },
    login=("user", "password", "api_key", "api_secret"),
    limits="those of the installation; the product's own is limits.server_time within limits.window",
    clients=(
        "frappe-client 0.1.0.dev0",
        "frappe-connector 0.2.0",
        "tap-erpnext 0.2.12",
        "frappe-js-sdk 1.11.0",
    ),
    sources=(
        "Frappe Framework documentation: REST API, token based authentication, rate limiting",
        "source of frappe and erpnext, versions 13 to 15",
    ),
)
