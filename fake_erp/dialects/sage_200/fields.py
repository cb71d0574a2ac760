"""The resources along the order path."""

from __future__ import annotations

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import (
    AMOUNT,
    FLAG,
    INSTANT,
    NUMBER,
    TEXT,
    UNITS,
    Affix,
    Field,
    Table,
    words_for,
)
from fake_erp.dialects.short.sets import Collection

LIVE, ON_HOLD, DISPUTE, COMPLETED, CANCELLED = [
    f"EnumDocumentStatus{name}" for name in ("Live", "OnHold", "Dispute", "Completed", "Cancelled")
]
STATUS = words_for(
    {
        "draft": ON_HOLD,
        "pending_approval": ON_HOLD,
        "held": DISPUTE,
        "released": LIVE,
        "partly_shipped": LIVE,
        "shipped": LIVE,
        "invoiced": COMPLETED,
        "closed": COMPLETED,
        "cancelled": CANCELLED,
    }
)
FREE = Affix("custom_")


def _address(before: str, neutral: str) -> tuple[Field, ...]:
    parts = {
        "contact": "name",
        "postal_name": "company",
        "address_1": "street",
        "city": "city",
        "county": "region",
        "postcode": "postcode",
        "country_code": "country",
        "telephone": "phone",
    }
    return tuple([Field(f"{before}.{name}", f"{neutral}.{part}", TEXT) for name, part in parts.items()])


ORDER = Table(
    (
        Field("id", "id", NUMBER, is_key=True),
        Field("document_no", "number"),
        Field("document_date", "ordered_at", INSTANT),
        Field("document_status", "status", STATUS),
        Field("customer_id", "customer_id", NUMBER),
        Field("customer.reference", "customer"),
        Field("customer.name", "customer_name"),
        Field("customer_document_no", "external_reference", TEXT),
        Field("currency", "currency"),
        Field("prices_include_tax", "prices_include_tax", FLAG),
        Field("carriage_method", "shipping.method"),
        Field("carriage_value", "shipping.amount", AMOUNT),
        Field("payment_method", "payment.method"),
        Field("payment_value", "payment.amount", AMOUNT),
        Field("payment_with_order", "payment.prepaid", FLAG),
        Field("total_net_value", "net", AMOUNT),
        Field("total_tax_value", "tax", AMOUNT),
        Field("total_gross_value", "total", AMOUNT),
        Field("date_time_created", "created_at", INSTANT),
        Field("date_time_updated", "changed_at", INSTANT),
        *_address("delivery_address", "ship_to"),
        *_address("invoice_address", "bill_to"),
        Field("requested_delivery_date"),
        Field("lines"),
    ),
    records.ORDER,
    FREE,
)
LINE = Table(
    (
        Field("id", "line_id", NUMBER, is_key=True),
        Field("sop_order_id", "id", NUMBER),
        Field("line_number", "line", NUMBER),
        Field("product_code", "item", TEXT),
        Field("description", "name"),
        Field("line_quantity", "quantity", UNITS),
        Field("despatched_quantity", "shipped", UNITS),
        Field("selling_unit_description", "unit"),
        Field("selling_unit_price", "unit_price", AMOUNT),
        Field("unit_discount_value", "discount", AMOUNT),
        Field("line_total_value", "amount", AMOUNT),
        Field("warehouse_name", "warehouse"),
        Field("product.code", "item", TEXT, written=False),
    ),
    records.LINE | {"line_id": lambda row: records.ORDER["id"](row.order) * 1000 + row.at + 1},
)
CUSTOMER = Table(
    (
        Field("id", "id", NUMBER, is_key=True),
        Field("reference", "number"),
        Field("name", "name"),
        Field("main_email", "email"),
        Field("main_telephone", "phone", TEXT),
        Field("external_reference", "external_reference", TEXT),
        Field("main_address.address_1", "address.street"),
        Field("main_address.city", "address.city"),
        Field("main_address.county", "address.region"),
        Field("main_address.postcode", "address.postcode", TEXT),
        Field("main_address.country_code", "address.country"),
        Field("on_hold", "blocked", FLAG),
        Field("credit_limit", "credit_limit", AMOUNT),
        Field("date_time_updated", "changed_at", INSTANT),
    ),
    records.CUSTOMER,
)
PRODUCT = Table(
    (
        Field("code", "item", is_key=True),
        Field("name", "name"),
        Field("list_price", "price", AMOUNT),
        Field("product_group_code", "group"),
        Field(
            "product_status",
            "active",
            words_for({True: "EnumStockItemStatusTypeActive"}, "EnumStockItemStatusTypeInactive"),
        ),
        Field("date_time_updated", "changed_at", INSTANT),
    ),
    records.ITEM,
)
HOLDING = Table(
    (
        Field("product_code", "item", is_key=True),
        Field("warehouse_name", "warehouse", is_key=True),
        Field("confirmed_quantity_in_stock", "on_hand", UNITS),
        Field("quantity_allocated_sop", "allocated", UNITS),
        Field("free_stock_available", "available", UNITS),
    ),
    records.STOCK,
)
DESPATCH = Table(
    (
        Field("id", "id", NUMBER, is_key=True),
        Field("despatch_no", "number"),
        Field("sop_order_id", "order_id", NUMBER),
        Field("document_no", "order"),
        Field("customer_document_no", "external_reference"),
        Field("despatch_date", "posted_at", INSTANT),
        Field("tracking_no", "tracking"),
    ),
    records.DELIVERY,
)
DESPATCH_LINE = Table(
    (
        Field("line_number", "line", NUMBER, is_key=True),
        Field("sop_order_line_number", "order_line", NUMBER),
        Field("product_code", "item"),
        Field("despatched_quantity", "quantity", UNITS),
    ),
    records.DELIVERY_LINE,
)
INVOICE = Table(
    (
        Field("id", "id", NUMBER, is_key=True),
        Field("invoice_no", "number"),
        Field("sop_order_id", "order_id", NUMBER),
        Field("document_no", "order"),
        Field("customer_document_no", "external_reference"),
        Field("customer_id", "customer_id", NUMBER),
        Field("invoice_date", "posted_at", INSTANT),
        Field("total_gross_value", "total", AMOUNT),
        Field("total_tax_value", "tax", AMOUNT),
        Field("outstanding_value", "open", AMOUNT),
    ),
    records.INVOICE,
)
ORDERS = Collection("sop_orders", "order", ORDER, lookups.orders)
CUSTOMERS = Collection("customers", "customer", CUSTOMER, lookups.customers)
RESOURCES = {
    each.name: each
    for each in (
        ORDERS,
        CUSTOMERS,
        Collection("products", "item", PRODUCT, lookups.items),
        Collection("warehouse_holdings", "stock", HOLDING, lookups.stock),
        Collection("sop_despatches", "delivery", DESPATCH, lookups.deliveries),
        Collection("sop_invoices", "invoice", INVOICE, lookups.invoices),
    )
}
