"""The data entities along the order path, and the fields of orders, customers, items, stock and papers."""

from __future__ import annotations

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import (
    AMOUNT,
    FLAG,
    INSTANT,
    NUMBER,
    UNITS,
    Affix,
    Field,
    Table,
    words_for,
    words_for_flags,
)
from fake_erp.dialects.short.odata4 import Service
from fake_erp.dialects.short.sets import Collection

COMPANY = "usmf"
YES_NO = words_for_flags("Yes", "No")
FREE = Affix(after="_Custom")
STATUS = words_for(
    {
        "draft": "Backorder",
        "pending_approval": "Backorder",
        "held": "Backorder",
        "released": "Backorder",
        "partly_shipped": "Backorder",
        "shipped": "Delivered",
        "invoiced": "Invoiced",
        "closed": "Invoiced",
        "cancelled": "Canceled",
    }
)
PROCESSING = words_for(
    {
        "draft": "None",
        "pending_approval": "InReview",
        "held": "OnHold",
        "released": "Confirmed",
        "partly_shipped": "PartiallyDelivered",
        "shipped": "Delivered",
        "invoiced": "Invoiced",
        "closed": "Invoiced",
        "cancelled": "Canceled",
    }
)
LINE_STATUS = words_for({"shipped": "Delivered", "cancelled": "Canceled"}, "Backorder")
_AREA = Field("dataAreaId", is_key=True, fixed=COMPANY)


def _address(before: str, neutral: str, *, contact: str) -> tuple[Field, ...]:
    parts = {
        "Name": "name",
        "Street": "street",
        "City": "city",
        "StateId": "region",
        "ZipCode": "postcode",
        "CountryRegionId": "country",
    }
    fields = [Field(f"{before}{name}", f"{neutral}.{part}") for name, part in parts.items()]
    extra = {"Company": "company", "Phone": "phone"}
    return (*fields, *[Field(f"{contact}{name}_Custom", f"{neutral}.{part}") for name, part in extra.items()])


HEADER = Table(
    (
        _AREA,
        Field("SalesOrderNumber", "number", is_key=True),
        Field("OrderingCustomerAccountNumber", "customer"),
        Field("InvoiceCustomerAccountNumber", "customer"),
        Field("SalesOrderName", "customer_name"),
        Field("CurrencyCode", "currency"),
        Field("CustomersOrderReference", "external_reference"),
        Field("CustomerRequisitionNumber"),
        Field("RequestedShippingDate", "ordered_at", INSTANT, written=False),
        Field("RequestedReceiptDate"),
        Field("SalesOrderStatus", "status", STATUS),
        Field("SalesOrderProcessingStatus", "status", PROCESSING),
        Field("SalesOrderHoldCode_Custom", "hold_reason"),
        Field("OrderCreationDateTime", "ordered_at", INSTANT),
        Field("ArePricesIncludingSalesTax", "prices_include_tax", YES_NO),
        Field("DeliveryModeCode", "shipping.method"),
        Field("ShippingCharge_Custom", "shipping.amount", AMOUNT),
        Field("CustomerPaymentMethodName", "payment.method"),
        Field("PaymentAmount_Custom", "payment.amount", AMOUNT),
        Field("IsPrepaid_Custom", "payment.prepaid", YES_NO),
        Field("OrderTotalAmount", "total", AMOUNT),
        Field("OrderTotalTaxAmount", "tax", AMOUNT),
        Field("OrderTotalChargesAmount", "shipping.amount", AMOUNT),
        Field("OrderTotalDiscountAmount", "discount", AMOUNT),
        *_address("DeliveryAddress", "ship_to", contact="Delivery"),
        *_address("InvoiceAddress", "bill_to", contact="Invoice"),
        Field("LanguageId"),
        Field("DefaultShippingSiteId"),
        Field("DefaultShippingWarehouseId"),
        Field("PaymentTermsName"),
        Field("DeliveryTermsCode"),
        Field("SalesOrderOriginCode"),
        Field("SalesOrderPoolId"),
        Field("SalesTaxGroupCode"),
        Field("Email", "email"),
    ),
    records.ORDER,
    FREE,
)
LINES = Table(
    (
        _AREA,
        Field("InventoryLotId", "lot", is_key=True),
        Field("SalesOrderNumber", "number"),
        Field("LineCreationSequenceNumber", "line", NUMBER),
        Field("ItemNumber", "item"),
        Field("LineDescription", "name"),
        Field("OrderedSalesQuantity", "quantity", UNITS),
        Field("RemainingSalesQuantity_Custom", "open", UNITS),
        Field("SalesUnitSymbol", "unit"),
        Field("SalesPrice", "unit_price", AMOUNT),
        Field("LineDiscountAmount", "discount", AMOUNT),
        Field("LineAmount", "amount", AMOUNT),
        Field("ShippingWarehouseId", "warehouse"),
        Field("ShippingSiteId", "warehouse", written=False),
        Field("SalesOrderLineStatus", "state", LINE_STATUS),
        Field("CurrencyCode", "currency"),
        Field("RequestedShippingDate"),
        Field("RequestedReceiptDate"),
        Field("SalesPriceQuantity"),
        Field("DeliveryModeCode"),
        Field("SalesTaxGroupCode"),
        Field("SalesTaxItemGroupCode"),
    ),
    records.LINE | {"lot": lambda row: f"{records.ORDER['id'](row.order)}-{row.at + 1}"},
)
CUSTOMER = Table(
    (
        _AREA,
        Field("CustomerAccount", "number", is_key=True),
        Field("OrganizationName", "name"),
        Field("NameAlias", "name"),
        Field("PartyType", fixed="Organization"),
        Field("CustomerGroupId", "group"),
        Field("SalesCurrencyCode"),
        Field("PartyExternalReference_Custom", "external_reference"),
        Field("PrimaryContactEmail", "email"),
        Field("PrimaryContactPhone", "phone"),
        Field("AddressStreet", "address.street"),
        Field("AddressCity", "address.city"),
        Field("AddressState", "address.region"),
        Field("AddressZipCode", "address.postcode"),
        Field("AddressCountryRegionId", "address.country"),
        Field("AddressDescription"),
        Field("OnHoldStatus", "blocked", words_for_flags("All", "No", "invoice")),
        Field("CreditLimit", "credit_limit", AMOUNT),
        Field("LanguageId"),
        Field("PaymentTerms"),
        Field("PaymentMethod"),
        Field("SalesTaxGroup"),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        _AREA,
        Field("ItemNumber", "item", is_key=True),
        Field("ProductNumber", "item"),
        Field("ProductName", "name"),
        Field("SearchName", "name"),
        Field("SalesPrice", "price", AMOUNT),
        Field("ProductGroupId", "group"),
        Field("IsSalesProcessBlocked_Custom", "blocked", FLAG),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        _AREA,
        Field("ItemNumber", "item", is_key=True),
        Field("InventoryWarehouseId", "warehouse", is_key=True),
        Field("InventorySiteId", "warehouse"),
        Field("OnHandQuantity", "on_hand", UNITS),
        Field("ReservedOnHandQuantity", "allocated", UNITS),
        Field("AvailableOnHandQuantity", "available", UNITS),
        Field("TotalAvailableQuantity", "available", UNITS),
    ),
    records.STOCK,
)
SLIP = Table(
    (
        _AREA,
        Field("PackingSlipNumber", "number", is_key=True),
        Field("SalesOrderNumber", "order"),
        Field("CustomersOrderReference", "external_reference"),
        Field("OrderingCustomerAccountNumber", "customer"),
        Field("DeliveryDate", "posted_at", INSTANT),
        Field("InventoryWarehouseId", "warehouse"),
        Field("TrackingNumber", "tracking"),
    ),
    records.DELIVERY,
)
SLIP_LINES = Table(
    (
        _AREA,
        Field("PackingSlipNumber", "number", is_key=True),
        Field("LineNumber", "line", NUMBER, is_key=True),
        Field("SalesOrderNumber", "order"),
        Field("SalesOrderLineNumber", "order_line", NUMBER),
        Field("ItemNumber", "item"),
        Field("DeliveredSalesQuantity", "quantity", UNITS),
    ),
    records.DELIVERY_LINE,
)
INVOICE = Table(
    (
        _AREA,
        Field("InvoiceNumber", "number", is_key=True),
        Field("SalesOrderNumber", "order"),
        Field("CustomersOrderReference", "external_reference"),
        Field("InvoiceCustomerAccountNumber", "customer"),
        Field("InvoiceDate", "posted_at", INSTANT),
        Field("CurrencyCode", "currency"),
        Field("TotalInvoiceAmount", "total", AMOUNT),
        Field("TotalTaxAmount", "tax", AMOUNT),
        Field("TotalChargeAmount", "shipping.amount", AMOUNT),
        Field("InvoiceOpenAmount_Custom", "open", AMOUNT),
    ),
    records.INVOICE,
)
INVOICE_LINES = Table(
    (
        _AREA,
        Field("InvoiceNumber", "number", is_key=True),
        Field("LineCreationSequenceNumber", "line", NUMBER, is_key=True),
        Field("SalesOrderNumber", "order"),
        Field("ProductNumber", "item"),
        Field("InvoicedQuantity", "quantity", UNITS),
        Field("LineAmount", "amount", AMOUNT),
    ),
    records.INVOICE_LINE,
)
_ORDERS = [
    Collection(name, "order", HEADER, lookups.orders, type_name)
    for name, type_name in (
        ("SalesOrderHeadersV2", "SalesOrderHeaderV2"),
        ("SalesOrderHeadersV3", "SalesOrderHeaderV3"),
        ("SalesOrderHeadersV4", "SalesOrderHeaderV4"),
    )
]
_LINES = [
    Collection(name, "order", LINES, lookups.lines_of_orders, type_name)
    for name, type_name in (("SalesOrderLines", "SalesOrderLine"), ("SalesOrderLinesV2", "SalesOrderLineV2"))
]
for _each in _ORDERS:
    _each.entity.navigate(
        "SalesOrderLines", _LINES[0].entity, True, lambda erp, order: records.order_lines(order)
    )
SETS = {
    each.name: each
    for each in (
        *_ORDERS,
        *_LINES,
        Collection("CustomersV3", "customer", CUSTOMER, lookups.customers, "CustomerV3"),
        Collection("ReleasedProductsV2", "item", ITEM, lookups.items, "ReleasedProductV2"),
        Collection("WarehousesOnHandV2", "stock", STOCK, lookups.stock, "WarehouseOnHandV2"),
        Collection("SalesPackingSlipHeaders", "delivery", SLIP, lookups.deliveries, "SalesPackingSlipHeader"),
        Collection(
            "SalesPackingSlipLines",
            "delivery",
            SLIP_LINES,
            lookups.lines_of_deliveries,
            "SalesPackingSlipLine",
        ),
        Collection("SalesInvoiceHeadersV2", "invoice", INVOICE, lookups.invoices, "SalesInvoiceHeaderV2"),
        Collection(
            "SalesInvoiceLines", "invoice", INVOICE_LINES, lookups.lines_of_invoices, "SalesInvoiceLine"
        ),
    )
}
SERVICE = Service("/data", "Microsoft.Dynamics.DataEntities", SETS, 10_000)
